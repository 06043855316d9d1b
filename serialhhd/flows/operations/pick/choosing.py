"""Goods out: which task comes next, of one pick list in its order or of a batch by the places; and `:skip`, which puts one last (R31)."""

from dataclasses import dataclass

from serialhhd.flows.conversation.command import Command
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.choosing import PlaceChooses
from serialhhd.flows.operations.pick import english as sentences
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import keys
from serialhhd.flows.words import document
from serialhhd.flows.words.turn import operation_of
from serialhhd.store.batches import tasks
from serialhhd.store.documents.lines import Line
from serialhhd.store.stock import runs
from serialhhd.store.words.vocabulary import DocumentKind


@dataclass(frozen=True, kw_only=True)
class TasksByPlace(PlaceChooses):
    """The tasks of a pick list in their order; those of all lists of a batch by the places where their stock is."""

    def next_line(self, work: Work) -> Line | None:
        """Take the next task in work."""
        paper = document.in_work(work)
        if paper.kind is not DocumentKind.BATCH:
            return super().next_line(work)
        day = operation_of(work).day(work)
        return tasks.claim_next(work.conn, paper, work.open_run(), work.position.skipped, day)


def _is_of_batch(work: Work) -> bool:
    paper = document.chosen(work)
    return paper is not None and paper.kind is DocumentKind.BATCH and work.position.line_id is not None


def _skip(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    """Put the task in work behind all others of the batch, and go on with the next."""
    task = document.line_in_work(work)
    pick_list = document.of(work, task)
    if work.captured:
        raise messages.line_has_captures(sku=task.product, captured=work.captured)
    runs.drop_claims(work.conn, work.open_run().id)
    others = tuple(one for one in work.position.skipped if one != task.id)
    work.move(skipped=(*others, task.id))
    work.forget()
    operation_of(work).turns.go_on(work)
    return sentences.task_skipped(sku=task.product, document=pick_list.ref)


SKIP = Command(keys.skip, _skip, _is_of_batch)
"""The action `:skip`."""
