"""Move Stock: from one place to another of a warehouse. No document asks for it."""

from collections.abc import Sequence

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.choosing import WhatLiesThere
from serialhhd.flows.operations.operation import Operation, Posted
from serialhhd.flows.operations.serial_ways import SerialRule, by_tracking_type
from serialhhd.flows.operations.shortage import NeverShort
from serialhhd.flows.sentences.sentence import success
from serialhhd.flows.words import place, quantity
from serialhhd.flows.words.word import DESTINATION, PRODUCT, QUANTITY, SERIALS, SOURCE
from serialhhd.store import refusals
from serialhhd.store.catalogue import places
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import moving
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.vocabulary import TrackingType


@success
def moved(*, sku: str, quantity: int, left: str, arrived: str) -> str:
    """Units have moved."""
    return f"{sku}: {quantity} moved from {left} to {arrived}"


def _most(work: Work) -> int:
    return place.stock_line_in_work(work).quantity


def _check(work: Work, units: int) -> None:
    line = place.stock_line_in_work(work)
    if units > line.quantity:
        raise refusals.not_enough_stock(location=line.location, available=line.quantity, wanted=units)


def _capture(work: Work, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    return moving.capture(work.conn, place.stock_line_in_work(work), capturing, entries)


def _post(work: Work) -> Posted:
    line, units, run = place.stock_line_in_work(work), quantity.now(work), work.open_run()
    to = places.by_id(work.conn, work.chosen(DESTINATION) or 0)
    moving.post(work.conn, line, run, units=units, to=to, at=work.at)
    return Posted(moved(sku=line.product, quantity=units, left=line.location, arrived=to.code))


MOVE = Operation(
    name="move",
    title="Move Stock",
    words=frozenset({SOURCE, PRODUCT, SERIALS, QUANTITY, DESTINATION}),
    needs={PRODUCT: frozenset({SOURCE})},
    required=(SOURCE, PRODUCT, DESTINATION),
    turns=WhatLiesThere(),
    shorts=NeverShort(),
    serials=by_tracking_type(
        place.stock_line_in_work, {TrackingType.FULL_TRACKING: SerialRule(is_scanned=True)}
    ),
    units=lambda work: None,  # noqa: ARG005 - nothing asks for any number
    most=_most,
    check=_check,
    capture=_capture,
    post=_post,
    large=frozenset({SOURCE, PRODUCT}),
)
