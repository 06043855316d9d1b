"""Units of a recalled product that have no serial: how many, and where. They cannot be told apart (R61)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, or_, select

from serialhhd.store.desk import recalls
from serialhhd.store.desk.recalls import Recall, Scope, deliveries
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import (
    DocumentState,
    LocationKind,
    SerialState,
    TrackingType,
    TransactionKind,
)
from serialhhd.value_class import value_class


@value_class
class Units:
    """Units without serials at one place, or on one pick list.

    Attributes:
        product: SKU.
        name: What people call the product.
        state: In stock, in transit, picked, dispatched or returned to the supplier.
        location: Where they are, in stock or in transit.
        document: The pick list they were picked on, or the transfer on which they are in transit.
        customer: To whom they went, or are to go.
        quantity: How many.
        on_hold: Why the product is on hold as a whole; None where it is not, or they have left.
    """

    product: str
    name: str
    state: SerialState
    location: str | None
    document: str | None
    customer: str | None
    quantity: int
    on_hold: str | None


@value_class
class CountedRecall:
    """A recall with how many serials are concerned, by where they stand in their life, and the units without serials."""

    recall: Recall
    counts: Mapping[SerialState, int]
    units: tuple[Units, ...] = ()

    @property
    def total(self) -> int:
        """How many serials are concerned."""
        return sum(self.counts.values())


def counted(conn: Connection, scope: Scope) -> CountedRecall:
    """Return the recall that is asked for, counted.

    Raises:
        Refused: As `recalls.find`.
    """
    recall = recalls.find(conn, scope)
    return CountedRecall(recall, recalls.counts(conn, recall), without_serials(conn, recall))


_line, _s, _tx, _h = t.stock_line.c, t.serial.c, t.stock_transaction.c, t.product_hold.c
_HELD = and_(_h.product_id == t.product.c.id, _h.lot_key == "", _h.released_at.is_(None))


def without_serials(conn: Connection, recall: Recall) -> tuple[Units, ...]:
    """Return the units without serials of what is recalled; none where the recall names no product and no delivery.

    A lot, a list of serials or a delivery does not narrow them: nobody can say of which they are.
    """
    concerned = _products(conn, recall)
    if not concerned:
        return ()  # asked about no product, SQLite would read all picks to find none
    found = (*_in_stock(conn, concerned), *_in_transit(conn, concerned), *_picked(conn, concerned))
    return tuple(sorted(found, key=lambda one: (one.product, _ORDER.index(one.state))))


_ORDER = (
    SerialState.IN_STOCK,
    SerialState.IN_TRANSIT,
    SerialState.PICKED,
    SerialState.DISPATCHED,
    SerialState.RETURNED,
)


def _products(conn: Connection, recall: Recall) -> tuple[int, ...]:
    """Return the named product, or those that the deliveries brought units of without serials."""
    if recall.product_id is not None:
        return (recall.product_id,)
    named = tuple(deliveries(conn, recall.scope))
    if not named:
        return ()
    brought = (
        select(_tx.product_id)
        .join_from(t.stock_transaction, t.document_line, _tx.document_line_id == t.document_line.c.id)
        .join(t.document, t.document_line.c.document_id == t.document.c.id)
        .where(*named, _tx.quantity > _tx.serial_count)
    )
    return tuple(conn.scalars(brought.distinct()))


def _in_stock(conn: Connection, product_ids: Iterable[int]) -> Iterator[Units]:
    known = select(func.count()).where(_s.stock_line_id == _line.id).correlate(t.stock_line).scalar_subquery()
    units = _line.quantity - known
    wanted = (
        select(
            t.product.c.sku,
            t.product.c.name,
            t.location.c.code,
            func.sum(units),
            func.max(_h.reason),
        )
        .join_from(t.stock_line, t.product)
        .join(t.location, _line.location_id == t.location.c.id)
        .outerjoin(t.product_hold, _HELD)
        .where(
            _line.product_id.in_(product_ids),
            _line.tracking_type != TrackingType.FULL_TRACKING,  # each of its units has a serial
            _line.quantity > 0,
            units > 0,
            t.location.c.kind != LocationKind.TRANSIT,
        )
        .group_by(t.product.c.sku, t.product.c.name, t.location.c.code)
        .order_by(t.location.c.code)
    )
    for sku, name, location, quantity, reason in conn.execute(wanted):
        yield Units(sku, name, SerialState.IN_STOCK, location, None, None, int(quantity), reason)


def _in_transit(conn: Connection, product_ids: Iterable[int]) -> Iterator[Units]:
    """Yield what is on the road, for each place and transfer that it is on: what came there under it and has not left (R25)."""
    of_serials = case((_tx.quantity > 0, _tx.serial_count), else_=-_tx.serial_count)
    units: ColumnElement[int] = func.sum(_tx.quantity - of_serials)
    whose = (t.product.c.sku, t.product.c.name, t.location.c.code, t.document.c.ref)
    wanted: t.AnySelect = (
        select(*whose, units, func.max(_h.reason))
        .join_from(t.stock_line, t.product)
        .join(t.location, _line.location_id == t.location.c.id)
        .join(t.stock_transaction, _tx.stock_line_id == _line.id)
        .join(t.document_line, _tx.document_line_id == t.document_line.c.id)
        .join(t.document, t.document_line.c.document_id == t.document.c.id)
        .outerjoin(t.product_hold, _HELD)
        .where(
            _line.product_id.in_(product_ids),
            _line.tracking_type != TrackingType.FULL_TRACKING,
            _line.quantity > 0,
            t.location.c.kind == LocationKind.TRANSIT,
        )
        .group_by(*whose, t.document.c.id)
        .having(units > 0)
        .order_by(t.location.c.code, t.document.c.id)
    )
    for sku, name, location, ref, quantity, reason in conn.execute(wanted):
        yield Units(sku, name, SerialState.IN_TRANSIT, location, ref, None, int(quantity), reason)


def _picked(conn: Connection, product_ids: Iterable[int]) -> Iterator[Units]:
    on, of = t.document.c, t.document.alias()  # what comes back on a return left on its pick list
    document = of.c
    is_gone = case((_tx.kind == TransactionKind.PICK, literal(1)), else_=literal(-1))  # else it came back
    units: ColumnElement[int] = func.sum(is_gone * (func.abs(_tx.quantity) - _tx.serial_count))
    has_left = case((document.state == DocumentState.DISPATCHED, literal(1)), else_=literal(0))
    wanted: t.AnySelect = (
        select(
            t.product.c.sku,
            t.product.c.name,
            document.ref,
            document.partner,
            has_left,
            document.to_supplier,
            units,
            func.max(_h.reason),
        )
        .join_from(t.stock_transaction, t.product)
        .join(t.document_line, _tx.document_line_id == t.document_line.c.id)
        .join(t.document, t.document_line.c.document_id == on.id)
        .join(of, document.id == func.coalesce(on.pick_list_id, on.id))
        .outerjoin(t.product_hold, _HELD)
        .where(
            _tx.product_id.in_(product_ids),
            or_(_tx.kind == TransactionKind.PICK, _tx.kind == TransactionKind.RETURN),
            func.abs(_tx.quantity) > _tx.serial_count,
        )
        .group_by(
            t.product.c.sku,
            t.product.c.name,
            document.id,
            document.ref,
            document.partner,
            document.state,
            document.to_supplier,
        )
        .having(units > 0)
        .order_by(document.id)
    )
    for sku, name, ref, customer, left, to_supplier, quantity, reason in conn.execute(wanted):
        gone = SerialState.RETURNED if to_supplier else SerialState.DISPATCHED
        state = gone if left else SerialState.PICKED
        yield Units(sku, name, state, None, ref, customer, int(quantity), None if left else reason)


NAMED_AT_MOST = 5


def said(units: Sequence[Units]) -> str:
    """Return how many units have no serial and where they are, as a sentence; nothing where there are none."""
    if not units:
        return ""
    total = sum(one.quantity for one in units)
    places = "; ".join(_place(one) for one in units[:NAMED_AT_MOST])
    more = len(units) - NAMED_AT_MOST
    counted = "1 unit without a serial" if total == 1 else f"{total} units without serials"
    tail = f"; and {more} place{'' if more == 1 else 's'} more" if more > 0 else ""
    return f"{counted} cannot be told apart: {places}{tail}."


def _place(one: Units) -> str:
    if one.state is SerialState.IN_TRANSIT:
        return f"{one.quantity} {one.product} in transit on {one.document}"
    if one.location is not None:
        return f"{one.quantity} {one.product} at {one.location}"
    customer = f" for {one.customer}" if one.customer else ""
    return f"{one.quantity} {one.product} {one.state.label} on {one.document}{customer}"
