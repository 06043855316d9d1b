"""Asking for a supervisor: what a flow lets happen only with one waits until badge and PIN are there (R67)."""

from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.store.stock import approvals
from serialhhd.store.words.refusal import Unapproved

BADGE: Final = "supervisor"
PIN: Final = "supervisor_pin"
"""The names of the two questions."""


def ask(work: Work, unapproved: Unapproved) -> Message:
    """Ask for a supervisor's badge; what was about to happen is kept as it stands."""
    work.open_run()
    if work.position.question not in {None, BADGE, PIN}:
        work.move(pending=None)
    work.move(question=BADGE, approves=unapproved.code, approver=None)
    return said(work, unapproved)


def said(work: Work, unapproved: Unapproved) -> Message:
    """Return what is said of what needs a supervisor: that nobody can answer, where no supervisor has a PIN."""
    return messages.question(unapproved) if approvals.can_be_given(work.conn) else messages.no_supervisor()


def let_go(work: Work) -> None:
    """Ask for nobody any more."""
    work.move(question=None, approves=None, approver=None)
