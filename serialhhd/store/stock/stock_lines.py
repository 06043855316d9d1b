"""Stock lines: a quantity of one product at one location of one account under one tracking type."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import TrackingType


@dataclass(frozen=True, slots=True)
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
    )
    .join_from(t.stock_line, t.product)
    .join(t.location, _line.location_id == t.location.c.id)
    .join(t.account, _line.account_id == t.account.c.id)
    .join(t.warehouse, t.location.c.warehouse_id == t.warehouse.c.id)
)
_HELD = STOCK_LINES.where(_line.id == bindparam("id")).with_for_update(of=t.stock_line)
_IDENTITY = ("product_id", "location_id", "account_id", "tracking_type")
_FIND = select(_line.id).where(*(t.stock_line.c[name] == bindparam(name) for name in _IDENTITY))
_ADD = t.insert_if_new(t.stock_line)
_REFILLED = (
    t.stock_line.update()
    .where(_line.id == bindparam("line_id"), _line.quantity == 0)
    .values(received_at=bindparam("at"))
)


def hold(conn: Connection, line_id: int) -> StockLine:
    """Return a stock line, locked until the transaction ends, so that its quantity stays what it says."""
    return StockLine(*conn.execute(_HELD, {"id": line_id}).one())


def hold_or_add(
    conn: Connection,
    *,
    product_id: int,
    location_id: int,
    account_id: int,
    tracking_type: TrackingType,
    at: datetime,
) -> StockLine:
    """Return the stock line of these four, locked, to be filled now; it is added with quantity 0 where there is none."""
    identity = {
        "product_id": product_id,
        "location_id": location_id,
        "account_id": account_id,
        "tracking_type": tracking_type,
    }
    conn.execute(_ADD, {**identity, "quantity": 0, "received_at": at})
    line_id = conn.execute(_FIND, identity).scalar_one()
    conn.execute(_REFILLED, {"line_id": line_id, "at": at})
    return hold(conn, line_id)
