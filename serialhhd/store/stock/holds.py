"""Serials on hold: set aside by a recall or by hand (R49). While a serial is on hold it is neither picked nor dispatched."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, literal, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import recognise
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import traces
from serialhhd.store.serials.traces import Trace
from serialhhd.store.stock import held, waiting_serials
from serialhhd.store.words import acting, codes
from serialhhd.store.words.vocabulary import SerialState
from serialhhd.value_class import value_class

HOLDABLE = (SerialState.IN_STOCK, SerialState.PICKED)
"""The states of a serial that is still in the house."""

NAMED_AT_MOST = 5

_h, _s = t.serial_hold.c, t.serial.c
_MOVED = _s.id.in_(
    select(t.transaction_serial.c.serial_id).where(
        t.transaction_serial.c.transaction_id == bindparam("transaction_id")
    )
)
_LOCK_MOVED = select(_s.id).where(_MOVED).order_by(_s.id).with_for_update(of=t.serial)
_HELD_MOVED = select(_s.serial).where(_MOVED, held.IS_HELD).order_by(_s.id).limit(NAMED_AT_MOST)
_CHUNK = 500

_l = t.document_line.c
_ON_WAITING_LINE = waiting_serials.WAITING.join(t.adjustment_line, t.adjustment_line.c.line_id == _l.id)
_LEAVES = t.adjustment_line.c.stock_line_id.is_not(None)
_WAITS = exists().select_from(_ON_WAITING_LINE).where(_s.id == _h.serial_id, _LEAVES).correlate(t.serial_hold)
_WAITS_ON = (
    select(t.document.c.ref)
    .select_from(_ON_WAITING_LINE.join(t.document, t.document.c.id == _l.document_id))
    .where(_s.id == bindparam("serial_id"), _LEAVES)
    .limit(1)
)
"""The adjustment that waits for which a serial is on hold (R29)."""


@value_class
class Hold:
    """Once that a serial was on hold; `released_at` is empty while it is."""

    reason: str
    held_at: datetime
    held_by: str
    released_at: datetime | None
    released_by: str | None


def hold_all(
    conn: Connection,
    serial_ids: Sequence[int],
    *,
    reason: str,
    by: str,
    at: datetime,
    document_line_id: int | None = None,
) -> int:
    """Put serials on hold that are in the house and not on hold yet, and return how many.

    Args:
        conn: The writing connection.
        serial_ids: Which.
        reason: Why.
        by: Who does it.
        at: When.
        document_line_id: The line of an adjustment because of which they are, while it waits (R29).

    Raises:
        Refused: `reason_missing`.
    """
    acting.named(by)
    because = cleaned_reason(reason)
    return sum(
        _hold_some(conn, serial_ids[start : start + _CHUNK], because, by, at, document_line_id)
        for start in range(0, len(serial_ids), _CHUNK)
    )


def _hold_some(
    conn: Connection,
    serial_ids: Sequence[int],
    reason: str,
    by: str,
    at: datetime,
    document_line_id: int | None,
) -> int:
    _lock(conn, serial_ids)
    said = (literal(reason, t.Text), literal(at, _h.held_at.type), literal(by, t.Text))
    wanted = (
        select(_s.id, *said, literal(document_line_id, t.Id))
        .where(_s.id.in_(serial_ids), _s.state.in_(HOLDABLE), ~held.IS_SET_ASIDE)
        .order_by(_s.id)
        .with_for_update(of=t.serial)  # nobody moves it out of the house meanwhile
    )
    columns = ["serial_id", "reason", "held_at", "held_by", "document_line_id"]
    return conn.execute(t.insert_if_new(t.serial_hold).from_select(columns, wanted)).rowcount


def _lock(conn: Connection, serial_ids: Sequence[int]) -> None:
    """Lock serials, so that whoever else puts them on hold or releases them has done so, or waits."""
    conn.execute(select(_s.id).where(_s.id.in_(serial_ids)).order_by(_s.id).with_for_update())


def hold(conn: Connection, serial: str, *, sku: str | None, reason: str, by: str, at: datetime) -> Trace:
    """Put one serial on hold.

    Raises:
        Refused: `serial_not_holdable` with its state, `serial_on_hold` already, `reason_missing`, `unknown`,
            `serial_of_several_products`.
    """
    serial_id = traces.show(conn, serial, sku).id
    recognise.check_reason(conn, reason)
    is_new = hold_all(conn, [serial_id], reason=reason, by=by, at=at)
    trace = traces.show(
        conn, serial, sku
    )  # as it is now: somebody may have moved it or put it on hold meanwhile
    if is_new:
        return trace
    if trace.on_hold is None:
        raise refusals.serial_not_holdable(serial=trace.serial, state=trace.state.label)
    raise refusals.serial_on_hold(serial=trace.serial, location=trace.location, reason=trace.on_hold)


def release(conn: Connection, serial: str, *, sku: str | None, by: str, at: datetime) -> Trace:
    """Release one serial.

    Raises:
        Refused: `serial_not_on_hold`, `serial_held_with_product`, `unknown`, `serial_of_several_products`; `serial_waits` of what an adjustment
            asks for (R29).
    """
    trace = traces.show(conn, serial, sku)
    waits_on = conn.scalar(_WAITS_ON, {"serial_id": trace.id})
    if waits_on is not None:
        raise refusals.serial_waits(serial=trace.serial, document=waits_on)
    if not release_all(conn, [trace.id], by=by, at=at):
        if trace.on_hold is None:
            raise refusals.serial_not_on_hold(serial=trace.serial)
        raise refusals.serial_held_with_product(serial=trace.serial, sku=trace.product, reason=trace.on_hold)
    return traces.show(conn, serial, sku)


def release_all(conn: Connection, serial_ids: Sequence[int], *, by: str, at: datetime) -> int:
    """Release serials that are on hold, and return how many; not what an adjustment asks for that waits (R29)."""
    released = 0
    for start in range(0, len(serial_ids), _CHUNK):
        ids = serial_ids[start : start + _CHUNK]
        _lock(conn, ids)
        some = (_h.serial_id.in_(ids), _h.released_at.is_(None), ~_WAITS)
        change = t.serial_hold.update().where(*some).values(released_at=at, released_by=acting.named(by))
        released += conn.execute(change).rowcount
    return released


def release_line(conn: Connection, line_id: int, *, by: str, at: datetime) -> None:
    """Release what is on hold because of a line of an adjustment, once that is decided about (R29)."""
    its_own = (_h.document_line_id == line_id, _h.released_at.is_(None))
    conn.execute(t.serial_hold.update().where(*its_own).values(released_at=at, released_by=acting.named(by)))


def of_serial(conn: Connection, serial_id: int) -> tuple[Hold, ...]:
    """Return every time that a serial was on hold, oldest first."""
    columns = (_h.reason, _h.held_at, _h.held_by, _h.released_at, _h.released_by)
    rows = conn.execute(select(*columns).where(_h.serial_id == serial_id).order_by(_h.id))
    return tuple(Hold(*row) for row in rows)


def check_moved(conn: Connection, transaction_id: int) -> None:
    """Check that no serial that a transaction is about to move was put on hold meanwhile.

    Raises:
        Refused: `serials_on_hold`, naming the first few.
    """
    moved = {"transaction_id": transaction_id}
    conn.execute(_LOCK_MOVED, moved)  # or a hold that is on its way would be missed
    on_hold = tuple(conn.scalars(_HELD_MOVED, moved))
    if on_hold:
        raise refusals.serials_on_hold(serials=on_hold)


def check_picked(conn: Connection, pick_list_id: int) -> None:
    """Check that nothing picked on a list is on hold.

    Raises:
        Refused: `product_on_hold`; `serials_on_hold`, naming the first few.
    """
    _check_products(conn, pick_list_id)
    links, tx, task = t.transaction_serial.c, t.stock_transaction.c, t.document_line.c
    picked = (
        select(_s.serial)
        .join_from(t.document_line, t.stock_transaction, tx.document_line_id == task.id)
        .join(t.transaction_serial, links.transaction_id == tx.id)
        .join(t.serial, links.serial_id == _s.id)
        .where(task.document_id == pick_list_id, _s.state == SerialState.PICKED)
        .order_by(_s.id)
    )
    conn.execute(picked.with_for_update(of=t.serial))  # or a hold that is on its way would be missed
    on_hold = tuple(conn.scalars(picked.where(held.IS_HELD).limit(NAMED_AT_MOST)))
    if on_hold:
        raise refusals.serials_on_hold(serials=on_hold)


def _check_products(conn: Connection, pick_list_id: int) -> None:
    task, product = t.document_line.c, t.product.c
    picked = (
        select(product.id, product.sku)
        .join_from(t.document_line, t.product, task.product_id == product.id)
        .where(task.document_id == pick_list_id, task.done > 0)
        .distinct()
        .order_by(product.id)
    )
    for product_id, sku in conn.execute(picked).all():
        held.check_leaving(conn, product_id, sku)


def cleaned_reason(reason: str) -> str:
    """Return a reason without outer blanks.

    Raises:
        Refused: `reason_missing`, `code_unprintable`.
    """
    cleaned = codes.words(reason, "reason")
    if not cleaned:
        raise refusals.reason_missing()
    return cleaned
