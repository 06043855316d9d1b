"""Account Transfer: goods become another account's where they lie, by scan (R27)."""

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import from_stock, shelf_labels, shipping
from serialhhd.flows.operations.account_transfer import english as sentences
from serialhhd.flows.operations.operation import Operation, Posted
from serialhhd.flows.operations.shipping import TURNS, WORDS, ShipOptions
from serialhhd.flows.operations.shortage import NeedsReason
from serialhhd.flows.words.word import DOCUMENT, PRODUCT, QUANTITY, SOURCE
from serialhhd.store.transfers.transfers import ACCOUNT_TRANSFERS


def _post(work: Work) -> Posted:
    done, account = shipping.post(work), shipping.route(work).to_account or ""
    return Posted(sentences.account_changed(account=account, **shipping.facts(work, done)), done.is_complete)


ACCOUNT_TRANSFER = Operation(
    name="account_transfer",
    title="Account Transfer",
    rank=60,
    documents=(ACCOUNT_TRANSFERS,),
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
    post=_post,
    gone=sentences.account_line_gone,
    fields=shipping.sides,
    large=frozenset({SOURCE, PRODUCT, QUANTITY}),
    labels=shelf_labels.LABELS,
)
