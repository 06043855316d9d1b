"""What of transfers is on the road, and since when: for those who follow it, and give up what never arrives."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, bindparam, exists, select, tuple_

from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Shown
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures
from serialhhd.store.transfers import transfers
from serialhhd.store.transfers.transfers import KIND, TRANSFERS, Listed, Route, TransferLine
from serialhhd.store.words.vocabulary import DocumentState, LocationKind, SerialState
from serialhhd.value_class import value_class


@value_class
class Travelling:
    """A transfer as a list shows it, and since when the oldest of it is in transit; None where nothing is."""

    listed: Listed
    since: datetime | None

    @property
    def document(self) -> Document:
        """The transfer."""
        return self.listed.document


@value_class
class TravellingLine:
    """A line of a transfer, and since when the oldest of it is in transit; None where nothing is."""

    line: TransferLine
    since: datetime | None


@value_class
class SerialInTransit:
    """A serial that is in transit: `since` is when it was shipped, `shipment` the transaction that put it on the road."""

    id: int
    serial: str
    product: str
    since: datetime
    shipped_by: str
    shipment: int


_d, _l, _tx, _s = t.document.c, t.document_line.c, t.stock_transaction.c, t.serial.c
_linked = t.transaction_serial.c
_is_on_the_road = (_s.state == SerialState.IN_TRANSIT) & (_tx.id == captures.NEWEST)
_has_one_on_the_road = (
    exists()
    .where(_linked.transaction_id == _tx.id, _linked.serial_id == _s.id, _is_on_the_road)
    .correlate(t.stock_transaction)
)
_SHIPMENTS = (
    select(
        _l.document_id,
        _l.id.label("line_id"),
        (_l.received + _l.lost).label("gone"),
        _tx.at,
        _tx.quantity,
        _tx.serial_count,
        _has_one_on_the_road.label("has_serial"),
    )
    .select_from(
        t.document.join(t.document_line, _l.document_id == _d.id)
        .join(t.stock_transaction, _tx.document_line_id == _l.id)
        .join(t.stock_line, _tx.stock_line_id == t.stock_line.c.id)
        .join(t.location, t.stock_line.c.location_id == t.location.c.id)
    )
    .where(
        _d.kind == KIND,
        _d.id.between(bindparam("oldest"), bindparam("newest")),
        _l.done > _l.received + _l.lost,
        t.location.c.kind == LocationKind.TRANSIT,
        _tx.quantity > 0,
    )
    .order_by(_l.id, _tx.id)
)
_SERIALS: t.AnySelect = (
    select(_s.id, _s.serial, t.product.c.sku, _tx.at, _tx.operator, _tx.id)
    .join_from(t.document_line, t.stock_transaction, _tx.document_line_id == _l.id)
    .join(t.transaction_serial, _linked.transaction_id == _tx.id)
    .join(t.serial, _linked.serial_id == _s.id)
    .join(t.product, _s.product_id == t.product.c.id)
    .where(_l.document_id == bindparam("document_id"), _is_on_the_road)
    .order_by(_tx.id, _s.id)
)


def shown(conn: Connection, ref: str) -> Shown[TravellingLine, Route]:
    """Return the transfer of that number with its lines, each with since when the oldest of it is in transit, and where it goes.

    Raises:
        Refused: `unknown`.
    """
    seen = TRANSFERS.shown(conn, ref)
    of_line, _ = _since(conn, seen.document.id, seen.document.id)
    lines = tuple(TravellingLine(line, of_line.get(line.id)) for line in seen.lines)
    return Shown(seen.document, lines, transfers.route_of(conn, seen.document.id))


def listed(
    conn: Connection,
    /,
    *,
    state: DocumentState | None = None,
    search: str = "",
    limit: int | None = 50,
    after: int | None = None,
) -> tuple[Travelling, ...]:
    """Return a page of the transfers, newest first, after the id `after`; see `Documents.page`."""
    found = transfers.listed(conn, state=state, search=search, limit=limit, after=after)
    if not found:
        return ()
    _, of_document = _since(conn, found[-1].document.id, found[0].document.id)
    return tuple(Travelling(one, of_document.get(one.document.id)) for one in found)


def serials(
    conn: Connection, document_id: int, *, limit: int | None = None, after: SerialInTransit | None = None
) -> tuple[SerialInTransit, ...]:
    """Return a page of the serials that are in transit on a transfer, the longest there first, after the one `after`."""
    wanted = _SERIALS.limit(limit)
    if after is not None:
        wanted = wanted.where(tuple_(_tx.id, _s.id) > tuple_(after.shipment, after.id))
    return tuple(SerialInTransit(*row) for row in conn.execute(wanted, {"document_id": document_id}))


def _since(
    conn: Connection, oldest: int, newest: int
) -> tuple[Mapping[int, datetime], Mapping[int, datetime]]:
    """Return since when something is in transit, by line and by document, of the transfers between two ids."""
    of_line: dict[int, datetime] = {}
    of_document: dict[int, datetime] = {}
    rows = conn.execute(_SHIPMENTS, {"oldest": oldest, "newest": newest})
    for line_id, shipments in groupby(rows, attrgetter("line_id")):
        for shipment in _still_travelling(shipments):
            of_line[line_id] = min(shipment.at, of_line.get(line_id, shipment.at))
            first = of_document.get(shipment.document_id, shipment.at)
            of_document[shipment.document_id] = min(shipment.at, first)
    return of_line, of_document


def _still_travelling(shipments: Iterable[t.AnyRow]) -> Iterator[t.AnyRow]:
    """Yield the shipments of a line of which something is on the road: what has no serial arrives in the order in which it was shipped."""
    gone: int | None = None
    for shipment in shipments:
        gone = shipment.gone if gone is None else gone
        if shipment.serial_count:
            if shipment.has_serial:
                yield shipment
        elif shipment.quantity > gone:
            gone = 0
            yield shipment
        else:
            gone -= shipment.quantity
