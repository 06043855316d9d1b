"""From where stock is taken that a line of a document asks for: storage, the oldest first of which some may go (R19); for a supplier, quarantine before it (R37)."""

from collections.abc import Collection
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, exists, func, or_, select

from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents.lines import Line
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.stock import held, stock_lines
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.vocabulary import DocumentState, LocationKind, TrackingType

MOVES_WITHOUT_SERIAL: Final = frozenset(one for one in TrackingType if not one.needs_serials_in)
"""Under which tracking types units without a serial move inside the house (R20)."""
LEAVES_WITHOUT_SERIAL: Final = frozenset(one for one in TrackingType if not one.needs_serials_out)
"""Under which they are picked for a customer (R3)."""
MADE_KNOWN: Final = MOVES_WITHOUT_SERIAL - LEAVES_WITHOUT_SERIAL
"""Under which their serials are made known when they are picked (R12)."""
_line, _place, _l = t.stock_line.c, t.location.c, t.document_line.c
_OLDEST_FIRST = (_line.received_at, _line.id)
_other = t.stock_line.alias()
_IS_ONE_OF_SEVERAL = (
    exists()
    .where(_other.c.product_id == _line.product_id, _other.c.quantity > 0, _other.c.id != _line.id)
    .correlate(t.stock_line)
)
_SOME_MAY_GO_FIRST = case((and_(_IS_ONE_OF_SEVERAL, ~held.HAS_SOME_TO_GO), 1), else_=0)
"""Where all that lies there is on hold, or over on the day, it comes last: who is sent there says why nothing goes."""
_cart = t.location.alias()
_warehouse_of_cart = (
    select(_cart.c.warehouse_id)
    .join_from(t.batch_cart, _cart, t.batch_cart.c.cart_id == _cart.c.id)
    .where(t.batch_cart.c.batch_id == t.document.c.id)
    .correlate(t.document)
    .scalar_subquery()
)
_named = (
    select(func.coalesce(t.document.c.warehouse_id, _warehouse_of_cart))
    .where(t.document.c.id == bindparam("document_id"))
    .scalar_subquery()
)
_to_supplier = (
    select(t.document.c.to_supplier).where(t.document.c.id == bindparam("document_id")).scalar_subquery()
)
_FILLED = stock_lines.STOCK_LINES.where(
    _line.product_id == bindparam("product_id"),
    stock_lines.OF_ACCOUNT,
    _line.quantity > 0,
    or_(_place.kind == LocationKind.STORAGE, and_(_place.kind == LocationKind.QUARANTINE, _to_supplier)),
    _place.warehouse_id == func.coalesce(_named, _place.warehouse_id),
).order_by(_place.kind, case((_to_supplier, 0), else_=_SOME_MAY_GO_FIRST), *_OLDEST_FIRST)
"""What waits in quarantine comes first where it may be taken: of these two kinds, its word does, too."""
_AT_PLACE = Prepared(
    stock_lines.STOCK_LINES.where(
        _line.product_id == bindparam("product_id"),
        stock_lines.OF_ACCOUNT,
        _line.location_id == bindparam("location_id"),
        _line.quantity > 0,
    ).order_by(*_OLDEST_FIRST)
)
_GOING = (
    select(_line.id)
    .where(
        _line.product_id.in_(
            select(_l.product_id)
            .join_from(t.batch_list, t.document_line, _l.document_id == t.batch_list.c.list_id)
            .where(t.batch_list.c.batch_id == bindparam("batch_id"), _l.state == DocumentState.OPEN)
        ),
        _line.quantity > 0,
        _IS_ONE_OF_SEVERAL,
        held.HAS_SOME_TO_GO,
    )
    .correlate(None)
)
"""The stock lines of which some may go of what a batch still wants: each is looked at once, for however many tasks."""
PLACE_OF_TASK: ColumnElement[str | None] = (
    select(_place.code_key)
    .join_from(t.stock_line, t.location, _line.location_id == _place.id)
    .where(
        _line.product_id == _l.product_id,
        _line.account_id + 0 == t.document.c.account_id,
        _line.quantity > 0,
        _place.kind == LocationKind.STORAGE,
        _place.warehouse_id == func.coalesce(t.document.c.warehouse_id, _place.warehouse_id),
        _line.location_id == func.coalesce(_l.location_id, _line.location_id),
    )
    .order_by(case((_line.id.in_(_GOING), 0), else_=1), *_OLDEST_FIRST)
    .limit(1)
    .correlate(t.document, t.document_line)
    .scalar_subquery()
)
"""The key of the place that `propose` proposes on a `day` for a task of a batch, for many of them in one look."""


_IN_STOCK = (
    exists()
    .where(
        _line.product_id == bindparam("product_id"),
        stock_lines.OF_ACCOUNT,
        _line.quantity > 0,
    )
    .select()
)


def check_may_leave(conn: Connection, product: Product, account_id: int) -> None:
    """Check that a document may ask for a product: what there is of a retired one still leaves (R52).

    Raises:
        Refused: `product_retired`.
    """
    if not conn.scalar(_IN_STOCK, {"product_id": product.id, "account_id": account_id}):
        products.check_not_retired(product)


def propose(
    conn: Connection,
    line: Line,
    account_id: int,
    at_location: int | None = None,
    *,
    without: Collection[int] = (),
    day: date | None = None,
    goes: bool = False,
) -> StockLine | None:
    """Return the stock line to take from for a line of a document, the oldest of which some may go, else the oldest; None where there is no stock.

    Only storage is considered, for a supplier return quarantine before it, and of one warehouse where the document names one, or is a batch on
    a cart there.

    Args:
        conn: The connection.
        line: The line; its fixed location, if it has one, is the only one considered.
        account_id: Whose stock.
        at_location: Only stock at this location.
        without: No stock at these locations.
        day: The day on which what is over does not go; None where it goes. To a supplier goes all.
        goes: Only stock of which some may go.
    """
    location_id = line.location_id or at_location
    wanted = _FILLED.limit(1)
    if location_id is not None:
        wanted = wanted.where(_line.location_id == location_id)
    if without:
        wanted = wanted.where(_line.location_id.not_in(without))
    if goes:
        wanted = wanted.where(or_(_to_supplier, held.HAS_SOME_TO_GO))
    of = {
        "product_id": line.product_id,
        "account_id": account_id,
        "document_id": line.document_id,
        "day": day.isoformat() if day else None,
    }
    row = conn.execute(wanted, of).one_or_none()
    return StockLine(*row) if row else None


def at_its_place(conn: Connection, there: StockLine) -> tuple[StockLine, ...]:
    """Return all stock lines at the place of another that are of the same goods, oldest first; that one itself where nothing is left of any."""
    of = {"product_id": there.product_id, "account_id": there.account_id, "location_id": there.location_id}
    return tuple(StockLine(*row) for row in _AT_PLACE.rows(conn, of)) or (there,)


def of_serial(conn: Connection, there: StockLine, serial: str, *, may_be_new: bool = False) -> StockLine:
    """Return the stock line at the place of another, of the same goods, that a serial is on; that one itself where it is on none of these (R20).

    Args:
        conn: The connection.
        there: The stock line that is proposed.
        serial: The serial.
        may_be_new: Whether units are taken whose serial is not known: one that is on no stock line is then of the oldest stock there
            that has such units.
    """
    on = stock_lines.of_serial(conn, there.product_id, serial)
    if on is None and may_be_new:
        return of_units(conn, there, without_serial=MADE_KNOWN)
    if on is None or on == there.id:
        return there
    return next((line for line in at_its_place(conn, there) if line.id == on), there)


def of_units(conn: Connection, there: StockLine, *, without_serial: Collection[TrackingType]) -> StockLine:
    """Return the oldest stock line at the place of another, of the same goods, of which units are taken without a serial; that one itself where none is (R20).

    Args:
        conn: The connection.
        there: The stock line that is proposed.
        without_serial: Under which tracking types units may go without.
    """
    return next((line for line in at_its_place(conn, there) if _has_some(conn, line, without_serial)), there)


def _has_some(conn: Connection, line: StockLine, without_serial: Collection[TrackingType]) -> bool:
    if line.tracking_type not in without_serial:
        return False
    known, _ = stock_lines.known_serials(conn, line.id, None)
    return known < line.quantity
