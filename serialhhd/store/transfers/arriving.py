"""Receiving a transfer: what is in transit on it, and nothing else, in as many receipts as it takes (R25)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, case, func, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.places import Location
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents import closing, document, line_work
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line, Standing
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures
from serialhhd.store.serials.captures import Capturing, Source, Takes
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import movement, moving, stock_lines
from serialhhd.store.stock.movement import Captures, Movement
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import Identity, StockLine
from serialhhd.store.transfers import transfers
from serialhhd.store.transfers.transfers import ARRIVALS, ArrivingLine, TransferLine
from serialhhd.store.words.document_moves import ARRIVING
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LocationKind, SerialState, TrackingType, TransactionKind
from serialhhd.value_class import value_class

NAMED_AT_MOST: Final = 20
"""So many serials that are still in transit are named; a sentence with hundreds of them helps nobody."""


@value_class
class Load:
    """What of a line of a transfer is on the road at one stock line: units, and how many of them have a serial."""

    line: StockLine
    units: int
    serials: int


@value_class
class Arrived:
    """What a receipt led to: the line now, whether the transfer is received, and what of the line is still in transit.

    `unpacked` are the containers that units were taken out of, since something else in them is not there (R21).
    """

    line: TransferLine
    is_complete: bool
    in_transit: tuple[str, ...]
    in_transit_units: int
    unpacked: tuple[str, ...]


_line, _tx, _s = t.stock_line.c, t.stock_transaction.c, t.serial.c
_left = (
    select(_tx.stock_line_id, func.sum(_tx.quantity).label("units"))
    .where(_tx.document_line_id == bindparam("document_line_id"), _tx.stock_line_id.is_not(None))
    .group_by(_tx.stock_line_id)
    .having(func.sum(_tx.quantity) > 0)
    .subquery()
)
_known = (
    select(func.count())
    .where(
        _s.stock_line_id == _left.c.stock_line_id,
        _s.state == SerialState.IN_TRANSIT,
        bindparam("document_line_id") == captures.MOVED_UNDER,
    )
    .scalar_subquery()
)
_serials = case((_line.tracking_type == TrackingType.FULL_TRACKING, _left.c.units), else_=_known)
"""Under Full Tracking each unit has its serial (R17): counted, they made every scan as slow as the load is large."""
_LOADS = Prepared(
    stock_lines.STOCK_LINES.add_columns(_left.c.units, _serials)
    .join(_left, _left.c.stock_line_id == _line.id)
    .where(t.location.c.kind == "transit")
    .order_by(_line.id)
)
_WHERE_SERIAL_IS = Prepared(
    select(captures.MOVED_UNDER, _s.stock_line_id).where(
        _s.product_id == bindparam("product_id"),
        _s.serial_key == bindparam("key"),
        _s.state == SerialState.IN_TRANSIT,
    )
)


def loads(conn: Connection, document_line_id: int) -> tuple[Load, ...]:
    """Return what of a line of a transfer is on the road: one load for each tracking type that it was shipped under."""
    rows = _LOADS.rows(conn, {"document_line_id": document_line_id})
    return tuple(Load(StockLine(*row[:-2]), int(row[-2]), int(row[-1])) for row in rows)


def load_at(conn: Connection, document_line_id: int, stock_line_id: int) -> Load | None:
    """Return what of a line of a transfer is on the road at a stock line; None where nothing is."""
    return next((one for one in loads(conn, document_line_id) if one.line.id == stock_line_id), None)


def load_of(
    conn: Connection, transfer: Document, product: Product, serial: SerialEntry
) -> tuple[ArrivingLine, Load] | None:
    """Return the line of a transfer on which a serial of a product is on the road, and the load of it that it is in; None where it is not on this one."""
    named = {"product_id": product.id, "key": serial.key}
    lines = {line.id: line for line in ARRIVALS.lines.of(conn, transfer)}
    for line_id, stock_line_id in _WHERE_SERIAL_IS.rows(conn, named):
        line = lines.get(line_id)
        load = load_at(conn, line.id, stock_line_id) if line else None
        if line and load:
            return line, load
    return None


def lines_on_the_road(conn: Connection, transfer: Document, product: Product) -> tuple[ArrivingLine, ...]:
    """Return the lines of a transfer on which a product is on the road, in order.

    Raises:
        Refused: `not_on_document`; `not_in_transit` where nothing of it is on the road.
    """
    of_product = [line for line in ARRIVALS.lines.of(conn, transfer) if line.product_id == product.id]
    if not of_product:
        raise refusals.not_on_document(sku=product.sku, document=transfer.ref)
    found = tuple(line for line in of_product if line.is_open)
    if not found:
        raise refusals.not_in_transit(sku=product.sku, document=transfer.ref, given=1, most=0)
    return found


def on_the_road(
    conn: Connection, transfer: Document, product: Product
) -> tuple[tuple[ArrivingLine, Load], ...]:
    """Return all loads of a product that are on the road on a transfer, each with its line, in order.

    Raises:
        Refused: As from `lines_on_the_road`.
    """
    return tuple(
        (line, load) for line in lines_on_the_road(conn, transfer, product) for load in loads(conn, line.id)
    )


def capture(
    conn: Connection,
    standing: Standing[Line],
    load: Load,
    capturing: Capturing,
    entries: Sequence[SerialEntry],
) -> Run:
    """Capture the serials of one scan that are in transit on a line of a transfer (R25).

    Returns:
        The run with them counted; `runs.save` keeps the count.

    Raises:
        Refused: `line_changed` where the line is no longer to be received; `too_many_serials`; `serial_not_on_transfer`;
            the serial's whereabouts (R6); `serials_refused` for several.
    """
    line = line_work.line_in_work(ARRIVALS.lines.locked(conn, standing), ARRIVING, capturing.run)
    if line is None:
        raise refusals.line_changed(sku=capturing.product.sku)
    source = Source(SerialState.IN_TRANSIT, stock_line=load.line, moved_under=line.id)
    takes = Takes(source=source, unknown=refusals.serial_not_on_transfer)
    return captures.take_all(conn, capturing, entries, takes)


def post(
    conn: Connection,
    of: Line,
    load: Load,
    run: Run,
    *,
    units: int,
    accepts: bool = False,
    to: Location,
    at: datetime,
) -> Arrived:
    """Post the receipt of units of a line that are on the road: stock, serials, ledger and documents in one go.

    Args:
        conn: The writing connection.
        of: The line.
        load: What of it is on the road, and where.
        run: The run, with the serials that it has captured.
        units: How many arrive; more than 0.
        accepts: Whether all serials that are in transit are accepted as they are; otherwise those arrive that were captured.
        to: Where they are put: in the warehouse that receives, or where goods come back in the one that sends.
        at: When, UTC.

    Raises:
        Refused: `quantity_not_positive`, `quantity_is_serial_count`, `not_in_transit`, `known_serials_stay`, `line_changed`,
            `wrong_location_kind`, `other_warehouse`.
    """
    check_units(conn, of, load, units, accepts=accepts)
    if not accepts:
        moving.check_serials(load.line, run, units)
    check_place(conn, of, to)
    if not line_work.count(conn, ARRIVING, of.id, units):
        raise _why_not(conn, of, units)
    now = check_units(conn, of, load_at(conn, of.id, load.line.id), units, accepts=accepts)
    if not accepts and now.serials - run.captured > now.units - units:
        without = now.units - now.serials
        raise refusals.known_serials_stay(
            sku=of.product, location=now.line.location, known=now.serials, without=without
        )
    line = now.line
    if accepts and now.serials:  # with the containers in which they came
        all_of_it = Capturing(run, products.by_id(conn, of.product_id), now.serials, at)
        run = captures.take_line(conn, all_of_it, line, shipped_on=of.id)
    done = movement.post(
        conn,
        Movement(
            TransactionKind.TRANSFER,
            units,
            run.operator,
            at,
            leaves=line.id,
            arrives=Identity(line.product_id, to.id, line.account_id, line.tracking_type),
            serials=Captures(run.id, run.captured) if run.captured else None,
            become=SerialState.IN_STOCK,
            document_line_id=of.id,
            flow_version_id=run.flow_version_id,
        ),
    )
    return _arrived(conn, of, done.unpacked, at)


def check_units(conn: Connection, of: Line, load: Load | None, units: int, *, accepts: bool) -> Load:
    """Check that so many units of a line may arrive, and return what is on the road (R25).

    Args:
        conn: The connection.
        of: The line.
        load: What of it is on the road at a stock line; None where nothing is.
        units: How many arrive.
        accepts: Whether all serials that are in transit are accepted as they are: then all arrive.

    Raises:
        Refused: `quantity_not_positive`, `not_in_transit`, `quantity_is_serial_count`.
    """
    if units <= 0:
        raise refusals.quantity_not_positive(sku=of.product, quantity=units)
    if load is None or units > load.units:
        ref, most = document.by_id(conn, of.document_id).ref, load.units if load else 0
        raise refusals.not_in_transit(sku=of.product, document=ref, given=units, most=most)
    if accepts and load.serials and units != load.units:
        raise refusals.quantity_is_serial_count(given=units, captured=load.units)
    return load


def check_place(conn: Connection, of: Line, to: Location) -> None:
    """Check that what is on the road may be put at a place: of the side that receives, or where it came from (R25).

    Raises:
        Refused: `wrong_location_kind`, `other_warehouse`.
    """
    route = transfers.route_of(conn, of.document_id)
    if to.is_transit:
        raise refusals.wrong_location_kind(location=to.code, kind=to.kind, wanted=LocationKind.STORAGE)
    if to.warehouse not in {route.to_warehouse, route.from_warehouse}:
        wanted = route.to_warehouse or ""
        raise refusals.other_warehouse(location=to.code, warehouse=to.warehouse, wanted=wanted)


def _why_not(conn: Connection, of: Line, units: int) -> Refused:
    """Return why units of a line cannot be counted: fewer are on the road, or it is over."""
    now = transfers.line(conn, of.id)
    if not now.awaits(ARRIVING):
        return refusals.line_changed(sku=of.product)
    ref = document.by_id(conn, of.document_id).ref
    return refusals.not_in_transit(sku=of.product, document=ref, given=units, most=now.in_transit)


def _arrived(conn: Connection, of: Line, unpacked: tuple[str, ...], at: datetime) -> Arrived:
    is_complete = closing.close_if_complete(conn, ARRIVING, of.document_id, at)
    now = transfers.line(conn, of.id)
    left = transfers.in_transit(conn, of.document_id, of.id, NAMED_AT_MOST)
    return Arrived(now, is_complete, left, now.in_transit, unpacked)
