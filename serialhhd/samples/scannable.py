"""What could be scanned in this warehouse now: barcodes, places and serials for a virtual scanner. It reads only."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, or_, select

from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents import unfinished
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures
from serialhhd.store.stock import held
from serialhhd.store.words.vocabulary import LocationKind, SerialState

_s = t.serial.c


def barcode(conn: Connection, product: Product) -> str:
    """Return what is printed on a product's box: its first barcode as its label shows it, else its SKU."""
    known = products.barcodes(conn, product)
    return known[0].removeprefix("0") if known else product.sku


def other_products(conn: Connection, but: Collection[int], limit: int) -> tuple[Product, ...]:
    """Return some products that are none of these."""
    found = conn.scalars(
        select(t.product.c.id)
        .where(t.product.c.id.not_in(but), unfinished.is_seen(t.product))
        .order_by(t.product.c.id)
        .limit(limit)
    )
    return tuple(products.by_id(conn, one) for one in found.all())


def locations(conn: Connection, limit: int, warehouse_id: int | None = None) -> tuple[str, ...]:
    """Return some locations that have a label, those of a warehouse first, by code: nobody scans a transit location."""
    place = t.location.c
    wanted = select(place.code).where(place.kind != LocationKind.TRANSIT)
    wanted = (
        wanted.order_by(place.warehouse_id != warehouse_id, place.code_key)
        if warehouse_id
        else wanted.order_by(place.code_key)
    )
    return tuple(conn.scalars(wanted.limit(limit)))


def expected_serials(conn: Connection, line_id: int, limit: int) -> tuple[str, ...]:
    """Return serials that a pre-receipt line still expects and nobody has scanned yet."""
    waiting = (_s.document_line_id == line_id, _s.state == SerialState.EXPECTED, _s.run_id.is_(None))
    return tuple(conn.scalars(select(_s.serial).where(*waiting).order_by(_s.id).limit(limit)))


def serials_in_stock(
    conn: Connection, stock_line_id: int, limit: int, day: date | None = None
) -> tuple[str, ...]:
    """Return serials on a stock line that nobody has scanned yet and that are neither on hold nor over on a day."""
    there = [_s.stock_line_id == stock_line_id, _s.run_id.is_(None), ~held.IS_HELD]
    if day is not None:
        there.append(or_(_s.expiry.is_(None), _s.expiry >= day.isoformat()))
    return tuple(conn.scalars(select(_s.serial).where(*there).order_by(_s.id).limit(limit)))


def serials_gone(
    conn: Connection, product_id: int, left_on: ColumnElement[bool], state: SerialState, limit: int
) -> tuple[str, ...]:
    """Return serials that nobody has scanned yet and that went last on documents of a kind: picked or dispatched."""
    wanted = (
        select(_s.serial)
        .join_from(t.serial, t.stock_transaction, t.stock_transaction.c.id == captures.NEWEST)
        .join(t.document_line, t.stock_transaction.c.document_line_id == t.document_line.c.id)
        .join(t.document, t.document_line.c.document_id == t.document.c.id)
        .where(_s.product_id == product_id, _s.state == state, _s.run_id.is_(None), left_on)
    )
    return tuple(conn.scalars(wanted.order_by(_s.id).limit(limit)))


def serial_elsewhere(conn: Connection, product_id: int, but: Sequence[str]) -> str | None:
    """Return a serial of the product that was dispatched, picked or removed, and is none of these."""
    gone = (SerialState.DISPATCHED, SerialState.RETURNED, SerialState.PICKED, SerialState.REMOVED)
    wanted = select(_s.serial).where(_s.product_id == product_id, _s.state.in_(gone), _s.serial.not_in(but))
    return conn.scalar(wanted.order_by(_s.serial_key).limit(1))


def highest_serial(conn: Connection, product_id: int) -> str | None:
    """Return the product's serial that comes last."""
    return conn.scalar(
        select(_s.serial).where(_s.product_id == product_id).order_by(_s.serial_key.desc()).limit(1)
    )


def known_serials(conn: Connection, product_id: int, keys: Sequence[str]) -> set[str]:
    """Return those of the keys that are serials of the product already."""
    return set(
        conn.scalars(select(_s.serial_key).where(_s.product_id == product_id, _s.serial_key.in_(keys)))
    )
