"""Transfer In: what is on the road of a transfer arrives, in as many receipts as it takes (R25)."""

from serialhhd.flows.operations import shipping
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.operations.shortage import NeverShort
from serialhhd.flows.operations.transfer_receive import arriving, labels, posting
from serialhhd.flows.operations.transfer_receive import english as sentences
from serialhhd.flows.operations.transfer_receive.choosing import RoadChooses
from serialhhd.flows.operations.transfer_receive.options import ArriveOptions
from serialhhd.flows.words.word import DESTINATION, DOCUMENT, PRODUCT, QUANTITY, SERIALS
from serialhhd.store.transfers.transfers import ARRIVALS

TRANSFER_RECEIVE = Operation(
    name="transfer_receive",
    title="Transfer In",
    rank=50,
    documents=(ARRIVALS,),
    words=frozenset({DOCUMENT, PRODUCT, SERIALS, QUANTITY, DESTINATION}),
    required=(DOCUMENT, PRODUCT, DESTINATION),
    options=ArriveOptions,
    turns=RoadChooses(),
    shorts=NeverShort(),
    serials=arriving.SERIALS,
    units=arriving.units,
    most=arriving.most,
    check=arriving.check,
    check_place=posting.check_place,
    capture=arriving.capture,
    carries=True,
    post=posting.post,
    none_open=sentences.nothing_on_the_road,
    gone=sentences.arrival_gone,
    fields=shipping.sides,
    large=frozenset({PRODUCT, DESTINATION}),
    labels={DESTINATION: labels.places},
)
