"""Goods out: taking a task in work, finding its stock, capturing serials, posting the pick (R3, R12, R13, R17)."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.batches import batches, ending
from serialhhd.store.containers import totes
from serialhhd.store.containers.containers import Container
from serialhhd.store.documents import closing, document, line_work
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Standing
from serialhhd.store.outbound import pick_lists, supplier_returns
from serialhhd.store.outbound.pick_lists import PICK_LISTS, Task
from serialhhd.store.outbound.supplier_returns import SetAside
from serialhhd.store.serials import captures
from serialhhd.store.serials.captures import Source, Takes
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import approvals, movement, runs, stock_lines
from serialhhd.store.stock.approvals import NONE_NEEDED, Approval
from serialhhd.store.stock.movement import Captures, Goods, Movement
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words import codes
from serialhhd.store.words.document_moves import PICKING
from serialhhd.store.words.vocabulary import Approvable, SerialState, TrackingType, TransactionKind
from serialhhd.value_class import value_class

SHORT: Final = "short: "
WITHOUT_SERIALS: Final = "without serials: flow "
AND: Final = "; "
"""How the notes of a pick begin in the ledger, and what stands between them."""


class SerialsOut(StrEnum):
    """How a pick gets its serials."""

    NONE = "none"
    """The stock line is under No Tracking (R13)."""
    FROM_STOCK = "from_stock"
    """Full Tracking: each must be in stock on the stock line (R12)."""
    CREATE = "create"
    """Track During Pick: the pick creates them (R12)."""
    SKIP = "skip"
    """The flow has no serial step and lets the pick through without (R17)."""


@value_class
class Pick:
    """What the operator confirms.

    Attributes:
        quantity: Units.
        how: How their serials came.
        short_reason: Why it is short, if the task ends with it.
        day: The day on which no unit may be over; None where expired units go.
        approval: What of it needs a supervisor, and who has said yes (R67).
        tote: The tote that it goes into (R30); None where it goes into none.
    """

    quantity: int
    how: SerialsOut
    short_reason: str | None = None
    day: date | None = None
    approval: Approval = NONE_NEEDED
    tote: Container | None = None


@value_class
class PickRules:
    """By which rules of flows something is picked at a desk.

    Attributes:
        needs_supervisor: What only a supervisor does, of `Approvable`.
        verifies_origin: Whether a supplier return takes only what this supplier sent (R37).
        refuses_expired: Whether no unit leaves that is over.
        needs_tote: Whether what is picked goes into a tote (R30).
    """

    needs_supervisor: Collection[str] = ()
    verifies_origin: bool = True
    refuses_expired: bool = True
    needs_tote: bool = False


@value_class
class Picked:
    """What a pick led to.

    Attributes:
        task: The task now.
        is_complete: Whether the pick list is complete.
        set_aside: What goes to a supplier though it is set aside.
        is_end_of_batch: Whether the batch that it was in is done with it (R33).
        unpacked: The containers that units were taken out of, for no tote (R21).
    """

    task: Task
    is_complete: bool
    set_aside: SetAside = supplier_returns.NOTHING
    is_end_of_batch: bool = False
    unpacked: tuple[str, ...] = ()


def claim_next(conn: Connection, pick_list: Document, run: Run) -> Task | None:
    """Take the next open task of a list that is picked alone in work for the run, skipping those in work by others; None if none is left.

    Raises:
        Refused: `tasks_in_work`, naming who has them, where open tasks are left but none is free; `list_in_batch` of one in an open batch (R31).
    """
    if ending.lock_of_list(conn, pick_list.id) is not None:
        raise batches.in_another(conn, pick_list)
    return line_work.claim_next(conn, PICK_LISTS, pick_list, run)


def how_serials_go(
    line: StockLine, flow: str, *, has_serial_step: bool, skips_without_step: bool
) -> SerialsOut:
    """Return how a pick from a stock line gets its serials in a flow: the stock line decides (R3).

    Raises:
        Refused: `no_serial_step`, naming flow and product (R17). Full Tracking is refused even where the flow skips:
            nobody could say which serials left, and the line's quantity would no longer equal its serials (R16).
    """
    if not line.tracking_type.needs_serials_out:
        return SerialsOut.NONE
    is_full = line.tracking_type is TrackingType.FULL_TRACKING
    if has_serial_step:
        return SerialsOut.FROM_STOCK if is_full else SerialsOut.CREATE
    if is_full and skips_without_step:
        raise refusals.serials_cannot_be_skipped(flow=flow, sku=line.product, location=line.location)
    if skips_without_step:
        return SerialsOut.SKIP
    raise refusals.no_serial_step(flow=flow, sku=line.product)


def capture(
    conn: Connection,
    standing: Standing[Task],
    line: StockLine,
    capturing: captures.Capturing,
    entries: Sequence[SerialEntry],
    how: SerialsOut,
    *,
    verifies_origin: bool = True,
) -> Run:
    """Capture the serials of one scan for a task that the run has in work (R12, R15).

    For a supplier return they may be on hold and over, and those that are in stock must have been sent by the supplier, unless their
    origin is not verified (R37).

    Returns:
        The run with them counted; `runs.save` keeps the count.

    Raises:
        Refused: `task_changed` where the task or its list is no longer open for this run; `too_many_serials`;
            the serial's whereabouts (R6); `serial_other_supplier`; `serials_refused` for several.
    """
    if line_work.line_in_work(PICK_LISTS.lines.locked(conn, standing), PICKING, capturing.run) is None:
        raise refusals.task_changed(sku=capturing.product.sku)
    new = _units_without_serial(conn, line, capturing.run) if how is SerialsOut.CREATE else None
    of, source = standing.document, Source(SerialState.IN_STOCK, stock_line=line)
    if not of.to_supplier:
        return captures.take_all(conn, capturing, entries, Takes(new, source, leaves=True))
    objection = supplier_returns.not_sent_by(of.partner or "") if verifies_origin else None
    takes = Takes(new, source, objection=objection)
    return captures.take_all(conn, replace(capturing, day=None), entries, takes)


def _units_without_serial(conn: Connection, line: StockLine, run: Run) -> int:
    """Return for how many units of a stock line the run may still make a serial: those whose serial is not known."""
    known, captured = stock_lines.known_serials(conn, line.id, run.id)
    return line.quantity - known - (run.captured - captured)


def post(
    conn: Connection,
    task: Task,
    line: StockLine | None,
    run: Run,
    pick: Pick,
    *,
    stays_in_work: bool = True,
    at: datetime,
) -> Picked:
    """Post a pick: stock, serials, ledger and documents in one go.

    The task stays open where it needs more than this stock line had, and in work unless others may have it; a short reason ends it.

    Raises:
        Refused: `quantity_is_serial_count`, `over_pick`, `not_enough_stock`, `task_changed`, `quantity_negative`; `tote_of_other_list`, `tote_not_empty`, `tote_in_tote` (R30);
            `list_in_batch` where the run picks a list alone that is in an open batch (R31).
        Unapproved: `short_unapproved` (R67).
    """
    _check_quantity(task, run, pick)
    batch_id = ending.lock_of_list(conn, task.document_id)
    if batch_id is not None and runs.document_of(conn, run.id) == task.document_id:
        raise batches.in_another(conn, document.by_id(conn, task.document_id))
    codes.words(pick.short_reason or "", "reason")
    reason = pick.short_reason if pick.quantity < task.open_quantity else None
    approved_by = _approver(conn, task, run, pick) if reason else None
    if not line_work.confirm(
        conn,
        PICKING,
        task.id,
        run,
        pick.quantity,
        ends_short=bool(pick.short_reason),
        reason=reason,
        stays_in_work=True,
    ):
        raise refusals.task_changed(sku=task.product)
    of = document.by_id(conn, task.document_id)
    aside = supplier_returns.NOTHING
    if of.to_supplier and pick.quantity:
        aside = supplier_returns.set_aside(conn, run.id, task.product_id, task.product, pick.day)
    unpacked: tuple[str, ...] = ()
    if (pick.quantity and line is not None) or approved_by:
        unpacked = _post_stock(conn, task, of, line, run, pick, at, approved_by)
    now = pick_lists.task(conn, task.id)
    if not (now.is_open and stays_in_work):
        line_work.release(conn, task.id)
    is_complete = closing.close_if_complete(conn, PICKING, task.document_id, at)
    ended = batch_id is not None and ending.end_if_over(conn, batch_id, at, task.product_id)
    return Picked(now, is_complete or ended, aside, is_end_of_batch=ended, unpacked=unpacked)


def _check_quantity(task: Task, run: Run, pick: Pick) -> None:
    line_work.check_units(pick.quantity, task.open_quantity)
    needs_serials = pick.how in (SerialsOut.FROM_STOCK, SerialsOut.CREATE)
    if needs_serials and pick.quantity != run.captured:
        raise refusals.quantity_is_serial_count(given=pick.quantity, captured=run.captured)


def _approver(conn: Connection, task: Task, run: Run, pick: Pick) -> str | None:
    """Return who approves that the task ends short (R67)."""
    unapproved = refusals.short_unapproved(
        sku=task.product, quantity=task.done + pick.quantity, expected=task.quantity
    )
    return approvals.approver(conn, pick.approval, Approvable.SHORT, unapproved, by=run.operator)


def _post_stock(
    conn: Connection,
    task: Task,
    of: Document,
    line: StockLine | None,
    run: Run,
    pick: Pick,
    at: datetime,
    approved_by: str | None,
) -> tuple[str, ...]:
    """Write the ledger, and return what units were taken out of; what a supervisor approved is in it though nothing was picked."""
    left = line if pick.quantity else None
    tote = pick.tote if left else None
    if tote is not None:
        totes.claim(conn, tote, task.document_id)
    notes = [f"{SHORT}{pick.short_reason}"] if pick.short_reason else []
    if pick.how is SerialsOut.SKIP:
        notes.append(f"{WITHOUT_SERIALS}{run.flow} has no serial step")
    done = movement.post(
        conn,
        Movement(
            TransactionKind.PICK,
            pick.quantity,
            run.operator,
            at,
            leaves=left.id if left else None,
            goods=None if left else Goods(task.product_id, of.account_id),
            serials=Captures(run.id, run.captured) if run.captured else None,
            become=SerialState.PICKED,
            document_line_id=task.id,
            note=AND.join(notes) or None,
            day=pick.day,
            to_supplier=of.to_supplier,
            flow_version_id=run.flow_version_id,
            approved_by=approved_by,
            tote_id=tote.id if tote else None,
        ),
    )
    return done.unpacked


def short_reason_of(note: str) -> str:
    """Return why a pick was short, by the note of its transaction; empty where it was not."""
    if not note.startswith(SHORT):
        return ""
    return note.removeprefix(SHORT).partition(f"{AND}{WITHOUT_SERIALS}")[0]
