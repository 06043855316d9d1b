"""Pre-Receipt Receive: goods in, one line of a pre-receipt after the other, each when the operator has it in hand."""

from serialhhd.flows.operations.choosing import OperatorChooses
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.operations.receive import arriving, labels, posting
from serialhhd.flows.operations.receive import english as sentences
from serialhhd.flows.operations.receive.options import ReceiveOptions
from serialhhd.flows.operations.shortage import ClosesOrKeepsOpen
from serialhhd.flows.words.word import DESTINATION, DOCUMENT, PRODUCT, QUANTITY, SERIALS
from serialhhd.store.inbound import receiving
from serialhhd.store.inbound.pre_receipts import PRE_RECEIPTS

RECEIVE = Operation(
    name="pre_receipt_receive",
    title="Pre-Receipt Receive",
    rank=10,
    documents=(PRE_RECEIPTS,),
    words=frozenset({DOCUMENT, PRODUCT, SERIALS, QUANTITY, DESTINATION}),
    required=(DOCUMENT, PRODUCT, DESTINATION),
    options=ReceiveOptions,
    turns=OperatorChooses(line_of=receiving.product_on, claim=receiving.claim),
    shorts=ClosesOrKeepsOpen(),
    serials=arriving.SERIALS,
    units=arriving.units,
    proposes=arriving.proposed,
    most=arriving.most,
    check=posting.check,
    capture=arriving.capture,
    to_come=True,
    post=posting.post,
    gone=sentences.line_gone,
    labels={PRODUCT: labels.products, SERIALS: labels.serials_to_receive},
)
