"""Adjust out: capturing what is no more, and posting it."""

from collections.abc import Sequence

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import given_reasons
from serialhhd.flows.operations.adjust.said import said
from serialhhd.flows.operations.given_reasons import AdjustOptions
from serialhhd.flows.operations.operation import Posted
from serialhhd.flows.words import place, quantity
from serialhhd.store.adjustments import asking
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock.runs import Run


def capture(work: Work, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    """Capture the serials of one scan that are on the stock line, but for those that wait on another adjustment."""
    return asking.capture_lost(work.conn, place.stock_line_in_work(work), capturing, entries)


def post(work: Work) -> Posted:
    """Take the units out of stock, or ask for it."""
    line, units, why = place.stock_line_in_work(work), quantity.now(work), given_reasons.given(work)
    limit = work.options(AdjustOptions).limit
    waiting = asking.take_out(
        work.conn, line, work.open_run(), units=units, reason=why, at=work.at, approve_from=limit
    )
    return said(line.product, -units, line.location, why, waiting)
