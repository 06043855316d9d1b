"""The two ways to a handheld over SSH."""

import getpass
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.ssh.handheld import OPERATOR_VARIABLE, Handheld, Target, log_in
from bench.ssh.keys import new_key
from bench.ssh.processes import Usage, running, usage
from bench.ssh.site import Site, admit
from bench.ssh.sshd import running_sshd
from serialhhd.screens.hhd.settings import DeviceSize

LISTENING: Final = re.compile(r"^Listening on .*:(\d+)$")
MOST_SESSIONS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Route:
    """A server that listens.

    Attributes:
        pid: Its first process; all others descend from it.
        target: Where operators log in.
    """

    pid: int
    target: Target

    def usage(self) -> Usage:
        """Return what all its processes use now."""
        return usage(self.pid)

    async def connect(self, operator: str, size: DeviceSize) -> Handheld:
        """Log in and return the handheld as soon as its question is drawn."""
        return await log_in(self.target, operator, size)


Start = Callable[[Path, Site], AbstractContextManager[Route]]


@contextmanager
def openssh(folder: Path, site: Site) -> Iterator[Route]:
    """Yield sshd with the configuration of docs/ssh.md, and `serialhhd hhd` for each login."""
    folder.mkdir()
    with running_sshd(folder, str(site.store), OPERATOR_VARIABLE) as sshd:
        yield Route(sshd.pid, Target(sshd.port, sshd.key, getpass.getuser()))


@contextmanager
def serve(folder: Path, site: Site) -> Iterator[Route]:
    """Yield `serialhhd serve`."""
    folder.mkdir()
    key = new_key(folder / "user_key")
    admit(site, key.with_suffix(".pub"))
    command = [sys.executable, "-m", "serialhhd", "--store", str(site.store), "serve", "--port", "0"]
    command += ["--host-keys", str(folder / "host_keys"), "--sessions", str(MOST_SESSIONS)]
    with running(command, folder / "serve.log", LISTENING) as (pid, listening):
        yield Route(pid, Target(int(listening[1]), key))


ROUTES: Final[dict[str, Start]] = {"serialhhd serve": serve, "OpenSSH": openssh}
