"""What a scanned code already is in this warehouse, so that a wrong label is named instead of taken for something else."""

from sqlalchemy import Connection, bindparam, literal, select, union_all

from serialhhd.store import codes, products
from serialhhd.store import tables as t

_KEY, _BARCODE = bindparam("key", type_=t.Text), bindparam("barcode", type_=t.Text)
_KNOWN = union_all(
    select(literal("product")).where(t.product.c.sku_key == _KEY),
    select(literal("product")).where(t.product_barcode.c.barcode == _BARCODE),
    select(literal("location")).where(t.location.c.code_key == _KEY),
    select(literal("pre-receipt")).where(t.pre_receipt.c.ref_key == _KEY),
    select(literal("pick list")).where(t.pick_list.c.ref_key == _KEY),
)


def what_is(conn: Connection, code: str) -> str | None:
    """Return what the code names: `product`, `location`, `pre-receipt` or `pick list`; None where it names nothing."""
    known = {"key": codes.key(code), "barcode": products.barcode_key(code)}
    return conn.execute(_KNOWN, known).scalars().first()
