"""Writes the many jobs of an import in pieces, each a short transaction, so that no scan waits long for its turn.

A job is what is done in a transaction; None ends the piece, because something that takes long comes next and needs none.
"""

import time
from collections.abc import Callable, Generator
from typing import Any, Final

from sqlalchemy import Connection

from serialhhd.store.documents import unfinished
from serialhhd.store.documents.unfinished import Unfinished
from serialhhd.store.engine.store import Store
from serialhhd.store.words.refusal import Refused

BUSY: Final = 0.025
"""Seconds after which a piece takes no further job."""
PAUSE: Final = 0.03
"""Seconds between two pieces: whoever waits for SQLite's lock looks as often as that in the first tenth of a second."""

Job = Callable[[Connection], Any] | None
Jobs = Generator[Job, Any, None]
"""Yields jobs, and is sent what each one returned; the refusal of a job, which is undone, is raised where it was yielded."""


class _Piece:
    """As many jobs as fit. It may be run again: after a rollback it does once more what it had done."""

    def __init__(self, of: Unfinished, jobs: Jobs, job: Job) -> None:
        self.next = job
        self.is_last = False
        self._of = of
        self._jobs = jobs
        self._done: list[Callable[[Connection], Any]] = []

    def run(self, conn: Connection) -> None:
        for job in self._done:
            _try(conn, job)
        until = time.monotonic() + BUSY
        while self.next is not None and time.monotonic() < until:
            job = self.next
            result = _try(conn, job)
            self._done.append(job)
            self.go_on(result)

    def go_on(self, result: Any = None) -> None:
        """Work out the next job from what the last one returned, or why it was refused."""
        try:
            self.next = self._jobs.throw(result) if isinstance(result, Refused) else self._jobs.send(result)
        except StopIteration:
            self.next, self.is_last = None, True


def _try(conn: Connection, job: Callable[[Connection], Any]) -> Any:
    try:
        with conn.begin_nested():
            return job(conn)
    except Refused as why:
        return why


def write(store: Store, of: Unfinished, jobs: Jobs, written: Callable[[], None]) -> None:
    """Write all jobs of an import; nobody sees them yet.

    Args:
        store: The store.
        of: The import.
        jobs: Its jobs.
        written: Called after each piece.

    Raises:
        Refused: `import_broken_off`.
        StoreUnavailable: The store cannot be used.
    """
    piece = _Piece(of, jobs, None)
    while not piece.is_last:
        if piece.next is None:
            piece.go_on()
            continue
        piece = _Piece(of, jobs, piece.next)
        _write(store, of, piece)
        written()
        _let_others_write(store)


def _write(store: Store, of: Unfinished, piece: _Piece) -> None:
    store.write(lambda conn: unfinished.within(conn, of, store.now(), lambda: piece.run(conn)))


def _let_others_write(store: Store) -> None:
    if store.engine.dialect.name == "sqlite":  # with PostgreSQL they wait for nobody
        time.sleep(PAUSE)


def take_away(store: Store, of: Unfinished) -> None:
    """Take the rows of an import away again, in pieces too.

    Raises:
        StoreUnavailable: The store cannot be used; the next import goes on with it.
    """
    while store.write(lambda conn: unfinished.take_away(conn, of, store.now())):
        _let_others_write(store)


def take_away_broken_off(store: Store) -> None:
    """Take the rows of an import away that was broken off, if there is one.

    Raises:
        Refused: `import_under_way`.
        StoreUnavailable: The store cannot be used.
    """
    with store.read() as conn:
        found = unfinished.broken_off(conn, store.now())
    if found is not None:
        take_away(store, found)
