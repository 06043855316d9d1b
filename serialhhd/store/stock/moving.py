"""Moving stock from one place to another: no document, one warehouse and one account (R18, R20, R22)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, func, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import places
from serialhhd.store.catalogue.places import Location
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures
from serialhhd.store.serials.captures import Capturing, Objection, Source, Takes
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import movement, stock_lines
from serialhhd.store.stock.movement import Captures, Movement
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.vocabulary import LocationKind, SerialState, TrackingType, TransactionKind
from serialhhd.value_class import value_class


class SerialsMoved(StrEnum):
    """How the serials of what leaves a stock line take part."""

    NONE = "none"
    """Units move by quantity."""
    ALL = "all"
    """Full Tracking: each unit moves with its serial."""
    KNOWN = "known"
    """Track During Pick, and some units have a known serial: they move by it, the others by quantity (R20)."""


@value_class
class Moved:
    """The two stock lines of a move, as they are now, and the containers that units were taken out of (R21)."""

    left: StockLine
    arrived: StockLine
    unpacked: tuple[str, ...] = ()


_line = t.stock_line.c
_here = t.location.alias()
_SAME_PRODUCT = (
    select(t.location.c.id)
    .join_from(t.stock_line, t.location)
    .join(_here, _here.c.warehouse_id == t.location.c.warehouse_id)
    .where(
        _line.product_id == bindparam("product_id"),
        stock_lines.OF_ACCOUNT,
        _here.c.id == bindparam("location_id"),
        t.location.c.id != _here.c.id,
        _line.quantity > 0,
        t.location.c.kind == LocationKind.STORAGE,
    )
    .group_by(t.location.c.id, t.location.c.code_key)
    .order_by(func.sum(_line.quantity).desc(), t.location.c.code_key)
    .limit(1)
)


# --- what may move ------------------------------------------------------------------------------------------------


def how_serials_move(conn: Connection, line: StockLine, flow: str, *, has_serial_step: bool) -> SerialsMoved:
    """Return how the serials of a stock line take part where units leave it: its tracking type decides, and what is known (R20).

    Raises:
        Refused: `no_serial_step`, naming flow and product (R17): Full Tracking stock never moves without its serials.
    """
    if line.tracking_type is TrackingType.FULL_TRACKING:
        if not has_serial_step:
            raise refusals.no_serial_step(flow=flow, sku=line.product)
        return SerialsMoved.ALL
    return SerialsMoved.KNOWN if has_serial_step and known_serials(conn, line) else SerialsMoved.NONE


def known_serials(conn: Connection, line: StockLine) -> int:
    """Return how many units of a stock line have a known serial."""
    if line.tracking_type is not TrackingType.TRACK_DURING_PICK:
        return line.serial_count
    known, _ = stock_lines.known_serials(conn, line.id, None)
    return known


def check_units(conn: Connection, line: StockLine, units: int, *, captured: int) -> None:
    """Check that so many units may leave a stock line, of which so many serials are captured (R20).

    Raises:
        Refused: `not_enough_stock`, also where others have taken all that was there; `quantity_not_positive`, `units_have_serials`.
    """
    if units <= 0 < line.quantity:
        raise refusals.quantity_not_positive(sku=line.product, quantity=units)
    if units > line.quantity or not line.quantity:
        raise refusals.not_enough_stock(location=line.location, available=line.quantity, wanted=max(1, units))
    if line.tracking_type is not TrackingType.TRACK_DURING_PICK:
        return
    known = known_serials(conn, line)
    without = line.quantity - known
    if units - captured > without:
        raise refusals.units_have_serials(
            sku=line.product, location=line.location, known=known, without=without
        )


def check_places(left: Location, to: Location) -> None:
    """Check that units may move from a place to another one (R19, R22).

    Raises:
        Refused: `same_place`, `wrong_location_kind`, `other_warehouse`.
    """
    for place in (left, to):
        if place.is_transit:
            raise refusals.wrong_location_kind(
                location=place.code, kind=place.kind, wanted=LocationKind.STORAGE
            )
    if to.id == left.id:
        raise refusals.same_place(location=to.code)
    if to.warehouse != left.warehouse:
        raise refusals.other_warehouse(location=to.code, warehouse=to.warehouse, wanted=left.warehouse)


def with_same_product(conn: Connection, line: StockLine) -> Location | None:
    """Return the storage place of the warehouse, other than its own, where most of a stock line's product lies of its account; None: nowhere."""
    of = {"product_id": line.product_id, "account_id": line.account_id, "location_id": line.location_id}
    found = conn.scalar(_SAME_PRODUCT, of)
    return None if found is None else places.by_id(conn, found)


# --- moving -------------------------------------------------------------------------------------------------------


def capture(
    conn: Connection,
    line: StockLine,
    capturing: Capturing,
    entries: Sequence[SerialEntry],
    *,
    objection: Objection | None = None,
) -> Run:
    """Capture the serials of one scan that are in stock on a stock line, on hold or not (R15, R42).

    Args:
        conn: The writing connection.
        line: The stock line.
        capturing: Who captures, and how many at most.
        entries: What was scanned.
        objection: What else may speak against one that is there; None: nothing.

    Returns:
        The run with them counted; `runs.save` keeps the count.

    Raises:
        Refused: `too_many_serials`; the serial's whereabouts (R6); `serials_refused` for several.
    """
    takes = Takes(source=Source(SerialState.IN_STOCK, stock_line=line), objection=objection)
    return captures.take_all(conn, capturing, entries, takes)


def capture_all(conn: Connection, line: StockLine, capturing: Capturing) -> Run:
    """Capture every serial that is in stock on a stock line, on hold or not, in one go (R22, R42).

    Raises:
        Refused: The whereabouts of the first one that cannot be had (R15).
    """
    return captures.take_line(conn, capturing, line)


def check_serials(line: StockLine, run: Run, units: int) -> None:
    """Check that units of a stock line can move with the serials that the run has captured (R20).

    Raises:
        Refused: `quantity_is_serial_count`.
    """
    if units < run.captured or (units > run.captured and line.tracking_type is TrackingType.FULL_TRACKING):
        raise refusals.quantity_is_serial_count(given=units, captured=run.captured)


def post(conn: Connection, line: StockLine, run: Run, *, units: int, to: Location, at: datetime) -> Moved:
    """Move units of a stock line, and the serials that the run has captured, to another place.

    Under Full Tracking each unit moves with its serial; under Track During Pick at least those whose serial is known and
    captured, and as many others as have none (R20).

    Raises:
        Refused: `quantity_not_positive`; `quantity_is_serial_count`; `not_enough_stock`; `known_serials_stay`;
            `same_place`; `other_warehouse` (R22).
    """
    if units <= 0:
        raise refusals.quantity_not_positive(sku=line.product, quantity=units)
    check_serials(line, run, units)
    check_places(places.by_id(conn, line.location_id), to)
    done = movement.post(
        conn,
        Movement(
            TransactionKind.TRANSFER,
            units,
            run.operator,
            at,
            leaves=line.id,
            arrives=replace(line.identity, location_id=to.id),
            serials=Captures(run.id, run.captured) if run.captured else None,
            become=SerialState.IN_STOCK,
            flow_version_id=run.flow_version_id,
        ),
    )
    left, arrived = (stock_lines.lock(conn, one.id) for one in done.lines)
    return Moved(left, arrived, done.unpacked)
