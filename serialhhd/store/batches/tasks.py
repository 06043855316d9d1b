"""Which tasks whoever picks has before him: those of a pick list of no batch, or of all lists of a batch, by the places where their stock is (R31)."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from sqlalchemy import Connection, and_, bindparam, case, exists, func, or_, select

from serialhhd.store.batches import batches
from serialhhd.store.documents import line_work, progress
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents, Only
from serialhhd.store.documents.lines import Lines
from serialhhd.store.documents.progress import SoFar
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import Task
from serialhhd.store.schema import tables as t
from serialhhd.store.stock import proposing
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.document_moves import PICKING
from serialhhd.store.words.vocabulary import DocumentState

_l, _in_batch = t.document_line.c, t.batch_list.c
_mine, _in_mine = t.document_line.alias(), t.batch_list.alias()
_MINE = _mine.join(_in_mine, _in_mine.c.list_id == _mine.c.document_id)
_place_of_mine, _number_of_mine = (
    select(column)
    .select_from(_MINE)
    .where(_mine.c.id == bindparam("line_id"), _in_mine.c.batch_id == bindparam("document_id"))
    .scalar_subquery()
    for column in (_in_mine.c.place, _mine.c.line_no)
)
_is_before = or_(
    _in_batch.place < _place_of_mine, and_(_in_batch.place == _place_of_mine, _l.line_no <= _number_of_mine)
)
_SO_FAR = Prepared(
    select(func.sum(case((_is_before, 1), else_=0)), func.count(), func.sum(_l.done), func.sum(_l.quantity))
    .join_from(t.batch_list, t.document_line, _l.document_id == _in_batch.list_id)
    .where(_in_batch.batch_id == bindparam("document_id"))
)
"""How far the lists of a batch are, without reading every task: it is asked at every View."""


_PLACES = (
    select(_l.id, func.coalesce(proposing.PLACE_OF_TASK, t.location.c.code_key, ""))
    .join_from(t.batch_list, t.document, t.document.c.id == _in_batch.list_id)
    .join(t.document_line, _l.document_id == t.document.c.id)
    .outerjoin(t.location, _l.location_id == t.location.c.id)
    .where(_in_batch.batch_id == bindparam("batch_id"), _l.state == DocumentState.OPEN)
    .order_by(_in_batch.place, _l.line_no)
)
"""The open tasks of a batch in its order, each with where its stock is, or should be: one look for all, at each pick."""


class TasksOfLists(Lines[Task]):
    """The tasks of all pick lists of a batch, in its order."""

    def __init__(self) -> None:
        super().__init__(Task, of_parts=True)

    @cached_property
    def _all(self) -> t.AnySelect:
        of_batch = self._lines().join(t.batch_list, _in_batch.list_id == _l.document_id)
        is_on = _in_batch.batch_id == bindparam("document_id")
        return of_batch.where(is_on).order_by(_in_batch.place, _l.line_no)


class Batches(Documents[Task]):
    """Batches, as whoever picks for their lists sees them: their lines are the tasks of these."""

    def __init__(self, only: Sequence[Only] = ()) -> None:
        super().__init__(batches.KIND, TasksOfLists(), only)

    def so_far(self, conn: Connection, document_id: int, line_id: int | None) -> SoFar:
        """Return how much of the tasks is done."""
        return progress.so_far(conn, _SO_FAR, document_id, line_id)


_ALONE = Only(
    ~exists().where(_in_batch.list_id == t.document.c.id, _in_batch.ended_at.is_(None)), batches.in_another
)
LISTS_ALONE = Documents(pick_lists.KIND, Lines(Task), (_ALONE,))
"""Pick lists as whoever picks one alone sees them: those in an open batch are picked with it, or their goods would be brought twice."""
BATCH_TASKS = Batches()
"""Batches of which lists are to be picked, whether somebody walks for them or not."""


def claim_next(
    conn: Connection, batch: Document, run: Run, last: Sequence[int], day: date | None = None
) -> Task | None:
    """Take the next task of a batch in work for the run, by the place of its stock; None if none is left.

    Args:
        conn: The writing connection.
        batch: The batch.
        run: The run.
        last: Tasks that come behind all others, in this order: they were skipped.
        day: The day on which what is over does not go; None where it goes.

    Raises:
        Refused: `tasks_in_work`, naming who has them, where tasks are left but none is free.
    """
    turns = {task_id: number for number, task_id in enumerate(last, start=1)}

    def waiting() -> Iterator[Task]:
        of = {"batch_id": batch.id, "day": day.isoformat() if day else None}
        there = conn.execute(_PLACES, of).all()
        for task_id, _ in sorted(there, key=lambda one: (turns.get(one[0], 0), one[1])):
            yield pick_lists.task(conn, task_id)

    claimed = line_work.claim_first(conn, PICKING, waiting, batch, run)
    return pick_lists.task(conn, claimed.id) if claimed else None
