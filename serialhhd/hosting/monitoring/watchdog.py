"""Says what kept the event loop from running: whatever blocks it stops every operator."""

import asyncio
import sys
import threading
import traceback
from collections.abc import Callable

from serialhhd.hosting.monitoring import logs

LIMIT = 0.05
"""More than so many seconds without a turn of the loop are worth a line in the log."""
LOOK = 0.02
"""So often, in seconds, the loop is asked for a sign of life."""


class Watchdog:
    """A thread beside the loop.

    Args:
        loop: The loop to be watched; it must be running.
        bark: Called, in that thread, with the stack of the loop's thread while something blocks it.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, bark: Callable[[str], None] | None = None) -> None:
        self.blocked = 0
        self._loop = loop
        self._bark = bark or _log
        self._loop_thread = threading.get_ident()
        self._has_answered = threading.Event()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="serialhhd-watchdog", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching."""
        self._is_over.set()
        self._has_answered.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._is_over.wait(LOOK):
            self._has_answered.clear()
            try:
                self._loop.call_soon_threadsafe(self._has_answered.set)
            except RuntimeError:  # the loop is closed
                return
            if not (self._has_answered.wait(LIMIT) or self._is_over.is_set()):
                self.blocked += 1
                self._bark(self._stack())
                while not (self._has_answered.wait(LIMIT) or self._is_over.is_set()):
                    pass  # whoever stops this one may block the loop meanwhile

    def _stack(self) -> str:
        frame = sys._current_frames().get(self._loop_thread)  # noqa: SLF001 - Python's documented way
        lines = traceback.extract_stack(frame, limit=12) if frame else []
        return " < ".join(
            f"{line.name} ({line.filename.rpartition('/')[2]}:{line.lineno})" for line in reversed(lines)
        )


def _log(stack: str) -> None:
    logs.warn("event loop blocked", limit_ms=int(LIMIT * 1000), stack=stack)
