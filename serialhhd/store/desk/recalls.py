"""Recalls: which serials are concerned, where each one is, and to whom it went (R61)."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, func, select, union

from serialhhd.store import refusals
from serialhhd.store.catalogue import products, recognise
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import lots
from serialhhd.store.stock import held, holds
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import DocumentKind, SerialState
from serialhhd.value_class import value_class


@value_class
class Scope:
    """What a recall is about, as people say it; what is empty narrows nothing.

    Attributes:
        product: SKU or barcode.
        serials: Serials, as a list; of every product that has them where no product is named.
        pre_receipt: Number of the delivery that announced or brought them.
        supplier: Who sent them, whatever the letter case.
        lot: The lot that came with them (AI 10), whatever its letter case.
    """

    product: str = ""
    serials: tuple[str, ...] = ()
    pre_receipt: str = ""
    supplier: str = ""
    lot: str = ""

    def __str__(self) -> str:
        """Return it as a line of text."""
        said = {
            "product": self.product,
            "serials": f"{len(self.serials)} named" if self.serials else "",
            "pre-receipt": self.pre_receipt,
            "supplier": self.supplier,
            "lot": self.lot,
        }
        return ", ".join(f"{name} {value}" for name, value in said.items() if value)


@value_class
class Recall:
    """A recall whose words are found in the store.

    Attributes:
        scope: What it is about.
        product_id: Key of the product.
        serial_ids: The keys of the serials that were named or came with a delivery, rising; None where neither is
            asked for.
        unknown: Named serials that the store does not know.
    """

    scope: Scope
    product_id: int | None = None
    serial_ids: tuple[int, ...] | None = None
    unknown: tuple[str, ...] = ()


@value_class
class Concerned:
    """One serial of a recall.

    Attributes:
        location: Where it is, in stock.
        document: The pick list it was picked on, the transfer that it is in transit on, or the pre-receipt that is to bring it.
        customer: To whom it went, or is to go.
        dispatched_at: When it left.
        on_hold: Why it is on hold; None where it is not.
        name: What people call the product.
        container: In what it lies, is expected or left.
    """

    id: int
    serial: str
    product: str
    state: SerialState
    location: str | None
    document: str | None
    customer: str | None
    dispatched_at: datetime | None
    lot: str | None
    on_hold: str | None
    name: str
    container: str | None


GROUPS = (
    SerialState.IN_STOCK,
    SerialState.IN_TRANSIT,
    SerialState.PICKED,
    SerialState.DISPATCHED,
    SerialState.RETURNED,
    SerialState.EXPECTED,
    SerialState.REMOVED,
)
"""The order in which people read a recall: what can still be stopped comes first."""

_CHUNK = 500
_s, _tx = t.serial.c, t.stock_transaction.c
_newest = t.transaction_serial.alias()
_brought = t.stock_transaction.alias()
_announced = t.serial.alias()
_IS_DELIVERY = t.document.c.kind == DocumentKind.PRE_RECEIPT
_ROWS: t.AnySelect = (
    select(
        _s.id,
        _s.serial,
        t.product.c.sku,
        _s.state,
        t.location.c.code,
        t.document.c.ref,
        case((_s.state != SerialState.EXPECTED, t.document.c.partner)),
        _tx.at,
        _s.lot,
        held.REASON,
        t.product.c.name,
        t.container.c.code,
    )
    .join_from(t.serial, t.product)
    .outerjoin(t.stock_line, _s.stock_line_id == t.stock_line.c.id)
    .outerjoin(t.location, t.stock_line.c.location_id == t.location.c.id)
    .outerjoin(
        t.stock_transaction,
        _s.state.in_(
            (SerialState.IN_TRANSIT, SerialState.PICKED, SerialState.DISPATCHED, SerialState.RETURNED)
        )
        & (
            _tx.id
            == select(func.max(_newest.c.transaction_id))
            .where(_newest.c.serial_id == _s.id)
            .correlate(t.serial)
            .scalar_subquery()
        ),
    )
    .outerjoin(
        t.document_line,
        t.document_line.c.id
        == case((_s.state == SerialState.EXPECTED, _s.document_line_id), else_=_tx.document_line_id),
    )
    .outerjoin(t.document, t.document_line.c.document_id == t.document.c.id)
    .outerjoin(
        t.container,
        t.container.c.id
        == case(
            (_s.state.in_((SerialState.DISPATCHED, SerialState.RETURNED)), _tx.container_id),
            else_=_s.container_id,
        ),
    )
    .order_by(_s.id)
)


def find(conn: Connection, scope: Scope) -> Recall:
    """Return the recall that is asked for.

    Raises:
        Refused: `recall_of_nothing` where nothing narrows it; `unknown` product, pre-receipt or supplier.
    """
    if scope == Scope():
        raise refusals.recall_of_nothing()
    recall = Recall(scope, products.show(conn, scope.product).id if scope.product else None)
    if scope.serials:
        recall = _naming(conn, recall)
    named = tuple(deliveries(conn, scope))
    return _brought_by(conn, recall, named) if named else recall


def _naming(conn: Connection, recall: Recall) -> Recall:
    named = {codes.serial_key(text.strip(codes.BLANKS)): text for text in recall.scope.serials}
    found: dict[int, str] = {}
    keys = list(named)
    for start in range(0, len(keys), _CHUNK):
        some = select(_s.id, _s.serial_key).where(
            _s.serial_key.in_(keys[start : start + _CHUNK]), _s.state != SerialState.CAPTURED
        )
        if recall.product_id is not None:
            some = some.where(_s.product_id == recall.product_id)
        found |= {row.id: row.serial_key for row in conn.execute(some)}
    known = set(found.values())
    unknown = tuple(text for key, text in named.items() if key not in known)
    return replace(recall, serial_ids=tuple(sorted(found)), unknown=unknown)


def deliveries(conn: Connection, scope: Scope) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on the pre-receipts that a recall is about; none where it names no delivery.

    Raises:
        Refused: `unknown` pre-receipt or supplier.
    """
    if scope.pre_receipt:
        yield t.document.c.id == pre_receipts.show(conn, scope.pre_receipt).id
    if scope.supplier:
        yield _IS_DELIVERY & t.document.c.partner.in_(_spellings(conn, scope.supplier))


def _spellings(conn: Connection, supplier: str) -> tuple[str, ...]:
    """Return the supplier as the pre-receipts have it: a database's own lower() leaves letters beyond A to Z."""
    column = t.document.c.partner
    written = conn.scalars(select(column).where(_IS_DELIVERY, column.is_not(None)).distinct())
    wanted = codes.key(supplier.strip(" "))
    found = tuple(one for one in written if codes.key(one.strip(" ")) == wanted)
    if not found:
        raise refusals.unknown(what="supplier", code=supplier)
    return found


def _brought_by(conn: Connection, recall: Recall, named: Sequence[ColumnElement[bool]]) -> Recall:
    """Return the recall with the keys of what the deliveries brought: looked up once, not again for each page."""
    came = (_came_on(delivery) for delivery in named)
    brought = conn.scalars(select(_s.id).where(*_conditions(recall), *came).order_by(_s.id))
    if recall.serial_ids is None:
        return replace(recall, serial_ids=tuple(brought))
    wanted = set(recall.serial_ids)
    return replace(recall, serial_ids=tuple(one for one in brought if one in wanted))


def page(
    conn: Connection,
    recall: Recall,
    *,
    limit: int = 200,
    after: int | None = None,
    state: SerialState | None = None,
) -> tuple[Concerned, ...]:
    """Return a page of the serials concerned, by the key of the serial.

    Args:
        conn: The connection.
        recall: As it was found.
        limit: At most so many.
        after: Where the page before ended: the key of its last serial.
        state: Only in this state.
    """
    wanted = _ROWS.where(*_conditions(recall))
    if state is not None:
        wanted = wanted.where(_s.state == state)
    if recall.serial_ids is None:
        further = () if after is None else (_s.id > after,)
        return tuple(_concerned(row) for row in conn.execute(wanted.where(*further).limit(limit)))
    found: list[Concerned] = []
    for some in _slices(recall.serial_ids, after, min(limit, _CHUNK)):
        found.extend(_concerned(row) for row in conn.execute(wanted.where(_s.id.in_(some))))
        if len(found) >= limit:
            break
    return tuple(found[:limit])


def _slices(
    serial_ids: Sequence[int], after: int | None = None, size: int = _CHUNK
) -> Iterator[Sequence[int]]:
    begin = 0 if after is None else bisect_right(serial_ids, after)
    return (serial_ids[start : start + size] for start in range(begin, len(serial_ids), size))


def _concerned(row: t.AnyRow) -> Concerned:
    one = Concerned(*row)
    return one if one.state is SerialState.DISPATCHED else replace(one, dispatched_at=None)


def every(conn: Connection, recall: Recall, state: SerialState | None = None) -> Iterator[Concerned]:
    """Yield every serial concerned, or every one in a state, page by page."""
    after: int | None = None
    while rows := page(conn, recall, limit=_CHUNK, after=after, state=state):
        yield from rows
        after = rows[-1].id


def grouped(conn: Connection, recall: Recall) -> Iterator[Concerned]:
    """Yield every serial concerned, those of one state together, in the order of `GROUPS`."""
    for state in GROUPS:
        yield from every(conn, recall, state)


def counts(conn: Connection, recall: Recall) -> dict[SerialState, int]:
    """Return how many serials are concerned, by where they stand in their life."""
    times: dict[SerialState, int] = {}
    slices = [None] if recall.serial_ids is None else list(_slices(recall.serial_ids))
    for some in slices:
        wanted = select(_s.state, func.count()).where(*_conditions(recall)).group_by(_s.state)
        if some is not None:
            wanted = wanted.where(_s.id.in_(some))
        for state, number in conn.execute(wanted):
            times[state] = times.get(state, 0) + number
    return {state: times[state] for state in SerialState if state in times}


def hold(conn: Connection, recall: Recall, *, reason: str, by: str, at: datetime) -> int:
    """Put every serial concerned on hold that is still in the house, and return how many.

    What is concerned is looked up anew: between the question and the hold more may have come in.

    Raises:
        Refused: `reason_missing`, or what `find` refuses.
    """
    recognise.check_reason(conn, reason)
    in_house = tuple(_in_house(conn, find(conn, recall.scope)))
    return holds.hold_all(conn, in_house, reason=reason, by=by, at=at)


def in_house(conn: Connection, recall: Recall) -> int:
    """Return how many of the serials concerned are still in the house."""
    return sum(number for state, number in counts(conn, recall).items() if state in holds.HOLDABLE)


def _in_house(conn: Connection, recall: Recall) -> Iterator[int]:
    wanted = select(_s.id).where(*_conditions(recall), _s.state.in_(holds.HOLDABLE)).order_by(_s.id)
    if recall.serial_ids is None:
        yield from conn.scalars(wanted)
        return
    for some in _slices(recall.serial_ids):
        yield from conn.scalars(wanted.where(_s.id.in_(some)))


def _conditions(recall: Recall) -> Iterator[ColumnElement[bool]]:
    yield _s.state != SerialState.CAPTURED
    if recall.product_id is not None:
        yield _s.product_id == recall.product_id
    if recall.scope.lot:
        yield _s.lot_key == lots.key(recall.scope.lot.strip(" "))


def _came_on(is_it: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a serial was announced or brought by one of these pre-receipts.

    A union: with OR, both engines read every serial there is.
    """
    line, links = t.document_line.c, t.transaction_serial.c
    lines = select(line.id).join_from(t.document_line, t.document).where(is_it)
    brought = (
        select(links.serial_id)
        .join_from(t.transaction_serial, _brought, links.transaction_id == _brought.c.id)
        .where(_brought.c.document_line_id.in_(lines))
    )
    announced = select(_announced.c.id).where(_announced.c.document_line_id.in_(lines))
    return _s.id.in_(union(announced, brought))
