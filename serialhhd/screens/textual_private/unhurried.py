"""A terminal for which nobody has to wait: the program goes on whether it takes what is shown or not."""

from queue import Queue
from typing import IO, Any, Final, cast

from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread

PATIENCE: Final = 2.0
"""So many seconds what is still to be shown is waited for in the end."""


class UnhurriedWriter(WriterThread):
    """Writes what is shown whenever the terminal takes it; whoever shows something never waits, unlike Textual's own."""

    def __init__(self, file: IO[str]) -> None:
        super().__init__(file)
        self._queue = Queue()

    def stop(self) -> None:
        """Stop; a terminal that takes nothing is not waited for."""
        self._queue.put(None)
        self.join(PATIENCE)


def wait_for_no_terminal() -> None:
    """Let a terminal that takes nothing, such as one behind a link that fell silent, stop nothing but itself.

    The handhelds of a class are drawn in the same event loop. Touches what Textual keeps private;
    `tests/training/classroom/test_real_terminal.py` fails when that changes.
    """
    cast("Any", linux_driver).WriterThread = UnhurriedWriter
