"""Receiving a line at the desk: in one go, under the rules of the handheld."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.documents.document import Document
from serialhhd.store.inbound import pre_receipts, receiving
from serialhhd.store.inbound.pre_receipts import PreReceiptLine
from serialhhd.store.inbound.receiving import Receipt, Received, SerialsIn
from serialhhd.store.serials import new_serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import NO_LIMIT
from serialhhd.store.stock import runs
from serialhhd.store.stock.runs import FLOW_OF_DESK, Run
from serialhhd.store.words import acting
from serialhhd.store.words.numbers import is_far_above
from serialhhd.store.words.refusal import Doubtful
from serialhhd.store.words.vocabulary import RunState
from serialhhd.value_class import value_class


@value_class
class Delivery:
    """What was delivered of a line.

    Attributes:
        location: Where it is put; may be empty where nothing came.
        serials: The serials, for a line that takes them and has none pre-entered.
        quantity: Units; None: as many as there are serials, or all that is still to come.
        closes_short: Whether a line that stays short is closed.
        doubts: What speaks against the list of serials as it was written.
        sure: Somebody has seen what speaks against it and the serials, and said yes.
    """

    location: str
    serials: Sequence[str] = ()
    quantity: int | None = None
    closes_short: bool = True
    doubts: Sequence[Doubtful] = ()
    sure: bool = False


def receive(conn: Connection, ref: str, sku: str, delivery: Delivery, *, by: str, at: datetime) -> Received:
    """Receive a line of an open pre-receipt (R3, R8-R11, R13).

    Raises:
        Refused: As at the handheld: `line_in_work`, `line_already_received`, `serials_needed`, `serials_not_taken`,
            `serials_refused`, `quantity_is_serial_count`, `quantity_is_pre_entered`, `unknown` ...
    """
    pre_receipt, product = pre_receipts.show(conn, ref), products.show(conn, sku)
    if not pre_receipt.is_open:
        raise pre_receipt.not_open()
    found = receiving.product_on(conn, pre_receipt, product)
    run = runs.begin(conn, operator=acting.named(by), flow=FLOW_OF_DESK, config="{}", position="{}", at=at)
    receiving.claim(conn, found, run, pre_receipt.ref)
    # Only now it stays as it is: its serials may have been entered or cleared until it was in work.
    line = pre_receipts.line(conn, found.id)
    how = _how(line, delivery)
    if how is SerialsIn.CAPTURE:
        run = _capture(conn, line, run, product, delivery, at)
    received = _post(conn, pre_receipt, line, run, how, delivery, at)
    runs.end(conn, run.id, RunState.DONE, at)
    return received


def _how(line: PreReceiptLine, delivery: Delivery) -> SerialsIn:
    how = receiving.how_serials_come(
        line, FLOW_OF_DESK, has_serial_step=True, verifies=False, skips_without_step=False
    )
    if delivery.serials and how is not SerialsIn.CAPTURE:
        raise refusals.serials_not_taken(sku=line.product)
    if how is SerialsIn.CAPTURE and not delivery.serials and delivery.quantity != 0:
        raise refusals.serials_needed(sku=line.product)
    return how


def _capture(
    conn: Connection,
    line: PreReceiptLine,
    run: Run,
    product: products.Product,
    delivery: Delivery,
    at: datetime,
) -> Run:
    if not delivery.serials:
        return run
    standing = pre_receipts.standing(conn, line.document_id, line.id, lock=True)
    entries = new_serials.judge_all(
        conn, product, delivery.serials, doubts=delivery.doubts, sure=delivery.sure
    )
    return receiving.capture(
        conn, standing, Capturing(run, product, NO_LIMIT, at), entries, SerialsIn.CAPTURE
    )


def _post(
    conn: Connection,
    pre_receipt: Document,
    line: PreReceiptLine,
    run: Run,
    how: SerialsIn,
    delivery: Delivery,
    at: datetime,
) -> Received:
    quantity = delivery.quantity
    if quantity is None:
        quantity = run.captured if how is SerialsIn.CAPTURE else line.open_quantity
    elif how is not SerialsIn.CAPTURE and not delivery.sure:
        _check_number(quantity, line.open_quantity)
    receipt = Receipt(
        quantity=quantity,
        how=how,
        most=NO_LIMIT,
        closes_short=delivery.closes_short,
        location_id=places.location(conn, delivery.location).id if quantity else None,
    )
    return receiving.post(conn, line, run, receipt, account_id=pre_receipt.account_id, at=at)


def _check_number(quantity: int, expected: int) -> None:
    """Doubt a number of units far above the expected: somebody may have scanned a label into it.

    Raises:
        Doubtful: `quantity_far_above`.
    """
    if is_far_above(quantity, expected):
        raise refusals.quantity_far_above(quantity=quantity, expected=expected)
