"""Asking for a supervisor: what a flow lets happen only with one waits until badge and PIN are there (R67)."""

from types import MappingProxyType
from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.store.stock import approvals
from serialhhd.store.words.refusal import Unapproved

BADGE: Final = "supervisor"
PIN: Final = "supervisor_pin"
"""The names of the two questions."""


def ask(work: Work, unapproved: Unapproved, *, again: str | None = None) -> Message:
    """Ask for a supervisor's badge; what was about to happen is kept as it stands.

    Args:
        work: The run, and where it stands.
        unapproved: What needs a supervisor.
        again: The action that is done again once one has said yes; None posts what is in work.
    """
    work.open_run()
    if work.position.question not in {None, BADGE, PIN}:
        work.move(pending=None)
    facts = MappingProxyType(dict(unapproved.facts))
    work.move(question=BADGE, approves=unapproved.code, facts=facts, again=again, approver=None)
    return said(work)


def said(work: Work) -> Message:
    """Return what is said of what needs a supervisor: that nobody can answer, where no supervisor has a PIN."""
    unapproved = Unapproved(work.position.approves or "", dict(work.position.facts))
    return messages.question(unapproved) if approvals.can_be_given(work.conn) else messages.no_supervisor()


def is_known(work: Work) -> bool:
    """Return whether what needs a supervisor can be said; another version of the program may have asked for what this one does not know."""
    is_other = work.position.question not in {BADGE, PIN}
    return is_other or messages.is_known(work.position.approves or "", work.position.facts)


def let_go(work: Work) -> str | None:
    """Ask for nobody any more, and return the action that was to be done again; None where what is in work was to be posted."""
    again = work.position.again
    work.move(question=None, approves=None, facts=MappingProxyType({}), again=None, approver=None)
    return again
