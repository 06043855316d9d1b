"""Adjusting stock: units that are no more, and units that were found, each with a reason; where it is many, a supervisor approves (R28, R29)."""

from types import MappingProxyType

from serialhhd.flows.operations import from_stock
from serialhhd.flows.operations.adjust import arriving, leaving
from serialhhd.flows.operations.adjust.choosing import WhatWasFound
from serialhhd.flows.operations.adjust.options import InOptions
from serialhhd.flows.operations.choosing import WhatLiesThere
from serialhhd.flows.operations.given_reasons import AdjustOptions
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.operations.shortage import NeverShort
from serialhhd.flows.words import labels
from serialhhd.flows.words.word import DESTINATION, PRODUCT, QUANTITY, REASON, SERIALS, SOURCE
from serialhhd.store.adjustments import asking

ADJUST_OUT = Operation(
    name="adjust_out",
    title="Adjust Out",
    rank=70,
    words=frozenset({SOURCE, PRODUCT, SERIALS, QUANTITY, REASON}),
    needs={PRODUCT: frozenset({SOURCE})},
    required=(SOURCE, PRODUCT, REASON),
    options=AdjustOptions,
    turns=WhatLiesThere(),
    shorts=NeverShort(),
    serials=from_stock.SERIALS_OF_LINE,
    most=from_stock.most,
    check=from_stock.check,
    capture=leaving.capture,
    post=leaving.post,
    actions=MappingProxyType({":all": from_stock.take_all(asking.capture_all)}),
    large=frozenset({SOURCE, PRODUCT}),
)
ADJUST_IN = Operation(
    name="adjust_in",
    title="Adjust In",
    rank=80,
    words=frozenset({DESTINATION, PRODUCT, SERIALS, QUANTITY, REASON}),
    required=(PRODUCT, DESTINATION, REASON),
    options=InOptions,
    turns=WhatWasFound(),
    shorts=NeverShort(),
    serials=arriving.SERIALS,
    check=arriving.check,
    capture=arriving.capture,
    post=arriving.post,
    large=frozenset({DESTINATION, PRODUCT}),
    labels=MappingProxyType({PRODUCT: labels.any_products}),
)
