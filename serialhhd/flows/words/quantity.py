"""The word `quantity`: how many units are proposed, confirmed and posted."""

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.questions.question import Question, is_yes
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.words import serials
from serialhhd.flows.words.turn import advance, operation_of
from serialhhd.store.words.numbers import is_far_above
from serialhhd.store.words.refusal import Refused


def proposed(work: Work) -> int | None:
    """Return the quantity that Enter takes: the number of serials where they are scanned; None where one must be typed."""
    rule = serials.rule(work)
    if rule.is_scanned:
        return work.captured or (None if rule.some_have_none else 0)
    operation = operation_of(work)
    return operation.shorts.proposed(work, (operation.proposes or operation.units)(work))


def now(work: Work) -> int:
    """Return the quantity that would be posted now: the one that is confirmed, or else the one proposed."""
    quantity = work.position.quantity
    return (proposed(work) or 0) if quantity is None else quantity


def confirm(work: Work, quantity: int) -> Message:
    """Answer the question for the quantity; one that looks like a label is asked about, and one that is short may be.

    Raises:
        Refused: What the rules say (R9, R10, R12); R17 also where no product was asked for before, as after `:short`.
    """
    return take(work, quantity) or go_on(work)


def take(work: Work, quantity: int) -> Message | None:
    """Take the quantity without going on; what is asked about it in between is returned.

    Raises:
        Refused: As from `confirm`.
    """
    operation = operation_of(work)
    scanned = messages.quantity_is_scanned(given=quantity, captured=work.captured)
    try:
        operation.check(work, quantity)
    except Refused as refused:
        if refused.code == "quantity_is_serial_count" and not serials.may_be(work, quantity):
            raise scanned from refused  # what a desk is told knows neither Enter nor :back
        raise
    if quantity:
        serials.check(work)
    if not serials.may_be(work, quantity):
        raise scanned
    work.move(quantity=quantity)
    expected = _most_likely(work)
    if expected is not None and is_far_above(quantity, expected):
        work.move(question=TAKE_MANY.name)
        return messages.take_so_many(quantity=quantity, expected=expected)
    return operation.shorts.ask(work, quantity)


def is_said(work: Work) -> bool:
    """Return whether the scanned serials say the quantity, and none is missing: then it can be no other."""
    rule = serials.rule(work)
    return rule.is_scanned and not rule.some_have_none and work.captured > 0 and not serials.wanted(work)


def _most_likely(work: Work) -> int | None:
    """Return the greatest number of units that is no surprise: what is proposed, or all that are to be moved; None: any."""
    known = [units for units in (proposed(work), serials.expected(work)) if units is not None]
    return max(known, default=None)


def go_on(work: Work) -> Message:
    """Go on with the quantity that is confirmed."""
    quantity = work.position.quantity or 0
    return advance(work) or messages.quantity_confirmed(quantity=quantity)


def _answer_many(work: Work, text: str) -> Message:
    if is_yes(text):
        work.move(question=None)
        return go_on(work)
    quantity = work.position.quantity or 0
    work.move(question=None, quantity=None)
    return messages.quantity_dropped(quantity=quantity)


TAKE_MANY = Question(
    "take_many",
    prompt=lambda work: prompts.take_many(quantity=work.position.quantity),
    choices=lambda work: (Choice("1", prompts.yes()), Choice("2", prompts.no())),  # noqa: ARG005 - the same for any quantity
    answer=_answer_many,
    is_yes_or_no=True,
    hears_words=True,
)
