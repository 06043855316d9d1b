"""The one handle on a store: reading, writing, and the time."""

import asyncio
import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from serialhhd.store.engine.database import (
    BUSY_SECONDS,
    StoreAddress,
    check_ours,
    engine_on,
    place_of,
    purpose_of,
    readers,
)
from serialhhd.store.engine.store_file import StoreFile
from serialhhd.store.engine.unavailable import translated, unavailable
from serialhhd.store.engine.writer import Work, Writer
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.words.vocabulary import StorePurpose

T = TypeVar("T")
Reading = Callable[[Connection], T]
"""What reads something, once it is given a connection: so whoever asks holds none."""
Writing = Callable[[Connection], T]
"""What changes something, once it is given the writing connection; it may run more than once."""


class _Waiting:
    """Those who wait on one event loop for what they have written: one word to the loop, and a whole group goes on.

    A word for each would cost a system call and a turn of the loop; and with every system call Python lets the other thread
    go first, so that a writer who answers fifty waits for fifty frames to be drawn before it writes again.
    """

    def __init__(self) -> None:
        self._answered: deque[asyncio.Future[None]] = deque()
        self._is_told = False

    def answer(self, loop: asyncio.AbstractEventLoop, done: asyncio.Future[None]) -> None:
        """Let one go on, from another thread."""
        self._answered.append(done)
        if not self._is_told:
            self._is_told = True
            with suppress(RuntimeError):  # the loop is closed: nobody waits
                loop.call_soon_threadsafe(self._let_go_on)

    def _let_go_on(self) -> None:
        self._is_told = False  # first: whoever is answered from now on is told anew
        while self._answered:
            done = self._answered.popleft()
            if not done.done():
                done.set_result(None)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """An open store. Close it, or use it as a context manager.

    Attributes:
        place: Where it is.
        engine: Its connections for reading. Writing goes through `write`, `write_soon` and `write_async`.
        is_new: Whether opening it created it.
        purpose: What it is for, which never changes (R68).
    """

    def __init__(
        self,
        place: StoreAddress,
        engine: Engine,
        clock: Callable[[], datetime],
        *,
        is_new: bool,
        purpose: StorePurpose,
    ) -> None:
        self.place = place
        self.engine = readers(engine)
        self.is_new = is_new
        self.purpose = purpose
        self._name = place.name
        self._clock = clock
        self._process = os.getpid()
        self._waiting: WeakKeyDictionary[asyncio.AbstractEventLoop, _Waiting] = WeakKeyDictionary()
        self._writer = Writer(engine, self._name, StoreFile(place.path) if place.path else None)

    @classmethod
    def open(
        cls,
        url_or_path: str,
        *,
        create: bool = False,
        clock: Callable[[], datetime] | None = None,
        busy_seconds: float = BUSY_SECONDS,
        is_kept: bool = True,
        purpose: StorePurpose = StorePurpose.WORK,
    ) -> Self:
        """Open a store.

        Args:
            url_or_path: A file, a `sqlite:///` URL or a `postgresql+psycopg://` URL.
            create: Make the store where there is none.
            clock: What tells the time, in UTC; the computer's clock if not given.
            busy_seconds: How long to wait for another program that holds the store.
            is_kept: Whether what is written must survive a power cut; False for a file that is thrown away.
            purpose: What it is for, where it is made (R68).

        Raises:
            StoreUnavailable: missing, not ours, empty, damaged, newer, older, read-only, locked, full or out of reach.
        """
        place = place_of(url_or_path)
        engine = engine_on(place, busy_seconds, is_kept=is_kept)
        try:
            is_new = _open_or_create(engine, place, purpose if create else None)
            found = purpose_of(engine, place)
        except StoreUnavailable:
            engine.dispose()
            raise
        return cls(place, engine, clock or _utc_now, is_new=is_new, purpose=found)

    @property
    def is_for_training(self) -> bool:
        """Whether what happens in it stands for nothing in any warehouse (R68)."""
        return self.purpose is StorePurpose.TRAINING

    @property
    def url(self) -> str:
        """The URL that opens this store again, with its password."""
        return self.place.url.render_as_string(hide_password=False)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees the store as it is at its first statement, and cannot change it.

        Raises:
            StoreUnavailable: the store cannot be used.
        """
        if self._process != os.getpid():
            raise unavailable("store_unreachable", self._name, "it was opened by another process")
        with translated(self._name), self.engine.connect() as connection, connection.begin() as transaction:
            yield connection
            transaction.rollback()

    def write(self, work: Work[T]) -> T:
        """Run a job in a transaction and return what it returns, once that is durable (R14).

        The job must be re-runnable. What it raises is raised here, and nothing of it is kept.

        Raises:
            StoreUnavailable: the store cannot be used.
        """
        return self._writer.run(work)

    def write_soon(self, work: Work[T]) -> Future[T]:
        """Queue a job as `write` does, without waiting: the future resolves once the job is durable.

        Raises:
            StoreUnavailable: the store is closed.
        """
        return self._writer.submit(work)

    async def write_async(self, work: Work[T]) -> T:
        """Run a job as `write` does, on an event loop, which goes on meanwhile; no thread waits for the writer's.

        Jobs are run in the order in which this is called, those that nobody waits for any more as well.

        Raises:
            StoreUnavailable: the store cannot be used.
        """
        loop = asyncio.get_running_loop()
        done = loop.create_future()  # not `wrap_future`, which takes more turns of the loop, and cancels jobs
        written = self._writer.submit(work)
        waiting = self._waiting.setdefault(loop, _Waiting())
        written.add_done_callback(lambda _: waiting.answer(loop, done))
        await done
        try:
            return written.result()
        finally:
            del written  # it holds an error, which holds this: both would stay until all garbage is collected

    def prepare_to_serve(self) -> None:
        """Start what writes for many now, and not when it is needed first; and watch a file as closely as can be.

        Raises:
            StoreUnavailable: this computer has no memory or no tasks left for it.
        """
        self._writer.prepare()

    def written_ago(self) -> float | None:
        """How many seconds ago this process last wrote; None if it has not yet."""
        at = self._writer.written_at
        return None if at is None else time.monotonic() - at

    def now(self) -> datetime:
        """The time now, in UTC."""
        return self._clock()

    def close(self) -> None:
        """Finish what is queued and let the store go."""
        self._writer.close()
        self.engine.dispose(close=self._process == os.getpid())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _open_or_create(engine: Engine, place: StoreAddress, purpose: StorePurpose | None) -> bool:
    """Check the store, making it first where it is missing and has a purpose; True if this call made it."""
    try:
        check_ours(engine, place)
    except StoreUnavailable as error:
        if error.code != "store_missing" or purpose is None:
            raise
    else:
        return False
    from serialhhd.store.engine import creation

    is_new = creation.create(engine, place, creation.New(purpose))
    check_ours(engine, place)
    return is_new
