"""What every screen of the desk works with: the store, off the event loop, and who sits there."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Protocol, TypeVar

from serialhhd.store.catalogue import recognise
from serialhhd.store.engine.store import Reading, Store, Writing
from serialhhd.store.words.refusal import Refused, StoreUnavailable

T = TypeVar("T")


class Ask(Protocol):
    """Reads something, in a transaction of its own."""

    def __call__(self, question: Reading[T], /) -> T:
        """Return what is read."""


class Office:
    """The store as the desk sees it: no call blocks the screen, and no screen holds a connection.

    Args:
        store: The store, opened.
        operator: Whose name the changes carry.
    """

    def __init__(self, store: Store, operator: str) -> None:
        self._store = store
        self.operator = operator

    @property
    def is_for_training(self) -> bool:
        """Whether the store is one to train on (R68)."""
        return self._store.is_for_training

    def now(self) -> datetime:
        """The time now, in UTC."""
        return self._store.now()

    async def ask(self, question: Reading[T]) -> T:
        """Read something.

        Raises:
            Refused: What the question raises.
            StoreUnavailable: The store cannot be used.
        """
        return await asyncio.to_thread(self._read, question)

    async def tell(self, change: Writing[T]) -> T:
        """Change something and return once it is durable.

        Raises:
            Refused: A rule says no; nothing has changed.
            StoreUnavailable: The store cannot be used.
        """
        return await asyncio.to_thread(self._write, change)

    async def ask_often(self, work: Callable[[Ask], T]) -> T:
        """Do something long that asks one thing after the other, such as an export page by page."""
        return await asyncio.to_thread(work, self._read)

    def _read(self, question: Reading[T]) -> T:
        with self._store.read() as conn:
            try:
                return question(conn)
            except Refused as refused:
                recognise.name(conn, refused)
                raise

    def _write(self, change: Writing[T]) -> T:
        try:
            return self._store.write(change)
        except Refused as refused:
            with suppress(StoreUnavailable), self._store.read() as conn:
                recognise.name(conn, refused)
            raise
