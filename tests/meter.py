"""What a store is asked: statements, and steps of SQLite's machine."""

from typing import Any

from sqlalchemy import event

from serialhhd.store.engine.store import Store

STEP = 10
"""Steps of SQLite's machine between two looks."""


class Meter:
    """Counts what a SQLite store is asked, by whichever way; put on it before it is first written."""

    def __init__(self, store: Store) -> None:
        self.statements = 0
        self.steps = 0
        event.listen(store.engine, "checkout", self._watch)

    def _watch(self, connection: Any, *_: Any) -> None:
        connection.set_trace_callback(self._count)
        connection.set_progress_handler(self._tick, STEP)

    def _count(self, statement: str) -> None:
        self.statements += not statement.startswith("--")  # what a trigger asks is told as a comment

    def _tick(self) -> int:
        self.steps += STEP
        return 0

    def start(self) -> None:
        """Count from zero."""
        self.statements = self.steps = 0
