"""Adjust out: posting what is no more."""

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import given_reasons
from serialhhd.flows.operations.adjust.said import said
from serialhhd.flows.operations.given_reasons import AdjustOptions
from serialhhd.flows.operations.operation import Posted
from serialhhd.flows.words import place, quantity
from serialhhd.store.adjustments import asking


def post(work: Work) -> Posted:
    """Take the units out of stock, or ask for it."""
    line, units, why = place.stock_line_in_work(work), quantity.now(work), given_reasons.given(work)
    limit = work.options(AdjustOptions).limit
    waiting = asking.take_out(
        work.conn, line, work.open_run(), units=units, reason=why, at=work.at, approve_from=limit
    )
    return said(line.product, -units, line.location, why, waiting)
