"""Whom a public key lets in: one key may belong to several operators and devices."""

from sqlalchemy import Connection, select, union_all

from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes


def other_owners(conn: Connection, owner: str, fingerprint: str) -> tuple[str, ...]:
    """Return the names of the operators and devices that a key lets in beside its owner, by name."""
    names = union_all(
        *(
            select(table.c.name, table.c.name_key)
            .join(t.public_key, t.public_key.c[column] == table.c.id)
            .where(t.public_key.c.fingerprint == fingerprint, table.c.name_key != codes.key(owner.strip(" ")))
            for column, table in (("operator_id", t.operator), ("device_id", t.device))
        )
    ).subquery()
    return tuple(conn.scalars(select(names.c.name).order_by(names.c.name_key)))
