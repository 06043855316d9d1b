"""Batch Sort: each unit on the cart of a batch goes to the first of its pick lists that still wants it (R33)."""

from collections.abc import Iterator
from types import MappingProxyType

from serialhhd.flows.conversation.command import Command
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.batch_sort import english as sentences
from serialhhd.flows.operations.batch_sort import sorting
from serialhhd.flows.operations.batch_sort.unit_chooses import UnitChooses
from serialhhd.flows.operations.desk_rules import SortOptions
from serialhhd.flows.operations.operation import Field, Operation
from serialhhd.flows.operations.serial_ways import by_tracking_type
from serialhhd.flows.operations.shortage import NeverShort
from serialhhd.flows.sentences.english import keys
from serialhhd.flows.words import cart, place, tote, unit
from serialhhd.flows.words.cart import CART
from serialhhd.flows.words.tote import TOTE
from serialhhd.flows.words.unit import UNIT
from serialhhd.flows.words.word import DOCUMENT, PRODUCT
from serialhhd.store.batches.sorting import SORTS


def _fields(work: Work) -> Iterator[Field]:
    if work.position.line_id is None:
        yield PRODUCT, unit.product_in_hand(work)
    yield CART, cart.of_batch(work)
    if work.position.line_id is not None:
        yield from tote.fields(work)


BATCH_SORT = Operation(
    name="batch_sort",
    title="Batch Sort",
    rank=100,
    documents=(SORTS,),
    words=frozenset({DOCUMENT, UNIT, TOTE}),
    needs=MappingProxyType({TOTE: frozenset({UNIT})}),
    required=(DOCUMENT, UNIT),
    options=SortOptions,
    turns=UnitChooses(),
    shorts=NeverShort(),
    serials=by_tracking_type(place.stock_line_in_work, {}),
    day=sorting.day,
    post=sorting.post,
    gone=sentences.unit_gone,
    actions=MappingProxyType({":done": Command(keys.done, sorting.say_empty, sorting.is_asked_for_unit)}),
    fields=_fields,
    stands_out=tote.stands_out,
    labels=MappingProxyType({UNIT: sorting.units, TOTE: tote.labels}),
)
