"""Stock lines: a quantity of one product at one location of one account under one tracking type."""

from dataclasses import asdict, fields
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, case, func, select

from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import LocationKind, TrackingType
from serialhhd.value_class import value_class


@value_class
class Identity:
    """What identifies a stock line: one product at one location of one account under one tracking type."""

    product_id: int
    location_id: int
    account_id: int
    tracking_type: TrackingType


@value_class
class StockLine:
    """A stock line, with its ids for the rules and its codes for people. Quantity in units."""

    id: int
    product_id: int
    account_id: int
    location_id: int
    product: str
    location: str
    account: str
    warehouse: str
    quantity: int
    tracking_type: TrackingType
    location_kind: LocationKind

    @property
    def identity(self) -> Identity:
        """What identifies it."""
        return Identity(self.product_id, self.location_id, self.account_id, self.tracking_type)

    @property
    def is_in_storage(self) -> bool:
        """Whether it may be proposed and picked from (R19)."""
        return self.location_kind is LocationKind.STORAGE

    @property
    def serial_count(self) -> int:
        """How many serials are on it: its quantity under Full Tracking (R16), none otherwise."""
        return self.quantity if self.tracking_type is TrackingType.FULL_TRACKING else 0


_line = t.stock_line.c
STOCK_LINES: t.AnySelect = (
    select(
        _line.id,
        _line.product_id,
        _line.account_id,
        _line.location_id,
        t.product.c.sku,
        t.location.c.code,
        t.account.c.code,
        t.warehouse.c.code,
        _line.quantity,
        _line.tracking_type,
        t.location.c.kind,
    )
    .join_from(t.stock_line, t.product)
    .join(t.location, _line.location_id == t.location.c.id)
    .join(t.account, _line.account_id == t.account.c.id)
    .join(t.warehouse, t.location.c.warehouse_id == t.warehouse.c.id)
)
OF_ACCOUNT: Final = _line.account_id + 0 == bindparam("account_id", type_=t.Id)
"""Whose stock, never by the index of accounts: SQLite takes it for as good as that of products or places, and reads all that an account has."""
_HELD = STOCK_LINES.where(_line.id == bindparam("id")).with_for_update(of=t.stock_line)
_IDENTITY = tuple(field.name for field in fields(Identity))
_FIND = select(_line.id).where(*(t.stock_line.c[name] == bindparam(name) for name in _IDENTITY))
_ADD = t.insert_if_new(t.stock_line)
_KNOWN = Prepared(
    select(func.count(), func.count(case((t.serial.c.run_id == bindparam("run_id", type_=t.Id), 1)))).where(
        t.serial.c.stock_line_id == bindparam("line_id")
    )
)
OF_SERIAL = select(t.serial.c.stock_line_id).where(
    t.serial.c.product_id == bindparam("product_id"), t.serial.c.serial_key == bindparam("key")
)
"""The stock line that a serial of a product is on."""
_REFILLED = t.stock_line.update().where(_line.id == bindparam("line_id")).values(received_at=bindparam("at"))


def lock(conn: Connection, line_id: int) -> StockLine:
    """Return a stock line, locked until the transaction ends, so that its quantity stays what it says."""
    return StockLine(*conn.execute(_HELD, {"id": line_id}).one())


def find_or_add(conn: Connection, identity: Identity, at: datetime) -> int:
    """Return the id of a stock line, not locked; it is added with quantity 0 where there is none."""
    wanted = asdict(identity)
    found: int | None = conn.scalar(_FIND, wanted)
    if found is None:
        conn.execute(_ADD, {**wanted, "quantity": 0, "received_at": at})
        return int(conn.execute(_FIND, wanted).scalar_one())
    return found


def fills_again(conn: Connection, line_id: int, at: datetime) -> None:
    """Note that an empty stock line is filled from now on: picking takes the oldest first."""
    conn.execute(_REFILLED, {"line_id": line_id, "at": at})


def of_serial(conn: Connection, product_id: int, serial: str) -> int | None:
    """Return the id of the stock line that a serial of a product is on; None where it is on none, or unknown."""
    named = {"product_id": product_id, "key": codes.serial_key(serial)}
    found: int | None = conn.scalar(OF_SERIAL, named)
    return found


def known_serials(conn: Connection, line_id: int, run_id: int | None) -> tuple[int, int]:
    """Return how many serials are on a stock line, and how many of them a run has captured."""
    ((known, captured),) = _KNOWN.rows(conn, {"line_id": line_id, "run_id": run_id})
    return int(known), int(captured)
