"""The tasks of all pick lists of a batch, for whoever picks for them: list by list, or by the places where their stock is (R31)."""

from collections.abc import Sequence

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.batches import batches
from serialhhd.store.catalogue import products
from serialhhd.store.documents import document, line_work
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents, Only
from serialhhd.store.documents.lines import Lines, Standing
from serialhhd.store.documents.progress import SoFar
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import PICK_LISTS, Task
from serialhhd.store.stock import proposing
from serialhhd.store.stock.runs import Run
from serialhhd.store.words import codes
from serialhhd.store.words.document_moves import PICKING


class TasksOfLists(Lines[Task]):
    """The tasks of all pick lists of a batch, in its order."""

    def of(self, conn: Connection, of: Document) -> tuple[Task, ...]:
        """Return them, list by list."""
        return tuple(
            task for one in batches.pick_lists(conn, of.id) for task in PICK_LISTS.lines.of(conn, one)
        )

    def standing(
        self, conn: Connection, document_id: int, line_id: int | None, *, lock: bool = False
    ) -> Standing[Task]:
        """Return the batch, and the task that is in work on whatever list."""
        if lock:
            document.lock(conn, document_id)
        task = None if line_id is None else pick_lists.task(conn, line_id)
        product = products.by_id(conn, task.product_id) if task else None
        return Standing(document.by_id(conn, document_id), task, product, is_locked=lock)


class Batches(Documents[Task]):
    """Batches, as whoever picks for their lists sees them: their lines are the tasks of these."""

    def __init__(self, only: Sequence[Only] = ()) -> None:
        super().__init__(batches.KIND, TasksOfLists(Task), only)

    def so_far(self, conn: Connection, document_id: int, line_id: int | None) -> SoFar:
        """Return how much of the tasks is done."""
        tasks = self.lines.of(conn, document.by_id(conn, document_id))
        place = next((number for number, task in enumerate(tasks, start=1) if task.id == line_id), None)
        return place, len(tasks), sum(task.done for task in tasks), sum(task.quantity for task in tasks)


BATCH_TASKS = Batches()
"""Batches of which lists are to be picked, whether somebody walks for them or not."""


def claim_next(conn: Connection, batch: Document, run: Run, last: Sequence[int]) -> Task | None:
    """Take the next task of a batch in work for the run, by the place of its stock; None if none is left.

    Args:
        conn: The writing connection.
        batch: The batch.
        run: The run.
        last: Tasks that come behind all others, in this order: they were skipped.

    Raises:
        Refused: `tasks_in_work`, naming who has them, where tasks are left but none is free.
    """
    waiting = [task for task in BATCH_TASKS.lines.of(conn, batch) if task.is_open]
    places = {task.id: _place(conn, batch, task) for task in waiting}
    for task in sorted(waiting, key=lambda one: (_turn(one, last), places[one.id])):
        if task.run_id == run.id or line_work.claim(conn, PICKING, task.id, run):
            return pick_lists.task(conn, task.id)
    if not waiting:
        return None
    who = sorted({task.in_work_by for task in waiting if task.in_work_by})
    raise refusals.tasks_in_work(document=batch.ref, operators=tuple(who))


def _turn(task: Task, last: Sequence[int]) -> int:
    return last.index(task.id) + 1 if task.id in last else 0


def _place(conn: Connection, batch: Document, task: Task) -> str:
    there = proposing.propose(conn, task, batch.account_id)
    return codes.key(there.location if there else task.location or "")
