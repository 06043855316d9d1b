"""Move Stock: from one place of a warehouse to another, by whoever stands there; put-away is a move from where goods arrive."""

from types import MappingProxyType

from serialhhd.flows.operations import from_stock
from serialhhd.flows.operations.choosing import WhatLiesThere
from serialhhd.flows.operations.move import arriving
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.operations.shortage import NeverShort
from serialhhd.flows.words.word import DESTINATION, PRODUCT, QUANTITY, SERIALS, SOURCE
from serialhhd.store.stock import moving

MOVE = Operation(
    name="move",
    title="Move Stock",
    rank=30,
    words=frozenset({SOURCE, PRODUCT, SERIALS, QUANTITY, DESTINATION}),
    needs={PRODUCT: frozenset({SOURCE})},
    required=(SOURCE, PRODUCT, DESTINATION),
    turns=WhatLiesThere(),
    shorts=NeverShort(),
    serials=from_stock.SERIALS_OF_LINE,
    most=from_stock.most,
    check=from_stock.check,
    check_place=arriving.check,
    capture=from_stock.capture,
    carries=True,
    post=arriving.post,
    actions=MappingProxyType({":all": from_stock.take_all(moving.capture_all)}),
    large=frozenset({SOURCE, PRODUCT, DESTINATION}),
)
