"""The sort of a batch: posting the unit in hand, saying that the cart is empty, and the labels of what lies on it."""

from collections.abc import Iterator
from datetime import date

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import desk_rules
from serialhhd.flows.operations.batch_sort import english as sentences
from serialhhd.flows.operations.desk_rules import SortOptions
from serialhhd.flows.operations.operation import Posted
from serialhhd.flows.seam.view import Label, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import captions
from serialhhd.flows.words import document, place, tote
from serialhhd.flows.words.labels import GOOD_AT_MOST
from serialhhd.flows.words.unit import UNIT
from serialhhd.samples import scannable
from serialhhd.store.batches import sorting
from serialhhd.store.words.vocabulary import RunState, TrackingType


def day(work: Work) -> date | None:
    """Return the local day on which no unit may be over; None where the flow lets expired units go."""
    return desk_rules.day(work, SortOptions)


def post(work: Work) -> Posted:
    """Post the unit in hand: the pick of its list, from the cart."""
    task, line, batch = document.line_in_work(work), place.stock_line_in_work(work), document.in_work(work)
    pick_list = document.of(work, task)
    into = tote.in_work(work)
    picked = sorting.post(work.conn, task, line, work.open_run(), day=day(work), tote=into, at=work.at)
    message = sentences.unit_sorted(
        document=pick_list.ref,
        sku=task.product,
        batch=batch.ref,
        is_complete=picked.is_complete,
        is_end=picked.is_end_of_batch,
    )
    if into is not None:
        message = messages.put_in_tote(tote=into.code, picked=message.text)
    goes_to = into.code if into else pick_list.ref
    is_unasked = work.step_for(tote.TOTE) is None or goes_to in work.unasked
    return Posted(message, picked.is_end_of_batch, goes_to if is_unasked else "")


def is_asked_for_unit(work: Work) -> bool:
    """Return whether the next unit is asked for."""
    return work.asks(UNIT) and document.chosen(work) is not None


def say_empty(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    """Say that the cart is empty but for what is on hold, expired or wanted no more; the batch ends, unless it is still walked."""
    batch = document.in_work(work)
    cart = sorting.cart_of(work.conn, batch)
    left = tuple(dict.fromkeys(line.product for line in sorting.on_cart(work.conn, batch)))
    is_end = sorting.end(work.conn, batch, work.at, day=day(work))
    if is_end:
        work.end(RunState.DONE)
    return sentences.cart_is_empty(location=cart.code, batch=batch.ref, left=left, is_end=is_end)


def units(work: Work) -> Iterator[Label]:
    """Yield units that lie on the cart, by serial or else by product, and one that nobody knows."""
    for line in sorting.on_cart(work.conn, document.in_work(work)):
        if line.tracking_type is TrackingType.FULL_TRACKING:
            for text in scannable.serials_in_stock(work.conn, line.id, GOOD_AT_MOST, day(work)):
                yield Label(text, captions.serial(serial=text), is_good=True, why=captions.counts_up())
        else:
            caption = captions.box(label=line.product)
            yield Label(line.product, caption, is_good=True, why=captions.takes_in_work(sku=line.product))
    yield Label("Z-99-99", captions.place(location="Z-99-99"), is_good=False, why=captions.no_such_place())
