"""What becomes of an adjustment that waits: a supervisor approves it, and it is posted, or rejects it (R29, R43)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.adjustments import adjustments
from serialhhd.store.adjustments.adjustments import ADJUSTMENTS, Adjustment
from serialhhd.store.catalogue import places, products, recognise
from serialhhd.store.documents import closing
from serialhhd.store.documents.noted import ONLY_PASS
from serialhhd.store.schema import tables as t
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import NO_LIMIT
from serialhhd.store.stock import adjusting, approvals, holds, movement, runs, stock
from serialhhd.store.stock.adjusting import Approved
from serialhhd.store.stock.movement import Known
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words import acting, codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState, RunState, SerialState

FLOW: Final = "adjustment"
"""The name that the run of a posting has instead of a flow."""
CHANGED: Final = frozenset({"not_enough_stock", "known_serials_stay", "serial_changed"})
"""The codes of refusals that say of a stock line that it is not any more as somebody has seen it."""

_s, _n, _l, _a = t.serial.c, t.noted_serial.c, t.document_line.c, t.adjustment_line.c
_NOTED = (
    select(_n.serial, _s.id, _s.state, _s.stock_line_id, _s.run_id)
    .select_from(
        t.noted_serial.outerjoin(
            t.serial,
            (_s.serial_key == _n.serial_key) & (_s.product_id == bindparam("product_id", type_=t.Id)),
        )
    )
    .where(_n.line_id == bindparam("line_id"), _n.pass_no == ONLY_PASS)
    .order_by(_n.id)
)


def approve(conn: Connection, ref: str, *, by: str, at: datetime) -> Adjustment:
    """Approve an adjustment that waits, and post it under the name of who asked; what was on hold for it is released.

    Raises:
        Refused: `role_needed` (R43); `nothing_to_decide` unless it waits; `own_request` of who asked, where the store has operators;
            `stock_line_changed` where what is to leave is not there any more as it was; the whereabouts of a serial that is to
            arrive (R6); `unknown`.
    """
    operator = acting.named(by)
    approved_by = approvals.check_supervisor(conn, operator)
    asked = _waiting(conn, ref)
    line = asked.line
    is_own = codes.key(operator.strip(" ")) == codes.key(line.asked_by.strip(" "))
    if is_own and approvals.there_are_operators(conn):
        raise refusals.own_request(document=asked.document.ref)
    approved = Approved(line.id, line.asked_by, approved_by)
    _decide(conn, line.id, operator)
    if line.stock_line_id is None:
        _bring_in(conn, asked, approved, operator, at)
    else:
        _take_out(conn, asked, stock.show(conn, line.stock_line_id), approved, at)
    return _end(conn, asked, DocumentState.POSTED, at, by=operator, done=line.quantity)


def reject(conn: Connection, ref: str, *, reason: str, by: str, at: datetime) -> Adjustment:
    """Reject an adjustment that waits: nothing of it is posted, and what was on hold for it is released.

    Raises:
        Refused: `role_needed` (R43); `nothing_to_decide` unless it waits; `reason_missing`, `reason_is_code`; `unknown`.
    """
    operator = acting.named(by)
    approvals.check_supervisor(conn, operator)
    asked, why = _waiting(conn, ref), holds.cleaned_reason(reason)
    recognise.check_reason(conn, reason)
    _decide(conn, asked.line.id, operator)
    return _end(conn, asked, DocumentState.REJECTED, at, by=operator, short_reason=why)


def _waiting(conn: Connection, ref: str) -> Adjustment:
    """Return an adjustment that waits, locked: who decides about it at the same time finds it decided."""
    locked = ADJUSTMENTS.lock(conn, ref)
    if locked.state is not DocumentState.WAITING:
        raise refusals.nothing_to_decide(document=locked.ref)
    return adjustments.of(conn, locked)


def _decide(conn: Connection, line_id: int, operator: str) -> None:
    conn.execute(t.adjustment_line.update().where(_a.line_id == line_id).values(decided_by=operator))


def _end(
    conn: Connection, asked: Adjustment, state: DocumentState, at: datetime, *, by: str, **says: int | str
) -> Adjustment:
    """Give an adjustment the state that it ends in."""
    line = asked.line
    conn.execute(t.document_line.update().where(_l.id == line.id).values(state=state, **says))
    closing.close(conn, asked.document.id, state, at)
    holds.release_line(conn, line.id, by=by, at=at)
    return adjustments.show(conn, asked.document.ref)


def _take_out(conn: Connection, asked: Adjustment, line: StockLine, approved: Approved, at: datetime) -> None:
    wanted = {"line_id": asked.line.id, "product_id": line.product_id}
    noted = conn.execute(_NOTED, wanted).all()
    gone = [row.serial for row in noted if not _is_there(row, line)]
    if gone:
        raise _changed(asked, line, gone)
    known = Known(tuple(row.id for row in noted), SerialState.IN_STOCK) if noted else None
    units, why = asked.line.quantity, asked.line.reason
    out = adjusting.leaving(line, units, why, at, serials=known, by=approved.asked_by, approved=approved)
    try:
        movement.post(conn, out)
    except Refused as refused:
        if refused.code not in CHANGED:
            raise
        raise _changed(asked, line) from refused


def _is_there(row: t.AnyRow, line: StockLine) -> bool:
    """Tell whether a serial is where it was when it was noted, and in nobody's hands."""
    return row.state is SerialState.IN_STOCK and row.stock_line_id == line.id and row.run_id is None


def _changed(asked: Adjustment, line: StockLine, gone: Sequence[str] = ()) -> Refused:
    return refusals.stock_line_changed(
        sku=line.product,
        location=line.location,
        document=asked.document.ref,
        serials=tuple(gone),
        available=line.quantity,
        wanted=asked.line.quantity,
    )


def _bring_in(conn: Connection, asked: Adjustment, approved: Approved, operator: str, at: datetime) -> None:
    line, product = asked.line, products.by_id(conn, asked.line.product_id)
    run = runs.begin(conn, operator=operator, flow=FLOW, config="{}", position="{}", at=at)
    entries, held = adjustments.serials(conn, line.id), run
    if entries:
        held = adjusting.capture_found(conn, Capturing(run, product, NO_LIMIT, at), entries)
    adjusting.bring_in(
        conn,
        product,
        held,
        units=line.quantity,
        to=places.by_id(conn, line.location_id or 0),
        account_id=asked.document.account_id,
        reason=line.reason,
        at=at,
        approved=approved,
    )
    runs.end(conn, run.id, RunState.DONE, at)
