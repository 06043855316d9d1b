"""Operators: who may sign on, and as what (R59)."""

from datetime import datetime

from sqlalchemy import Connection, func, select, update

from serialhhd.store import refusals
from serialhhd.store.schema import tables as t
from serialhhd.store.words import acting, codes
from serialhhd.store.words.vocabulary import Language, Role
from serialhhd.value_class import value_class


@value_class
class Operator:
    """Somebody who may sign on; `language` is None where the device's is spoken."""

    name: str
    role: Role
    language: Language | None = None


@value_class
class ListedOperator:
    """An operator as the office sees one: how many keys, whether there is a password and a PIN."""

    name: str
    role: Role
    is_disabled: bool
    keys: int
    has_password: bool
    has_pin: bool
    language: Language | None = None


_o = t.operator.c
_OPERATORS = select(_o.name, _o.role, _o.disabled_at, _o.language)
_KEYS = (
    select(func.count()).where(t.public_key.c.operator_id == _o.id).correlate(t.operator).scalar_subquery()
)
_LISTED = select(
    _o.name,
    _o.role,
    _o.disabled_at.is_not(None),
    _KEYS,
    _o.password_hash.is_not(None),
    _o.pin_hash.is_not(None),
    _o.language,
).order_by(_o.name_key)


def add(
    conn: Connection, name: str, role: Role, at: datetime, *, by: str, language: Language | None = None
) -> Operator:
    """Add an operator. From the first one on, only known operators may sign on.

    Raises:
        Refused: `already_there`, or the name is not one.
    """
    acting.named(by)
    cleaned = codes.clean(name, "operator")
    if conn.scalar(select(t.device.c.id).where(t.device.c.name_key == codes.key(cleaned))) is not None:
        raise refusals.already_there(what="device", code=cleaned)
    row = {
        "name": cleaned,
        "name_key": codes.key(cleaned),
        "role": role,
        "created_at": at,
        "language": language,
    }
    if not conn.execute(t.insert_if_new(t.operator), row).rowcount:
        raise refusals.already_there(what="operator", code=cleaned)
    return Operator(cleaned, role, language)


def listed(conn: Connection) -> tuple[ListedOperator, ...]:
    """Return all operators with what they can log in with, by name."""
    return tuple(
        ListedOperator(name, role, bool(is_disabled), keys, bool(has_password), bool(has_pin), language)
        for name, role, is_disabled, keys, has_password, has_pin, language in conn.execute(_LISTED)
    )


def disable(conn: Connection, name: str, at: datetime, *, by: str) -> None:
    """Let an operator neither sign on nor log in any more; an open run stays as it is.

    Raises:
        Refused: `unknown` operator.
    """
    _set_disabled(conn, name, at, by)


def enable(conn: Connection, name: str, *, by: str) -> None:
    """Let an operator sign on and log in again.

    Raises:
        Refused: `unknown` operator.
    """
    _set_disabled(conn, name, None, by)


def set_language(conn: Connection, name: str, language: Language | None, *, by: str) -> None:
    """Let an operator be spoken to in a language from the next sign-on; None: in the device's.

    Raises:
        Refused: `unknown` operator.
    """
    _change(conn, name, by, language=language)


def _set_disabled(conn: Connection, name: str, at: datetime | None, by: str) -> None:
    _change(conn, name, by, disabled_at=at)


def _change(conn: Connection, name: str, by: str, **values: datetime | Language | None) -> None:
    acting.named(by)
    cleaned = codes.clean(name, "operator")
    changed = update(t.operator).where(_o.name_key == codes.key(cleaned)).values(**values)
    if not conn.execute(changed).rowcount:
        raise refusals.unknown(what="operator", code=cleaned)


def sign_on(conn: Connection, name: str) -> Operator:
    """Return who signs on by that name. While a store has no operators, any name may.

    Raises:
        Refused: `unknown` or `operator_disabled`, or the name is not one.
    """
    cleaned = codes.clean(name, "operator")
    row = conn.execute(_OPERATORS.where(_o.name_key == codes.key(cleaned))).one_or_none()
    if row and row.disabled_at is not None:
        raise refusals.operator_disabled(operator=row.name)
    if row:
        return Operator(row.name, row.role, row.language)
    if conn.scalar(select(_o.id).limit(1)) is None:
        return Operator(cleaned, Role.OPERATOR)
    raise refusals.unknown(what="operator", code=cleaned)
