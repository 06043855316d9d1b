"""Somebody at a terminal with an SSH client on it: a real pseudo terminal, and the screen as it is drawn."""

import os
import re
import signal
from collections.abc import Sequence

import pexpect
import pyte
import pytest

PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$][a-z]?")
"""What pyte does not know and would print."""


class SshTerminal:
    """A program that was started in a terminal of a size."""

    def __init__(
        self, command: Sequence[str], term: str = "vt220", columns: int = 20, rows: int = 16, **environ: str
    ) -> None:
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

    def sees(self, text: str) -> None:
        """Read until the text stands on the screen."""
        while text not in self.screen:
            try:
                self._stream.feed(PRIVATE.sub(b"", self._child.read_nonblocking(65536, timeout=20)))
            except (pexpect.TIMEOUT, pexpect.EOF):
                pytest.fail(f"waited in vain for {text!r}, the screen is\n{self.screen}")

    def sends(self, keys: str, until: str) -> None:
        """Send keys, and read until a text stands on the screen."""
        self._child.send(keys)
        self.sees(until)

    def ends(self, keys: str = "") -> int:
        """Send keys, read to the end and return the exit code."""
        self._child.send(keys)
        self._child.expect(pexpect.EOF)
        self._child.close()
        return int(self._child.exitstatus or 0)

    def is_cut_off(self) -> None:
        """Kill the program: nothing is said to the other side."""
        self._child.kill(signal.SIGKILL)
        self._child.close(force=True)
