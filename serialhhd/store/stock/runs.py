"""Runs: one operator's passage through a flow, durable and resumable (R14), and the captures it holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, bindparam, literal_column, select

from serialhhd.store import refusals
from serialhhd.store.containers import carrying
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import lots
from serialhhd.store.stock import approvals
from serialhhd.store.stock.approvals import Approval
from serialhhd.store.words import acting, codes
from serialhhd.store.words.vocabulary import Approvable, DocumentKind, RunState, SerialState
from serialhhd.value_class import value_class

T = TypeVar("T")

FLOW_OF_DESK = "at the desk"
"""What a run at a desk is called; no flow can have a name with blanks, so it meets no run of one."""

_MICROSECOND = timedelta(microseconds=1)


@value_class
class Run:
    """An open run: whose it is, the flow it began with (JSON) and the version that said it, where it stands (JSON), how many serials it holds or has noted."""

    id: int
    operator: str
    flow: str
    config: str
    position: str
    captured: int
    document_id: int | None
    last_capture_at: datetime | None = None
    flow_version_id: int | None = None

    def holding(self, captured: int) -> "Run":
        """Return the run with so many captures; `save` keeps the number."""
        return replace(self, captured=captured)

    def capture_time(self, now: datetime) -> datetime:
        """Return when the next capture is made: later than the last one, though the computer's clock be set back."""
        return now if self.last_capture_at is None else max(now, self.last_capture_at + _MICROSECOND)


@value_class
class EndedRun:
    """A run that is over: in which state, where it stood then (JSON), and when that was."""

    id: int
    state: RunState
    position: str
    ended_at: datetime


@value_class
class OpenRun:
    """An open run as a supervisor sees it."""

    id: int
    operator: str
    flow: str
    document: str | None
    captured: int
    started_at: datetime
    updated_at: datetime


@value_class
class CancelledRun:
    """A run that its operator cancelled, and the supervisor who approved that, where one was needed (R67)."""

    id: int
    operator: str
    flow: str
    document: str | None
    started_at: datetime
    cancelled_at: datetime
    approved_by: str | None


_r = t.run.c
_RUN = select(
    _r.id,
    _r.operator,
    _r.flow,
    _r.config,
    _r.position,
    _r.captured,
    _r.document_id,
    _r.last_capture_at,
    _r.flow_version_id,
)
_OF_OPEN: ColumnElement[Any] = literal_column(f"'{RunState.OPEN}'")
"""As it is: a value that is given has SQLite plan the statement each time, and look past the indexes of those that are open, or not."""
_IS_OPEN = _r.state == _OF_OPEN
_OPEN = _RUN.where(_r.operator_key == bindparam("operator_key"), _r.flow == bindparam("flow"), _IS_OPEN)
_PEEK_OPEN, _LOCK_OPEN = Prepared(_OPEN), Prepared(_OPEN.with_for_update())
_LAST_ENDED = (
    select(_r.id, _r.state, _r.position, _r.updated_at)
    .where(_r.operator_key == bindparam("operator_key"), _r.flow == bindparam("flow"), _r.state != _OF_OPEN)
    .order_by(_r.id.desc())
    .limit(1)
)
_BEGIN = t.insert_if_new(t.run)
_SAVE = Prepared(
    t.run.update()
    .where(_r.id == bindparam("run_id"))
    .values(
        position=bindparam("new_position"),
        updated_at=bindparam("at"),
        captured=bindparam("holding"),
        last_capture_at=bindparam("last_capture"),
    )
)
_OPEN_RUNS = (
    select(
        _r.id,
        _r.operator,
        _r.flow,
        t.document.c.ref,
        _r.captured,
        _r.started_at,
        _r.updated_at,
    )
    .select_from(t.run.outerjoin(t.document))
    .where(_r.state == RunState.OPEN)
    .order_by(_r.id)
)
_CANCELLED = (
    select(
        _r.id,
        _r.operator,
        _r.flow,
        t.document.c.ref,
        _r.started_at,
        _r.updated_at,
        _r.approved_by,
    )
    .select_from(t.run.outerjoin(t.document))
    .where(_r.state == RunState.CANCELLED)
    .order_by(_r.id.desc())
)
_DROP_CLAIMS = (
    t.document_line.update().where(t.document_line.c.run_id == bindparam("by_run")).values(run_id=None)
)
_l, _p, _n = t.document_line.c, t.count_pass.c, t.noted_serial.c
_COUNTING = Prepared(
    select(_l.id).where(
        _l.run_id == bindparam("by_run"), _l.kind == literal_column(f"'{DocumentKind.COUNT}'")
    )
)
_UNENDED = (_p.line_id == bindparam("counted_line"), _p.ended_at.is_(None))
_DROP_NOTED = t.noted_serial.delete().where(
    _n.line_id == bindparam("counted_line"),
    _n.pass_no == select(_p.pass_no).where(*_UNENDED).scalar_subquery(),
)
_DROP_PASSES = t.count_pass.delete().where(*_UNENDED)


def find_open(conn: Connection, operator: str, flow: str) -> Run | None:
    """Return the operator's open run of that flow, locked against a second device of the same operator; or None."""
    row = _LOCK_OPEN.row(conn, {"operator_key": codes.key(operator), "flow": flow})
    return Run(*row) if row else None


def peek_open(conn: Connection, operator: str, flow: str) -> Run | None:
    """Return the operator's open run of that flow for looking at it only; or None."""
    row = _PEEK_OPEN.row(conn, {"operator_key": codes.key(operator), "flow": flow})
    return Run(*row) if row else None


def last_ended(conn: Connection, operator: str, flow: str) -> EndedRun | None:
    """Return the run of that flow which the operator ended last, if there is one."""
    row = conn.execute(_LAST_ENDED, {"operator_key": codes.key(operator), "flow": flow}).one_or_none()
    return EndedRun(*row) if row else None


def all_of(conn: Connection, operator: str) -> tuple[Run, ...]:
    """Return the operator's open runs, the latest used first."""
    mine = _RUN.where(_r.operator_key == codes.key(operator), _IS_OPEN)
    return tuple(Run(*row) for row in conn.execute(mine.order_by(_r.updated_at.desc())))


def begin(
    conn: Connection,
    *,
    operator: str,
    flow: str,
    config: str,
    position: str,
    at: datetime,
    flow_version_id: int | None = None,
) -> Run:
    """Begin a run with the flow's configuration as it is now, which it keeps until it ends, and with the version that says it (R66).

    Raises:
        Refused: `run_begun_elsewhere` where the operator has just begun one in that flow on another device.
    """
    row = {
        "operator": operator,
        "operator_key": codes.key(operator),
        "flow": flow,
        "config": config,
        "position": position,
        "state": RunState.OPEN,
        "captured": 0,
        "started_at": at,
        "updated_at": at,
        "flow_version_id": flow_version_id,
    }
    if not conn.execute(_BEGIN, row).rowcount:
        raise refusals.run_begun_elsewhere()
    (begun,) = _PEEK_OPEN.rows(conn, {"operator_key": row["operator_key"], "flow": flow})
    return Run(*begun)


def set_document(conn: Connection, run_id: int, document_id: int) -> None:
    """Note which document the run works on."""
    conn.execute(t.run.update().where(_r.id == run_id).values(document_id=document_id))


def document_of(conn: Connection, run_id: int) -> int | None:
    """Return the key of the document that the run of that id works on now; None: it works on none."""
    found: int | None = conn.scalar(select(_r.document_id).where(_r.id == run_id))
    return found


def save(conn: Connection, run: Run, position: str, at: datetime) -> None:
    """Keep where the run stands, and how many serials it holds now."""
    kept = {"run_id": run.id, "holding": run.captured, "last_capture": run.last_capture_at}
    _SAVE.changed(conn, {**kept, "new_position": position, "at": at})


def drop_captures(conn: Connection, run_id: int) -> None:
    """Release every serial that the run holds: those that only it knew are gone, the others are as they were."""
    serial = t.serial.c
    conn.execute(t.serial.delete().where(serial.run_id == run_id, serial.state == SerialState.CAPTURED))
    conn.execute(t.serial.update().where(serial.run_id == run_id).values(lots.FREED))
    no_captures(conn, run_id)


def no_captures(conn: Connection, run_id: int) -> None:
    """Count the run's captures from 0 again, once they are posted or released; it takes no container along any more."""
    carrying.let_go(conn, run_id)
    conn.execute(t.run.update().where(_r.id == run_id).values(captured=0))


def drop_claims(conn: Connection, run_id: int) -> None:
    """Release the line that the run has in work (R57), and drop what it has counted of it in a pass that has not ended."""
    counting = [{"counted_line": line_id} for (line_id,) in _COUNTING.rows(conn, {"by_run": run_id})]
    if counting:
        conn.execute(_DROP_NOTED, counting)
        conn.execute(_DROP_PASSES, counting)
    conn.execute(_DROP_CLAIMS, {"by_run": run_id})


def end(
    conn: Connection, run_id: int, state: RunState, at: datetime, *, approved_by: str | None = None
) -> None:
    """End a run: what it holds is released, and it cannot be resumed."""
    drop_captures(conn, run_id)
    drop_claims(conn, run_id)
    ended = {"state": state, "updated_at": at} | ({"approved_by": approved_by} if approved_by else {})
    conn.execute(t.run.update().where(_r.id == run_id).values(**ended))


def at_the_desk(conn: Connection, by: str, at: datetime, work: Callable[[Run], T]) -> T:
    """Do something in a run that begins and ends with it."""
    run = begin(conn, operator=acting.named(by), flow=FLOW_OF_DESK, config="{}", position="{}", at=at)
    done = work(run)
    end(conn, run.id, RunState.DONE, at)
    return done


def approver_of_cancelling(conn: Connection, run: Run, approval: Approval) -> str | None:
    """Return who approves that the operator of a run cancels it; None where nobody has to.

    Raises:
        Unapproved: `cancel_unapproved` (R67).
    """
    unapproved = refusals.cancel_unapproved(captured=run.captured)
    return approvals.approver(conn, approval, Approvable.CANCEL, unapproved, by=run.operator)


def release(conn: Connection, run_id: int, at: datetime, *, by: str) -> None:
    """End somebody's open run so that others can work on its line or task (R57); its captures are dropped.

    Raises:
        Refused: `run_not_open`.
    """
    acting.named(by)
    is_open = select(_r.id).where(_r.id == run_id, _r.state == RunState.OPEN).with_for_update()
    if conn.scalar(is_open) is None:
        raise refusals.run_not_open(run_id=run_id)
    end(conn, run_id, RunState.RELEASED, at)


def all_open(conn: Connection) -> tuple[OpenRun, ...]:
    """Return all open runs, oldest first."""
    return tuple(OpenRun(*row) for row in conn.execute(_OPEN_RUNS))


def cancelled(conn: Connection, *, limit: int = 50, after: int | None = None) -> tuple[CancelledRun, ...]:
    """Return a page of the runs that were cancelled, the newest first; `after` is the id of the last of the page before."""
    wanted = _CANCELLED.limit(limit) if after is None else _CANCELLED.where(_r.id < after).limit(limit)
    return tuple(CancelledRun(*row) for row in conn.execute(wanted))
