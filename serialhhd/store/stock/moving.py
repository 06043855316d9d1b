"""Moving stock from one place to another: no document, one warehouse and one account (R18, R20, R22)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue.places import Location
from serialhhd.store.serials import captures
from serialhhd.store.serials.captures import Capturing, Source, Takes
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import movement, stock_lines
from serialhhd.store.stock.movement import Captures, Movement
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.vocabulary import SerialState, TrackingType, TransactionKind


@dataclass(frozen=True, slots=True)
class Moved:
    """The two stock lines of a move, as they are now."""

    left: StockLine
    arrived: StockLine


def capture(conn: Connection, line: StockLine, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    """Capture the serials of one scan that are in stock on a stock line, on hold or not (R15, R42).

    Returns:
        The run with them counted; `runs.save` keeps the count.

    Raises:
        Refused: `too_many_serials`; the serial's whereabouts (R6); `serials_refused` for several.
    """
    takes = Takes(source=Source(SerialState.IN_STOCK, stock_line=line))
    return captures.take_all(conn, capturing, entries, takes)


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
    if units < run.captured or (units > run.captured and line.tracking_type is TrackingType.FULL_TRACKING):
        raise refusals.quantity_is_serial_count(given=units, captured=run.captured)
    if to.warehouse != line.warehouse:
        raise refusals.other_warehouse(location=to.code, warehouse=to.warehouse, wanted=line.warehouse)
    lines = movement.post(
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
    return Moved(*(stock_lines.lock(conn, one.id) for one in lines))
