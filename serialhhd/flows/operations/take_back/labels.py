"""What comes back, as labels of a virtual scanner: serials that went, and places that take goods in their condition."""

from collections.abc import Iterator
from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.take_back import coming
from serialhhd.flows.seam.view import Label
from serialhhd.flows.words import document, labels, product
from serialhhd.flows.words.word import DESTINATION, SERIALS
from serialhhd.samples import scannable
from serialhhd.store.catalogue import places
from serialhhd.store.returns import announced, returns
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import LocationKind, SerialState

_d: Final = t.document.c


def _serials(work: Work) -> Iterator[Label]:
    """Yield serials that left to where the return says, or that were picked for the cancelled list; and labels that are none."""
    yield from labels.those_or_done(work, _gone(work))
    yield from labels.no_serials(work)


def _gone(work: Work) -> tuple[str, ...]:
    return _named(work) or _left(work)


def _named(work: Work) -> tuple[str, ...]:
    """Return the serials that the return names and that are not back."""
    line = document.chosen_line(work)
    if line is None or coming.waiting(work):
        return ()
    back = set(returns.serials_of(work.conn, line))
    named = announced.serials_of(work.conn, line)
    return tuple(serial for serial in named if serial not in back)[: labels.GOOD_AT_MOST]


def _left(work: Work) -> tuple[str, ...]:
    if coming.waiting(work):
        left_on, state = _d.id == document.in_work(work).id, SerialState.PICKED
    else:
        origin, state = coming.coming(work).origin, SerialState.DISPATCHED
        left_on = _d.id == origin.pick_list_id if origin.pick_list_id else _d.partner == origin.customer
    made = product.in_work(work)
    return scannable.serials_gone(work.conn, made.id, left_on, state, labels.GOOD_AT_MOST)


def _places(work: Work) -> Iterator[Label]:
    """Yield places, those of quarantine among them."""
    quarantine = places.locations(work.conn, LocationKind.QUARANTINE)
    yield from labels.destinations(work, also=[one.code for one in quarantine])


LABELS: Final = {SERIALS: _serials, DESTINATION: _places}
