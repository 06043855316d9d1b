"""Shipping a transfer: a pick into transit; and giving goods to another account, which is the same where they lie (R24, R27)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue import places
from serialhhd.store.documents import closing, document, line_work
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line, Standing
from serialhhd.store.serials import captures
from serialhhd.store.serials.captures import Capturing, Source, Takes
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import approvals, movement, moving
from serialhhd.store.stock.approvals import NONE_NEEDED, Approval
from serialhhd.store.stock.movement import Captures, Goods, Movement
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import Identity, StockLine
from serialhhd.store.transfers import transfers
from serialhhd.store.transfers.transfers import TRANSFERS, Route, TransferLine
from serialhhd.store.words import codes
from serialhhd.store.words.document_moves import ARRIVING, SHIPPING
from serialhhd.store.words.vocabulary import Approvable, SerialState, TransactionKind


@dataclass(frozen=True, slots=True)
class Shipment:
    """What the operator confirms.

    Attributes:
        quantity: Units.
        short_reason: Why it is fewer, if the line ends with them.
        approval: What of it needs a supervisor, and who has said yes (R67).
    """

    quantity: int
    short_reason: str | None = None
    approval: Approval = NONE_NEEDED


@dataclass(frozen=True, slots=True)
class Shipped:
    """What a shipment led to: the line now, and whether the side that sends is through with the transfer."""

    line: TransferLine
    is_complete: bool


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
    if line_work.line_in_work(TRANSFERS.lines.locked(conn, standing), SHIPPING, capturing.run) is None:
        raise refusals.task_changed(sku=capturing.product.sku)
    takes = Takes(source=Source(SerialState.IN_STOCK, stock_line=line), leaves=True)
    return captures.take_all(conn, capturing, entries, takes)


def post(
    conn: Connection, of: Line, line: StockLine | None, run: Run, shipment: Shipment, *, at: datetime
) -> Shipped:
    """Post a shipment: stock, serials, ledger and documents in one go.

    The line stays open and in work where it needs more than this stock line had; a short reason ends it. What becomes another account's
    is there at once (R27).

    Raises:
        Refused: `quantity_is_serial_count`, `over_pick`, `not_enough_stock`, `known_serials_stay`, `task_changed`, `quantity_negative`;
            `product_on_hold`, `serials_on_hold` (R42); `wrong_location_kind`, `other_warehouse` (R24).
        Unapproved: `short_unapproved` (R67).
    """
    quantity = shipment.quantity
    _check_quantity(of, line, run, shipment)
    codes.words(shipment.short_reason or "", "reason")
    reason = shipment.short_reason if quantity < of.open_quantity else None
    approved_by = _approver(conn, of, run, shipment) if reason else None
    ends_short = bool(shipment.short_reason)
    if not line_work.confirm(
        conn, SHIPPING, of.id, run, quantity, ends_short=ends_short, reason=reason, stays_in_work=True
    ):
        raise refusals.task_changed(sku=of.product)
    route = transfers.route_of(conn, of.document_id)
    if route.is_of_account and quantity:
        line_work.count(conn, ARRIVING, of.id, quantity)
    if quantity or approved_by:
        note = f"short: {shipment.short_reason}" if shipment.short_reason else None
        _post_stock(conn, of, line if quantity else None, run, quantity, route, at, note, approved_by)
    return _ended(conn, of, at)


def _check_quantity(of: Line, line: StockLine | None, run: Run, shipment: Shipment) -> None:
    line_work.check_units(shipment.quantity, of.open_quantity)
    if line is None or not shipment.quantity:
        if shipment.quantity != run.captured:
            raise refusals.quantity_is_serial_count(given=shipment.quantity, captured=run.captured)
        return
    moving.check_serials(line, run, shipment.quantity)


def _approver(conn: Connection, of: Line, run: Run, shipment: Shipment) -> str | None:
    """Return who approves that the line ends short (R67)."""
    unapproved = refusals.short_unapproved(
        sku=of.product, quantity=of.done + shipment.quantity, expected=of.quantity
    )
    return approvals.approver(conn, shipment.approval, Approvable.SHORT, unapproved, by=run.operator)


def _post_stock(
    conn: Connection,
    of: Line,
    line: StockLine | None,
    run: Run,
    quantity: int,
    route: Route,
    at: datetime,
    note: str | None,
    approved_by: str | None,
) -> None:
    """Write the ledger; what a supervisor approved is in it though nothing was shipped."""
    movement.post(
        conn,
        Movement(
            TransactionKind.TRANSFER if line else TransactionKind.ADJUSTMENT,
            quantity,
            run.operator,
            at,
            leaves=line.id if line else None,
            arrives=_arrives(conn, line, route) if line else None,
            goods=None if line else Goods(of.product_id, document.by_id(conn, of.document_id).account_id),
            serials=Captures(run.id, run.captured) if run.captured else None,
            become=SerialState.IN_STOCK if route.is_of_account else SerialState.IN_TRANSIT,
            document_line_id=of.id,
            note=note,
            flow_version_id=run.flow_version_id,
            approved_by=approved_by,
        ),
    )


def _arrives(conn: Connection, line: StockLine, route: Route) -> Identity:
    """Return the stock line at which the goods arrive: on the road, or where they lie, as another account's.

    Raises:
        Refused: `wrong_location_kind`, `other_warehouse`.
    """
    if not line.is_in_storage:
        raise refusals.wrong_location_kind(location=line.location, kind=line.location_kind)
    if route.to_account_id is not None:
        return replace(line.identity, account_id=route.to_account_id)
    if line.warehouse != route.from_warehouse:
        wanted = route.from_warehouse or ""
        raise refusals.other_warehouse(location=line.location, warehouse=line.warehouse, wanted=wanted)
    assert route.to_warehouse_id is not None  # noqa: S101 - it is a warehouse or an account (the table's CHECK)
    return replace(line.identity, location_id=places.transit_of(conn, route.to_warehouse_id).id)


def _ended(conn: Connection, of: Line, at: datetime) -> Shipped:
    """End what is over now: the line, and the transfer on either side."""
    line_work.end_if_complete(conn, ARRIVING, of.id)
    now = transfers.line(conn, of.id)
    if not now.is_open:
        line_work.release(conn, of.id)
    is_complete = closing.close_if_complete(conn, SHIPPING, of.document_id, at)
    if is_complete:
        closing.close_if_complete(conn, ARRIVING, of.document_id, at)
    return Shipped(now, is_complete)
