"""Which flows.toml is used, and noticing that it has changed."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from serialhhd.flows.config.loader import load
from serialhhd.flows.config.model import Flows
from serialhhd.flows.config.problems import FlowsInvalid

PACKAGED: Final = Path(__file__).with_name("flows.toml")
HERE: Final = Path("flows.toml")
SYSTEM: Final = Path("/etc/serialhhd/flows.toml")
VARIABLE: Final = "SERIALHHD_FLOWS"


@dataclass(frozen=True, slots=True)
class Found:
    """The file that is used, and what named it: `--flows`, `SERIALHHD_FLOWS`, a place, or the packaged default."""

    path: Path
    origin: str


def discover(explicit: str | None) -> Found:
    """Return the first of: the explicit file, SERIALHHD_FLOWS, ./flows.toml, /etc/serialhhd/flows.toml, the packaged default.

    A file that was named is used even where it does not exist: loading it says so. A place counts as soon as anything
    of that name is there, readable or not, so that a wrong permission does not bring back the default unnoticed.
    """
    if explicit:
        return Found(Path(explicit), "--flows")
    if named := os.environ.get(VARIABLE):
        return Found(Path(named), VARIABLE)
    for place in (HERE, SYSTEM):
        if os.path.lexists(place):
            return Found(place, "the current folder" if place == HERE else "the system's configuration")
    return Found(PACKAGED, "the packaged default")


def find_flows(explicit: str | None = None) -> Path:
    """Return the path of the flows.toml that is used; `explicit` is the argument of --flows."""
    return discover(explicit).path


class FlowsFile:
    """A flows.toml that may be edited while the program runs.

    `current` is for runs about to begin: it reads the file again when it has changed. A changed file with a problem
    changes nothing; `problem` holds what is wrong until the file is right again.

    Args:
        path: Where it is.
        look_every: Seconds between two looks at whether it has changed; with 0 each time that somebody asks. Very many
            handhelds ask with each scan, and a look lets go of the interpreter.
        clock: By which that is told: seconds, only forward.
    """

    def __init__(self, path: Path, look_every: float = 0, clock: Callable[[], float] = monotonic) -> None:
        """Read the file for the first time.

        Raises:
            FlowsInvalid: It is wrong now; there is no earlier state to go on with.
        """
        self.path = path
        self.problem: FlowsInvalid | None = None
        self._look_every = look_every
        self._clock = clock
        self._looked_at = clock()
        self._seen = _signature(path)
        self._good = load(path)

    def current(self) -> Flows:
        """Return the flows of the file as it is now, or as it last was right."""
        now = self._clock()
        if now - self._looked_at < self._look_every:
            return self._good
        self._looked_at = now
        signature = _signature(self.path)
        if signature != self._seen:
            self._read_again()
            self._seen = signature
        return self._good

    def _read_again(self) -> None:
        try:
            self._good = load(self.path)
        except FlowsInvalid as invalid:
            self.problem = invalid
        else:
            self.problem = None


def _signature(path: Path) -> tuple[int, ...]:
    """Return what differs after an edit; nothing for a file that is not there."""
    try:
        state = path.stat()
    except OSError:
        return ()
    return (state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino)
