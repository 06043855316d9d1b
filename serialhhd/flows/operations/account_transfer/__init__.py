"""Account Transfer: goods become another account's where they lie, by scan (R27)."""

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import for_line, from_stock, shelf_labels, shipping
from serialhhd.flows.operations.account_transfer import english as sentences
from serialhhd.flows.operations.operation import Field, Operation, Posted
from serialhhd.flows.operations.shipping import TURNS, WORDS, ShipOptions
from serialhhd.flows.operations.shortage import NeedsReason
from serialhhd.flows.words import document
from serialhhd.flows.words.word import DOCUMENT, PRODUCT, QUANTITY, SOURCE
from serialhhd.store.transfers import transfers
from serialhhd.store.transfers.transfers import ACCOUNT_TRANSFERS, Route


def _post(work: Work) -> Posted:
    done, account = shipping.post(work), _route(work).to_account or ""
    return Posted(sentences.account_changed(account=account, **shipping.facts(work, done)), done.is_complete)


def _route(work: Work) -> Route:
    return transfers.route_of(work.conn, document.in_work(work).id)


def _sides(work: Work) -> tuple[Field, ...]:
    if document.chosen(work) is None:
        return ()
    route = work.remember(_route)
    return ("from_account", route.from_account), ("to_account", route.to_account)


ACCOUNT_TRANSFER = Operation(
    name="account_transfer",
    title="Account Transfer",
    rank=6,
    documents=(ACCOUNT_TRANSFERS,),
    words=WORDS,
    required=(DOCUMENT, PRODUCT),
    options=ShipOptions,
    turns=TURNS,
    shorts=NeedsReason(),
    serials=from_stock.SERIALS_OF_LINE,
    units=for_line.units,
    most=shipping.most,
    check=shipping.check,
    capture=shipping.capture,
    post=_post,
    gone=sentences.account_line_gone,
    fields=_sides,
    large=frozenset({SOURCE, PRODUCT, QUANTITY}),
    labels=shelf_labels.LABELS,
)
