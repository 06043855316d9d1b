"""Goods in: claiming a line, capturing its serials, posting its receipt (R3, R8-R11, R13, R17)."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, func, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.documents import closing, line_work
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line, Standing
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.inbound.pre_receipts import PRE_RECEIPTS, PreReceiptLine
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures, lots
from serialhhd.store.serials.captures import Source, Takes
from serialhhd.store.serials.lots import LotAndExpiry
from serialhhd.store.serials.serials import NO_LIMIT, SerialEntry
from serialhhd.store.stock import approvals, movement
from serialhhd.store.stock.approvals import NONE_NEEDED, Approval
from serialhhd.store.stock.movement import Captures, Expected, Goods, Movement
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import Identity
from serialhhd.store.words import numbers
from serialhhd.store.words.document_moves import RECEIVING
from serialhhd.store.words.vocabulary import (
    Approvable,
    DocumentState,
    SerialState,
    TrackingType,
    TransactionKind,
)
from serialhhd.value_class import value_class


class SerialsIn(StrEnum):
    """How a line gets its serials at goods in."""

    NONE = "none"
    """The line needs none (R3, R13)."""
    CAPTURE = "capture"
    """None are pre-entered: they are captured at receipt (R10)."""
    ACCEPT = "accept"
    """All are pre-entered and accepted as they are (R9)."""
    VERIFY = "verify"
    """All are pre-entered and each is scanned against the list (R9)."""
    SKIP = "skip"
    """The flow has no serial step and lets the line through without (R17)."""


@value_class
class Receipt:
    """What the operator confirms.

    Attributes:
        quantity: Units received now; 0 closes or keeps the line with nothing.
        how: How the line gets its serials.
        most: Units the line may receive now at most (R10 `over_receipt`), or without a supervisor where that is for one.
        closes_short: Whether a line that stays below its expected quantity is closed (R10 `short`).
        location_id: Where the goods are put; None only for 0 units.
        lot_and_expiry: The lot and expiry that came with the product: those of serials that arrive as they were announced.
        approval: What of it needs a supervisor, and who has said yes (R67).
    """

    quantity: int
    how: SerialsIn
    most: int
    closes_short: bool
    location_id: int | None
    lot_and_expiry: LotAndExpiry = lots.UNKNOWN
    approval: Approval = NONE_NEEDED


@value_class
class Received:
    """What a receipt led to.

    Attributes:
        line: The line now.
        is_complete: Whether the pre-receipt is complete.
        missing: The first serials that never came.
        missing_count: How many never came.
        unpacked: The containers in which serials were announced that have come, and do not lie in them: the rest of each is elsewhere (R21).
    """

    line: PreReceiptLine
    is_complete: bool
    missing: tuple[str, ...]
    missing_count: int
    unpacked: tuple[str, ...] = ()


NAMED_AT_MOST = 20
"""So many missing serials are named; a sentence with hundreds of them helps nobody."""

_EXPECTED_ON = select(t.serial.c.serial).where(
    t.serial.c.document_line_id == bindparam("line_id"), t.serial.c.state == SerialState.EXPECTED
)
_COUNT_EXPECTED = Prepared(select(func.count()).select_from(_EXPECTED_ON.subquery()))


def claim(conn: Connection, line: PreReceiptLine, run: Run, document: str) -> None:
    """Take a line in work for a run: one run at a time. Taking one's own line again changes nothing.

    Raises:
        Refused: `line_already_received`; `document_not_open` where it is cancelled; `line_in_work` naming who has it; `line_changed` where it is taken away.
    """
    if line.run_id == run.id:
        return
    if line_work.claim(conn, RECEIVING, line.id, run):
        return
    now = PRE_RECEIPTS.lines.find(conn, line.document_id, line.product_id)
    if now is None or now.id != line.id:  # taken off the pre-receipt at the desk
        raise refusals.line_changed(sku=line.product)
    if now.in_work_by:
        raise refusals.line_in_work(sku=now.product, operator=now.in_work_by)
    if now.state is DocumentState.CANCELLED:
        raise refusals.document_not_open(what="pre-receipt", document=document, state=now.state)
    raise pre_receipts.already_received(now, document)


def how_serials_come(
    line: PreReceiptLine, flow: str, *, has_serial_step: bool, verifies: bool, skips_without_step: bool
) -> SerialsIn:
    """Return how a line gets its serials in a flow, before anything is received.

    Raises:
        Refused: `no_serial_step`, naming flow and product (R17).
    """
    if not line.tracking_type.needs_serials_in:
        return SerialsIn.NONE
    if line.pre_entered:
        return SerialsIn.VERIFY if verifies and has_serial_step else SerialsIn.ACCEPT
    if has_serial_step:
        return SerialsIn.CAPTURE
    if skips_without_step:
        return SerialsIn.SKIP
    raise refusals.no_serial_step(flow=flow, sku=line.product)


def capture(
    conn: Connection,
    standing: Standing[Line],
    capturing: captures.Capturing,
    entries: Sequence[SerialEntry],
    how: SerialsIn,
) -> Run:
    """Capture the serials of one scan for a line that the run has in work (R9, R10, R15).

    Returns:
        The run with them counted; `runs.save` keeps the count.

    Raises:
        Refused: `line_changed` where the line or its pre-receipt is no longer open for this run; `too_many_serials`;
            `serial_not_on_list` in verify mode; the serial's whereabouts (R6); `serials_refused` for several.
    """
    line = line_work.line_in_work(PRE_RECEIPTS.lines.locked(conn, standing), RECEIVING, capturing.run)
    if line is None:
        raise refusals.line_changed(sku=capturing.product.sku)
    listed = Source(SerialState.EXPECTED, document_line_id=line.id)
    verifies, unknown = how is SerialsIn.VERIFY, refusals.serial_not_on_list
    from_supplier = Source(SerialState.RETURNED)  # what went back comes in again, repaired or replaced (R37)
    takes = (
        Takes(source=listed, unknown=unknown) if verifies else Takes(NO_LIMIT, from_supplier, unknown=unknown)
    )
    return captures.take_all(conn, capturing, entries, takes)


def expected_serials(conn: Connection, line: PreReceiptLine) -> int:
    """Return how many pre-entered serials of a line have not been received yet."""
    ((count,),) = _COUNT_EXPECTED.rows(conn, {"line_id": line.id})
    return int(count)


def post(
    conn: Connection, line: PreReceiptLine, run: Run, receipt: Receipt, *, account_id: int, at: datetime
) -> Received:
    """Post the receipt of a line: stock, serials, ledger and documents in one go.

    Raises:
        Refused: `line_changed`; `over_receipt`; `quantity_is_serial_count` (R10); `quantity_is_pre_entered` (R9);
            `quantity_negative`; `quantity_too_large`.
        Unapproved: `over_receipt_unapproved`, `short_unapproved` (R67).
    """
    check_quantity(conn, line, run, receipt)
    approved_by = _approver(conn, line, run, receipt)
    ends_short = receipt.closes_short
    if not line_work.confirm(conn, RECEIVING, line.id, run, receipt.quantity, ends_short=ends_short):
        raise refusals.line_changed(sku=line.product)
    unpacked = _post_stock(conn, line, run, receipt, account_id, at, approved_by)
    now = pre_receipts.line(conn, line.id)
    missing = _missing(conn, now)
    is_complete = closing.close_if_complete(conn, RECEIVING, line.document_id, at)
    return Received(now, is_complete, missing[:NAMED_AT_MOST], len(missing), unpacked)


def check_quantity(conn: Connection, line: PreReceiptLine, run: Run, receipt: Receipt) -> None:
    """Check that a line may be received with this quantity.

    Raises:
        Refused: `quantity_negative`, `quantity_is_serial_count`, `quantity_is_pre_entered`, `over_receipt`, `quantity_too_large`.
    """
    quantity = receipt.quantity
    if quantity < 0:
        raise refusals.quantity_negative(quantity=quantity)
    if receipt.how in (SerialsIn.CAPTURE, SerialsIn.VERIFY) and quantity != run.captured:
        raise refusals.quantity_is_serial_count(given=quantity, captured=run.captured)
    if receipt.how is SerialsIn.ACCEPT and quantity != (pre_entered := expected_serials(conn, line)):
        raise refusals.quantity_is_pre_entered(given=quantity, pre_entered=pre_entered)
    if quantity > receipt.most and Approvable.OVER_RECEIPT not in receipt.approval.needed:
        raise refusals.over_receipt(given=quantity, most=receipt.most, expected=line.quantity)
    numbers.check_total(line.done, quantity)


def _approver(conn: Connection, line: PreReceiptLine, run: Run, receipt: Receipt) -> str | None:
    """Return who approves the receipt: one of more than the flow lets through, or that closes the line with fewer (R67)."""
    if receipt.quantity > receipt.most:
        what, refuse = Approvable.OVER_RECEIPT, refusals.over_receipt_unapproved
    elif receipt.closes_short and receipt.quantity < line.open_quantity:
        what, refuse = Approvable.SHORT, refusals.short_unapproved
    else:
        return None
    unapproved = refuse(sku=line.product, quantity=line.done + receipt.quantity, expected=line.quantity)
    return approvals.approver(conn, receipt.approval, what, unapproved, by=run.operator)


def _post_stock(
    conn: Connection,
    line: PreReceiptLine,
    run: Run,
    receipt: Receipt,
    account_id: int,
    at: datetime,
    approved_by: str | None,
) -> tuple[str, ...]:
    skipped = receipt.how is SerialsIn.SKIP
    arrives = (
        Identity(
            line.product_id,
            receipt.location_id,
            account_id,
            TrackingType.NO_TRACKING if skipped else line.tracking_type,
        )
        if receipt.quantity and receipt.location_id is not None
        else None
    )
    done = movement.post(
        conn,
        Movement(
            TransactionKind.RECEIPT,
            receipt.quantity,
            run.operator,
            at,
            arrives=arrives,
            goods=Goods(line.product_id, account_id),
            serials=_serials(line, run, receipt) if receipt.quantity else None,
            become=SerialState.IN_STOCK,
            document_line_id=line.id,
            note=f"without serials: flow {run.flow} has no serial step" if skipped else None,
            flow_version_id=run.flow_version_id,
            approved_by=approved_by,
        ),
    )
    return done.unpacked


def _serials(line: PreReceiptLine, run: Run, receipt: Receipt) -> movement.Serials | None:
    if receipt.how is SerialsIn.ACCEPT:
        return Expected(line.id, receipt.quantity, receipt.lot_and_expiry)
    if receipt.how in (SerialsIn.CAPTURE, SerialsIn.VERIFY):
        return Captures(run.id, run.captured)
    return None


def _missing(conn: Connection, line: PreReceiptLine) -> tuple[str, ...]:
    if line.state is not DocumentState.RECEIVED or not line.pre_entered:
        return ()
    return tuple(conn.scalars(_EXPECTED_ON.order_by(t.serial.c.id), {"line_id": line.id}))


def product_on(conn: Connection, pre_receipt: Document, product: products.Product) -> PreReceiptLine:
    """Return the open line of a pre-receipt that a scanned product means.

    Raises:
        Refused: `not_on_document`, `line_already_received`.
    """
    line = pre_receipts.line_of(conn, pre_receipt, product)
    if not line.is_open:
        raise pre_receipts.already_received(line, pre_receipt.ref)
    return line
