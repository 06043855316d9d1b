"""Pre-receipts: announced deliveries, their lines, and the serials entered before the goods arrive (R7, R8)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, literal, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.documents import closing
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents
from serialhhd.store.documents.lines import Line, Lines, insert
from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentKind, SerialState, TrackingType
from serialhhd.value_class import value_class

KIND = DocumentKind.PRE_RECEIPT


@value_class
class PreReceiptLine(Line):
    """A line of a pre-receipt, with the tracking type it was created with (R2) and the number of its pre-entered serials."""

    tracking_type: TrackingType
    pre_entered: int


@value_class
class CountedLine(PreReceiptLine):
    """A line with the number of serials that were captured for it at goods in, confirmed or not yet."""

    captured: int


_l, _typed = t.document_line.c, t.pre_receipt_line.c
_received = (
    select(func.coalesce(func.sum(t.stock_transaction.c.serial_count), 0))
    .where(t.stock_transaction.c.document_line_id == _l.id)
    .correlate(t.document_line)
    .scalar_subquery()
)
_OWN = (_typed.tracking_type, _typed.pre_entered)
PRE_RECEIPTS = Documents(KIND, Lines(PreReceiptLine, _OWN, t.pre_receipt_line))
find, show, all_of, page = PRE_RECEIPTS.find, PRE_RECEIPTS.show, PRE_RECEIPTS.all_of, PRE_RECEIPTS.page
lines, line, standing = PRE_RECEIPTS.lines.of, PRE_RECEIPTS.lines.by_id, PRE_RECEIPTS.lines.standing
WITH_CAPTURES = Documents(
    KIND, Lines(CountedLine, (*_OWN, _received + func.coalesce(t.run.c.captured, 0)), t.pre_receipt_line)
)
"""Pre-receipts whose lines are counted lines."""
_TYPED = t.pre_receipt_line.insert().from_select(
    ["line_id", "tracking_type", "pre_entered"],
    select(_l.id, bindparam("tracking_type", type_=_typed.tracking_type.type), literal(0)).where(
        _l.document_id == bindparam("document_id"), _l.line_no == bindparam("line_no")
    ),
)
_s, _tx = t.serial.c, t.stock_transaction.c
_PRE_ENTERED = (
    select(_s.serial)
    .join_from(t.serial, t.pre_receipt_line, _s.document_line_id == _typed.line_id)
    .where(_typed.line_id == bindparam("line_id"), _typed.pre_entered > 0)
    .order_by(_s.id)
)
_IN_SSCC = (
    select(_s.serial, t.container.c.code)
    .join_from(t.serial, t.container, _s.container_id == t.container.c.id)
    .where(_s.document_line_id == bindparam("line_id"), _s.state == SerialState.EXPECTED)
)
_RECEIVED = (
    select(_s.serial)
    .join_from(t.pre_receipt_line, t.stock_transaction, _tx.document_line_id == _typed.line_id)
    .join(t.transaction_serial, t.transaction_serial.c.transaction_id == _tx.id)
    .join(t.serial, t.transaction_serial.c.serial_id == _s.id)
    .where(_typed.line_id == bindparam("line_id"), _typed.pre_entered == 0)
    .order_by(_tx.id, _s.id)
)


def add(
    conn: Connection,
    ref: str,
    wanted: Sequence[tuple[str, int]],
    *,
    at: datetime,
    supplier: str | None = None,
    account: str = places.MAIN,
    import_number: int | None = None,
    by: str,
) -> Document:
    """Announce a delivery. Each line carries the tracking type that its product has now (R2).

    Args:
        conn: The writing connection.
        ref: Its number, unique whatever the letter case.
        wanted: SKU (or barcode) and expected units of each line; a product on one line only.
        at: When, UTC.
        supplier: Who sends it.
        account: Whose stock it will be.
        import_number: The import that it is of.
        by: Who announces it.

    Raises:
        Refused: `already_there`, `no_lines`, `unknown` product or account, `quantity_not_positive`, `product_repeated`.
    """
    if not wanted:
        raise refusals.no_lines(document=codes.clean(ref, KIND.label))
    pre_receipt = PRE_RECEIPTS.add(
        conn, ref, at=at, partner=supplier, account=account, import_number=import_number, by=by
    )
    for number, (sku, quantity) in enumerate(wanted, start=1):
        insert_line(conn, pre_receipt, number, products.show(conn, sku), quantity)
    return pre_receipt


def insert_line(
    conn: Connection, pre_receipt: Document, number: int, product: products.Product, quantity: int
) -> None:
    """Put a line at a place of a pre-receipt that is free. It carries the tracking type that its product has now (R2).

    Raises:
        Refused: `quantity_not_positive`, `product_repeated`, `product_retired`.
    """
    products.check_not_retired(product)
    insert(conn, pre_receipt, number, product, quantity)
    own = {"document_id": pre_receipt.id, "line_no": number, "tracking_type": product.tracking_type}
    conn.execute(_TYPED, own)


def drop_expected(conn: Connection, on: PreReceiptLine) -> None:
    """Take the serials away that a line still expects: they are free again."""
    conn.execute(t.pre_receipt_line.update().where(_typed.line_id == on.id).values(pre_entered=0))
    expected = (t.serial.c.document_line_id == on.id, t.serial.c.state == SerialState.EXPECTED)
    conn.execute(t.serial.delete().where(*expected))


def line_of(conn: Connection, pre_receipt: Document, product: products.Product) -> PreReceiptLine:
    """Return the line of a pre-receipt that holds a product.

    Raises:
        Refused: `not_on_document`.
    """
    found = PRE_RECEIPTS.lines.find(conn, pre_receipt.id, product.id)
    if found is None:
        raise refusals.not_on_document(sku=product.sku, document=pre_receipt.ref)
    return found


def already_received(on: PreReceiptLine, document: str) -> Refused:
    """Return why a line of which something is received, or that is closed, is not changed any more: closed or still open."""
    why = refusals.line_partly_received if on.is_open else refusals.line_already_received
    return why(sku=on.product, document=document, quantity=on.done, expected=on.quantity)


def serials_of(conn: Connection, on: PreReceiptLine) -> tuple[str, ...]:
    """Return the serials of a line, in the order they were entered: the pre-entered ones, or else those that were received."""
    return tuple(
        serial for of in (_PRE_ENTERED, _RECEIVED) for serial in conn.scalars(of, {"line_id": on.id})
    )


def ssccs_of(conn: Connection, on: PreReceiptLine) -> Mapping[str, str]:
    """Return in which SSCC the pre-entered serials of a line come, of those of which it is known (R21)."""
    return {row.serial: row.code for row in conn.execute(_IN_SSCC, {"line_id": on.id})}


def captured_on(conn: Connection, on: PreReceiptLine) -> tuple[str, ...]:
    """Return the serials that the run which has a line in work holds beside its pre-entered ones, oldest first."""
    serial = t.serial.c
    held = (
        select(serial.serial)
        .where(
            serial.run_id == on.run_id,
            serial.product_id == on.product_id,
            serial.state == SerialState.CAPTURED,
        )
        .order_by(serial.captured_at)
    )
    return tuple(conn.scalars(held)) if on.run_id is not None else ()


# --- cancelling -------------------------------------------------------------------------------------------------


def cancel(conn: Connection, ref: str, at: datetime, *, by: str) -> Document:
    """Cancel what is still open of a pre-receipt. Its expected serials are free again; what was received stays.

    A run that works on it is told when it goes on; what it had captured is released now.

    Raises:
        Refused: `document_not_open`, `unknown`.
    """
    pre_receipt = PRE_RECEIPTS.lock(conn, ref)
    still_open = [line for line in lines(conn, pre_receipt) if line.is_open]
    cancelled = closing.cancel(conn, pre_receipt, at, by=by)
    for line in still_open:
        drop_expected(conn, line)
    return cancelled
