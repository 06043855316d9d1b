"""One thread a process writes: it commits whatever waits as one group (R14)."""

import _thread
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from enum import Enum, auto
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from serialhhd.store.engine.database import writing
from serialhhd.store.engine.store_file import StoreFile
from serialhhd.store.engine.unavailable import RETRYABLE, is_undone, sqlstate, unavailable, understood
from serialhhd.store.words.refusal import UNSURE

T = TypeVar("T")
Work = Callable[[Connection], T]
"""A job: a function of the connection, which may run more than once."""

GROUP = 256
"""The most jobs that are committed together."""

LOOK = 1.0
"""So often, in seconds, a server's writer looks after its file while nobody writes."""

TRIES = 8
"""How often a group is begun anew after PostgreSQL broke a deadlock at its cost."""


@dataclass(frozen=True)
class _Job(Generic[T]):
    work: Work[T]
    future: Future[T]

    def fail(self, error: BaseException) -> None:
        if not self.future.done():
            self.future.set_exception(error)


class _Remedy(Enum):
    """What to do after a rollback: nothing of the group was committed, or nobody knows (GIVE_UP)."""

    AGAIN = auto()
    LEAVE_OUT = auto()
    GIVE_UP = auto()


@dataclass(frozen=True)
class _Failure:
    """Why a group was rolled back, at which job, and what to do."""

    error: BaseException
    remedy: _Remedy
    at: int = 0


class Writer:
    """Writes for a whole process on one connection it keeps: one group of jobs after the other, in their order.

    A thread of its own drains the queue. A job that finds everything quiet is run by the caller himself: handing it over
    would cost half as much again as a durable commit. A job must be re-runnable: when another job of its group fails, the
    group is rolled back and the job runs again.
    """

    def __init__(self, engine: Engine, place: str, file: StoreFile | None = None) -> None:
        self._engine = engine
        self._file = file
        self._lost: str | None = None
        self._watches = False
        self._place = place
        self._process = os.getpid()
        self._queue: SimpleQueue[_Job[Any] | None] = SimpleQueue()
        self._gate = threading.Lock()  # who may queue
        self._turn = threading.Lock()  # who may write
        self._writing: int | None = None
        self._unfinished = 0
        self._is_serving = False
        self._has_ended = threading.Event()
        self.written_at: float | None = None  # by the monotonic clock
        self._is_closed = False
        self._connection: Connection | None = None

    def submit(self, work: Work[T]) -> Future[T]:
        """Queue a job; its future resolves after the commit, with what the job returned or raised.

        It runs in the context (`contextvars`) of whoever gives it.

        Raises:
            StoreUnavailable: the store is closed, was opened by another process, or no thread can be started to write.
            RuntimeError: a job gives another job, and would wait for it for ever.
        """
        self._check_process()
        future: Future[T] = Future()
        context = copy_context()
        with self._gate:
            self._check_usable()
            self._start()  # first: a job that is queued is written
            self._unfinished += 1
            self._queue.put(_Job(lambda conn: context.run(work, conn), future))
        return future

    def _start(self) -> None:
        """Start the thread where it does not run; whoever calls has the gate.

        Not `threading.Thread`: where there is no memory left its `start` can wait for ever.
        """
        if self._is_serving:
            return
        self._has_ended.clear()
        try:
            _thread.start_new_thread(self._serve, ())
        except (RuntimeError, MemoryError) as error:
            reason = "no thread can be started to write: this computer has no memory or no tasks left for it"
            raise unavailable("store_unreachable", self._place, reason) from error
        self._is_serving = True

    def prepare(self) -> None:
        """Start the thread now, so that it is there when memory or tasks run out, and watch the file closely.

        Raises:
            StoreUnavailable: none can be started.
        """
        with self._gate:
            self._check_usable()
            self._watches = self._file is not None  # before the thread begins to wait
            self._start()
        self.run(lambda _: self._file.watch_content() if self._file else None)

    def run(self, work: Work[T]) -> T:
        """Run a job and return what it returns, once that is committed; raises as `submit`, and what the job raises."""
        self._check_process()
        if self._unfinished or not self._turn.acquire(blocking=False):
            return self.submit(work).result()
        try:
            self._check_usable()
            job = _Job(work, Future[T]())
            self._write([job])
        finally:
            self._turn.release()
        return job.future.result(timeout=0)

    def _check_process(self) -> None:
        """Refuse a forked process before it touches a lock: a thread that it does not have may hold it for ever."""
        if self._process != os.getpid():
            raise unavailable("store_unreachable", self._place, "it was opened by another process")

    def _check_usable(self) -> None:
        if self._is_closed:
            raise unavailable("store_unreachable", self._place, "it was closed")
        if self._lost:
            raise unavailable("store_replaced", self._place, self._lost)
        if self._writing == threading.get_ident():
            raise RuntimeError("a job of the writer cannot give another one: it has a connection of its own")

    def close(self) -> None:
        """Finish what was queued, then stop."""
        if self._process != os.getpid():
            return
        with self._gate:
            self._is_closed = True
            is_serving = self._is_serving
            self._queue.put(None)
        if is_serving:
            self._has_ended.wait()
        with self._turn:
            self._disconnect()

    # --- the thread -------------------------------------------------------------------------------------------------

    def _serve(self) -> None:
        jobs: list[_Job[Any]] = []
        try:
            while jobs := self._wait_for_jobs():
                with self._turn:
                    self._write([job for job in jobs if job.future.set_running_or_notify_cancel()])
                with self._gate:
                    self._unfinished -= len(jobs)
                jobs = []  # what they raised must not grow old here: it holds itself, and only a full collection would free it
        finally:
            self._stop(jobs)
            self._has_ended.set()

    def _stop(self, jobs: Sequence[_Job[Any]]) -> None:
        """Leave no future waiting for ever, whatever ended the thread; the next job starts a new one."""
        error = unavailable(UNSURE, self._place)  # it may have stopped after the commit
        with self._gate:
            self._is_serving = False
            while jobs:
                self._unfinished -= len(jobs)
                for job in jobs:
                    job.fail(error)
                jobs, error = (
                    self._waiting(),
                    unavailable("store_unreachable", self._place, "its writer stopped"),
                )

    def _wait_for_jobs(self) -> list[_Job[Any]]:
        """The next group, at least one job; empty when the writer was closed."""
        while True:
            try:
                first = self._queue.get(timeout=LOOK if self._watches else None)
                break
            except Empty:
                self._look()
        return [] if first is None else [first, *self._waiting()]

    def _waiting(self) -> list[_Job[Any]]:
        """The jobs that wait now; the mark of the end is put back."""
        jobs: list[_Job[Any]] = []
        with suppress(Empty):
            while len(jobs) < GROUP - 1:
                job = self._queue.get_nowait()
                if job is None:
                    self._queue.put(None)
                    break
                jobs.append(job)
        return jobs

    # --- a group ----------------------------------------------------------------------------------------------------

    def _write(self, jobs: Sequence[_Job[Any]]) -> None:
        """Run a group; whoever calls has the turn. Whatever breaks out of it takes the connection along."""
        self._writing = threading.get_ident()
        try:
            self._run(jobs)
        except BaseException:
            self._disconnect()
            raise
        finally:
            self._writing = None

    def _run(self, jobs: Sequence[_Job[Any]]) -> None:
        """Commit jobs together; one that fails is left out, and the others are committed without it."""
        tries = TRIES
        while jobs:
            failure = self._without_file() if self._lost else self._attempt(jobs)
            if failure is None:
                return
            if failure.remedy is _Remedy.LEAVE_OUT:
                jobs = self._leave_out(jobs, failure)
            elif failure.remedy is _Remedy.AGAIN and tries:
                tries -= 1
            else:
                self._give_up(jobs, failure)
                return

    def _leave_out(self, jobs: Sequence[_Job[Any]], failure: _Failure) -> Sequence[_Job[Any]]:
        """Commit what stands before the failed job, and return what is still to be done.

        The failed job is judged by how it fares as the first of a group: what stood before it may have been in its way
        only because it had not been committed.
        """
        if failure.at:
            self._run(jobs[: failure.at])
            return jobs[failure.at :]
        jobs[0].fail(failure.error)
        return jobs[1:]

    def _give_up(self, jobs: Sequence[_Job[Any]], failure: _Failure) -> None:
        if failure.remedy is _Remedy.AGAIN and len(jobs) > 1:  # alone they lock less, and less long
            for job in jobs:
                self._run([job])
            return
        for job in jobs:
            job.fail(failure.error)

    def _attempt(self, jobs: Sequence[_Job[Any]]) -> _Failure | None:
        """Run and commit jobs as one transaction; futures resolve only after the commit."""
        results: list[Any] = []
        try:
            connection = self._connected()
            transaction = connection.begin()
        except SQLAlchemyError as error:
            self._disconnect()
            return self._explained(error, _Remedy.GIVE_UP)
        try:
            for job in jobs:
                results.append(job.work(connection))  # noqa: PERF401 - on failure it says how many were done
        except BaseException as error:  # noqa: BLE001 - whatever a job raises belongs to whoever gave the job
            return self._rolled_back(error, len(results))
        try:
            transaction.commit()
        except SQLAlchemyError as error:
            self._disconnect()
            if isinstance(error, DBAPIError) and not is_undone(error):
                return self._unsure(error)
            return self._explained(error, _Remedy.GIVE_UP)
        if self._has_lost_file():
            return self._without_file()
        self.written_at = time.monotonic()
        for job, result in zip(jobs, results, strict=True):
            if not job.future.done():
                job.future.set_result(result)
        return None

    def _rolled_back(self, error: BaseException, at: int) -> _Failure:
        """Undo the group after one of its jobs failed: for certain, nothing of it was committed."""
        was_lost = isinstance(error, DBAPIError) and error.connection_invalidated
        try:
            if self._connection is not None:
                self._connection.rollback()
        except SQLAlchemyError:
            was_lost = True
        if was_lost:
            self._disconnect()
        return self._explained(error, _Remedy.AGAIN if was_lost else _Remedy.LEAVE_OUT, at)

    def _unsure(self, error: BaseException) -> _Failure:
        told = unavailable(UNSURE, self._place)
        told.__cause__ = error
        return _Failure(told, _Remedy.GIVE_UP)

    def _explained(self, error: BaseException, remedy: _Remedy, at: int = 0) -> _Failure:
        if not isinstance(error, DBAPIError):
            return _Failure(error, remedy, at)
        if sqlstate(error) in RETRYABLE:
            remedy = _Remedy.AGAIN
        told = understood(error, self._place)
        if told is not None:
            told.__cause__ = error
        return _Failure(told or error, remedy, at)

    # --- its file ---------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """See what became of the file meanwhile: with every look an overwriting is told from a checkpoint."""
        with self._turn:
            if self._connection is not None:
                self._has_lost_file()

    def _has_lost_file(self) -> bool:
        """Return whether the file is no longer ours; then what was kept is saved, and nothing is taken any more."""
        trouble = self._file.trouble() if self._file and not self._lost else None
        if self._file and trouble:
            driver: Any = self._connection.connection.dbapi_connection if self._connection else None
            copy = self._file.rescue(trouble, driver) if driver else None
            self._lost = f"{trouble.value}; all that it kept is in {copy}" if copy else trouble.value
            self.written_at = None
        return self._lost is not None

    def _without_file(self) -> _Failure:
        return _Failure(unavailable("store_replaced", self._place, self._lost or ""), _Remedy.GIVE_UP)

    # --- its connection ---------------------------------------------------------------------------------------------

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = writing(self._engine.connect())
            if self._file:
                self._file.connected()
        return self._connection

    def _disconnect(self) -> None:
        """Let the connection go, so that the next group begins with a fresh one.

        Where the file is no longer ours it stays open: SQLite would bring its log into whatever is there now.
        """
        is_known = self._file is not None and self._file.is_known
        if self._connection is not None and is_known and self._has_lost_file():
            return
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.close()
