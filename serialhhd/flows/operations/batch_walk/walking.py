"""The walk of a batch: capturing and posting what is taken for a line of it, and the carts of a virtual scanner."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import desk_rules, from_stock, shipping
from serialhhd.flows.operations.batch_walk import english as sentences
from serialhhd.flows.operations.desk_rules import WalkOptions
from serialhhd.flows.operations.operation import Posted, approval
from serialhhd.flows.seam.view import Label
from serialhhd.flows.sentences.english import captions
from serialhhd.flows.words import cart, document, place, quantity
from serialhhd.store.batches import walking
from serialhhd.store.catalogue import places
from serialhhd.store.catalogue.places import Location
from serialhhd.store.documents.taking import Taking
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LocationKind


def day(work: Work) -> date | None:
    """Return the local day on which no unit may be over; None where the flow lets expired units go."""
    return desk_rules.day(work, WalkOptions)


def capture(work: Work, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    """Capture the serials of one scan for the line; the first one says from which stock line at the place they are taken (R20)."""
    from_stock.take_stock_of(work, entries[0])
    at, line = document.standing_of_line(work), place.stock_line_in_work(work)
    return walking.capture(work.conn, at, line, replace(capturing, most=shipping.most(work)), entries)


def post(work: Work) -> Posted:
    """Post what is taken for the line: it moves onto the cart."""
    taking = Taking(quantity.now(work), work.position.reason, approval(work), day(work))
    line, there = document.line_in_work(work), place.stock_line(work)
    walked = walking.post(work.conn, line, there, work.open_run(), taking, at=work.at)
    message = sentences.walked(
        sku=line.product,
        quantity=taking.quantity,
        location=there.location if there else None,
        cart=cart.of_batch(work) or "",
        document=document.in_work(work).ref,
        is_over=walked.is_over,
        open_quantity=walked.line.open_quantity if walked.line.is_open else 0,
        short_reason=walked.line.short_reason,
    )
    return Posted(message, walked.is_over, unpacked=walked.unpacked)


def carts(work: Work) -> Iterator[Label]:
    """Yield the carts that there are: that of the batch, or those that it may have."""
    mine = cart.of_batch(work)
    for one in places.locations(work.conn, LocationKind.CART):
        is_good = mine in {None, one.code} and _is_free(work, one)
        why = captions.puts_at(location=one.code) if is_good else captions.not_wanted()
        yield Label(one.code, captions.place(location=one.code), is_good=is_good, why=why)
    yield Label("Z-99-99", captions.place(location="Z-99-99"), is_good=False, why=captions.no_such_place())


def _is_free(work: Work, of: Location) -> bool:
    try:
        walking.check_cart(work.conn, document.in_work(work), of)
    except Refused:
        return False
    return True
