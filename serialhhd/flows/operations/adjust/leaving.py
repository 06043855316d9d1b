"""Adjust out: posting what is no more."""

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import given_reasons
from serialhhd.flows.operations.adjust import english as sentences
from serialhhd.flows.operations.operation import Posted
from serialhhd.flows.words import place, quantity
from serialhhd.store.stock import adjusting


def post(work: Work) -> Posted:
    """Take the units out of stock."""
    line, units, why = place.stock_line_in_work(work), quantity.now(work), given_reasons.given(work)
    adjusting.take_out(work.conn, line, work.open_run(), units=units, reason=why, at=work.at)
    return Posted(sentences.adjusted(sku=line.product, quantity=-units, location=line.location, reason=why))
