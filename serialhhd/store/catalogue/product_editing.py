"""Editing and retiring a product, and its warranty. Every change is kept with who and when (R53); a pattern applies to serials that come (R4)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.catalogue.recognise import barcode_key
from serialhhd.store.schema import tables as t
from serialhhd.store.words import acting
from serialhhd.store.words.vocabulary import ProductFact
from serialhhd.value_class import value_class


@value_class
class Edit:
    """What is to be changed of a product; what is None or empty stays.

    Attributes:
        name: What people call it.
        serial_pattern: The pattern of serials that come; an empty one: any serial.
        add: Barcodes that it gets.
        remove: Barcodes that it loses; they may be another product's afterwards.
    """

    name: str | None = None
    serial_pattern: str | None = None
    add: Sequence[str] = ()
    remove: Sequence[str] = ()


@value_class
class ProductChange:
    """One change of a product: a name, pattern or warranty became another, a barcode came (no old) or went (no new)."""

    at: datetime
    operator: str
    what: ProductFact
    old: str | None
    new: str | None

    def __str__(self) -> str:
        """Return it as a line of text, without who and when."""
        if self.what is ProductFact.RETIRED:
            return "retired" if self.new else "reinstated"
        return f"{self.what.label}: {self.old or 'none'} -> {self.new or 'none'}"


Change = tuple[ProductFact, str | None, str | None]

_p, _c = t.product.c, t.product_change.c


def edit(conn: Connection, sku: str, wanted: Edit, *, by: str, at: datetime) -> Product:
    """Change a product. What it is already changes nothing and is not kept.

    Raises:
        Refused: `unknown` product, `code_empty` name, `serial_pattern_invalid`, `check_digit`, `barcode_taken` by another
            product, `barcode_not_of_product`.
    """
    product = _locked(conn, sku)
    changes = [
        *_rename(conn, product, wanted.name),
        *_set_pattern(conn, product, wanted.serial_pattern),
        *_remove_barcodes(conn, product, wanted.remove),
        *_add_barcodes(conn, product, wanted.add),
    ]
    _keep(conn, product, changes, by, at)
    return products.by_id(conn, product.id)


def _rename(conn: Connection, product: Product, name: str | None) -> Iterator[Change]:
    if name is None or name.strip(" ") == product.name:
        return
    new = products.clean_name(name)
    conn.execute(t.product.update().where(_p.id == product.id).values(name=new))
    yield ProductFact.NAME, product.name, new


def _set_pattern(conn: Connection, product: Product, pattern: str | None) -> Iterator[Change]:
    if pattern is None:
        return
    new = products.clean_pattern(pattern)
    if new == product.serial_pattern:
        return  # that it failed stays known
    values = {"serial_pattern": new, "pattern_failed_at": None}
    conn.execute(t.product.update().where(_p.id == product.id).values(values))
    yield ProductFact.SERIAL_PATTERN, product.serial_pattern, new


def _remove_barcodes(conn: Connection, product: Product, barcodes: Sequence[str]) -> Iterator[Change]:
    barcode = t.product_barcode.c
    for given in barcodes:
        key = barcode_key(given.strip(" "))
        gone = t.product_barcode.delete().where(barcode.barcode == key, barcode.product_id == product.id)
        if not conn.execute(gone).rowcount:
            raise refusals.barcode_not_of_product(barcode=given, sku=product.sku)
        yield ProductFact.BARCODE, key, None


def _add_barcodes(conn: Connection, product: Product, barcodes: Sequence[str]) -> Iterator[Change]:
    for given in barcodes:
        if products.add_barcode(conn, product, given):
            yield ProductFact.BARCODE, None, barcode_key(given.strip(" "))


# --- warranty ---------------------------------------------------------------------------------------------------


def set_warranty(conn: Connection, sku: str, days: int | None, *, by: str, at: datetime) -> Product:
    """Set for how many days a serial of the product is under warranty once it is dispatched (R60); None: there is none.

    Setting it to what it is changes nothing and is not kept.

    Raises:
        Refused: `unknown` product, `warranty_not_positive`, `warranty_too_long`.
    """
    product = _locked(conn, sku)
    products.check_warranty(days)
    if days == product.warranty_days:
        return product
    conn.execute(t.product.update().where(_p.id == product.id).values(warranty_days=days))
    old, new = (None if one is None else str(one) for one in (product.warranty_days, days))
    _keep(conn, product, [(ProductFact.WARRANTY, old, new)], by, at)
    return products.by_id(conn, product.id)


# --- retiring ---------------------------------------------------------------------------------------------------


def retire(conn: Connection, sku: str, *, by: str, at: datetime) -> Product:
    """Offer a product no more: no new document takes it, but what is in stock of it is picked, traced and recalled (R52).

    Raises:
        Refused: `product_retired` already, `unknown`.
    """
    product = _locked(conn, sku)
    products.check_not_retired(product)
    conn.execute(t.product.update().where(_p.id == product.id).values(retired_at=at))
    _keep(conn, product, [(ProductFact.RETIRED, None, "yes")], by, at)
    return products.by_id(conn, product.id)


def reinstate(conn: Connection, sku: str, *, by: str, at: datetime) -> Product:
    """Offer a retired product again.

    Raises:
        Refused: `product_not_retired`, `unknown`.
    """
    product = _locked(conn, sku)
    if product.retired_at is None:
        raise refusals.product_not_retired(sku=product.sku)
    conn.execute(t.product.update().where(_p.id == product.id).values(retired_at=None))
    _keep(conn, product, [(ProductFact.RETIRED, "yes", None)], by, at)
    return products.by_id(conn, product.id)


# --- what is kept -----------------------------------------------------------------------------------------------


def changes(conn: Connection, product: Product) -> tuple[ProductChange, ...]:
    """Return every change of a product but those of its tracking type, oldest first."""
    columns = (_c.at, _c.operator, _c.what, _c.old, _c.new)
    rows = conn.execute(select(*columns).where(_c.product_id == product.id).order_by(_c.id))
    return tuple(ProductChange(*row) for row in rows)


def _locked(conn: Connection, sku: str) -> Product:
    product = products.show(conn, sku)
    conn.execute(select(_p.id).where(_p.id == product.id).with_for_update())
    return products.by_id(conn, product.id)


def _keep(conn: Connection, product: Product, made: Sequence[Change], by: str, at: datetime) -> None:
    who = acting.named(by)
    rows = [
        {"product_id": product.id, "what": what, "old": old, "new": new, "at": at, "operator": who}
        for what, old, new in made
    ]
    if rows:
        conn.execute(t.product_change.insert(), rows)
