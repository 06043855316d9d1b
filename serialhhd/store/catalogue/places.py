"""Accounts, warehouses and locations: whose stock, at which site, in which place; each code names one (R64)."""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.words import acting, codes

MAIN = "MAIN"
GOODS_IN = "GOODS-IN"


@dataclass(frozen=True, slots=True)
class Location:
    """A place of a warehouse."""

    id: int
    code: str
    warehouse: str


_LOCATIONS = select(t.location.c.id, t.location.c.code, t.warehouse.c.code).join_from(t.location, t.warehouse)
_BY_ID = Prepared(_LOCATIONS.where(t.location.c.id == bindparam("id")))
_LOCATION = _LOCATIONS.where(t.location.c.code_key == bindparam("key"))


def _add(conn: Connection, table: Table, what: str, code: str, by: str, **values: int) -> str:
    acting.named(by)
    cleaned = codes.clean(code, what)
    added = conn.execute(t.insert_if_new(table), {"code": cleaned, "code_key": codes.key(cleaned), **values})
    if not added.rowcount:
        raise refusals.already_there(what=what, code=cleaned)
    return cleaned


def _id(conn: Connection, table: Table, what: str, code: str) -> int:
    found = conn.scalar(select(table.c.id).where(table.c.code_key == codes.key(code.strip(" "))))
    if found is None:
        raise refusals.unknown(what=what, code=code)
    return int(found)


def _codes(conn: Connection, table: Table) -> tuple[str, ...]:
    return tuple(conn.scalars(select(table.c.code).order_by(table.c.code_key)))


def add_account(conn: Connection, code: str, *, by: str) -> str:
    """Add an account and return its code.

    Raises:
        Refused: `already_there`, or the code is not one.
    """
    return _add(conn, t.account, "account", code, by)


def account_id(conn: Connection, code: str) -> int:
    """Return an account's id.

    Raises:
        Refused: `unknown`.
    """
    return _id(conn, t.account, "account", code)


def accounts(conn: Connection) -> tuple[str, ...]:
    """Return the codes of all accounts."""
    return _codes(conn, t.account)


def add_warehouse(conn: Connection, code: str, *, by: str) -> str:
    """Add a warehouse and return its code.

    Raises:
        Refused: `already_there`, or the code is not one.
    """
    return _add(conn, t.warehouse, "warehouse", code, by)


def warehouses(conn: Connection) -> tuple[str, ...]:
    """Return the codes of all warehouses."""
    return _codes(conn, t.warehouse)


def add_location(conn: Connection, code: str, warehouse: str = MAIN, *, by: str) -> str:
    """Add a location to a warehouse and return its code, which no other location of any warehouse may have.

    Raises:
        Refused: `already_there`, `unknown` warehouse, or the code is not one.
    """
    warehouse_id = _id(conn, t.warehouse, "warehouse", warehouse)
    return _add(conn, t.location, "location", code, by, warehouse_id=warehouse_id)


def locations(conn: Connection) -> tuple[Location, ...]:
    """Return all locations, by code."""
    return tuple(Location(*row) for row in conn.execute(_LOCATIONS.order_by(t.location.c.code_key)))


def only_location(conn: Connection) -> Location | None:
    """Return the location where there is one alone; None where there are more."""
    first, *others = conn.execute(_LOCATIONS.limit(2))
    return None if others else Location(*first)


def find_location(conn: Connection, code: str) -> Location | None:
    """Return the location of that code, or None."""
    row = conn.execute(_LOCATION, {"key": codes.key(code.strip(" "))}).one_or_none()
    return Location(*row) if row else None


def by_id(conn: Connection, location_id: int) -> Location:
    """Return the location of that id, which exists."""
    (row,) = _BY_ID.rows(conn, {"id": location_id})
    return Location(*row)


def location(conn: Connection, code: str) -> Location:
    """Return the location of that code.

    Raises:
        Refused: `unknown`.
    """
    found = find_location(conn, code)
    if found is None:
        raise refusals.unknown(what="location", code=code)
    return found
