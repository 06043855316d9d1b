"""Editing an open pre-receipt at the desk: its supplier and its lines. Its revision keeps two people apart (R56)."""

from datetime import datetime

from sqlalchemy import Connection, exists

from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.documents import closing, document
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.editing import edit
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.inbound.pre_receipts import PRE_RECEIPTS, PreReceiptLine
from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes
from serialhhd.store.words.document_moves import RECEIVING
from serialhhd.store.words.vocabulary import DocumentState

_l = t.document_line.c


def change_supplier(
    conn: Connection, ref: str, supplier: str | None, *, revision: int | None = None, by: str
) -> Document:
    """Say who sends a delivery; None or blanks: nobody knows.

    Raises:
        Refused: `changed_meanwhile`, `document_not_open`, `unknown`.
    """
    pre_receipt = edit(conn, PRE_RECEIPTS, ref, revision, by=by)
    named = codes.words(supplier or "", "supplier") or None
    conn.execute(t.document.update().where(t.document.c.id == pre_receipt.id).values(partner=named))
    return document.by_id(conn, pre_receipt.id)


# --- its lines --------------------------------------------------------------------------------------------------


def add_line(
    conn: Connection, ref: str, sku: str, quantity: int, *, revision: int | None = None, by: str
) -> PreReceiptLine:
    """Add a line to an open pre-receipt. It carries the tracking type that its product has now (R2).

    Raises:
        Refused: `product_repeated`, `quantity_not_positive`, `unknown`, `changed_meanwhile`, `document_not_open`.
    """
    pre_receipt, product = edit(conn, PRE_RECEIPTS, ref, revision, by=by), products.show(conn, sku)
    last = max((line.line_no for line in pre_receipts.lines(conn, pre_receipt)), default=0)
    pre_receipts.insert_line(conn, pre_receipt, last + 1, product, quantity)
    return pre_receipts.line_of(conn, pre_receipt, product)


def remove_line(
    conn: Connection, ref: str, sku: str, *, at: datetime, revision: int | None = None, by: str
) -> Document:
    """Take a line away of which nothing is received and which nobody has in work; its expected serials are free again.

    Where every other line is received, the pre-receipt is complete without it.

    Raises:
        Refused: `line_already_received`, `line_partly_received`, `line_has_receipts`, `line_in_work`, `not_on_document`, `changed_meanwhile`,
            `document_not_open`; `last_line` where it is the only one: such a pre-receipt is cancelled.
    """
    pre_receipt, product = edit(conn, PRE_RECEIPTS, ref, revision, by=by), products.show(conn, sku)
    on = pre_receipts.line_of(conn, pre_receipt, product)
    check_untouched(pre_receipt, on)
    if len(pre_receipts.lines(conn, pre_receipt)) == 1:
        raise refusals.last_line(document=pre_receipt.ref)
    _take_off(conn, pre_receipt, on)
    closing.close_if_complete(conn, RECEIVING, pre_receipt.id, at)
    return document.by_id(conn, pre_receipt.id)


def replace_line(
    conn: Connection, ref: str, sku: str, quantity: int, *, revision: int | None = None, by: str
) -> PreReceiptLine:
    """Expect another quantity of a product: a new line takes the place of one of which nothing is received.

    What a line expects is never overwritten (R10). The new one carries the tracking type that its product has now (R2)
    and no pre-entered serials: they were as many as the old quantity (R7).

    Raises:
        Refused: As `remove_line`, but for `last_line`; `quantity_not_positive`.
    """
    pre_receipt, product = edit(conn, PRE_RECEIPTS, ref, revision, by=by), products.show(conn, sku)
    on = pre_receipts.line_of(conn, pre_receipt, product)
    check_untouched(pre_receipt, on)
    _take_off(conn, pre_receipt, on)
    pre_receipts.insert_line(conn, pre_receipt, on.line_no, product, quantity)
    return pre_receipts.line_of(conn, pre_receipt, product)


def check_untouched(pre_receipt: Document, on: PreReceiptLine) -> None:
    """Check that nothing of a line is received and nobody has it in work (R8).

    Raises:
        Refused: `line_already_received`, `line_partly_received`, `line_in_work`.
    """
    if on.state is DocumentState.RECEIVED or on.done:
        raise pre_receipts.already_received(on, pre_receipt.ref)
    if on.in_work_by:
        raise refusals.line_in_work(sku=on.product, operator=on.in_work_by)


def _take_off(conn: Connection, pre_receipt: Document, on: PreReceiptLine) -> None:
    """Delete an untouched line, unless somebody is quicker: then neither the line nor its serials are lost."""
    tx = t.stock_transaction.c
    # A receipt of 0 units that kept the line open stands in the ledger, which is append-only (R16).
    if conn.scalar(exists().where(tx.document_line_id == on.id).select()):
        raise refusals.line_has_receipts(sku=on.product, document=pre_receipt.ref)
    pre_receipts.drop_expected(conn, on)
    gone = t.document_line.delete().where(_l.id == on.id, _l.run_id.is_(None), _l.done == 0)
    if not conn.execute(gone).rowcount:
        raise pre_receipt.changed_meanwhile()
