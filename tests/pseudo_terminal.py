"""Somebody at a terminal: a program on a real pseudo terminal, and the screen as it is drawn."""

import os
import re
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pexpect
import pyte
import pytest

from tests.waiting import PATIENCE, wait_until

PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$][a-z]?")
"""What pyte does not know and would print."""
BEGUN = re.compile(rb"\x1b(\[([<>=?][0-9;]*\$?)?)?\Z")
"""What may become such a thing with the next bytes."""
OF_THIS_COMPUTER = frozenset({"NO_COLOR", "COLORTERM", "COLUMNS", "LINES"})
"""What says how another terminal is: pytest-xdist sets the size of its own."""
LOOK = 1.0
"""Seconds after which it is looked again whether the screen stands still."""


class PseudoTerminal:
    """A program that was started in a terminal of a size.

    Reading ends where the program has ended or its screen stands still, not where nothing comes: a cursor that blinks
    would be waited for without an end.

    Args:
        command: The program and its arguments.
        term: What kind of terminal it is.
        columns: Its width.
        rows: Its height.
        folder: Where the program is started; None: where the tests are.
        environ: What else stands in its environment.
    """

    def __init__(
        self,
        command: Sequence[str],
        term: str = "vt220",
        columns: int = 20,
        rows: int = 16,
        *,
        folder: Path | None = None,
        **environ: str,
    ) -> None:
        self.came = bytearray()
        self.cells = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.cells)
        self._begun = b""
        kept = {name: value for name, value in os.environ.items() if name not in OF_THIS_COMPUTER}
        self._child = pexpect.spawn(
            command[0],
            list(command[1:]),
            cwd=folder and str(folder),
            dimensions=(rows, columns),
            env={**kept, "TERM": term, **environ},
        )

    @property
    def screen(self) -> str:
        return "\n".join(self.cells.display)

    @property
    def pid(self) -> int:
        """The process of the program."""
        return int(self._child.pid)

    @property
    def descriptor(self) -> int:
        """The terminal's own side."""
        return int(self._child.fileno())

    # --- reading --------------------------------------------------------------------------------------------------

    def sees(self, text: str, within: float = PATIENCE) -> None:
        """Read until a text stands on the screen; something on it must change in so many seconds."""
        if not self.comes_to(text, within=within):
            pytest.fail(f"it ended before {text!r}, the screen is\n{self.screen}")

    def comes_to(self, *texts: str, within: float = PATIENCE) -> bool:
        """Read until one of the texts stands on the screen, and return whether it does: the program may have ended."""
        return self.reads_until(lambda: any(text in self.screen for text in texts), repr(texts), within)

    def reads_until(self, is_so: Callable[[], bool], what: str, within: float = PATIENCE) -> bool:
        """Read until something is so, and return whether it is: the program may have ended.

        Args:
            is_so: Looks whether it is.
            what: What is waited for, to be said in vain.
            within: Seconds in which something on the screen must change.
        """
        shown, until = self.screen, time.monotonic() + within
        while not is_so():
            try:
                self._take(self._child.read_nonblocking(65536, timeout=min(LOOK, within)))
            except pexpect.TIMEOUT:
                pass
            except pexpect.EOF:
                return False
            if self.screen != shown:
                shown, until = self.screen, time.monotonic() + within
            elif time.monotonic() > until and not is_so():
                pytest.fail(f"waited in vain for {what}, the screen is\n{self.screen}")
        return True

    def _take(self, data: bytes) -> None:
        self.came += data
        data = self._begun + data
        begun = BEGUN.search(data)
        self._begun = begun[0] if begun else b""
        self._stream.feed(PRIVATE.sub(b"", data.removesuffix(self._begun)))

    # --- typing ---------------------------------------------------------------------------------------------------

    def types(self, keys: str | bytes) -> None:
        """Send keys and go on at once."""
        self._child.send(keys)

    def sends(self, keys: str | bytes, until: str) -> None:
        """Send keys, and read until a text stands on the screen that is not there yet."""
        self.types(keys)
        self.sees(until)

    def resizes(self, columns: int, rows: int) -> None:
        """Be as large as this from now on."""
        self.cells.resize(lines=rows, columns=columns)
        self._child.setwinsize(rows, columns)

    # --- leaving --------------------------------------------------------------------------------------------------

    def ends(self, keys: str = "") -> int:
        """Send keys, read to the end and return the exit code; below 0 it is the signal that ended the program."""
        self._child.send(keys)
        self.reads_until(lambda: False, "its end")
        wait_until(lambda: not self._child.isalive(), "the program has ended")
        self._child.close()
        return int(-self._child.signalstatus if self._child.exitstatus is None else self._child.exitstatus)

    def hangs_up(self) -> None:
        """Go away, and return when the program has noticed and ended."""
        self._child.ptyproc.fileobj.close()
        wait_until(lambda: not self._child.isalive(), "the program has ended")

    def is_cut_off(self) -> None:
        """Kill the program: nothing is said to the other side."""
        self._child.kill(signal.SIGKILL)
        self._child.close(force=True)
