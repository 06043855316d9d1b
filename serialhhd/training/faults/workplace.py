"""A store that somebody trains on, as others use it: a colleague with a handheld, a supervisor, the office, and another program."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import Final, Self

from sqlalchemy import Connection

from serialhhd.flows.seam.handheld import Conversation
from serialhhd.flows.seam.view import Scan
from serialhhd.store.catalogue import products
from serialhhd.store.documents import document, open_work
from serialhhd.store.documents.lines import Line
from serialhhd.store.engine.database import engine_on, writing
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.stock import runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.words import codes
from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import Role
from serialhhd.training.documents.kinds import KINDS

PATIENCE: Final = 0.2
"""Seconds for which a lesson's store is waited for, where another program has it."""
COLLEAGUE: Final = "colleague"
SUPERVISOR: Final = "supervisor"
OFFICE: Final = "office"


class Workplace:
    """Where a trainee works, for those who come between. Close it before the store, or use it as a context manager.

    Args:
        store: The store of the lesson, opened with `PATIENCE`.
        open_beside: Opens another handheld, in the flow that is trained, at which somebody of that name is signed on.
        trainee: Who is signed on in the lesson.
        flow: The flow that is trained, by its name.
    """

    def __init__(
        self, store: Store, open_beside: Callable[[str], Conversation], trainee: str, flow: str
    ) -> None:
        self._store = store
        self._open_beside = open_beside
        self._trainee = trainee
        self._flow = flow
        self._locked = ExitStack()

    # --- a colleague ------------------------------------------------------------------------------------------------

    def colleague_takes(self, documents: Sequence[str], product: str) -> bool:
        """Have a colleague take a line or task in work at another handheld, and return whether that could be done.

        Where it could not the colleague leaves all as it was.

        Args:
            documents: The documents, of which the first one is taken that can be.
            product: What is scanned then, where a document does not lead to its first task. If it does, that must be its only one:
                else nobody would notice, but be led to the next one.
        """
        free = [one for one in documents if self._is_free(one, product)]
        if free:
            self._make_known()
        return any(self._colleague_takes(document, product) for document in free)

    def _is_free(self, ref: str, product: str) -> bool:
        """Return whether a line of a document can be had, as far as the store knows: who tries in vain leaves a run."""
        with self._store.read() as conn:
            there = [one for one in open_work.asked(conn) if codes.key(one.document.ref) == codes.key(ref)]
            for one in there:
                free = [line for line in one.lines if line.run_id is None]
                is_led = lifecycle_of(one.document.kind).from_stock
                if one.stage.is_shared or (is_led and len(one.lines) > 1):
                    continue
                if free and (is_led or any(self._is_of(conn, line, product) for line in free)):
                    return True
        return False

    @staticmethod
    def _is_of(conn: Connection, line: Line, product: str) -> bool:
        found = products.find(conn, product)
        return found is not None and found.id == line.product_id

    def _colleague_takes(self, document: str, product: str) -> bool:
        colleague = self._open_beside(COLLEAGUE)
        progress = colleague.submit(Scan(document)).progress
        is_led = progress is not None and progress.line is not None
        if not is_led:
            progress = colleague.submit(Scan(product)).progress
        is_taken = progress is not None and progress.line is not None and (not is_led or progress.lines == 1)
        if not is_taken:
            self.colleague_leaves()
        return is_taken

    def colleague_leaves(self) -> None:
        """Have the colleague let go of what is in work."""
        self._release(COLLEAGUE)

    def _make_known(self) -> None:
        """Let the colleague sign on in a store in which only known operators may."""

        def add(conn: Connection) -> None:
            names = {one.name for one in operators.listed(conn)}
            if names and COLLEAGUE not in names:
                operators.add(conn, COLLEAGUE, Role.OPERATOR, self._store.now(), by=SUPERVISOR)

        self._store.write(add)

    # --- supervisor and office --------------------------------------------------------------------------------------

    def supervisor_releases(self) -> bool:
        """Have a supervisor release the trainee's run (R57), and return whether one was open."""
        return self._release(self._trainee)

    def _release(self, operator: str) -> bool:
        def release(conn: Connection) -> bool:
            run = runs.peek_open(conn, operator, self._flow)
            if run:
                runs.release(conn, run.id, self._store.now(), by=SUPERVISOR)
            return run is not None

        return self._store.write(release)

    def office_cancels(self) -> bool:
        """Have the office cancel the document that the trainee works on, and return whether that could be done."""

        def cancel(conn: Connection) -> bool:
            run = runs.peek_open(conn, self._trainee, self._flow)
            return run is not None and _cancel(conn, run, self._store.now())

        try:
            return self._store.write(cancel)
        except Refused:  # something of it has left already
            return False

    # --- another program --------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Lock the store, so that nobody else can use it."""
        self.unlock()
        engine = engine_on(self._store.place)
        self._locked.callback(engine.dispose)
        connection = self._locked.enter_context(writing(engine.connect()))
        self._locked.callback(connection.begin().rollback)
        if self._store.place.path is None:
            connection.exec_driver_sql("LOCK TABLE run")

    def unlock(self) -> None:
        """Let go of the store, where it is locked."""
        self._locked.close()

    def close(self) -> None:
        """Let go of everything."""
        self.unlock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _cancel(conn: Connection, run: Run, at: datetime) -> bool:
    if run.document_id is None:
        return False
    found = document.by_id(conn, run.document_id)
    row = KINDS.get(found.kind)
    if row:
        row.cancel(conn, found.ref, at, by=OFFICE)
    return row is not None
