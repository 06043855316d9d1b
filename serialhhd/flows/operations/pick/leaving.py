"""Goods out: which serials a task takes off its stock line, how many units are to be taken, and capturing them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import SerialRule
from serialhhd.flows.operations.pick import sentences
from serialhhd.flows.operations.pick.options import PickOptions
from serialhhd.flows.operations.serial_step import has_serial_step, skips_serials
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import document, place, product, serials
from serialhhd.store import refusals
from serialhhd.store.outbound import picking
from serialhhd.store.outbound.pick_lists import Task
from serialhhd.store.outbound.picking import SerialsOut
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.refusal import Refused

RULES: Final[Mapping[SerialsOut, SerialRule]] = {
    SerialsOut.NONE: SerialRule(SerialsOut.NONE),
    SerialsOut.FROM_STOCK: SerialRule(SerialsOut.FROM_STOCK, is_scanned=True),
    SerialsOut.CREATE: SerialRule(SerialsOut.CREATE, is_scanned=True, creates=True, keeps_batch=True),
    SerialsOut.SKIP: SerialRule(SerialsOut.SKIP),
}


def task_in_work(work: Work) -> Task:
    """Return the task in work.

    Raises:
        Refused: `no_task_yet`.
    """
    task = document.chosen_line(work)
    if task is None:
        raise sentences.no_task_yet()
    return task


def rule(work: Work) -> SerialRule:
    """Return how the pick gets its serials: the stock line decides (R3), and those that leave are picked (R12, R17)."""
    line = place.stock_line(work)
    if line is None:
        task = document.chosen_line(work)
        return SerialRule(refused=messages.no_stock(sku=task.product) if task else sentences.no_task_yet())
    try:
        how = picking.how_serials_go(
            line,
            work.flow.name,
            has_serial_step=has_serial_step(work),
            skips_without_step=skips_serials(work),
        )
    except Refused as refused:
        return SerialRule(tracking_type=line.tracking_type, refused=refused)
    return replace(RULES[how], tracking_type=line.tracking_type)


def how(work: Work) -> SerialsOut:
    """Return the store's word for how the pick gets its serials."""
    return SerialsOut(serials.rule(work).how or SerialsOut.NONE)


def units(work: Work) -> int:
    """Return how many units to take from the stock line: what the task still wants, or all that there is (R12)."""
    line = place.stock_line(work)
    return min(task_in_work(work).open_quantity, line.quantity if line else 0)


def check(work: Work, quantity: int) -> None:
    """Check that so many units may be picked (R12)."""
    most = units(work)
    if quantity > most:
        raise refusals.over_pick(given=quantity, most=most)


def day(work: Work) -> date | None:
    """Return the local day on which no unit may be over; None where the flow lets expired units go."""
    refuses = work.options(PickOptions).expired == "refuse"
    return work.at.astimezone().date() if refuses else None


def capture(work: Work, entries: Sequence[SerialEntry]) -> Run:
    """Capture the serials of one scan for the task."""
    capturing = Capturing(
        work.open_run(), product.in_work(work), units(work), work.at, product.batch(work), day(work)
    )
    line = place.stock_line_in_work(work)
    return picking.capture(work.conn, document.standing_in_work(work), line, capturing, entries, how(work))
