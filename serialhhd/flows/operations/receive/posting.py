"""Goods in: checking and posting the receipt of a line, and what is told of it."""

from dataclasses import replace

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import Posted, approval
from serialhhd.flows.operations.receive import arriving
from serialhhd.flows.operations.receive import english as sentences
from serialhhd.flows.operations.receive.arriving import line_in_work
from serialhhd.flows.operations.shortage import closes_short
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences.english import containers
from serialhhd.flows.words import document, place, product
from serialhhd.flows.words import quantity as confirmed
from serialhhd.flows.words.word import DESTINATION
from serialhhd.store.inbound import receiving
from serialhhd.store.inbound.receiving import Receipt, Received, SerialsIn
from serialhhd.store.stock import held


def _receipt(work: Work, quantity: int) -> Receipt:
    return Receipt(
        quantity=quantity,
        how=arriving.SERIALS.how(work),
        most=arriving.most_units(work),
        closes_short=closes_short(work),
        location_id=work.chosen(DESTINATION),
        lot_and_expiry=product.lot_and_expiry(work),
        approval=approval(work),
    )


def check(work: Work, quantity: int) -> None:
    """Check that the line may be received with this quantity."""
    receiving.check_quantity(work.conn, line_in_work(work), work.open_run(), _receipt(work, quantity))


def post(work: Work) -> Posted:
    """Post the receipt of the line."""
    receipt, line, run = _receipt(work, confirmed.now(work)), line_in_work(work), work.open_run()
    account_id = document.of(work, line).account_id
    held_because = held.arriving_because(work.conn, line.product_id, receipt.lot_and_expiry.lot, run.id)
    received = receiving.post(work.conn, line, run, receipt, account_id=account_id, at=work.at)
    message = _received(work, receipt, received, line.open_quantity)
    if held_because and receipt.quantity:
        message = sentences.held_line_received(received=message.text, reason=held_because)
    if received.unpacked:
        text = f"{message.text} {containers.not_in(codes=received.unpacked)}"
        message = replace(message, text=text, is_unusual=True)
    return Posted(message, received.is_complete)


def _received(work: Work, receipt: Receipt, received: Received, expected: int) -> Message:
    line = received.line
    open_quantity = line.open_quantity if line.is_open else 0
    message = sentences.line_received(
        sku=line.product,
        quantity=receipt.quantity,
        expected=expected,
        open_quantity=open_quantity,
        location=place.destination(work) if receipt.quantity else None,
        document=document.of(work, line).ref,
        is_complete=received.is_complete,
        without_serials=receipt.how is SerialsIn.SKIP,
        missing=received.missing,
        missing_count=received.missing_count,
    )
    is_closed_short = receipt.quantity < expected and not open_quantity
    return replace(message, is_unusual=is_closed_short and work.position.keeps_open is None)
