"""Transfer Out: goods leave a warehouse for another one, line by line, each at the place where its stock is (R24)."""

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import from_stock, shelf_labels, shipping
from serialhhd.flows.operations.operation import Operation, Posted
from serialhhd.flows.operations.shipping import TURNS, WORDS, ShipOptions
from serialhhd.flows.operations.shortage import NeedsReason
from serialhhd.flows.operations.transfer_ship import english as sentences
from serialhhd.flows.words.word import DOCUMENT, PRODUCT, QUANTITY, SOURCE
from serialhhd.store.transfers.transfers import SHIPMENTS


def _post(work: Work) -> Posted:
    done = shipping.post(work)
    message = sentences.shipped(**shipping.facts(work, done))
    return Posted(message, done.is_complete, unpacked=done.unpacked)


TRANSFER_SHIP = Operation(
    name="transfer_ship",
    title="Transfer Out",
    rank=40,
    documents=(SHIPMENTS,),
    words=WORDS,
    required=(DOCUMENT, PRODUCT),
    options=ShipOptions,
    turns=TURNS,
    shorts=NeedsReason(),
    serials=from_stock.SERIALS_OF_LINE,
    units=from_stock.units_for_line,
    most=shipping.most,
    check=shipping.check,
    capture=shipping.capture,
    carries=True,
    post=_post,
    gone=sentences.transfer_line_gone,
    fields=shipping.sides,
    large=frozenset({SOURCE, PRODUCT, QUANTITY}),
    labels=shelf_labels.LABELS,
)
