"""A move: whether a place takes the units, and posting them there."""

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.move import english as sentences
from serialhhd.flows.operations.operation import Posted
from serialhhd.flows.words import place, quantity
from serialhhd.flows.words.word import DESTINATION, SOURCE
from serialhhd.store.catalogue import places
from serialhhd.store.catalogue.places import Location
from serialhhd.store.stock import moving


def check(work: Work, to: Location) -> None:
    """Check that units may move to a place from the one where they are (R22)."""
    moving.check_places(places.by_id(work.conn, work.chosen(SOURCE) or 0), to)


def post(work: Work) -> Posted:
    """Post the move."""
    line, units, run = place.stock_line_in_work(work), quantity.now(work), work.open_run()
    to = places.by_id(work.conn, work.chosen(DESTINATION) or 0)
    done = moving.post(work.conn, line, run, units=units, to=to, at=work.at)
    message = sentences.moved(sku=line.product, quantity=units, left=line.location, arrived=to.code)
    return Posted(message, unpacked=done.unpacked)
