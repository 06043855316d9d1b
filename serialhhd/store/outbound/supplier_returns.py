"""Supplier returns: pick lists whose goods go back to who sent them, on hold and over as they may be (R37, R42)."""

from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue.products import Product
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.serials.captures import Objection
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import held
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TransactionKind
from serialhhd.value_class import value_class

NAMED_AT_MOST: Final = 5
"""So many serials that leave on hold, or over, are named."""

_s, _tx, _linked = t.serial.c, t.stock_transaction.c, t.transaction_serial.c
_SENT_BY = Prepared(
    select(t.document.c.partner)
    .join_from(t.serial, t.transaction_serial, _linked.serial_id == _s.id)
    .join(t.stock_transaction, _linked.transaction_id == _tx.id)
    .join(t.document_line, _tx.document_line_id == t.document_line.c.id)
    .join(t.document, t.document_line.c.document_id == t.document.c.id)
    .where(
        _s.serial_key == bindparam("key"),
        _s.product_id == bindparam("product_id"),
        _tx.kind == TransactionKind.RECEIPT,
    )
    # by the serial: else SQLite reads every receipt there is
    .order_by(_linked.transaction_id.desc())
    .limit(1)
)
_CAPTURED = select(_s.serial).where(_s.run_id == bindparam("run_id")).order_by(_s.id).limit(NAMED_AT_MOST)


@value_class
class SetAside:
    """What goes back although it would not leave for a customer: serials that are on hold, and that are over; the first few of each.

    Where units without serials are on hold with their product, its SKU stands for them.
    """

    on_hold: tuple[str, ...] = ()
    expired: tuple[str, ...] = ()


NOTHING: Final = SetAside()


def not_sent_by(supplier: str) -> Objection:
    """Return what speaks against a serial that this supplier did not send: by its newest receipt another did, or nobody says who."""

    def objection(conn: Connection, product: Product, given: SerialEntry) -> Refused | None:
        row = _SENT_BY.row(conn, {"key": given.key, "product_id": product.id})
        sent_by: str | None = row[0] if row else None
        if sent_by is not None and codes.key(sent_by) == codes.key(supplier):
            return None
        return refusals.serial_other_supplier(serial=given.serial, supplier=sent_by, wanted=supplier)

    return objection


def set_aside(conn: Connection, run_id: int, product_id: int, sku: str, day: date | None) -> SetAside:
    """Return what of a run's captures, or of a product that has none, is on hold, and what is over on a day."""
    of_run = {"run_id": run_id}
    if conn.scalar(_CAPTURED, of_run) is None:
        return SetAside((sku,) if held.is_product_held(conn, product_id) else ())
    on_hold = tuple(conn.scalars(_CAPTURED.where(held.IS_HELD), of_run))
    expired = conn.scalars(_CAPTURED.where(_s.expiry < day.isoformat()), of_run) if day else ()
    return SetAside(on_hold, tuple(expired))
