"""Returns: what was dispatched comes back, announced or not; and what was picked for a cancelled list is put back (R34-R36)."""

from serialhhd.flows.operations.given_conditions import GivenConditions
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.operations.shortage import NeverShort
from serialhhd.flows.operations.take_back import coming, posting
from serialhhd.flows.operations.take_back import english as sentences
from serialhhd.flows.operations.take_back.choosing import WhatComesBack
from serialhhd.flows.operations.take_back.labels import LABELS
from serialhhd.flows.words.word import CONDITION, DESTINATION, DOCUMENT, PRODUCT, QUANTITY, SERIALS
from serialhhd.store.outbound.waiting_lists import WAITING_LISTS
from serialhhd.store.returns.returns import RETURNS

TAKE_BACK = Operation(
    name="take_back",
    title="Returns",
    rank=110,
    documents=(RETURNS, WAITING_LISTS),
    words=frozenset({DOCUMENT, PRODUCT, SERIALS, QUANTITY, CONDITION, DESTINATION}),
    needs={DESTINATION: frozenset({CONDITION})},
    required=(PRODUCT, CONDITION, DESTINATION),
    options=GivenConditions,
    turns=WhatComesBack(),
    shorts=NeverShort(),
    serials=coming.SERIALS,
    units=coming.units,
    most=coming.most,
    check=coming.check,
    check_place=posting.check_place,
    capture=coming.capture,
    keeps_packed=True,
    post=posting.post,
    none_open=sentences.nothing_to_take_back,
    gone=sentences.return_gone,
    fields=coming.fields,
    labels=LABELS,
    large=frozenset({PRODUCT, DESTINATION}),
)
