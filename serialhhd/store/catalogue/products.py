"""Products: their tracking type, their barcodes, and the pattern of their serials."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, or_, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import label_profile, names, patterns, settings
from serialhhd.store.catalogue.recognise import barcode_key
from serialhhd.store.documents import unfinished
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.symbols.gtin import gtin14, has_gtin_length, spellings, upc_a
from serialhhd.store.words import acting, codes
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState, TrackingType
from serialhhd.value_class import value_class


@value_class
class Product:
    """A product as the rules see it."""

    id: int
    sku: str
    name: str
    tracking_type: TrackingType
    serial_pattern: str | None
    warranty_days: int | None
    retired_at: datetime | None = None


@value_class
class TrackingChange:
    """One change of a product's tracking type (R2)."""

    at: datetime
    operator: str
    old: TrackingType
    new: TrackingType


@value_class
class Reach:
    """What a change of tracking type leaves as it was (R2): lines and stock lines that keep the type they have."""

    open_lines: int
    stock_lines: int


_p = t.product.c
COLUMNS = (_p.id, _p.sku, _p.name, _p.tracking_type, _p.serial_pattern, _p.warranty_days, _p.retired_at)
"""What a `Product` is made of."""

LONGEST_WARRANTY = 36_500
"""Days: a century, so that every warranty ends on a day of the calendar."""

_PRODUCTS: t.AnySelect = select(*COLUMNS)
_IS_SEEN = unfinished.is_seen(t.product)
_BY_SKU = Prepared(_PRODUCTS.where(t.product.c.sku_key == bindparam("key"), _IS_SEEN))
_OWNER = _PRODUCTS.join(t.product_barcode, t.product_barcode.c.product_id == t.product.c.id).where(
    t.product_barcode.c.barcode == bindparam("barcode")
)
_BY_BARCODE = Prepared(_OWNER.where(_IS_SEEN))
_NOTE_FAILED = (
    t.product.update()
    .where(_p.sku_key == bindparam("key"), _p.pattern_failed_at.is_(None))
    .values(pattern_failed_at=bindparam("at"))
)
_BY_ID = Prepared(_PRODUCTS.where(t.product.c.id == bindparam("id")))


def parse_barcodes(text: str) -> list[str]:
    """Return the barcodes of a text, which have blanks or semicolons between them."""
    return [barcode for barcode in text.replace(";", " ").split(" ") if barcode]


def _clean_barcode(barcode: str) -> str:
    cleaned = names.clean(barcode, "barcode")
    if has_gtin_length(cleaned) and gtin14(cleaned) is None and upc_a(cleaned) is None:
        raise refusals.check_digit(value=cleaned)
    return cleaned


def clean_name(name: str) -> str:
    """Return a name without outer blanks.

    Raises:
        Refused: `code_empty`, `code_unprintable`.
    """
    named = codes.words(name, "name")
    if not named:
        raise refusals.code_empty(what="name")
    return named


def clean_pattern(pattern: str | None) -> str | None:
    """Return a pattern that can be used; None for an empty one.

    Raises:
        Refused: `serial_pattern_invalid`.
    """
    if not pattern:
        return None
    codes.words(pattern, "serial pattern")
    problem = patterns.problem(pattern) or label_profile.problem(pattern)
    if problem is not None:
        raise refusals.serial_pattern_invalid(pattern=pattern, problem=problem)
    return pattern


def check_warranty(days: int | None) -> None:
    """Check for how many days something may be under warranty; None: it is not.

    Raises:
        Refused: `warranty_not_positive`, `warranty_too_long`.
    """
    if days is not None and days <= 0:
        raise refusals.warranty_not_positive(days=days)
    if days is not None and days > LONGEST_WARRANTY:
        raise refusals.warranty_too_long(days=days, most=LONGEST_WARRANTY)


def add(
    conn: Connection,
    sku: str,
    *,
    at: datetime,
    name: str,
    tracking_type: TrackingType | None = None,
    barcodes: Sequence[str] = (),
    serial_pattern: str | None = None,
    warranty_days: int | None = None,
    is_retired: bool = False,
    import_number: int | None = None,
    by: str,
) -> Product:
    """Add a product; without a tracking type it gets the site's default (R1).

    Raises:
        Refused: `already_there`, `name_empty`, `check_digit`, `barcode_taken`, `serial_pattern_invalid`,
            `warranty_not_positive`, `warranty_too_long`, or the SKU is none.
    """
    acting.named(by)
    new = NewProduct.of(sku, name, tracking_type, (), serial_pattern, warranty_days, is_retired=is_retired)
    row = new.row(tracking_type or settings.default_tracking_type(conn), at, import_number)
    names.check_free(conn, new.sku, "product", is_import=import_number is not None)
    if called := conn.scalars(_SKUS, {"keys": _keys(new.sku)}).first():
        is_same = codes.key(called) == codes.key(new.sku)  # and no other spelling of a GTIN
        raise refusals.already_there(what="product", code=new.sku if is_same else called)
    conn.execute(t.product.insert(), row)
    if owner := conn.execute(_OWNERS, {"barcodes": _barcodes(new.sku)}).first():
        raise refusals.barcode_taken(barcode=new.sku, sku=owner.sku)
    product = show(conn, new.sku)
    for barcode in barcodes:
        add_barcode(conn, product, barcode, is_import=import_number is not None)
    return product


@value_class
class NewProduct:
    """A product to be added, as far as it can be checked without a look into the store; each barcode once, as it was given."""

    sku: str
    name: str
    tracking_type: TrackingType | None
    barcodes: tuple[str, ...]
    serial_pattern: str | None
    warranty_days: int | None
    is_retired: bool

    @classmethod
    def of(
        cls,
        sku: str,
        name: str,
        tracking_type: TrackingType | None,
        barcodes: Sequence[str],
        serial_pattern: str | None,
        warranty_days: int | None = None,
        *,
        is_retired: bool = False,
    ) -> "NewProduct":
        """Return a product to be added.

        Raises:
            Refused: `name_empty`, `check_digit`, `serial_pattern_invalid`, `warranty_not_positive`, `warranty_too_long`, or
                the SKU or a barcode is none.
        """
        check_warranty(warranty_days)
        cleaned = names.clean(sku, "SKU")
        named = clean_name(name)
        pattern = clean_pattern(serial_pattern)
        once = {barcode_key(barcode): barcode for barcode in map(_clean_barcode, barcodes)}
        return cls(cleaned, named, tracking_type, tuple(once.values()), pattern, warranty_days, is_retired)

    def row(self, tracking_type: TrackingType, at: datetime, import_number: int | None) -> dict[str, Any]:
        """Return its row."""
        return {
            "sku": self.sku,
            "sku_key": codes.key(self.sku),
            "name": self.name,
            "tracking_type": self.tracking_type or tracking_type,
            "serial_pattern": self.serial_pattern,
            "warranty_days": self.warranty_days,
            "retired_at": at if self.is_retired else None,
            "created_at": at,
            "import_number": import_number,
        }


def add_many(conn: Connection, wanted: Sequence[NewProduct], at: datetime, import_number: int) -> bool:
    """Add the products of a part of an import at once; False where one is there or a name is taken: undo it then."""
    default = settings.default_tracking_type(conn)
    rows = [one.row(default, at, import_number) for one in wanted]
    if not names.are_free(conn, [name for one in wanted for name in (one.sku, *one.barcodes)]):
        return False
    if conn.execute(t.insert_if_new(t.product), rows).rowcount != len(rows):
        return False
    known = select(_p.sku_key, _p.id).where(_p.sku_key.in_([row["sku_key"] for row in rows]))
    ids = {row.sku_key: row.id for row in conn.execute(known)}
    of_product = [
        {"barcode": barcode_key(barcode), "product_id": ids[codes.key(one.sku)]}
        for one in wanted
        for barcode in one.barcodes
    ]
    if of_product and conn.execute(t.insert_if_new(t.product_barcode), of_product).rowcount != len(
        of_product
    ):
        return False
    return not _is_any_called_as_another(conn, wanted)


def _is_any_called_as_another(conn: Connection, wanted: Sequence[NewProduct]) -> bool:
    """Tell whether the SKU of a product is another one's barcode, of some that were added with those there are."""
    by_barcode = {key: codes.key(one.sku) for one in wanted for key in _barcodes(one.sku)}
    by_sku = {
        key: codes.key(one.sku)
        for one in wanted
        for key in (*_keys(one.sku)[1:], *chain.from_iterable(map(_keys, one.barcodes)))
    }
    owners = conn.execute(_OWNERS, {"barcodes": list(by_barcode)})
    called = conn.scalars(_SKU_KEYS, {"keys": list(by_sku)})
    return any(codes.key(owner) != by_barcode[barcode] for barcode, owner in owners) or any(
        sku != by_sku[sku] for sku in called
    )


def _barcodes(name: str) -> list[str]:
    """Return by which keys a barcode would be found that is the same name."""
    return [barcode_key(spelled) for spelled in spellings(name)]


def _keys(name: str) -> list[str]:
    """Return by which keys an SKU would be found that is the same name, however a GTIN is written."""
    return [codes.key(spelled) for spelled in spellings(name)]


_OWNERS = (
    select(t.product_barcode.c.barcode, _p.sku)
    .join_from(t.product_barcode, t.product)
    .where(t.product_barcode.c.barcode.in_(bindparam("barcodes", expanding=True, type_=t.Text)))
)
_KEYS = bindparam("keys", expanding=True, type_=t.Text)
_SKUS = select(_p.sku).where(_p.sku_key.in_(_KEYS))
_SKU_KEYS = select(_p.sku_key).where(_p.sku_key.in_(_KEYS))


def add_barcode(conn: Connection, product: Product, barcode: str, *, is_import: bool = False) -> bool:
    """Give a product a barcode and tell whether it is new; giving it the same one again changes nothing.

    Raises:
        Refused: `check_digit` of a GTIN, or `barcode_taken` by another product; `already_there` of what it names; or it is none.
    """
    row = {"barcode": barcode_key(barcode.strip(codes.BLANKS)), "product_id": product.id}
    owner = conn.execute(_OWNER, {"barcode": row["barcode"]}).one_or_none()
    if owner is None:  # what is somebody's already was named before, maybe by another rule
        cleaned = _clean_barcode(barcode)
        _check_new_barcode(conn, product, cleaned, is_import=is_import)
        if conn.execute(t.insert_if_new(t.product_barcode), row).rowcount:
            return True
        owner = conn.execute(_OWNER, {"barcode": row["barcode"]}).one()
    if owner.id != product.id:
        raise refusals.barcode_taken(barcode=barcode.strip(codes.BLANKS), sku=owner.sku)
    return False


def _check_new_barcode(conn: Connection, product: Product, barcode: str, *, is_import: bool) -> None:
    """Check that a barcode names nothing but its product: that one's SKU may be the same."""
    called = conn.scalars(_SKUS.where(_p.id != product.id), {"keys": _keys(barcode)}).first()
    if called is not None:
        raise refusals.already_there(what="product", code=called)
    names.check_free(conn, barcode, "product", is_import=is_import)


def check_not_retired(product: Product) -> None:
    """Check that new documents take a product.

    Raises:
        Refused: `product_retired`.
    """
    if product.retired_at is not None:
        raise refusals.product_retired(sku=product.sku, at=product.retired_at)


def find(conn: Connection, code: str) -> Product | None:
    """Return the product of that SKU or barcode, or None; the SKU goes first."""
    cleaned = code.strip(" ")
    row = _BY_SKU.row(conn, {"key": codes.key(cleaned)})
    row = row or _BY_BARCODE.row(conn, {"barcode": barcode_key(cleaned)})
    if row is None and (whole := upc_a(cleaned)):  # eight digits that are an EAN-8 as well
        row = _BY_BARCODE.row(conn, {"barcode": barcode_key(whole)})
    return Product(*row) if row else None


def show(conn: Connection, sku: str) -> Product:
    """Return the product of that SKU or barcode.

    Raises:
        Refused: `unknown`.
    """
    found = find(conn, sku)
    if found is None:
        raise refusals.unknown(what="product", code=sku)
    return found


def by_id(conn: Connection, product_id: int) -> Product:
    """Return the product of that id, which exists."""
    (row,) = _BY_ID.rows(conn, {"id": product_id})
    return Product(*row)


def page(
    conn: Connection, *, search: str = "", limit: int | None = 50, after: str | None = None
) -> tuple[Product, ...]:
    """Return a page of products by SKU, after the SKU `after`.

    Args:
        conn: The connection.
        search: Only those whose SKU or name begins with this, whatever the letter case, or that have this barcode.
        limit: At most so many.
        after: Where the page before ended.
    """
    wanted = _PRODUCTS.where(_IS_SEEN).order_by(_p.sku_key).limit(limit)
    if search.strip(" "):
        wanted = wanted.where(_found(search.strip(" ")))
    if after is not None:
        wanted = wanted.where(_p.sku_key > codes.key(after))
    return tuple(Product(*row) for row in conn.execute(wanted))


def skus_of_type(conn: Connection, tracking_type: TrackingType) -> tuple[str, ...]:
    """Return the SKUs of all products of a tracking type that are not retired, sorted."""
    wanted = select(_p.sku).where(_p.tracking_type == tracking_type, _p.retired_at.is_(None), _IS_SEEN)
    return tuple(conn.scalars(wanted.order_by(_p.sku_key)))


def _found(search: str) -> ColumnElement[bool]:
    has_barcode = select(t.product_barcode.c.product_id).where(
        t.product_barcode.c.barcode == barcode_key(search)
    )
    return or_(
        codes.begins(search, _p.sku_key, func.lower(_p.name)),
        _p.id.in_(has_barcode),
    )


_BARCODES = Prepared(
    select(t.product_barcode.c.barcode)
    .where(t.product_barcode.c.product_id == bindparam("product_id"))
    .order_by(t.product_barcode.c.barcode)
)


def owners(conn: Connection, gtins: Collection[str]) -> dict[str, tuple[int, str]]:
    """Return whose barcodes these are: id and SKU of the product of each GTIN (14 digits) that is one's."""
    found = ((gtin, _BY_BARCODE.row(conn, {"barcode": gtin})) for gtin in sorted(gtins))
    return {gtin: (row[0], row[1]) for gtin, row in found if row}


def barcodes(conn: Connection, product: Product) -> tuple[str, ...]:
    """Return a product's barcodes; a GTIN as 14 digits."""
    return tuple(barcode for (barcode,) in _BARCODES.rows(conn, {"product_id": product.id}))


def set_tracking(
    conn: Connection, sku: str, tracking_type: TrackingType, *, by: str, at: datetime
) -> Product:
    """Change a product's tracking type, for what is created from now on (R2). Setting it to what it is changes nothing.

    Raises:
        Refused: `unknown` product.
    """
    product = show(conn, sku)
    changed = conn.execute(
        t.product.update()
        .where(t.product.c.id == product.id, t.product.c.tracking_type != tracking_type)
        .values(tracking_type=tracking_type)
    )
    if changed.rowcount:
        row = {"product_id": product.id, "old": product.tracking_type, "new": tracking_type}
        conn.execute(t.tracking_change.insert(), {**row, "at": at, "operator": acting.named(by)})
    return by_id(conn, product.id)


def note_failed_pattern(conn: Connection, sku: str, at: datetime) -> None:
    """Keep, for the desk, that the product's pattern took too long on a scan: since when."""
    conn.execute(_NOTE_FAILED, {"key": codes.key(sku), "at": at})


def pattern_failed_at(conn: Connection, product: Product) -> datetime | None:
    """Return when the product's pattern first took too long on a scan; None where it never did."""
    at: datetime | None = conn.scalar(select(_p.pattern_failed_at).where(_p.id == product.id))
    return at


def tracking_changes(conn: Connection, product: Product) -> tuple[TrackingChange, ...]:
    """Return every change of a product's tracking type, oldest first (R2)."""
    c = t.tracking_change.c
    rows = conn.execute(
        select(c.at, c.operator, c.old, c.new).where(c.product_id == product.id).order_by(c.id)
    )
    return tuple(TrackingChange(*row) for row in rows)


def reach(conn: Connection, product: Product) -> Reach:
    """Return how many open pre-receipt lines and filled stock lines keep the type they were created with (R2)."""
    line, stock = t.document_line.c, t.stock_line.c
    announced = (line.kind == DocumentKind.PRE_RECEIPT, line.state == DocumentState.OPEN)
    lines = select(func.count()).where(line.product_id == product.id, *announced)
    stocks = select(func.count()).where(stock.product_id == product.id, stock.quantity > 0)
    return Reach(conn.scalar(lines) or 0, conn.scalar(stocks) or 0)
