"""Batch Walk: what several pick lists want is brought together onto one cart, product by product, each at the place where its stock is (R32)."""

from collections.abc import Iterator
from types import MappingProxyType

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import from_stock, shelf_labels, shipping
from serialhhd.flows.operations.batch_walk import english as sentences
from serialhhd.flows.operations.batch_walk import walking
from serialhhd.flows.operations.choosing import PlaceChooses
from serialhhd.flows.operations.desk_rules import WalkOptions
from serialhhd.flows.operations.operation import Field, Operation
from serialhhd.flows.operations.shortage import NeedsReason
from serialhhd.flows.words import cart
from serialhhd.flows.words.cart import CART
from serialhhd.flows.words.word import DOCUMENT, PRODUCT, QUANTITY, SERIALS, SOURCE
from serialhhd.store.batches import walking as store_walking
from serialhhd.store.batches.walking import WALKS
from serialhhd.store.stock import proposing


def _fields(work: Work) -> Iterator[Field]:
    yield CART, cart.of_batch(work)


BATCH_WALK = Operation(
    name="batch_walk",
    title="Batch Walk",
    rank=90,
    documents=(WALKS,),
    words=frozenset({DOCUMENT, CART, SOURCE, PRODUCT, SERIALS, QUANTITY}),
    needs=MappingProxyType({SOURCE: frozenset({DOCUMENT, CART}), PRODUCT: frozenset({DOCUMENT, CART})}),
    required=(DOCUMENT, CART, PRODUCT),
    options=WalkOptions,
    turns=PlaceChooses(
        keeps=frozenset({DOCUMENT, CART}), claim_next=store_walking.claim_next, propose=proposing.propose
    ),
    shorts=NeedsReason(),
    serials=from_stock.SERIALS_OF_LINE,
    units=from_stock.units_for_line,
    most=shipping.most,
    check=shipping.check,
    day=walking.day,
    capture=walking.capture,
    keeps_packed=True,
    post=walking.post,
    gone=sentences.walk_line_gone,
    fields=_fields,
    large=frozenset({SOURCE, PRODUCT, QUANTITY}),
    labels=MappingProxyType({**shelf_labels.LABELS, CART: walking.carts}),
)
