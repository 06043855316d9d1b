"""Taking stock for a line of a document, to arrive elsewhere: by serial, never more than is wanted, fewer only with a reason (R20, R24, R32)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.documents import document, line_work
from serialhhd.store.documents.lines import L, Line, Lines, Standing
from serialhhd.store.serials import captures
from serialhhd.store.serials.captures import Capturing, Source, Takes
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import approvals, movement, moving
from serialhhd.store.stock.approvals import NONE_NEEDED, Approval
from serialhhd.store.stock.movement import Captures, Goods, Movement
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import Identity, StockLine
from serialhhd.store.words import codes
from serialhhd.store.words.document_moves import Stage
from serialhhd.store.words.vocabulary import Approvable, SerialState, TransactionKind
from serialhhd.value_class import value_class


@value_class
class Taking:
    """What the operator confirms.

    Attributes:
        quantity: Units.
        short_reason: Why it is fewer, if the line ends with them.
        approval: What of it needs a supervisor, and who has said yes (R67).
        day: The day on which no unit may be over; None where expired units go.
    """

    quantity: int
    short_reason: str | None = None
    approval: Approval = NONE_NEEDED
    day: date | None = None


def capture(
    conn: Connection,
    lines: Lines[L],
    stage: Stage,
    standing: Standing[Line],
    line: StockLine,
    capturing: Capturing,
    entries: Sequence[SerialEntry],
) -> Run:
    """Capture the serials of one scan for a line that the run has in work: those in stock on the stock line (R20), none on hold (R42).

    Args:
        conn: The writing connection.
        lines: What reads such lines.
        stage: The part of the line's way that this is.
        standing: The document and the line.
        line: The stock line.
        capturing: Who captures, and how many at most.
        entries: What was scanned.

    Returns:
        The run with them counted; `runs.save` keeps the count.

    Raises:
        Refused: `task_changed` where the line or its document is no longer open for this run; `too_many_serials`;
            the serial's whereabouts (R6); `serials_refused` for several.
    """
    if line_work.line_in_work(lines.locked(conn, standing), stage, capturing.run) is None:
        raise refusals.task_changed(sku=capturing.product.sku)
    takes = Takes(source=Source(SerialState.IN_STOCK, stock_line=line), leaves=True)
    return captures.take_all(conn, capturing, entries, takes)


def post(
    conn: Connection,
    stage: Stage,
    of: Line,
    line: StockLine | None,
    run: Run,
    taking: Taking,
    *,
    arrives: Callable[[StockLine], Identity],
    become: SerialState,
    at: datetime,
) -> tuple[str, ...]:
    """Post what is taken for a line that the run has in work: stock, serials and ledger; what ends with it is the caller's.

    The line stays open and in work where it wants more than this stock line had; a short reason ends it.

    Args:
        conn: The writing connection.
        stage: The part of the line's way that this is.
        of: The line.
        line: The stock line; None where nothing is taken.
        run: The run.
        taking: What is confirmed.
        arrives: Returns the stock line at which the units arrive.
        become: What their serials become.
        at: When.

    Returns:
        The codes of the containers that units were taken out of (R21).

    Raises:
        Refused: `quantity_is_serial_count`, `over_pick`, `not_enough_stock`, `known_serials_stay`, `task_changed`, `quantity_negative`; as from
            `movement.post`.
        Unapproved: `short_unapproved` (R67).
    """
    _check_quantity(of, line, run, taking)
    codes.words(taking.short_reason or "", "reason")
    is_short = taking.quantity < of.open_quantity
    reason = taking.short_reason if is_short else None
    approved_by = _approver(conn, of, run, taking) if reason else None
    ends = bool(taking.short_reason) or not is_short
    if not line_work.confirm(
        conn, stage, of.id, run, taking.quantity, ends_short=ends, reason=reason, stays_in_work=True
    ):
        raise refusals.task_changed(sku=of.product)
    left = line if taking.quantity else None
    if not (left or approved_by):
        return ()
    moved = replace(_said_of(of, run, taking, at), approved_by=approved_by)
    if left:
        serials = Captures(run.id, run.captured) if run.captured else None
        moved = replace(moved, leaves=left.id, arrives=arrives(left), serials=serials, become=become)
    else:  # what a supervisor approved is in the ledger though nothing was taken
        account_id = document.by_id(conn, of.document_id).account_id
        goods = Goods(of.product_id, account_id)
        moved = replace(moved, kind=TransactionKind.ADJUSTMENT, goods=goods)
    return movement.post(conn, moved).unpacked


def _said_of(of: Line, run: Run, taking: Taking, at: datetime) -> Movement:
    """Return what the ledger says of a taking, wherever it comes from and goes."""
    return Movement(
        TransactionKind.TRANSFER,
        taking.quantity,
        run.operator,
        at,
        document_line_id=of.id,
        note=f"short: {taking.short_reason}" if taking.short_reason else None,
        day=taking.day,
        flow_version_id=run.flow_version_id,
    )


def _check_quantity(of: Line, line: StockLine | None, run: Run, taking: Taking) -> None:
    line_work.check_units(taking.quantity, of.open_quantity)
    if line is None or not taking.quantity:
        if taking.quantity != run.captured:
            raise refusals.quantity_is_serial_count(given=taking.quantity, captured=run.captured)
        return
    moving.check_serials(line, run, taking.quantity)


def _approver(conn: Connection, of: Line, run: Run, taking: Taking) -> str | None:
    """Return who approves that the line ends short (R67)."""
    quantity = of.done + taking.quantity
    unapproved = refusals.short_unapproved(sku=of.product, quantity=quantity, expected=of.quantity)
    return approvals.approver(conn, taking.approval, Approvable.SHORT, unapproved, by=run.operator)
