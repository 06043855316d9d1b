"""The stock list, and the two ways a serial leaves or enters stock without a document: removal and return (R5)."""

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, or_, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import places
from serialhhd.store.catalogue.narrowing import Narrowing
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.returns import conditions
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import traces
from serialhhd.store.serials.traces import Trace
from serialhhd.store.stock import movement, stock_lines, waiting_serials
from serialhhd.store.stock.movement import Known, Movement
from serialhhd.store.stock.stock_lines import Identity, StockLine
from serialhhd.store.words import acting, codes
from serialhhd.store.words.vocabulary import LocationKind, SerialState, TrackingType, TransactionKind
from serialhhd.value_class import value_class

_line = t.stock_line.c
_ONE = Prepared(stock_lines.STOCK_LINES.where(_line.id == bindparam("id")))


@value_class
class SerialInStock:
    """A serial on a stock line."""

    id: int
    serial: str
    state: SerialState
    lot: str | None
    expiry: str | None


@value_class
class StockFilter(Narrowing):
    """Which stock lines are listed; what is None or empty narrows nothing. `search` begins a SKU or a location's code."""

    tracking_type: TrackingType | None = None
    location_kind: LocationKind | None = None
    search: str = ""


EVERYTHING = StockFilter()


def page(
    conn: Connection, wanted: StockFilter = EVERYTHING, *, limit: int | None = None, after: int | None = None
) -> tuple[StockLine, ...]:
    """Return a page of the stock list by key: the filled stock lines, by id, after the id `after`."""
    query = stock_lines.STOCK_LINES.where(_line.quantity > 0, *_conditions(wanted)).order_by(_line.id)
    if after is not None:
        query = query.where(_line.id > after)
    return tuple(StockLine(*row) for row in conn.execute(query.limit(limit)))


def _conditions(wanted: StockFilter) -> Iterator[ColumnElement[bool]]:
    for column, value in (
        (_line.product_id, wanted.product_id),
        (_line.location_id, wanted.location_id),
        (_line.account_id, wanted.account_id),
        (_line.tracking_type, wanted.tracking_type),
    ):
        if value is not None:
            yield column == value
    if wanted.location_kind is not None:
        yield _is_of_kind(wanted.location_kind)
    if wanted.search.strip(" "):
        sku, code = t.product.c.sku_key, t.location.c.code_key
        yield or_(
            _line.product_id.in_(select(t.product.c.id).where(codes.begins(wanted.search, sku))),
            _line.location_id.in_(select(t.location.c.id).where(codes.begins(wanted.search, code))),
        )


def _is_of_kind(kind: LocationKind) -> ColumnElement[bool]:
    """Return the condition that a stock line lies at a location of a kind: the few that are not storage are looked up by their locations."""
    place = t.location.c
    if kind is LocationKind.STORAGE:
        return place.kind == kind
    return _line.location_id.in_(select(place.id).where(place.kind == kind).correlate(None))


def show(conn: Connection, line_id: int) -> StockLine:
    """Return the stock line of that id.

    Raises:
        Refused: `unknown`.
    """
    row = _ONE.row(conn, {"id": line_id})
    if row is None:
        raise refusals.unknown(what="stock line", code=str(line_id))
    return StockLine(*row)


def serials_on(
    conn: Connection, line_id: int, *, limit: int | None = None, after: int | None = None
) -> tuple[SerialInStock, ...]:
    """Return the serials on a stock line, by key: after the serial id `after`, at most `limit`."""
    s = t.serial.c
    wanted = (
        select(s.id, s.serial, s.state, s.lot, s.expiry)
        .where(s.stock_line_id == line_id)
        .order_by(s.id)
        .limit(limit)
    )
    if after is not None:
        wanted = wanted.where(s.id > after)
    return tuple(SerialInStock(*row) for row in conn.execute(wanted))


def in_stock(conn: Connection, serial: str, sku: str | None) -> Trace:
    """Return a serial that is in stock.

    Raises:
        Refused: `serial_not_in_stock`, `unknown` serial, `serial_of_several_products`.
    """
    trace = traces.show(conn, serial, sku)
    if trace.state is not SerialState.IN_STOCK or trace.stock_line_id is None:
        raise refusals.serial_not_in_stock(serial=trace.serial, state=trace.state.label)
    return trace


def remove(conn: Connection, serial: str, *, sku: str | None, reason: str, by: str, at: datetime) -> Trace:
    """Adjust a serial out of stock: lost, scrapped, stolen (R5).

    Raises:
        Refused: `serial_not_in_stock`, `reason_missing`, `unknown` serial, `serial_of_several_products`, `serial_changed`; `serial_waits` of what
            an adjustment asks for (R29).
    """
    trace = in_stock(conn, serial, sku)
    known = Known((trace.id,), trace.state)
    movement.lock_seen(conn, known, trace.stock_line_id or 0)  # nobody asks for it from here on
    waiting_serials.check_serial(conn, trace.id)
    why = codes.words(reason, "reason")
    if not why:
        raise refusals.reason_missing()
    movement.post(
        conn,
        Movement(
            TransactionKind.ADJUSTMENT,
            1,
            acting.named(by),
            at,
            leaves=trace.stock_line_id,
            serials=known,
            become=SerialState.REMOVED,
            note=why,
        ),
    )
    return traces.show(conn, serial, sku)


def take_back(
    conn: Connection,
    serial: str,
    *,
    sku: str | None,
    location: str,
    reason: str,
    condition: str | None = None,
    restock: Collection[str] = (),
    by: str,
    at: datetime,
) -> Trace:
    """Return a dispatched, returned or removed serial to stock (R5).

    It comes back under the tracking type of the product, to the account it left from. Where a condition is given, it says where it may be
    put (R35); otherwise "not stated" is kept, and it goes to storage or quarantine.

    Raises:
        Refused: `serial_not_returnable`, `reason_missing`, `unknown` serial or location, `serial_of_several_products`,
            `serial_changed`, `wrong_location_kind`.
    """
    trace, to = traces.show(conn, serial, sku), places.location(conn, location)
    why = codes.words(reason, "reason")
    if not why:
        raise refusals.reason_missing()
    said = conditions.NOT_STATED if condition is None else conditions.cleaned(condition)
    conditions.check_takes_goods_back(to)
    if condition is not None:
        conditions.check_place(to, said, restock)
    if trace.state not in (SerialState.DISPATCHED, SerialState.RETURNED, SerialState.REMOVED):
        raise refusals.serial_not_returnable(serial=trace.serial, state=trace.state.label)
    movement.post(
        conn,
        Movement(
            TransactionKind.RETURN,
            1,
            acting.named(by),
            at,
            arrives=Identity(
                trace.product_id,
                to.id,
                places.account_id(conn, trace.account),
                trace.left_under,
            ),
            serials=Known((trace.id,), trace.state),
            become=SerialState.IN_STOCK,
            note=why,
            condition=said,
        ),
    )
    return traces.show(conn, serial, sku)
