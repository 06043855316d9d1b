"""Which flows.toml is used, and noticing that it has changed."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from serialhhd.flows.config.loader import load
from serialhhd.flows.config.model import Flows
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.value_class import value_class

PACKAGED: Final = Path(__file__).with_name("flows.toml")
HERE: Final = Path("flows.toml")
SYSTEM: Final = Path("/etc/serialhhd/flows.toml")
VARIABLE: Final = "SERIALHHD_FLOWS"


@value_class
class Found:
    """The file that is used, and what named it: `--flows`, `SERIALHHD_FLOWS`, a place, or the packaged default."""

    path: Path
    origin: str


def places(explicit: str | None) -> tuple[Found, ...]:
    """Return where the flows may be, most important first: a file that was named, or else every searched place.

    Args:
        explicit: The argument of `--flows`.
    """
    if explicit:
        return (Found(Path(explicit), "--flows"),)
    if named := os.environ.get(VARIABLE):
        return (Found(Path(named), VARIABLE),)
    return (
        Found(HERE, "the current folder"),
        Found(SYSTEM, "the system's configuration"),
        Found(PACKAGED, "the packaged default"),
    )


def first_there(searched: Sequence[Found]) -> Found:
    """Return the first place where something is; the last where nothing is anywhere.

    A place counts as soon as anything of that name is there, readable or not, so that a wrong permission does not bring back
    the default unnoticed.
    """
    return next((one for one in searched if os.path.lexists(one.path)), searched[-1])


def discover(explicit: str | None) -> Found:
    """Return the first of: the explicit file, SERIALHHD_FLOWS, ./flows.toml, /etc/serialhhd/flows.toml, the packaged default.

    A file that was named is used even where it does not exist: loading it says so.
    """
    return first_there(places(explicit))


def is_packaged(path: Path) -> bool:
    """Return whether a file is the one that comes with the program, by whatever links it is named: that is never changed."""
    return os.path.realpath(path) == os.path.realpath(PACKAGED)


def find_flows(explicit: str | None = None) -> Path:
    """Return the path of the flows.toml that is used; `explicit` is the argument of --flows."""
    return discover(explicit).path


class FlowsFile:
    """The flows of one file, which is read again when it has changed, each time that somebody asks.

    A changed file with a problem changes nothing; `problem` holds what is wrong until the file is right again.

    Args:
        path: Where it is.
    """

    def __init__(self, path: Path) -> None:
        """Read the file for the first time.

        Raises:
            FlowsInvalid: It is wrong now; there is no earlier state to go on with.
        """
        self.path = path
        self.problem: FlowsInvalid | None = None
        self._seen = signature(path)
        self._good = load(path)

    def current(self, operator: str | None = None, device: str | None = None) -> Flows:  # noqa: ARG002 - a file is the same for all
        """Return the flows of the file as it is now, or as it last was right."""
        now = signature(self.path)
        if now != self._seen:
            self._read_again()
            self._seen = now
        return self._good

    def _read_again(self) -> None:
        try:
            self._good = load(self.path)
        except FlowsInvalid as invalid:
            self.problem = invalid
        else:
            self.problem = None


def signature(path: Path) -> tuple[int, ...]:
    """Return what differs after an edit; nothing for a file that is not there."""
    try:
        state = path.stat()
    except OSError:
        return ()
    return (state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino)
