"""Goods out: posting the pick of a task, and what is told of it."""

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import Posted, approval
from serialhhd.flows.operations.pick import english as sentences
from serialhhd.flows.operations.pick import leaving
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import document, place, quantity, tote
from serialhhd.store.outbound import picking
from serialhhd.store.outbound.picking import Pick, Picked, SerialsOut
from serialhhd.store.words.vocabulary import DocumentState


def post(work: Work) -> Posted:
    """Post the pick of the task."""
    how, day = leaving.SERIALS.how(work), leaving.day(work)
    into = tote.in_work(work)
    pick = Pick(quantity.now(work), how, work.position.reason, day, approval(work), into)
    line, task = place.stock_line(work), leaving.task_in_work(work)
    picked = picking.post(work.conn, task, line, work.open_run(), pick, at=work.at)
    is_all = picked.is_end_of_batch or (picked.is_complete and task.document_id == document.in_work(work).id)
    message = _picked(work, pick, picked)
    if into is not None and pick.quantity:
        message = messages.put_in_tote(tote=into.code, picked=message.text)
    return Posted(message, is_all, unpacked=picked.unpacked)


def _picked(work: Work, pick: Pick, picked: Picked) -> Message:
    line, task, aside = place.stock_line(work), picked.task, picked.set_aside
    if line and (aside.on_hold or aside.expired):
        return sentences.task_picked_set_aside(
            sku=task.product,
            quantity=pick.quantity,
            location=line.location,
            document=document.of(work, task).ref,
            is_complete=picked.is_complete,
            on_hold=aside.on_hold,
            expired=aside.expired,
        )
    return sentences.task_picked(
        sku=task.product,
        quantity=pick.quantity,
        location=line.location if line else None,
        document=document.of(work, task).ref,
        is_complete=picked.is_complete,
        open_quantity=task.open_quantity if task.state is DocumentState.OPEN else 0,
        short_reason=task.short_reason,
        without_serials=pick.how is SerialsOut.SKIP,
    )
