"""Count: places are counted product by product, by serial; nothing that stock expects is shown where the count is blind (R38-R41)."""

from types import MappingProxyType

from serialhhd.flows.operations.count import english as sentences
from serialhhd.flows.operations.count import labels, noting, place_done
from serialhhd.flows.operations.count.choosing import PlacesToCount
from serialhhd.flows.operations.desk_rules import CountOptions
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.operations.shortage import AnyNumber
from serialhhd.flows.words.word import DOCUMENT, PRODUCT, QUANTITY, SERIALS, SOURCE
from serialhhd.store.counts.counts import COUNTS

COUNT = Operation(
    name="count",
    title="Count",
    rank=120,
    documents=(COUNTS,),
    words=frozenset({DOCUMENT, SOURCE, PRODUCT, SERIALS, QUANTITY}),
    needs={PRODUCT: frozenset({SOURCE})},
    required=(DOCUMENT, SOURCE, PRODUCT, QUANTITY),
    options=CountOptions,
    turns=PlacesToCount(),
    shorts=AnyNumber(),
    serials=noting.SERIALS,
    units=noting.expected,
    check=noting.check,
    scanned=noting.NOTED,
    capture=noting.note,
    post=noting.end_pass,
    none_open=sentences.nothing_to_be_counted,
    actions=MappingProxyType({":done": place_done.DONE}),
    fields=noting.fields,
    large=frozenset({SOURCE}),
    labels=MappingProxyType(
        {
            SOURCE: labels.places,
            PRODUCT: labels.products,
            SERIALS: labels.serials_there,
            QUANTITY: labels.quantity_there,
        }
    ),
)
