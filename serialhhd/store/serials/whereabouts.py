"""Where a serial is, and so why somebody cannot have it (R6)."""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import recognise
from serialhhd.store.catalogue.products import Product
from serialhhd.store.schema import tables as t
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import held
from serialhhd.store.words.refusal import Refused, doubtful
from serialhhd.store.words.vocabulary import DocumentState, LocationKind, SerialState, TransactionKind
from serialhhd.value_class import value_class


class Unknown(Protocol):
    """What is said of a serial that the store does not know."""

    def __call__(self, *, serial: str, sku: str) -> Refused:
        """Return the refusal."""


@value_class
class Whereabouts:
    """What is told of where a serial is; `document` is where it is announced, or on which it left, `partner` who has it then."""

    serial: str
    location: str
    document: str
    partner: str | None


SAYS: Final[Mapping[SerialState, Callable[[Whereabouts], Refused]]] = {
    SerialState.EXPECTED: lambda at: refusals.serial_expected_elsewhere(
        serial=at.serial, document=at.document
    ),
    SerialState.IN_STOCK: lambda at: refusals.serial_in_stock(serial=at.serial, location=at.location),
    SerialState.IN_TRANSIT: lambda at: refusals.serial_in_transit(serial=at.serial, document=at.document),
    SerialState.PICKED: lambda at: refusals.serial_picked(serial=at.serial, document=at.document),
    SerialState.DISPATCHED: lambda at: refusals.serial_dispatched(
        serial=at.serial, document=at.document, customer=at.partner
    ),
    SerialState.RETURNED: lambda at: refusals.serial_returned(
        serial=at.serial, document=at.document, supplier=at.partner
    ),
    SerialState.REMOVED: lambda at: refusals.serial_removed(serial=at.serial),
}
"""For each state the sentence that says where a serial is."""

IN_STOCK_AT: Final[Mapping[LocationKind, Callable[[Whereabouts], Refused]]] = {
    LocationKind.QUARANTINE: lambda at: refusals.serial_in_quarantine(serial=at.serial, location=at.location),
    LocationKind.CART: lambda at: refusals.serial_on_cart(serial=at.serial, location=at.location),
}
"""For each kind of place that is not storage the sentence that says where a serial in stock is."""
IS_IN_STOCK: Final = frozenset({"serial_in_stock", "serial_in_quarantine", "serial_on_cart"})
"""The codes of these sentences."""

GONE: Final = {
    SerialState.DISPATCHED: "serial_dispatched",
    SerialState.RETURNED: "serial_returned",
    SerialState.REMOVED: "serial_removed",
}
"""The codes of the sentences about what is on no stock line, and may come back all the same."""

LEFT: Final[Mapping[SerialState, TransactionKind]] = {
    SerialState.PICKED: TransactionKind.PICK,
    SerialState.DISPATCHED: TransactionKind.PICK,
    SerialState.RETURNED: TransactionKind.PICK,
    SerialState.IN_TRANSIT: TransactionKind.TRANSFER,
}
"""The states of what has left, and by what: the document is that under which it did, and a hold is no longer the reason."""

_s = t.serial.c
_worked_on = t.document.alias()
_WHEREABOUTS = (
    select(
        _s.id,
        _s.serial,
        _s.state,
        _s.run_id,
        _s.captured_at,
        t.run.c.operator,
        t.location.c.code.label("location"),
        t.location.c.kind.label("location_kind"),
        t.document.c.ref.label("announced_on"),
        t.document_line.c.state.label("line_state"),
        held.REASON.label("held_because"),
        _worked_on.c.ref.label("captured_on"),
    )
    .select_from(
        t.serial.outerjoin(t.run, _s.run_id == t.run.c.id)
        .outerjoin(t.stock_line, _s.stock_line_id == t.stock_line.c.id)
        .outerjoin(t.location, t.stock_line.c.location_id == t.location.c.id)
        .outerjoin(t.document_line, _s.document_line_id == t.document_line.c.id)
        .outerjoin(t.document, t.document_line.c.document_id == t.document.c.id)
        .outerjoin(_worked_on, t.run.c.document_id == _worked_on.c.id)
    )
    .where(_s.serial_key == bindparam("key"), _s.product_id == bindparam("product_id"))
)
LAST_LEFT = (
    select(t.document.c.ref, t.document.c.partner)
    .join_from(t.transaction_serial, t.stock_transaction)
    .join(t.document_line, t.stock_transaction.c.document_line_id == t.document_line.c.id)
    .join(t.document, t.document_line.c.document_id == t.document.c.id)
    .where(
        t.transaction_serial.c.serial_id == bindparam("serial_id"),
        t.stock_transaction.c.kind == bindparam("kind", type_=t.stock_transaction.c.kind.type),
    )
    # by the serial: else SQLite reads every row of the kind
    .order_by(t.transaction_serial.c.transaction_id.desc())
    .limit(1)
)
"""On which document a serial left last with a transaction of a kind, and to whom."""


def why_not(
    conn: Connection,
    product: Product,
    given: SerialEntry,
    run_id: int | None,
    *,
    unknown: Unknown = refusals.serial_unknown,
    may_be_held: bool = False,
) -> Refused:
    """Return why a run cannot have this serial: its state and where it is (R6).

    Args:
        conn: The connection.
        product: Whose serial it is.
        given: The serial as it was entered.
        run_id: The run that asks; None for somebody at a desk.
        unknown: What is said where the store does not know the serial at all.
        may_be_held: A hold is no reason.
    """
    at = conn.execute(_WHEREABOUTS, {"key": given.key, "product_id": product.id}).one_or_none()
    if at is None:
        return _not_known(conn, product, given, unknown)
    if at.run_id is not None:
        return _held_by_run(at, run_id)
    if at.state in LEFT:
        document, partner = conn.execute(LAST_LEFT, {"serial_id": at.id, "kind": LEFT[at.state]}).one()
        return SAYS[at.state](Whereabouts(at.serial, at.location, document, partner))
    if at.held_because is not None and not may_be_held:
        return refusals.serial_on_hold(serial=at.serial, location=at.location, reason=at.held_because)
    if at.state == SerialState.EXPECTED and at.line_state != DocumentState.OPEN:
        return refusals.serial_never_received(serial=at.serial, document=at.announced_on)
    says = IN_STOCK_AT.get(at.location_kind, SAYS[at.state])
    return says(Whereabouts(at.serial, at.location, at.announced_on, None))


def other_code(given: SerialEntry, known_as: str) -> Refused:
    """Return what speaks against a bare code that names something else: a doubt where the product's pattern matches it."""
    why = refusals.serial_is_other_code(serial=given.serial, known_as=known_as, is_like_a_serial=given.fits)
    return doubtful(why) if given.fits else why


def _not_known(conn: Connection, product: Product, given: SerialEntry, unknown: Unknown) -> Refused:
    known_as = recognise.what_is(conn, given.serial) if given.is_bare else None
    if known_as:
        return other_code(given, known_as)
    return unknown(serial=given.serial, sku=product.sku)


def _held_by_run(at: t.AnyRow, run_id: int | None) -> Refused:
    if at.run_id == run_id:
        return refusals.serial_already_captured(serial=at.serial, operator=at.operator, at=at.captured_at)
    return refusals.serial_captured_elsewhere(serial=at.serial, operator=at.operator, document=at.captured_on)
