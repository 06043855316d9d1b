"""Shipping a transfer: a pick into transit; and giving goods to another account, which is the same where they lie (R24, R27)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue import places
from serialhhd.store.documents import closing, line_work, taking
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line, Standing
from serialhhd.store.documents.taking import Taking
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import Identity, StockLine
from serialhhd.store.transfers import transfers
from serialhhd.store.transfers.transfers import TRANSFERS, Route, TransferLine
from serialhhd.store.words.document_moves import ARRIVING, SHIPPING
from serialhhd.store.words.vocabulary import LocationKind, SerialState
from serialhhd.value_class import value_class


@value_class
class Shipped:
    """What a shipment led to: the line now, whether the side that sends is through with the transfer, and the containers that units were taken out of (R21)."""

    line: TransferLine
    is_complete: bool
    unpacked: tuple[str, ...] = ()


def claim_next(conn: Connection, transfer: Document, run: Run) -> TransferLine | None:
    """Take the next open line of a transfer in work for the run, skipping those in work by others; None if none is left.

    Raises:
        Refused: `tasks_in_work`, naming who has them, where open lines are left but none is free.
    """
    return line_work.claim_next(conn, TRANSFERS, transfer, run)


def capture(
    conn: Connection,
    standing: Standing[Line],
    line: StockLine,
    capturing: Capturing,
    entries: Sequence[SerialEntry],
) -> Run:
    """Capture the serials of one scan for a line that the run has in work: those in stock on the stock line (R20).

    Returns:
        The run with them counted; `runs.save` keeps the count.

    Raises:
        Refused: `task_changed` where the line or its transfer is no longer open for this run; `too_many_serials`;
            the serial's whereabouts (R6); `serials_refused` for several.
    """
    return taking.capture(conn, TRANSFERS.lines, SHIPPING, standing, line, capturing, entries)


def post(
    conn: Connection, of: Line, line: StockLine | None, run: Run, shipment: Taking, *, at: datetime
) -> Shipped:
    """Post a shipment: stock, serials, ledger and documents in one go.

    The line stays open and in work where it needs more than this stock line had; a short reason ends it. What becomes another account's
    is there at once (R27).

    Raises:
        Refused: `quantity_is_serial_count`, `over_pick`, `not_enough_stock`, `known_serials_stay`, `task_changed`, `quantity_negative`;
            `product_on_hold`, `serials_on_hold` (R42); `wrong_location_kind`, `other_warehouse` (R24).
        Unapproved: `short_unapproved` (R67).
    """
    route = transfers.route_of(conn, of.document_id)
    unpacked = taking.post(
        conn,
        SHIPPING,
        of,
        line,
        run,
        shipment,
        arrives=lambda left: _arrives(conn, left, route),
        become=SerialState.IN_STOCK if route.is_of_account else SerialState.IN_TRANSIT,
        at=at,
    )
    if route.is_of_account and shipment.quantity:
        line_work.count(conn, ARRIVING, of.id, shipment.quantity)
    return _ended(conn, of, unpacked, at)


def _arrives(conn: Connection, line: StockLine, route: Route) -> Identity:
    """Return the stock line at which the goods arrive: on the road, or where they lie, as another account's.

    Raises:
        Refused: `wrong_location_kind`, `other_warehouse`.
    """
    if not line.is_in_storage:
        raise refusals.wrong_location_kind(
            location=line.location, kind=line.location_kind, wanted=LocationKind.STORAGE
        )
    if route.to_account_id is not None:
        return replace(line.identity, account_id=route.to_account_id)
    if line.warehouse != route.from_warehouse:
        wanted = route.from_warehouse or ""
        raise refusals.other_warehouse(location=line.location, warehouse=line.warehouse, wanted=wanted)
    assert route.to_warehouse_id is not None  # noqa: S101 - it is a warehouse or an account (the table's CHECK)
    return replace(line.identity, location_id=places.transit_of(conn, route.to_warehouse_id).id)


def _ended(conn: Connection, of: Line, unpacked: tuple[str, ...], at: datetime) -> Shipped:
    """End what is over now: the line, and the transfer on either side."""
    line_work.end_if_complete(conn, ARRIVING, of.id)
    now = transfers.line(conn, of.id)
    if not now.is_open:
        line_work.release(conn, of.id)
    is_complete = closing.close_if_complete(conn, SHIPPING, of.document_id, at)
    if is_complete:
        closing.close_if_complete(conn, ARRIVING, of.document_id, at)
    return Shipped(now, is_complete, unpacked)
