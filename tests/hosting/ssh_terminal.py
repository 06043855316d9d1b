"""Somebody at a terminal with an SSH client on it: a real pseudo terminal, and the screen as it is drawn."""

import os
import re
import signal
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pyte
import pytest

PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$][a-z]?")
"""What pyte does not know and would print."""
NEVER = "\0"
"""What stands on no screen."""


def openssh_options(port: int, known_hosts: Path, key: Path) -> list[str]:
    """Return what a client of OpenSSH needs to know of a server, and nothing of this computer's settings."""
    told = (
        f"UserKnownHostsFile={known_hosts}",
        "GlobalKnownHostsFile=/dev/null",
        "StrictHostKeyChecking=yes",
        "IdentitiesOnly=yes",
        "BatchMode=yes",
        f"IdentityFile={key}",
        f"Port={port}",
    )
    return ["-F", "none", *(word for one in told for word in ("-o", one))]


class SshTerminal:
    """A program that was started in a terminal of a size."""

    def __init__(
        self, command: Sequence[str], term: str = "vt220", columns: int = 20, rows: int = 16, **environ: str
    ) -> None:
        self.came = bytearray()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._child = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(rows, columns),
            env={**os.environ, "TERM": term, **environ},
            timeout=30,
        )

    @property
    def screen(self) -> str:
        return "\n".join(self._screen.display)

    @property
    def pid(self) -> int:
        """The process of the program."""
        return int(self._child.pid)

    @property
    def descriptor(self) -> int:
        """The terminal's own side."""
        return int(self._child.fileno())

    def sees(self, text: str, within: float = 20) -> None:
        """Read until the text stands on the screen; something must come in so many seconds."""
        if not self.comes_to(text, within=within):
            pytest.fail(f"it ended before {text!r}, the screen is\n{self.screen}")

    def comes_to(self, *texts: str, within: float = 20) -> bool:
        """Read until one of the texts stands on the screen, and return whether it does: the program may have ended."""
        while not any(text in self.screen for text in texts):
            try:
                data = self._child.read_nonblocking(65536, timeout=within)
            except pexpect.EOF:
                return False
            except pexpect.TIMEOUT:
                pytest.fail(f"waited in vain for {texts}, the screen is\n{self.screen}")
            self.came += data
            self._stream.feed(PRIVATE.sub(b"", data))
        return True

    def types(self, keys: str | bytes) -> None:
        """Send keys and go on at once."""
        self._child.send(keys)

    def sends(self, keys: str | bytes, until: str) -> None:
        """Send keys, and read until a text stands on the screen."""
        self.types(keys)
        self.sees(until)

    def resizes(self, columns: int, rows: int) -> None:
        """Be as large as this from now on."""
        self._screen.resize(lines=rows, columns=columns)
        self._child.setwinsize(rows, columns)

    def ends(self, keys: str = "") -> int:
        """Send keys, read to the end and return the exit code."""
        self._child.send(keys)
        assert not self.comes_to(NEVER)
        self._child.close()
        return int(self._child.exitstatus or 0)

    def is_cut_off(self) -> None:
        """Kill the program: nothing is said to the other side."""
        self._child.kill(signal.SIGKILL)
        self._child.close(force=True)
