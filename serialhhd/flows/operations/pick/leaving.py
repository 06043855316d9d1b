"""Goods out: which serials a task takes off its stock line, how many units are to be taken, and capturing them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import desk_rules, from_stock
from serialhhd.flows.operations.desk_rules import PickOptions
from serialhhd.flows.operations.pick import english as sentences
from serialhhd.flows.operations.serial_step import has_serial_step, skips_serials
from serialhhd.flows.operations.serial_ways import SerialRule, SerialWays
from serialhhd.flows.words import document, place
from serialhhd.store.outbound import picking
from serialhhd.store.outbound.pick_lists import Task
from serialhhd.store.outbound.picking import SerialsOut
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine


def task_in_work(work: Work) -> Task:
    """Return the task in work.

    Raises:
        Refused: `no_task_yet`.
    """
    task = document.chosen_line(work)
    if task is None:
        raise sentences.no_task_yet()
    return task


def _way(work: Work, line: StockLine) -> SerialsOut:
    """Return how the pick gets its serials in the flow (R12, R17)."""
    return picking.how_serials_go(
        line, work.flow.name, has_serial_step=has_serial_step(work), skips_without_step=skips_serials(work)
    )


SERIALS: Final = SerialWays(
    decides=from_stock.stock_line_for_line,
    way=_way,
    rules={
        SerialsOut.NONE: SerialRule(),
        SerialsOut.FROM_STOCK: SerialRule(is_scanned=True),
        SerialsOut.CREATE: SerialRule(is_scanned=True, creates=True, keeps_lot_and_expiry=True),
        SerialsOut.SKIP: SerialRule(),
    },
    otherwise=SerialsOut.NONE,
)
"""Those that leave are picked afterwards."""


def day(work: Work) -> date | None:
    """Return the local day on which no unit may be over; None where the flow lets expired units go."""
    return desk_rules.day(work, PickOptions)


def capture(work: Work, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    """Capture the serials of one scan for the task; the first one says from which stock line at the place they are taken (R20)."""
    from_stock.take_stock_of(work, entries[0])
    capturing = replace(capturing, most=from_stock.units_for_line(work))
    standing, line = document.standing_of_line(work), place.stock_line_in_work(work)
    verifies = work.options(PickOptions).origin == "verify"
    return picking.capture(
        work.conn, standing, line, capturing, entries, SERIALS.how(work), verifies_origin=verifies
    )
