"""The list of all serials: each with its state, product, place and account, narrowed and searched, page by page.

Each listing has the order that an index serves, so that a page costs the same in a large store (decision 8): by serial, or
where something narrows it by what narrows it most. Serials that are only captured are not in it yet.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, TextClause, func, select, text

from serialhhd.store.catalogue.narrowing import Narrowing
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.conditions import NOT_IN_STOCK
from serialhhd.store.serials import lots, serial_parts
from serialhhd.store.stock import held
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import SerialState, TrackingType
from serialhhd.value_class import value_class


@value_class
class ListedSerial:
    """A serial as the list shows it.

    Attributes:
        id: Key of the serial.
        product_id: Key of its product.
        line_id: The stock line it is on, while in stock.
        serial: As it was scanned.
        product: SKU.
        tracking_type: The one it was received or picked under; while it is expected, that of its pre-receipt line.
        state: Where it stands in its life (R5).
        location: Where it is, while in stock.
        account: Whose it is, is to be, or was when it left.
        lot: AI 10, if it came with the serial.
        expiry: AI 17 as `YYYY-MM-DD`, if it came with the serial.
        on_hold: Why it is on hold; None where it is not.
    """

    id: int
    product_id: int
    line_id: int | None
    serial: str
    product: str
    tracking_type: TrackingType
    state: SerialState
    location: str | None
    account: str
    lot: str | None
    expiry: str | None
    on_hold: str | None

    @property
    def cursor(self) -> "Cursor":
        """Where a page that ends with it goes on."""
        return Cursor(self.line_id or 0, self.id, self.product_id, codes.serial_key(self.serial))


@value_class
class Cursor:
    """The last row of a page, in every order that a listing may have. As text: `LINE:ID:PRODUCT:SERIAL`."""

    line_id: int
    id: int
    product_id: int
    key: str

    def __str__(self) -> str:
        """Return it as a text that `parse` reads."""
        return f"{self.line_id}:{self.id}:{self.product_id}:{self.key}"

    @classmethod
    def parse(cls, written: str) -> "Cursor":
        """Return the cursor of a text.

        Raises:
            ValueError: it is none.
        """
        line_id, id_, product_id, key = written.split(":", 3)
        return cls(int(line_id), int(id_), int(product_id), codes.serial_key(key))


@value_class
class SerialFilter(Narrowing):
    """Which serials are listed; what is None or empty narrows nothing.

    Attributes:
        state: In this state.
        line_id: In stock on this stock line.
        lot: Of this lot, whatever the letter case.
        prefix: Beginning with this, whatever the letter case.
        part: Containing this, whatever the letter case (R4).
    """

    state: SerialState | None = None
    line_id: int | None = None
    lot: str = ""
    prefix: str = ""
    part: str = ""


EVERYTHING = SerialFilter()


# --- what is read of a serial -----------------------------------------------------------------------------------

_s, _line, _tx = t.serial.c, t.stock_line.c, t.stock_transaction.c
_last_line = (
    select(_tx.stock_line_id)
    .join_from(t.transaction_serial, t.stock_transaction)
    .where(t.transaction_serial.c.serial_id == _s.id, _tx.stock_line_id.is_not(None))
    .order_by(t.transaction_serial.c.transaction_id.desc())
    .limit(1)
    .correlate(t.serial)
    .scalar_subquery()
)
"""The stock line that a serial was on last: what has left is still somebody's."""

_account_id = func.coalesce(_line.account_id, t.document.c.account_id)
_SERIALS: t.AnySelect = select(
    _s.id,
    _s.product_id,
    _s.stock_line_id,
    _s.serial,
    t.product.c.sku,
    func.coalesce(_line.tracking_type, t.pre_receipt_line.c.tracking_type, type_=_line.tracking_type.type),
    _s.state,
    t.location.c.code,
    t.account.c.code,
    _s.lot,
    _s.expiry,
    held.REASON,
).where(_s.state != SerialState.CAPTURED)


def _with_its_rows(serials: FromClause) -> FromClause:
    """Join to serials what the list says of them."""
    return (
        serials.join(t.product, _s.product_id == t.product.c.id)
        .outerjoin(t.stock_line, _line.id == func.coalesce(_s.stock_line_id, _last_line))
        .outerjoin(t.pre_receipt_line, _s.document_line_id == t.pre_receipt_line.c.line_id)
        .outerjoin(t.document_line, _s.document_line_id == t.document_line.c.id)
        .outerjoin(t.document, t.document_line.c.document_id == t.document.c.id)
        .outerjoin(t.account, t.account.c.id == _account_id)
        .outerjoin(t.location, (t.location.c.id == _line.location_id) & _s.stock_line_id.is_not(None))
    )


# --- a page -----------------------------------------------------------------------------------------------------

RARE: Final = 2_000
"""Where something else narrows as well, a part that fewer serials have is looked up first; others turn up soon enough."""

_at = t.stock_line.alias("at_line")


_Condition = ColumnElement[bool] | TextClause


@value_class
class _Way:
    """How a listing is read: from where, in which order, under which condition that an index serves, and after what."""

    source: FromClause
    order: tuple[ColumnElement[Any], ...]
    after: ColumnElement[bool]
    where: tuple[_Condition, ...] = ()


def page(
    conn: Connection, wanted: SerialFilter = EVERYTHING, *, limit: int = 50, after: Cursor | None = None
) -> tuple[ListedSerial, ...]:
    """Return a page of serials, at most `limit`, after the `cursor` of a row.

    They come in the order of their numbers; where something narrows them, in the order they came in; those at one place, or
    all that are in stock, line by line.
    """
    key = codes.serial_key(wanted.part.strip(" "))
    way = _way(conn, wanted, key, after or _TOP)
    query = _SERIALS.select_from(_with_its_rows(way.source)).where(*way.where, *_conditions(wanted, key))
    if after is not None:
        query = query.where(way.after)
    return tuple(ListedSerial(*row) for row in conn.execute(query.order_by(*way.order).limit(limit)))


def _conditions(wanted: SerialFilter, key: str) -> Iterator[ColumnElement[bool]]:
    for column, value in (
        (_s.product_id, wanted.product_id),
        (_s.state, wanted.state),
        (_account_id, wanted.account_id),
        (_s.stock_line_id, wanted.line_id),
        (_s.lot_key, lots.key(wanted.lot.strip(" ")) or None),
    ):
        if value is not None:
            yield column == value
    if wanted.location_id is not None:
        yield (_line.location_id == wanted.location_id) & _s.stock_line_id.is_not(None)
    if wanted.prefix.strip(" "):
        yield codes.begins(codes.fold(wanted.prefix), _s.serial_key)
    if key:
        yield serial_parts.contains(key)


_TOP = Cursor(0, 0, 0, "")
_NOT_IN_STOCK = frozenset(SerialState) - {SerialState.CAPTURED, SerialState.IN_STOCK}


def _way(conn: Connection, wanted: SerialFilter, key: str, after: Cursor) -> _Way:
    """Choose the way on which the least is read that is not shown."""
    if len(key) >= serial_parts.SHORTEST and _is_looked_up(conn, wanted, key):
        return _by_part(conn.dialect.name, key, after)
    if wanted.line_id is not None or wanted.lot:
        return _by_id(after)
    if wanted.prefix:
        return _by_serial(after)
    place = tuple(_of_a_place(wanted))
    if place:
        return _by_line(_at.join(t.serial, _s.stock_line_id == _at.c.id), _at.c.id, after, *place)
    return _way_by_state(wanted, after)


def _way_by_state(wanted: SerialFilter, after: Cursor) -> _Way:
    if wanted.state in _NOT_IN_STOCK:
        return _by_id(after, text(f"serial.{NOT_IN_STOCK}"))
    if wanted.product_id is not None:
        return _by_id(after)
    if wanted.state is SerialState.IN_STOCK:
        return _by_line(t.serial, _s.stock_line_id, after, _s.stock_line_id.is_not(None))
    return _by_serial(after)


def _of_a_place(wanted: SerialFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.location_id is not None:
        yield _at.c.location_id == wanted.location_id
    if wanted.account_id is not None and wanted.state is SerialState.IN_STOCK:
        yield _at.c.account_id == wanted.account_id


def _by_id(after: Cursor, *where: _Condition) -> _Way:
    return _Way(t.serial, (_s.id,), _s.id > after.id, where)


def _by_line(
    serials: FromClause, line: ColumnElement[Any], after: Cursor, *where: ColumnElement[bool]
) -> _Way:
    is_after = (line >= after.line_id) & ((line > after.line_id) | (_s.id > after.id))
    return _Way(serials, (line, _s.id), is_after, where)


def _by_serial(after: Cursor) -> _Way:
    key, product = _s.serial_key, _s.product_id
    is_after = (key > after.key) | ((key == after.key) & (product > after.product_id))
    return _Way(t.serial, (key, product), is_after)


def _by_part(engine: str, key: str, after: Cursor) -> _Way:
    parts, id_ = serial_parts.index(engine)
    found = parts.join(t.serial, _s.id == id_)
    return _Way(found, (id_,), id_ > after.id, (serial_parts.found_by_index(engine, key),))


def _is_looked_up(conn: Connection, wanted: SerialFilter, key: str) -> bool:
    """Whether the index of parts leads to a page soonest. PostgreSQL weighs that itself."""
    if conn.dialect.name != "sqlite" or replace(wanted, part="") == EVERYTHING:
        return True
    parts, id_ = serial_parts.index("sqlite")
    some = select(id_).select_from(parts).where(serial_parts.found_by_index("sqlite", key)).limit(RARE)
    return (conn.scalar(select(func.count()).select_from(some.subquery())) or 0) < RARE
