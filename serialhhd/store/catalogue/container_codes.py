"""The codes of containers: no location, product or document has one (R21)."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.schema import tables as t

_c = t.container.c
_NAMED = select(_c.code).where(_c.code_key.in_(bindparam("keys", expanding=True, type_=t.Text))).limit(1)


def first(conn: Connection, keys: Collection[str]) -> str | None:
    """Return the code of a container that one of these keys names; None where none of them does."""
    found: str | None = conn.scalar(_NAMED, {"keys": keys})
    return found


def check_is_none(conn: Connection, key: str) -> None:
    """Check that no container has the code of that key.

    Raises:
        Refused: `already_there`.
    """
    if (code := first(conn, [key])) is not None:
        raise refusals.already_there(what="container", code=code)
