"""Cross Pick: what a pre-receipt brings goes out at once, task by task of whatever pick lists want it; or one list is picked."""

from dataclasses import replace

from sqlalchemy import Connection

from serialhhd.flows.operations.choosing import PlaceChooses
from serialhhd.flows.operations.pick import PICK
from serialhhd.store.catalogue import products
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents
from serialhhd.store.documents.lines import Lines, Standing
from serialhhd.store.documents.progress import SoFar
from serialhhd.store.inbound.pre_receipts import PRE_RECEIPTS
from serialhhd.store.outbound import picking
from serialhhd.store.outbound.pick_lists import PICK_LISTS, Task
from serialhhd.store.stock import proposing
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState


class TasksFor(Lines[Task]):
    """The tasks of all open pick lists that want what a pre-receipt brings."""

    def of(self, conn: Connection, of: Document) -> tuple[Task, ...]:
        """Return them, list by list."""
        brought = {line.product_id for line in PRE_RECEIPTS.lines.of(conn, of)}
        waiting = PICK_LISTS.all_of(conn, DocumentState.OPEN)
        tasks = (task for pick_list in waiting for task in PICK_LISTS.lines.of(conn, pick_list))
        return tuple(task for task in tasks if task.product_id in brought)

    def standing(
        self, conn: Connection, document_id: int, line_id: int | None, *, lock: bool = False
    ) -> Standing[Task]:
        """Return the pre-receipt, and the task that is in work on whatever list."""
        paper = PRE_RECEIPTS.lines.standing(conn, document_id, None, lock=lock).document
        task = None if line_id is None else self.by_id(conn, line_id)
        return Standing(paper, task, products.by_id(conn, task.product_id) if task else None)


class Bringing(Documents[Task]):
    """Pre-receipts, for what wants their goods."""

    def so_far(self, conn: Connection, document_id: int, line_id: int | None) -> SoFar:
        """Return how much of the tasks is done."""
        at = self.lines.standing(conn, document_id, None).document
        tasks = self.lines.of(conn, at)
        place = next((number for number, task in enumerate(tasks, start=1) if task.id == line_id), None)
        return place, len(tasks), sum(task.done for task in tasks), sum(task.quantity for task in tasks)


BRINGING = Bringing(DocumentKind.PRE_RECEIPT, TasksFor(Task))


def _claim_next(conn: Connection, paper: Document, run: Run) -> Task | None:
    """Take the next task: of the pick list, or of the lists that want what the pre-receipt brings."""
    if paper.kind is DocumentKind.PICK_LIST:
        return picking.claim_next(conn, paper, run)
    lists = {task.document_id: task for task in BRINGING.lines.of(conn, paper) if task.is_open}
    open_lists = (one for one in PICK_LISTS.all_of(conn, DocumentState.OPEN) if one.id in lists)
    return next((task for one in open_lists if (task := picking.claim_next(conn, one, run))), None)


CROSS_PICK = replace(
    PICK,
    name="cross_pick",
    title="Cross Pick",
    documents=(PICK_LISTS, BRINGING),
    turns=PlaceChooses(claim_next=_claim_next, propose=proposing.propose),
)
