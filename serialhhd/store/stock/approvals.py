"""Approvals: what a flow lets happen only with a supervisor, who says yes at the handheld (R67). Who did is kept with it."""

from collections.abc import Collection

from sqlalchemy import Connection, exists, select

from serialhhd.store import refusals
from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Unapproved
from serialhhd.store.words.vocabulary import SUPERVISORS, Approvable
from serialhhd.value_class import value_class


@value_class
class Approval:
    """What needs a supervisor, and who has said yes.

    Attributes:
        needed: What a flow lets happen only with a supervisor, of `Approvable`.
        by: The supervisor who has said yes to what is posted now, badge and PIN checked; None before anybody has.
    """

    needed: Collection[str] = ()
    by: str | None = None


NONE_NEEDED = Approval()

_o = t.operator.c
_SUPERVISORS = select(_o.name).where(_o.role.in_(SUPERVISORS), _o.disabled_at.is_(None))


def approver(
    conn: Connection, approval: Approval, what: Approvable, unapproved: Unapproved, *, by: str
) -> str | None:
    """Return who approves something; None where nobody has to, as in a store without operators.

    A supervisor who does it himself answers for himself.

    Args:
        conn: The writing connection.
        approval: What needs a supervisor, and who has said yes.
        what: What is to happen.
        unapproved: What to raise where nobody who may has said yes.
        by: Who does it.

    Raises:
        Unapproved: As given.
    """
    if what not in approval.needed:
        return None
    said_yes = supervisor(conn, by if approval.by is None else approval.by)
    if said_yes is None and there_are_operators(conn):
        raise unapproved
    return said_yes


def check_supervisor(conn: Connection, by: str) -> str | None:
    """Check that somebody may do what takes a supervisor, and return his name as he has it; None where he is no operator (R43).

    Who is not known as an operator may, as at any desk until permissions are enforced.

    Raises:
        Refused: `role_needed` of an operator who is none.
    """
    if is_below_supervisor(conn, by):
        raise refusals.role_needed(operator=by)
    return supervisor(conn, by)


def is_below_supervisor(conn: Connection, by: str) -> bool:
    """Return whether somebody is an operator who may not do what takes a supervisor (R43)."""
    is_operator = select(exists().where(_o.name_key == codes.key(by.strip(" "))))
    return supervisor(conn, by) is None and bool(conn.scalar(is_operator))


def supervisor(conn: Connection, badge: str) -> str | None:
    """Return the name of the supervisor of that badge; None where it is no supervisor's, or of one who is disabled."""
    if not badge.isprintable():  # nobody is called so, and PostgreSQL takes no NUL
        return None
    return conn.scalar(_SUPERVISORS.where(_o.name_key == codes.key(badge.strip(" "))))


def there_are_operators(conn: Connection) -> bool:
    """Return whether a store has operators: without any, anybody may do anything."""
    return bool(conn.scalar(select(exists().where(_o.id.is_not(None)))))


def can_be_given(conn: Connection) -> bool:
    """Return whether there is a supervisor with a PIN, who could say yes at a handheld."""
    return conn.scalar(_SUPERVISORS.where(_o.pin_hash.is_not(None)).limit(1)) is not None
