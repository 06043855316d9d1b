"""Replenish: from a reserve to the place that is picked from. No document asks for it."""

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import from_stock
from serialhhd.flows.operations.choosing import WhatLiesThere
from serialhhd.flows.operations.operation import Operation, Posted
from serialhhd.flows.operations.shortage import NeverShort
from serialhhd.flows.sentences.sentence import success
from serialhhd.flows.words import place, quantity
from serialhhd.flows.words.word import DESTINATION, PRODUCT, QUANTITY, SERIALS, SOURCE
from serialhhd.store.catalogue import places
from serialhhd.store.stock import moving


@success
def replenished(*, sku: str, quantity: int, left: str, arrived: str) -> str:
    """Units are where they are picked from."""
    return f"{sku}: {quantity} brought from {left} to {arrived}"


def _post(work: Work) -> Posted:
    line, units, run = place.stock_line_in_work(work), quantity.now(work), work.open_run()
    to = places.by_id(work.conn, work.chosen(DESTINATION) or 0)
    moving.post(work.conn, line, run, units=units, to=to, at=work.at)
    return Posted(replenished(sku=line.product, quantity=units, left=line.location, arrived=to.code))


REPLENISH = Operation(
    name="replenish",
    title="Replenish",
    words=frozenset({SOURCE, PRODUCT, SERIALS, QUANTITY, DESTINATION}),
    needs={PRODUCT: frozenset({SOURCE})},
    required=(SOURCE, PRODUCT, DESTINATION),
    turns=WhatLiesThere(),
    shorts=NeverShort(),
    serials=from_stock.SERIALS_OF_LINE,
    most=from_stock.most,
    check=from_stock.check,
    capture=from_stock.capture,
    post=_post,
    large=frozenset({SOURCE, PRODUCT}),
)
