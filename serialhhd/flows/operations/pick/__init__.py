"""Pick Tasks by Pick List: goods out, one task of a pick list, or of all lists of a batch, after the other, each at the place where its stock is."""

from types import MappingProxyType

from serialhhd.flows.operations import from_stock, shelf_labels
from serialhhd.flows.operations.desk_rules import PickOptions
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.operations.pick import english as sentences
from serialhhd.flows.operations.pick import leaving, posting
from serialhhd.flows.operations.pick.choosing import SKIP, TasksByPlace
from serialhhd.flows.operations.shortage import NeedsReason
from serialhhd.flows.words import tote
from serialhhd.flows.words.tote import TOTE
from serialhhd.flows.words.word import DOCUMENT, PRODUCT, QUANTITY, SERIALS, SOURCE
from serialhhd.store.batches.tasks import BATCH_TASKS, LISTS_ALONE
from serialhhd.store.outbound import picking
from serialhhd.store.stock import proposing

PICK = Operation(
    name="pick_by_pick_list",
    title="Pick Tasks by Pick List",
    rank=20,
    documents=(LISTS_ALONE, BATCH_TASKS),
    words=frozenset({DOCUMENT, SOURCE, PRODUCT, SERIALS, QUANTITY, TOTE}),
    required=(DOCUMENT, PRODUCT),
    options=PickOptions,
    turns=TasksByPlace(claim_next=picking.claim_next, propose=proposing.propose),
    shorts=NeedsReason(),
    serials=leaving.SERIALS,
    units=from_stock.units_for_line,
    most=from_stock.units_for_line,
    check=from_stock.check_for_line,
    day=leaving.day,
    capture=leaving.capture,
    keeps_packed=True,
    post=posting.post,
    gone=sentences.task_gone,
    names_cancelled=True,
    large=frozenset({SOURCE, PRODUCT, QUANTITY}),
    stands_out=tote.stands_out,
    actions=MappingProxyType({":full": tote.FULL_ACTION, ":skip": SKIP}),
    fields=tote.fields,
    labels={**shelf_labels.LABELS, TOTE: tote.labels},
)
