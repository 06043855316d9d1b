"""The seam: one scan in, one committed transaction, one frozen View out."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from serialhhd.flows.config.model import Flow, Flows
from serialhhd.flows.conversation import engine, labels, resuming
from serialhhd.flows.conversation.position import Position
from serialhhd.flows.conversation.resuming import UnreadableFlow
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.questions import approving
from serialhhd.flows.questions.approving import PinEntered
from serialhhd.flows.questions.question import asked_now
from serialhhd.flows.seam.view import Label, Message, Scan, View
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import document, serials, turn
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.people import pins
from serialhhd.store.serials import captures
from serialhhd.store.stock import runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.symbols.scan import clean
from serialhhd.store.words.refusal import UNSURE, Refused, StoreUnavailable
from serialhhd.store.words.vocabulary import RunState

SETTLED_WITHIN = 10.0
"""So many seconds a commit is asked about whose outcome nobody knows; then that is said."""
ASKED_EVERY = 0.2
"""So many seconds lie between two such questions: PostgreSQL is back a second after an immediate restart."""


def source_of(now: Callable[[], Flows], last: Flow | UnreadableFlow) -> Callable[[], Flow | UnreadableFlow]:
    """Return what gives a flow as it is configured now; one that was taken out of the file stays as it was.

    It must not hold the session, which holds it: both would stay until all garbage is collected.
    """

    def current() -> Flow | UnreadableFlow:
        nonlocal last
        last = now().flow(last.name) or last
        return last

    return current


class Runner:
    """One operator's handheld in one flow. It holds no state of the conversation: that is in the store (R14).

    Args:
        store: The store, opened.
        flow: Returns the flow as it is configured now, for runs that begin; a run that has begun keeps its own.
        operator: Who is signed on.
        since: When the operator signed on; None: now.
        device: The device, where it has a name: wrong PINs of supervisors are counted there.
    """

    def __init__(
        self,
        store: Store,
        flow: Callable[[], Flow | UnreadableFlow],
        operator: str,
        since: datetime | None = None,
        *,
        device: str | None = None,
    ) -> None:
        self._store = store
        self._flow = flow
        self._operator = operator
        self._since = since or store.now()
        self._at = pins.at_handheld(operator, device)
        self._flow_name = flow().name
        self._known_run: int | None = None
        self.is_through = False
        """Whether the last scan ended a run whose flow leads to the menu then."""

    def view(self) -> View:
        """Return where the operator stands: at the same step of an open run, or at the flow's first question.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        try:
            return self._store.write(self._look)
        except StoreUnavailable as silent:
            if silent.code != UNSURE:
                raise
            return self._settled(self._look, silent)

    def submit(self, scan: Scan) -> View:
        """Answer a scan. When this returns, what was accepted is on disk.

        Raises:
            StoreUnavailable: The store cannot be used; the scan was not taken, or (`store_silent`) nobody knows.
        """
        answering = self._answering(scan)
        try:
            return self._store.write(answering)
        except (Refused, StoreUnavailable) as problem:
            if _is_final(scan, problem):
                raise
            return self._not_taken(scan, answering, problem)

    async def submit_async(self, scan: Scan) -> View:
        """Answer a scan as `submit` does, on an event loop: no thread waits for the writer's.

        Scans are written in the order in which this is called. One that nobody waits for any more is written all the same.

        Raises:
            StoreUnavailable: As from `submit`.
        """
        answering = self._answering(scan)
        try:
            return await self._store.write_async(answering)
        except (Refused, StoreUnavailable) as problem:
            if _is_final(scan, problem):
                raise
            return await asyncio.to_thread(self._not_taken, scan, answering, problem)

    def _not_taken(
        self, scan: Scan, answering: Callable[[Connection], View], problem: Refused | StoreUnavailable
    ) -> View:
        """Answer a scan that the store refused, or of which it did not say whether it kept it."""
        if isinstance(problem, Refused):
            return self._refused(scan, problem)
        try:
            return self._settled(answering, problem)
        except Refused as refused:
            return self._refused(scan, refused)

    def _refused(self, scan: Scan, refused: Refused) -> View:
        if isinstance(refused, PinEntered):
            return self._check_pin(scan, refused.badge)
        if refused.code == "serial_pattern_failed":
            sku, at = refused.facts["sku"], self._store.now()
            self._store.write(lambda conn: products.note_failed_pattern(conn, sku, at))
        return self._refusal(refused)

    def _check_pin(self, scan: Scan, badge: str) -> View:
        """Answer a supervisor's PIN (R67): where it is right, by the scan once more, which now is known to be."""
        try:
            pins.check(self._store, badge, clean(scan.text), self._at)
        except Refused as refused:
            return self._refusal(refused)
        answering = self._answering(scan, approved_by=badge)
        try:
            return self._store.write(answering)
        except Refused as refused:
            return self._refusal(refused)
        except StoreUnavailable as problem:
            if _is_final(scan, problem):
                raise
            return self._not_taken(scan, answering, problem)

    def _settled(self, job: Callable[[Connection], View], unsure: StoreUnavailable) -> View:
        """Write again what may be written twice, where the store did not say whether it kept it.

        A scan is known by its id (R15): if it was kept it is answered as accepted, otherwise it is taken now. It waits for
        a commit that is still under way, which holds the run.

        Raises:
            StoreUnavailable: `unsure`, where nothing else is said in time.
        """
        last = time.monotonic() + SETTLED_WITHIN
        while time.monotonic() < last:
            time.sleep(ASKED_EVERY)
            try:
                return self._store.write(job)
            except StoreUnavailable:
                continue
            except Refused as refused:
                if refused.code != "run_begun_elsewhere":  # it was begun by this very scan
                    raise
        raise unsure

    def _answering(self, scan: Scan, approved_by: str | None = None) -> Callable[[Connection], View]:
        known_run = self._known_run
        return lambda conn: self._answer(conn, scan, known_run, approved_by)

    def captured(self, before: int = 0, limit: int = 50) -> tuple[str, ...]:
        """Return captured or noted serials, newest first, after skipping the `before` newest.

        Of a run that cannot be read nobody knows the operation: what it holds is told, as that stops others.
        """
        with self._store.read() as conn:
            run = runs.peek_open(conn, self._operator, self._flow_name)
            if run is None:
                return ()
            work = self._work(conn, run)
            return (
                serials.newest(work, limit, before) if work else captures.newest(conn, run.id, limit, before)
            )

    def labels(self) -> tuple[Label, ...]:
        """Return the barcodes that make sense now, for a virtual scanner."""
        with self._store.read() as conn:
            run = runs.peek_open(conn, self._operator, self._flow_name)
            work = self._work(conn, run)
            return labels.labels(work) if work else resuming.labels(run)

    def _work(
        self, conn: Connection, run: Run | None, scan: Scan | None = None, approved_by: str | None = None
    ) -> Work | None:
        """Return the run's work, or that of one which begins; None where this program cannot read the run."""
        flow = resuming.began_with(run) if run else self._flow()
        if isinstance(flow, UnreadableFlow):
            return None
        work = Work(
            conn,
            flow,
            self._operator,
            self._store.now(),
            run,
            answers=scan is not None,
            typed=scan.typed if scan else 0,
            since=self._since,
            fnc1=scan.fnc1 if scan else (),
        )
        work.approved_by = approved_by
        if not resuming.is_readable(work):
            return None
        if run is None:
            turn.enter(work)
        return work

    def _look(self, conn: Connection) -> View:
        run = runs.find_open(conn, self._operator, self._flow_name)
        work = self._work(conn, run)
        if work is None:
            return resuming.unreadable(self._flow_name, run)
        message = document.misfit(work)
        if message is None and run is not None:
            message = _resumed(work)
        return self._closing(work, message)

    def _answer(
        self, conn: Connection, scan: Scan, known_run: int | None, approved_by: str | None = None
    ) -> View:
        run = runs.find_open(conn, self._operator, self._flow_name)
        work = self._work(conn, run, scan, approved_by)
        if work is None:
            return self._answer_unreadable(conn, run, scan)
        if self._is_repeated(conn, work, scan):  # whatever became of the run since is said at the next scan
            return engine.view(work, messages.scan_accepted())
        message = self._gone(conn, run, known_run) or document.misfit(work) or self._moved(work, scan)
        if message is not None:
            return self._closing(work, message)
        message = engine.answer(work, scan.text)
        if work.run is not None and not work.has_ended:
            document.note_progress(work)
        work.save(scan.id)
        return self._seen(work, message)

    def _answer_unreadable(self, conn: Connection, run: Run | None, scan: Scan) -> View:
        message = resuming.let_go(conn, run, scan.text, self._store.now()) if run else None
        if message is None:
            return resuming.unreadable(self._flow_name, run)
        work = self._work(conn, None)
        return self._seen(work, message) if work else resuming.unreadable(self._flow_name, None, message)

    def _refusal(self, refused: Refused) -> View:
        """Return the View after a refusal: all is as it was, and the sentence says why."""
        with self._store.read() as conn:
            run = runs.peek_open(conn, self._operator, self._flow_name)
            work = self._work(conn, run)
            if work is None:
                return resuming.unreadable(self._flow_name, run, messages.refusal(refused))
            return self._seen(work, engine.told(work, refused))

    def _closing(self, work: Work, message: Message | None) -> View:
        work.save(None)
        return self._seen(work, message)

    def _seen(self, work: Work, message: Message | None) -> View:
        """Return the View, keeping in mind which run it leaves open."""
        self._known_run = work.run.id if work.run and not work.has_ended else None
        if work.has_ended:
            turn.enter(work)
        self.is_through = work.is_done and work.flow.afterwards == "menu"
        return engine.view(work, message)

    def _gone(self, conn: Connection, run: Run | None, known_run: int | None) -> Message | None:
        """Return what to say where this handheld's run was released meanwhile."""
        if run is not None or known_run is None:
            return None
        ended = runs.last_ended(conn, self._operator, self._flow_name)
        is_released = ended is not None and ended.id == known_run and ended.state is RunState.RELEASED
        return messages.run_released() if is_released else None

    def _moved(self, work: Work, scan: Scan) -> Message | None:
        """Return what to say where another handheld of the operator moved the run after the View that is answered."""
        is_pin = work.approved_by is not None  # no other question takes it
        has_moved = _has_moved(work, scan) or (
            is_pin and not approving.is_asked(work, work.approved_by or "")
        )
        return messages.run_moved() if has_moved else None

    def _is_repeated(self, conn: Connection, work: Work, scan: Scan) -> bool:
        """Tell whether this very scan was accepted before (R15), perhaps as the last one of a run."""
        if scan.id is None:
            return False
        if scan.id in work.position.recent:
            return True
        if work.run is not None and not _has_moved(work, scan):  # the usual scan costs no second look
            return False
        ended = runs.last_ended(conn, self._operator, work.flow.name)
        return ended is not None and scan.id in Position.from_json(ended.position).recent


def _is_final(scan: Scan, problem: Refused | StoreUnavailable) -> bool:
    """Return whether a scan cannot be answered; one that has no id must not be written twice."""
    return isinstance(problem, StoreUnavailable) and (scan.id is None or problem.code != UNSURE)


def _has_moved(work: Work, scan: Scan) -> bool:
    """Return whether the run stands elsewhere than in the View that the scan answers."""
    return scan.position is not None and scan.position != work.standing


def _resumed(work: Work) -> Message:
    """Return what is said where a run goes on: what is asked in between says so itself, or else where the run stands."""
    question = asked_now(work)
    if question and question.again:
        return question.again(work)
    return messages.run_resumed(document=_ref(work), captured=work.captured)


def _ref(work: Work) -> str | None:
    found = document.chosen(work)
    return found.ref if found else None
