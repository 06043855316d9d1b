"""The word `unit`: the one in the operator's hands, of whatever product, by its serial or else by its product's code (R33)."""

from dataclasses import replace
from typing import Final

from serialhhd.flows.answers.entry import entered
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import document, place, tote
from serialhhd.flows.words.turn import advance, operation_of
from serialhhd.flows.words.word import PRODUCT
from serialhhd.store import refusals
from serialhhd.store.batches import sorting
from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents.lines import Standing
from serialhhd.store.serials import new_serials, serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import runs
from serialhhd.store.symbols import scan

UNIT: Final = "unit"
_ONE: Final = 1


def product_in_hand(work: Work) -> str | None:
    """Return the SKU of a unit whose serial is still to be scanned; None where there is none such."""
    product_id = work.chosen(PRODUCT)
    return None if product_id is None else products.by_id(work.conn, product_id).sku


def take(work: Work, text: str) -> Message:
    """Take the unit in hand for the list that it goes to, and go on; of a product whose serial is not said it is asked for.

    What was in hand before is back on the cart.

    Raises:
        Refused: Why no list gets it, or it is not on the cart.
    """
    if work.captured or work.position.line_id is not None:
        _let_go(work)
    batch = document.in_work(work)
    product, serial = _read(work, text)
    if serial is None and sorting.needs_serial(work.conn, batch, product):
        work.choose(PRODUCT, product.id)
        return messages.serial_of_unit(sku=product.sku)
    given = sorting.give(work.conn, batch, product, serial, work.open_run())
    for word in (PRODUCT, tote.TOTE, tote.FULL):
        work.choose(word, None)
    work.move(line_id=given.task.id, stock_line_id=given.line.id, quantity=_ONE)
    at = Standing(given.pick_list, given.task, product, is_locked=True)
    in_batch = replace(at, document=given.batch)
    work.forget({**document.known(in_batch, at), **place.known(given.line)})
    if serial:
        capturing = Capturing(work.open_run(), product, _ONE, work.at, day=operation_of(work).day(work))
        work.run = sorting.capture(work.conn, at, given.line, capturing, [serial])
    own = tote.proposed(work)
    return advance(work) or messages.put_to(document=given.pick_list.ref, tote=own.code if own else None)


def _let_go(work: Work) -> None:
    run = work.open_run()
    runs.drop_captures(work.conn, run.id)
    runs.drop_claims(work.conn, run.id)
    work.holding(0)
    work.move(line_id=None, stock_line_id=None, quantity=None)
    work.forget()


def _read(work: Work, text: str) -> tuple[Product, SerialEntry | None]:
    """Return of which product a unit is, and its serial, as far as the scan says it."""
    code = entered(text, "unit")
    named = products.find(work.conn, code)
    if named:
        return named, None
    in_hand = work.chosen(PRODUCT)
    barcode = scan.parse(text, fnc1=work.fnc1, expects="serial")
    if barcode.gtin:
        product = products.find(work.conn, barcode.gtin)
        if product is None:
            raise refusals.unknown(what="product", code=barcode.gtin)
        return product, new_serials.of_symbol(work.conn, product, barcode) if barcode.serial else None
    if in_hand is not None:
        product = products.by_id(work.conn, in_hand)
        judged = new_serials.judge(work.conn, product, text, fnc1=work.fnc1)
        if judged.doubt:
            raise judged.doubt
        return product, judged.entry
    unit = serials.entry(barcode.serial or code)
    return sorting.product_of(work.conn, document.in_work(work), unit, work.run), unit
