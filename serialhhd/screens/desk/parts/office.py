"""What every screen of the desk works with: the store, off the event loop, and who sits there."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from serialhhd.store.engine.store import Store
from serialhhd.store.engine.writer import Work

T = TypeVar("T")


class Office:
    """The store as the desk sees it. No call blocks the screen.

    Args:
        store: The store, opened.
        operator: Whose name the changes carry.
    """

    def __init__(self, store: Store, operator: str) -> None:
        self._store = store
        self.operator = operator

    def now(self) -> datetime:
        """The time now, in UTC."""
        return self._store.now()

    async def ask(self, question: Work[T]) -> T:
        """Read something.

        Raises:
            Refused: What the question raises.
            StoreUnavailable: The store cannot be used.
        """
        return await asyncio.to_thread(self._read, question)

    async def tell(self, change: Work[T]) -> T:
        """Change something and return once it is durable.

        Raises:
            Refused: A rule says no; nothing has changed.
            StoreUnavailable: The store cannot be used.
        """
        return await asyncio.to_thread(self._store.write, change)

    def _read(self, question: Work[T]) -> T:
        with self._store.read() as conn:
            return question(conn)

    async def stream(self, work: Callable[[Store], T]) -> T:
        """Do something long that opens its own transactions, such as an export."""
        return await asyncio.to_thread(work, self._store)
