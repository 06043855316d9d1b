"""Goods in: which serials a line of a pre-receipt takes, how many units it is to have, and capturing them."""

from collections.abc import Sequence
from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.receive.options import ReceiveOptions
from serialhhd.flows.operations.serial_step import has_serial_step, skips_serials
from serialhhd.flows.operations.serial_ways import SerialRule, SerialWays
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import document
from serialhhd.store.inbound import receiving
from serialhhd.store.inbound.pre_receipts import PreReceiptLine
from serialhhd.store.inbound.receiving import SerialsIn
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import NO_LIMIT, SerialEntry
from serialhhd.store.stock.runs import Run


def line_in_work(work: Work) -> PreReceiptLine:
    """Return the line in work.

    Raises:
        Refused: `no_product_yet`.
    """
    line = document.chosen_line(work)
    if not isinstance(line, PreReceiptLine):
        raise messages.no_product_yet()
    return line


def _way(work: Work, line: PreReceiptLine) -> SerialsIn:
    """Return how the line gets its serials in the flow (R3, R9, R10, R17)."""
    return receiving.how_serials_come(
        line,
        work.flow.name,
        has_serial_step=has_serial_step(work),
        verifies=work.options(ReceiveOptions).pre_entered == "verify",
        skips_without_step=skips_serials(work),
    )


SERIALS: Final = SerialWays(
    decides=line_in_work,
    way=_way,
    rules={
        SerialsIn.NONE: SerialRule(),
        SerialsIn.CAPTURE: SerialRule(is_scanned=True, creates=True, keeps_lot_and_expiry=True),
        SerialsIn.ACCEPT: SerialRule(keeps_lot_and_expiry=True),
        SerialsIn.VERIFY: SerialRule(is_scanned=True, keeps_lot_and_expiry=True),
        SerialsIn.SKIP: SerialRule(),
    },
    otherwise=SerialsIn.NONE,
)
"""Those that arrive are in stock afterwards."""


def units(work: Work) -> int:
    """Return how many units are still to come on the line."""
    return line_in_work(work).open_quantity


def proposed(work: Work) -> int:
    """Return what is still to come, or how many serials of the list are."""
    if SERIALS.how(work) is SerialsIn.ACCEPT:
        return receiving.expected_serials(work.conn, line_in_work(work))
    return units(work)


def most(work: Work) -> int:
    """Return how many serials may be captured: those still on the list, or as many as may be received.

    Where a supervisor may let more be received, they are captured first: he is asked once, about all of them.
    """
    if SERIALS.how(work) is SerialsIn.VERIFY:
        return receiving.expected_serials(work.conn, line_in_work(work))
    return NO_LIMIT if work.options(ReceiveOptions).can_be_more else most_units(work)


def most_units(work: Work) -> int:
    """Return how many units the line may still receive (R10), or without a supervisor where that is for one."""
    line = line_in_work(work)
    most_of_all = work.options(ReceiveOptions).most(line.quantity)
    return NO_LIMIT if most_of_all is None else max(0, most_of_all - line.done)


def capture(work: Work, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    """Capture the serials of one scan for the line."""
    standing, how = document.standing_of_line(work), SERIALS.how(work)
    return receiving.capture(work.conn, standing, capturing, entries, how)
