"""Accounts, warehouses and locations: whose stock, at which site, in which place, and what for; each code names one (R19, R64)."""

from itertools import chain, count

from sqlalchemy import Connection, Table, bindparam, exists, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import carts, names, recognise
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.words import acting, codes
from serialhhd.store.words.vocabulary import LocationKind
from serialhhd.value_class import value_class

MAIN = "MAIN"
GOODS_IN = "GOODS-IN"


@value_class
class Location:
    """A place of a warehouse, and what it is for."""

    id: int
    code: str
    warehouse: str
    kind: LocationKind

    @property
    def is_storage(self) -> bool:
        """Whether stock is proposed and picked from it (R19)."""
        return self.kind is LocationKind.STORAGE

    @property
    def is_cart(self) -> bool:
        """Whether goods are carried on it, those of a batch while it has it (R22, R32)."""
        return self.kind is LocationKind.CART

    @property
    def is_transit(self) -> bool:
        """Whether what is there is on the road, and nobody puts goods there by hand (R19)."""
        return self.kind is LocationKind.TRANSIT


_p = t.location.c
LOCATIONS = select(_p.id, _p.code, t.warehouse.c.code, _p.kind).join_from(t.location, t.warehouse)
"""What a `Location` is made of."""
_BY_ID = Prepared(LOCATIONS.where(_p.id == bindparam("id")))
_LOCATION = LOCATIONS.where(_p.code_key == bindparam("key"))


def _add(conn: Connection, table: Table, what: str, code: str, by: str, **values: int | str) -> str:
    acting.named(by)
    is_scanned = table is t.location
    cleaned = names.clean(code, what) if is_scanned else codes.clean(code, what)
    if is_scanned:
        names.check_free(conn, cleaned, what)
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


def account_of(conn: Connection, account_id: int) -> str:
    """Return the code of the account of that id, which exists."""
    return str(conn.scalars(select(t.account.c.code).where(t.account.c.id == account_id)).one())


def accounts(conn: Connection) -> tuple[str, ...]:
    """Return the codes of all accounts."""
    return _codes(conn, t.account)


def add_warehouse(conn: Connection, code: str, *, by: str) -> str:
    """Add a warehouse with its transit location, and return its code.

    Raises:
        Refused: `already_there`, or the code is not one.
    """
    added = _add(conn, t.warehouse, "warehouse", code, by)
    warehouse_id = _id(conn, t.warehouse, "warehouse", added)
    _add(
        conn,
        t.location,
        "location",
        _transit_code(conn, added),
        by,
        warehouse_id=warehouse_id,
        kind=LocationKind.TRANSIT,
    )
    return added


def _transit_code(conn: Connection, warehouse: str) -> str:
    """Return what the transit location of a new warehouse is called: nobody chooses it, so it has a number where something is called so (R19)."""
    wanted = f"TRANSIT-{warehouse}"
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(code for code in chain([wanted], numbered) if not recognise.what_has(conn, code))


def warehouse_id(conn: Connection, code: str) -> int:
    """Return a warehouse's id.

    Raises:
        Refused: `unknown`.
    """
    return _id(conn, t.warehouse, "warehouse", code)


def transit_of(conn: Connection, warehouse_id: int) -> Location:
    """Return the transit location of the warehouse of that id."""
    wanted = (_p.warehouse_id == warehouse_id, _p.kind == LocationKind.TRANSIT)
    return Location(*conn.execute(LOCATIONS.where(*wanted)).one())


def warehouses(conn: Connection) -> tuple[str, ...]:
    """Return the codes of all warehouses."""
    return _codes(conn, t.warehouse)


def add_location(
    conn: Connection,
    code: str,
    warehouse: str = MAIN,
    *,
    kind: LocationKind = LocationKind.STORAGE,
    by: str,
) -> str:
    """Add a location to a warehouse and return its code, which no other location of any warehouse may have.

    Raises:
        Refused: `already_there`, `unknown` warehouse, or the code is not one; `wrong_location_kind` of a second transit location (R19).
    """
    if kind is LocationKind.TRANSIT:
        raise refusals.wrong_location_kind(location=codes.clean(code, "location"), kind=kind)
    return _add(conn, t.location, "location", code, by, warehouse_id=warehouse_id(conn, warehouse), kind=kind)


def set_kind(conn: Connection, code: str, kind: LocationKind, *, by: str) -> Location:
    """Change what a location is for, while it is empty (R19).

    Raises:
        Refused: `unknown`; `location_not_empty`; `cart_in_use` by a batch; `wrong_location_kind` of a transit location, and of what should become one.
    """
    acting.named(by)
    found = location(conn, code)
    if LocationKind.TRANSIT in {found.kind, kind}:
        raise refusals.wrong_location_kind(location=found.code, kind=LocationKind.TRANSIT)
    if found.kind is not kind and conn.scalar(_IS_FILLED, {"location_id": found.id}):
        raise refusals.location_not_empty(location=found.code)
    if found.is_cart and found.kind is not kind:
        carts.check_free(conn, found.id)
    conn.execute(t.location.update().where(_p.id == found.id).values(kind=kind))
    return by_id(conn, found.id)


_IS_FILLED = select(
    exists().where(t.stock_line.c.location_id == bindparam("location_id"), t.stock_line.c.quantity > 0)
)


def locations(conn: Connection, kind: LocationKind | None = None) -> tuple[Location, ...]:
    """Return all locations, of one kind if named, by code."""
    wanted = LOCATIONS.order_by(_p.code_key)
    if kind is not None:
        wanted = wanted.where(_p.kind == kind)
    return tuple(Location(*row) for row in conn.execute(wanted))


def only_location(conn: Connection) -> Location | None:
    """Return the location where there is one alone to put goods at; None where there are more."""
    first, *others = conn.execute(LOCATIONS.where(_p.kind != LocationKind.TRANSIT).limit(2))
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


def free_location(conn: Connection, code: str) -> Location:
    """Return the location of that code, where somebody takes units or puts them by hand.

    Raises:
        Refused: `unknown`; `wrong_location_kind` of a transit location (R19); `cart_in_use` by a batch (R22).
    """
    found = location(conn, code)
    if found.is_transit:
        raise refusals.wrong_location_kind(location=found.code, kind=found.kind, wanted=LocationKind.STORAGE)
    if found.is_cart:
        carts.check_free(conn, found.id)
    return found
