"""Where a serial is, and so why somebody cannot have it (R6)."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select

from serialhhd.store.catalogue import recognise
from serialhhd.store.catalogue.products import Product
from serialhhd.store.schema import tables as t
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import held
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.store.words.vocabulary import PreReceiptState, SerialState, TransactionKind

SAYS: Final[Mapping[SerialState, tuple[str, tuple[str, ...]]]] = {
    SerialState.EXPECTED: ("serial_expected_elsewhere", ("document",)),
    SerialState.IN_STOCK: ("serial_in_stock", ("location",)),
    SerialState.PICKED: ("serial_picked", ("document",)),
    SerialState.DISPATCHED: ("serial_dispatched", ("document", "customer")),
    SerialState.REMOVED: ("serial_removed", ()),
}
"""The sentence that says where a serial of a state is, and what it tells beside the serial."""

LEFT: Final = frozenset({SerialState.PICKED, SerialState.DISPATCHED})
"""The states of what was picked: the document is the pick list, and a hold is no longer the reason."""

_s = t.serial.c
_run_pre_receipt = t.pre_receipt.alias()
_WHEREABOUTS = (
    select(
        _s.id,
        _s.serial,
        _s.state,
        _s.run_id,
        _s.captured_at,
        t.run.c.operator,
        t.location.c.code.label("location"),
        t.pre_receipt.c.ref.label("pre_receipt"),
        t.pre_receipt_line.c.state.label("line_state"),
        held.REASON.label("held_because"),
        func.coalesce(_run_pre_receipt.c.ref, t.pick_list.c.ref).label("captured_on"),
    )
    .select_from(
        t.serial.outerjoin(t.run, _s.run_id == t.run.c.id)
        .outerjoin(t.stock_line, _s.stock_line_id == t.stock_line.c.id)
        .outerjoin(t.location, t.stock_line.c.location_id == t.location.c.id)
        .outerjoin(t.pre_receipt_line, _s.pre_receipt_line_id == t.pre_receipt_line.c.id)
        .outerjoin(t.pre_receipt, t.pre_receipt_line.c.pre_receipt_id == t.pre_receipt.c.id)
        .outerjoin(_run_pre_receipt, t.run.c.pre_receipt_id == _run_pre_receipt.c.id)
        .outerjoin(t.pick_list, t.run.c.pick_list_id == t.pick_list.c.id)
    )
    .where(_s.serial_key == bindparam("key"), _s.product_id == bindparam("product_id"))
)
_LAST_PICK = (
    select(t.pick_list.c.ref.label("document"), t.pick_list.c.customer)
    .join_from(t.transaction_serial, t.stock_transaction)
    .join(t.pick_task, t.stock_transaction.c.pick_task_id == t.pick_task.c.id)
    .join(t.pick_list, t.pick_task.c.pick_list_id == t.pick_list.c.id)
    .where(
        t.transaction_serial.c.serial_id == bindparam("serial_id"),
        t.stock_transaction.c.kind == TransactionKind.PICK,
    )
    .order_by(t.stock_transaction.c.id.desc())
    .limit(1)
)


def why_not(
    conn: Connection,
    product: Product,
    given: SerialEntry,
    run_id: int | None,
    *,
    unknown: str = "serial_unknown",
    may_be_held: bool = False,
) -> Refused:
    """Return why a run cannot have this serial: its state and where it is (R6).

    Args:
        conn: The connection.
        product: Whose serial it is.
        given: The serial as it was entered.
        run_id: The run that asks; None for somebody at a desk.
        unknown: The code where the store does not know the serial at all.
        may_be_held: A hold is no reason.
    """
    at = conn.execute(_WHEREABOUTS, {"key": given.key, "product_id": product.id}).one_or_none()
    if at is None:
        return _not_known(conn, product, given, unknown)
    if at.run_id is not None:
        return _held_by_run(at, run_id)
    if at.held_because is not None and at.state not in LEFT and not may_be_held:
        facts = {"location": at.location, "reason": at.held_because}
        return Refused("serial_on_hold", serial=at.serial, **facts)
    return _says(at, _facts(conn, at))


def other_code(given: SerialEntry, known_as: str) -> Refused:
    """Return what speaks against a bare code that names something else: a doubt where the product's pattern matches it."""
    facts = {"serial": given.serial, "known_as": known_as, "is_like_a_serial": given.fits}
    return (
        Doubtful("serial_is_other_code", **facts) if given.fits else Refused("serial_is_other_code", **facts)
    )


def _not_known(conn: Connection, product: Product, given: SerialEntry, unknown: str) -> Refused:
    known_as = recognise.what_is(conn, given.serial) if given.is_bare else None
    if known_as:
        return other_code(given, known_as)
    return Refused(unknown, serial=given.serial, sku=product.sku)


def _held_by_run(at: t.AnyRow, run_id: int | None) -> Refused:
    if at.run_id == run_id:
        return Refused("serial_already_captured", serial=at.serial, operator=at.operator, at=at.captured_at)
    facts = {"operator": at.operator, "document": at.captured_on}
    return Refused("serial_captured_elsewhere", serial=at.serial, **facts)


def _facts(conn: Connection, at: t.AnyRow) -> Mapping[str, Any]:
    if at.state in LEFT:
        return conn.execute(_LAST_PICK, {"serial_id": at.id}).one()._asdict()
    return {"document": at.pre_receipt, "location": at.location}


def _says(at: t.AnyRow, facts: Mapping[str, Any]) -> Refused:
    code, told = SAYS[at.state]
    if at.state == SerialState.EXPECTED and at.line_state != PreReceiptState.OPEN:
        code = "serial_never_received"
    return Refused(code, serial=at.serial, **{name: facts[name] for name in told})
