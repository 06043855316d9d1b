"""What lies at the place that is counted: the labels of a virtual scanner, which stand on goods and not on the handheld."""

from collections.abc import Iterator
from itertools import islice

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import shelf_labels
from serialhhd.flows.operations.count.noting import goods
from serialhhd.flows.seam.view import Label
from serialhhd.flows.sentences.english import captions, keys
from serialhhd.flows.words import labels, serials
from serialhhd.flows.words.turn import operation_of
from serialhhd.samples import scannable

places = shelf_labels.places


def _done() -> Label:
    return Label(":done", captions.card(label=keys.done()), is_good=True, why=captions.all_there())


def products(work: Work) -> Iterator[Label]:
    """Yield the boxes that are still to be counted; once none is left, the card that says so."""
    yield from labels.products(work)
    if not operation_of(work).turns.products(work):
        yield _done()


def quantity_there(work: Work) -> Iterator[Label]:
    """Yield the number of what lies there, which nobody else tells whoever counts blind."""
    units = sum(line.quantity for line in goods(work).here)
    yield Label(str(units), captions.pieces(quantity=units), is_good=True, why=captions.how_many())


def serials_there(work: Work) -> Iterator[Label]:
    """Yield what is not scanned yet of what lies there, or the card that says that all is; and a label that is scanned already."""
    noted = set(serials.newest(work, work.captured))
    there = (
        text
        for line in goods(work).here
        for text in scannable.serials_in_stock(work.conn, line.id, len(noted) + labels.GOOD_AT_MOST)
        if text not in noted
    )
    good = list(islice(there, labels.GOOD_AT_MOST))
    yield from labels.serials_of(work, good)
    if not good:
        yield _done()
    yield from labels.no_serials(work)
