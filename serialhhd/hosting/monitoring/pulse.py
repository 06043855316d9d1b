"""Whether the server can still do what it is there for: a write that went through says so, and nothing else does."""

import asyncio
import time
from functools import partial

from serialhhd.hosting.monitoring import logs
from serialhhd.store.catalogue import settings
from serialhhd.store.engine.store import Store
from serialhhd.store.words.refusal import StoreUnavailable

FRESH = 5.0
"""A write that is younger, in seconds, is sign enough: while people scan nothing is written for this."""
AGAIN = 1.0
"""So many seconds a problem is told of before the next write is tried."""
PATIENCE = 2.0
"""So many seconds a write of our own is waited for each time; it is never given twice."""


class Pulse:
    """Writes to the store where nobody else has for a while.

    Args:
        store: The store, opened.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._began = time.monotonic()
        self._beat: asyncio.Future[None] | None = None
        self._problem: str | None = None
        self._told_at = -AGAIN

    async def problem(self) -> str | None:
        """Return what keeps the store from being written, in a sentence; None where a write has just gone through."""
        age = self._store.written_ago()
        if age is not None and age < FRESH:
            return None
        if time.monotonic() - self._told_at >= AGAIN:
            before, self._problem = self._problem, await self._try()
            if self._problem and not before:
                logs.warn("store not written", reason=self._problem)
            self._told_at = time.monotonic()
        return self._problem

    async def _try(self) -> str | None:
        try:
            beat = self._beat or self._given()
        except StoreUnavailable as problem:
            return str(problem)
        await asyncio.wait({beat}, timeout=PATIENCE)
        if not beat.done():
            return f"No write has gone through for {self._store.written_ago() or self._age:.0f} seconds."
        self._beat = None
        error = beat.exception()
        return (str(error) or type(error).__name__) if error else None

    @property
    def _age(self) -> float:
        return time.monotonic() - self._began

    def _given(self) -> asyncio.Future[None]:
        writing = partial(settings.note_sign_of_life, at=self._store.now())
        self._beat = asyncio.wrap_future(self._store.write_soon(writing))
        return self._beat
