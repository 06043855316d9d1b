"""Returns: posting what has come back, and what is told of it."""

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import given_conditions
from serialhhd.flows.operations.given_conditions import GivenConditions
from serialhhd.flows.operations.operation import Posted
from serialhhd.flows.operations.take_back import coming
from serialhhd.flows.operations.take_back import english as sentences
from serialhhd.flows.words import document, product, quantity
from serialhhd.flows.words.word import DESTINATION
from serialhhd.store.catalogue import places
from serialhhd.store.catalogue.places import Location
from serialhhd.store.outbound import waiting_lists
from serialhhd.store.outbound.waiting_lists import ToPutBack
from serialhhd.store.returns import conditions, taking_back
from serialhhd.store.returns.taking_back import Returned


def check_place(work: Work, to: Location) -> None:
    """Check that what comes back may be put at a place: as its condition says (R35), or in the warehouse that it left (R36)."""
    waiting = coming.waiting(work)
    if waiting:
        waiting_lists.check_place(work.conn, waiting, work.run, to, units=quantity.now(work))
    else:
        restock = work.options(GivenConditions).restock
        conditions.check_place(to, given_conditions.given(work), restock)


def post(work: Work) -> Posted:
    """Post what has come back."""
    to = places.by_id(work.conn, work.chosen(DESTINATION) or 0)
    waiting = coming.waiting(work)
    return _put_back(work, waiting, to) if waiting else _take_back(work, to)


def _put_back(work: Work, waiting: ToPutBack, to: Location) -> Posted:
    units, paper = quantity.now(work), document.in_work(work)
    back = waiting_lists.post(work.conn, waiting, work.open_run(), units=units, to=to, at=work.at)
    work.forget()
    is_complete = not document.open_lines(work)
    message = sentences.put_back(
        sku=waiting.task.product,
        quantity=units,
        location=to.code,
        document=paper.ref,
        is_complete=is_complete,
    )
    return Posted(message, is_complete, unpacked=back.unpacked)


def _take_back(work: Work, to: Location) -> Posted:
    units, run, left = quantity.now(work), work.open_run(), coming.last_dispatch(work)
    alike, others = taking_back.that_left_so(work.conn, run.id, left) if left else ((), 0)
    condition, restock = given_conditions.given(work), work.options(GivenConditions).restock
    returned = Returned(units, condition, restock, to)
    paper, in_hand = document.chosen(work), product.in_work(work)
    taken = taking_back.post(work.conn, coming.coming(work), run, returned, at=work.at)
    message = sentences.taken_back(
        sku=in_hand.sku,
        quantity=units,
        location=to.code,
        condition=condition,
        document=paper.ref if paper else None,
        is_complete=taken.is_complete,
        serials=alike,
        others=others,
        left_on=left.document if left else None,
        left_at=left.at.astimezone().date().isoformat() if left else None,
        customer=left.partner if left else None,
    )
    work.forget()
    return Posted(message, paper is not None and (taken.is_complete or not document.open_lines(work)))
