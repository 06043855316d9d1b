"""Count: `:done` where a product is asked for says that the place is done."""

from typing import Final

from serialhhd.flows.conversation.command import Command
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.count import english as sentences
from serialhhd.flows.operations.count.choosing import PlacesToCount, place_in_work
from serialhhd.flows.operations.desk_rules import CountOptions, recounting
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import keys
from serialhhd.flows.words import document
from serialhhd.flows.words.turn import operation_of
from serialhhd.flows.words.word import PRODUCT
from serialhhd.store.counts import counting, posting
from serialhhd.store.counts.counting import PlaceDone
from serialhhd.store.stock import runs
from serialhhd.store.words.vocabulary import DocumentState


def _is_offered(work: Work) -> bool:
    return work.asks(PRODUCT)


def _say_done(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    """Say that the place is done: what was not counted there counts as 0; then go on to the next place (R39)."""
    if work.captured:
        raise messages.line_has_captures(sku=document.line_in_work(work).product, captured=work.captured)
    run, ref, at = work.open_run(), document.in_work(work).ref, work.at
    location, rules = place_in_work(work).code, recounting(work)
    runs.drop_claims(work.conn, run.id)
    done = counting.place_done(work.conn, ref, location=location, recounting=rules, by=work.operator, at=at)
    limit = work.options(CountOptions).limit
    count = posting.post_smaller(work.conn, ref, run, location=location, approve_from=limit, at=at)
    turns = operation_of(work).turns
    assert isinstance(turns, PlacesToCount)  # noqa: S101 - the operation declares it
    turns.go_on_elsewhere(work)
    return _told(done, ref, count.state)


def _told(done: PlaceDone, ref: str, state: DocumentState) -> Message:
    if done.again:
        return sentences.recount_wanted(location=done.place, is_for_others=done.is_for_others)
    return sentences.place_counted(
        location=done.place,
        document=ref,
        is_complete=done.is_counted,
        is_posted=state is DocumentState.POSTED,
    )


DONE: Final = Command(keys.done, _say_done, _is_offered)
"""The action `:done` at the question for a product."""
