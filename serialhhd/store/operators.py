"""Operators: who may sign on, and as what."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from serialhhd.store import codes
from serialhhd.store import tables as t
from serialhhd.store.refusal import Refused
from serialhhd.store.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody who may sign on."""

    name: str
    role: Role


_OPERATORS = select(t.operator.c.name, t.operator.c.role)


def add(conn: Connection, name: str, role: Role, at: datetime) -> Operator:
    """Add an operator. From the first one on, only known operators may sign on.

    Raises:
        Refused: `already_there`, or the name is not one.
    """
    cleaned = codes.clean(name, "operator")
    row = {"name": cleaned, "name_key": codes.key(cleaned), "role": role, "created_at": at}
    if not conn.execute(t.insert_if_new(t.operator), row).rowcount:
        raise Refused("already_there", what="operator", code=cleaned)
    return Operator(cleaned, role)


def all_operators(conn: Connection) -> tuple[Operator, ...]:
    """Return all operators, by name."""
    rows = conn.execute(_OPERATORS.order_by(t.operator.c.name_key))
    return tuple(Operator(*row) for row in rows)


def sign_on(conn: Connection, name: str) -> Operator:
    """Return who signs on by that name. While a store has no operators, any name may.

    Raises:
        Refused: `unknown` operator, or the name is not one.
    """
    cleaned = codes.clean(name, "operator")
    row = conn.execute(_OPERATORS.where(t.operator.c.name_key == codes.key(cleaned))).one_or_none()
    if row:
        return Operator(*row)
    if conn.scalar(select(t.operator.c.id).limit(1)) is None:
        return Operator(cleaned, Role.OPERATOR)
    raise Refused("unknown", what="operator", code=cleaned)
