"""A supervisor's badge and PIN, asked in between (R67): what waits for them is done when both are right.

Only the badge is kept in the position. Whether a PIN is right takes long on purpose: it is checked outside any transaction, by
whoever plays the conversation, and what was entered is then answered once more.
"""

from functools import partial

from serialhhd.flows.answers.entry import entered
from serialhhd.flows.conversation.actions import act
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.questions import supervisor
from serialhhd.flows.questions.question import Question
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.words import turn
from serialhhd.flows.words.word import QUANTITY
from serialhhd.store.stock import approvals
from serialhhd.store.words.numbers import is_number
from serialhhd.store.words.refusal import Refused


class PinEntered(Refused):
    """A PIN was entered, which nobody has checked yet: nothing was changed.

    Where it was checked and is asked for again, the run has moved on meanwhile: that is its sentence.
    """

    def __init__(self, badge: str) -> None:
        super().__init__("run_moved", {})
        self.badge = badge


def is_asked(work: Work, badge: str) -> bool:
    """Return whether the PIN of that badge is asked for now."""
    return work.position.question == supervisor.PIN and work.position.approver == badge


def _answer_badge(work: Work, text: str) -> Message:
    if text == ":no":
        return _leave(work)
    name = approvals.supervisor(work.conn, entered(text, "supervisor"))
    if name is None:
        raise messages.not_a_supervisor()
    work.move(question=supervisor.PIN, approver=name)
    return _named(work)


def _answer_pin(work: Work, text: str) -> Message:
    if text == ":no":
        return _leave(work)
    if not text:  # Enter alone is no wrong PIN
        raise messages.nothing_entered(what="PIN")
    if not is_number(text):
        raise messages.no_pin()
    badge = work.position.approver or ""
    if work.approved_by != badge:
        raise PinEntered(badge)
    again = supervisor.let_go(work)
    return work.answered_for_good(partial(_do_again, work, again))


def _do_again(work: Work, action: str | None) -> Message:
    """Do what waited for the supervisor: an action, or posting what is in work."""
    if action is None:
        return turn.post(work)
    word, _, argument = action.partition(" ")
    return act(work, word, argument)


def _leave(work: Work) -> Message:
    """Go back to where the supervisor was asked for: nothing is lost."""
    supervisor.let_go(work)
    if work.asks(QUANTITY):
        work.move(quantity=None)
    if not work.step.is_asked(work):
        work.go_back()
    return messages.not_approved()


def _back_to_badge(work: Work) -> Message:
    work.move(question=supervisor.BADGE, approver=None)
    return supervisor.said(work)


def _named(work: Work) -> Message:
    return messages.supervisor_named(operator=work.position.approver or "")


def _nothing(work: Work) -> tuple[Choice, ...]:  # noqa: ARG001 - questions have one shape
    return ()


Question(
    supervisor.BADGE,
    prompt=lambda work: prompts.supervisor(),  # noqa: ARG005 - the same for anything
    choices=_nothing,
    answer=_answer_badge,
    hears_words=True,
    goes_back=_leave,
    again=supervisor.said,
    is_private=True,
)
Question(
    supervisor.PIN,
    prompt=lambda work: prompts.pin(),  # noqa: ARG005 - the same for anybody
    choices=_nothing,
    answer=_answer_pin,
    hears_words=True,
    goes_back=_back_to_badge,
    again=_named,
    is_secret=True,
    is_private=True,
)
