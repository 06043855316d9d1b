"""What a scanned code already is in this warehouse, so that a wrong label is named instead of taken for something else."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, bindparam, exists, literal, select, union_all

from serialhhd.store import codes, products, unfinished
from serialhhd.store import tables as t

_KEY, _BARCODE = bindparam("key", type_=t.Text), bindparam("barcode", type_=t.Text)
_IS_OF_SEEN = exists().where(t.product.c.id == t.product_barcode.c.product_id, unfinished.is_seen(t.product))
_NAMES = (
    ("product", t.product, (t.product.c.sku_key == _KEY) & unfinished.is_seen(t.product)),
    ("product", t.product_barcode, (t.product_barcode.c.barcode == _BARCODE) & _IS_OF_SEEN),
    ("location", t.location, t.location.c.code_key == _KEY),
    ("pre-receipt", t.pre_receipt, (t.pre_receipt.c.ref_key == _KEY) & unfinished.is_seen(t.pre_receipt)),
    ("pick list", t.pick_list, (t.pick_list.c.ref_key == _KEY) & unfinished.is_seen(t.pick_list)),
)
_KNOWN = union_all(*(select(literal(what)).select_from(table).where(is_it) for what, table, is_it in _NAMES))
_IS_SERIAL = select(literal("serial")).select_from(t.serial).where(t.serial.c.serial_key == _KEY).limit(1)


def look_up(code: str) -> dict[str, str]:
    """Return the parameters that a statement with `names_nothing` looks a code up by."""
    return {"key": codes.key(code), "barcode": products.barcode_key(code)}


def names_nothing() -> Iterator[ColumnElement[bool]]:
    """Yield the conditions under which the code of `look_up` names nothing."""
    return (~exists().select_from(table).where(is_it) for _, table, is_it in _NAMES)


def what_is(conn: Connection, code: str) -> str | None:
    """Return what the code names: `product`, `location`, `pre-receipt` or `pick list`; None where it names nothing."""
    return conn.execute(_KNOWN, look_up(code)).scalars().first()


def what_is_label(conn: Connection, code: str) -> str | None:
    """Return what `what_is` does, or `serial` where a label with this code can only be a serial's."""
    return what_is(conn, code) or conn.execute(_IS_SERIAL, {"key": codes.key(code)}).scalar()
