"""What is on hold: a serial by itself, or with its product or its lot, which holds what arrives as well (R49, R50)."""

from sqlalchemy import Connection, and_, bindparam, exists, func, or_, select, true

from serialhhd.store import refusals
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import lots
from serialhhd.store.words.vocabulary import SerialState, TrackingType

WHOLE = ""
"""The lot of a hold of a whole product."""

_s, _h, _p = t.serial.c, t.serial_hold.c, t.product_hold.c
_BY_ITSELF = (_h.serial_id == _s.id, _h.released_at.is_(None))
_WITH_PRODUCT = (
    _p.product_id == _s.product_id,
    _p.released_at.is_(None),
    or_(_p.lot_key == WHOLE, _p.lot_key == _s.lot_key),
)

IN_THE_HOUSE = (SerialState.IN_STOCK, SerialState.IN_TRANSIT, SerialState.PICKED)
"""The states of what is on hold with its product."""
IS_SET_ASIDE = exists().where(*_BY_ITSELF).correlate(t.serial)
"""Whether a serial is on hold by itself."""
IS_HELD = or_(IS_SET_ASIDE, exists().where(*_WITH_PRODUCT).correlate(t.serial))
"""Whether a serial is on hold, by itself or with its product or lot."""
REASON = func.coalesce(
    select(_h.reason).where(*_BY_ITSELF).correlate(t.serial).scalar_subquery(),
    select(_p.reason)
    .where(*_WITH_PRODUCT, or_(*(_s.state == state for state in IN_THE_HOUSE)))
    .order_by(_p.lot_key)
    .limit(1)
    .correlate(t.serial)
    .scalar_subquery(),
)
"""Why a serial is on hold; NULL where it is not. What has left or is only announced is not on hold with its product."""


_line = t.stock_line.c
_DAY = bindparam("day", type_=t.Text)
_OF_LINE = (_s.stock_line_id == _line.id, _s.state == SerialState.IN_STOCK)
_SERIALS = select(func.count()).where(*_OF_LINE).correlate(t.stock_line).scalar_subquery()
_A_SERIAL_GOES = (
    exists().where(*_OF_LINE, ~IS_HELD, func.coalesce(_s.expiry >= _DAY, true())).correlate(t.stock_line)
)
_WHOLE_IS_HELD = exists().where(
    _p.product_id == _line.product_id, _p.released_at.is_(None), _p.lot_key == WHOLE
)
HAS_SOME_TO_GO = and_(
    ~_WHOLE_IS_HELD.correlate(t.stock_line),
    or_(_A_SERIAL_GOES, and_(_line.tracking_type != TrackingType.FULL_TRACKING, _line.quantity > _SERIALS)),
)
"""Whether a unit of a stock line may go on a day: none where its product is on hold as a whole, else a serial that may, or a unit without one.

It is asked in this order: a recall of a whole product looks at no serial, and under Full Tracking every unit has one.
"""


_ACTIVE = select(_p.lot, _p.reason).where(_p.product_id == bindparam("product_id"), _p.released_at.is_(None))
_OF_LOT = Prepared(
    _ACTIVE.where(or_(_p.lot_key == WHOLE, _p.lot_key == bindparam("lot_key", type_=t.Text)))
    .order_by(_p.lot_key)
    .limit(1)
)
_ARRIVING = _ACTIVE.where(
    or_(
        _p.lot_key == WHOLE,
        _p.lot_key == bindparam("lot_key", type_=t.Text),
        exists().where(_s.run_id == bindparam("run_id"), _s.lot_key == _p.lot_key).correlate(t.product_hold),
    )
).order_by(_p.lot_key)
_LOCK_PRODUCT = (
    select(t.product.c.id).where(t.product.c.id == bindparam("product_id")).with_for_update(read=True)
)


def check_product(conn: Connection, product_id: int, sku: str, lot: str | None = None) -> None:
    """Check that units of a product, or new serials of one of its lots, may leave.

    Raises:
        Refused: `product_on_hold`, with the reason.
    """
    row = _OF_LOT.row(conn, {"product_id": product_id, "lot_key": lots.key(lot)})
    if row is not None:
        held_lot, reason = row
        raise refusals.product_on_hold(sku=sku, lot=held_lot, reason=reason)


def is_product_held(conn: Connection, product_id: int) -> bool:
    """Tell whether a product is on hold as a whole."""
    return _OF_LOT.row(conn, {"product_id": product_id, "lot_key": None}) is not None


def check_leaving(conn: Connection, product_id: int, sku: str) -> None:
    """Check the same of the whole product, which stays as it is until this transaction ends.

    Raises:
        Refused: `product_on_hold`, with the reason.
    """
    conn.execute(_LOCK_PRODUCT, {"product_id": product_id})  # or a hold that is on its way would be missed
    check_product(conn, product_id, sku)


def arriving_because(conn: Connection, product_id: int, lot: str | None, run_id: int) -> str | None:
    """Return why what a run receives is on hold; None where it is not.

    Args:
        conn: The connection.
        product_id: What it receives.
        lot: The lot that came with the product.
        run_id: The run, with the lots of the serials that it holds.
    """
    of = {"product_id": product_id, "lot_key": lots.key(lot), "run_id": run_id}
    row = conn.execute(_ARRIVING.limit(1), of).one_or_none()
    return None if row is None else str(row.reason)
