"""Transfer in: posting what has arrived, and what is told of it."""

from dataclasses import replace

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import Posted
from serialhhd.flows.operations.transfer_receive import arriving as road
from serialhhd.flows.operations.transfer_receive import english as sentences
from serialhhd.flows.operations.transfer_receive.arriving import SerialsArriving
from serialhhd.flows.words import document, quantity
from serialhhd.flows.words.word import DESTINATION
from serialhhd.store.catalogue import places
from serialhhd.store.catalogue.places import Location
from serialhhd.store.transfers import arriving, transfers


def check_place(work: Work, to: Location) -> None:
    """Check that what arrives may be put at a place (R25)."""
    line = document.chosen_line(work)
    if line is not None:
        arriving.check_place(work.conn, line, to)


def post(work: Work) -> Posted:
    """Post what has arrived of the line."""
    line, units, paper = document.line_in_work(work), quantity.now(work), document.in_work(work)
    to = places.by_id(work.conn, work.chosen(DESTINATION) or 0)
    accepts = road.SERIALS.how(work) is SerialsArriving.ACCEPT
    arrived = arriving.post(
        work.conn, line, road.load(work), work.open_run(), units=units, accepts=accepts, to=to, at=work.at
    )
    message = sentences.transfer_received(
        sku=line.product,
        quantity=units,
        location=to.code,
        document=paper.ref,
        is_complete=arrived.is_complete,
        in_transit=arrived.in_transit,
        in_transit_units=arrived.in_transit_units,
    )
    route = transfers.route_of(work.conn, paper.id)
    if to.warehouse == route.from_warehouse:
        back = sentences.came_back(sender=to.warehouse, receiver=route.to_warehouse or "")
        message = replace(message, text=f"{message.text} {back}", is_unusual=True)
    work.forget()
    is_complete = arrived.is_complete or not document.open_lines(work)
    return Posted(message, is_complete, unpacked=arrived.unpacked)
