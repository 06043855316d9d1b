"""Holding a whole product, or a lot of it: what is there and what arrives, until it is released (R50)."""

from datetime import datetime

from sqlalchemy import Connection, ScalarSelect, func, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import products, recognise
from serialhhd.store.catalogue.products import Product
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import lots
from serialhhd.store.stock import held
from serialhhd.store.stock.holds import cleaned_reason
from serialhhd.store.words import acting, codes
from serialhhd.value_class import value_class

_p, _s, _tx = t.product_hold.c, t.serial.c, t.stock_transaction.c


@value_class
class ProductHold:
    """Once that a product was on hold; `lot` is None for the whole of it, `released_at` while it still is."""

    lot: str | None
    reason: str
    held_at: datetime
    held_by: str
    released_at: datetime | None
    released_by: str | None


def hold(conn: Connection, sku: str, *, lot: str | None, reason: str, by: str, at: datetime) -> Product:
    """Put a product on hold, or a lot of it: its serials, those that arrive, and with the whole also units without serials.

    Raises:
        Refused: `product_on_hold` already, `reason_missing`, `code_empty` lot, `unknown`.
    """
    product = _locked(conn, sku)
    of = _of_lot(lot)
    recognise.check_reason(conn, reason)
    row = {
        "product_id": product.id,
        **of,
        "reason": cleaned_reason(reason),
        "held_at": at,
        "held_by": acting.named(by),
        "held_after": _newest(product),
    }
    inserted = t.insert_if_new(t.product_hold).values(row)
    if not conn.execute(inserted).rowcount:
        now = next(one for one in active(conn, product) if lots.key(one.lot) == lots.key(of["lot"]))
        raise refusals.product_on_hold(sku=product.sku, lot=now.lot, reason=now.reason)
    return product


def release(conn: Connection, sku: str, *, lot: str | None, by: str, at: datetime) -> Product:
    """Release a product, or a lot of it. Serials that are on hold by themselves stay so.

    Raises:
        Refused: `product_not_on_hold`, naming what of it is; `code_empty` lot, `unknown`.
    """
    product = _locked(conn, sku)
    of = _of_lot(lot)
    released = (
        t.product_hold.update()
        .where(_p.product_id == product.id, _p.lot_key == of["lot_key"], _p.released_at.is_(None))
        .values(released_at=at, released_by=acting.named(by), released_after=_newest(product))
    )
    if not conn.execute(released).rowcount:
        still = tuple(one.lot for one in active(conn, product))
        raise refusals.product_not_on_hold(sku=product.sku, lot=of["lot"], held=still)
    return product


def _locked(conn: Connection, sku: str) -> Product:
    product = products.show(conn, sku)
    conn.execute(select(t.product.c.id).where(t.product.c.id == product.id).with_for_update(key_share=True))
    return product


def _of_lot(lot: str | None) -> dict[str, str | None]:
    cleaned = None if lot is None else codes.clean(lot, "lot")
    return {"lot": cleaned, "lot_key": held.WHOLE if cleaned is None else lots.key(cleaned)}


def _newest(product: Product) -> ScalarSelect[int]:
    """Return the newest transaction of a product; which picks came before a hold can be proven by it."""
    newest = func.coalesce(func.max(_tx.id), 0)
    return select(newest).where(_tx.product_id == product.id).scalar_subquery()


# --- reading ----------------------------------------------------------------------------------------------------


def active(conn: Connection, product: Product) -> tuple[ProductHold, ...]:
    """Return the holds of a product that are not released, the whole one first."""
    return tuple(one for one in every(conn, product) if one.released_at is None)


def every(conn: Connection, product: Product) -> tuple[ProductHold, ...]:
    """Return every time that a product or a lot of it was on hold, by lot and time."""
    columns = (_p.lot, _p.reason, _p.held_at, _p.held_by, _p.released_at, _p.released_by)
    rows = conn.execute(select(*columns).where(_p.product_id == product.id).order_by(_p.lot_key, _p.id))
    return tuple(ProductHold(*row) for row in rows)
