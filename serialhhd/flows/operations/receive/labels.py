"""What lies on the pallet at goods in: the labels of a virtual scanner."""

from collections.abc import Iterator
from itertools import islice

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.receive import arriving
from serialhhd.flows.seam.view import Label
from serialhhd.flows.sentences.english import captions, keys
from serialhhd.flows.words import labels, place, product, serials
from serialhhd.flows.words.turn import operation_of
from serialhhd.samples import scannable
from serialhhd.store.catalogue import products as catalogue
from serialhhd.store.inbound.receiving import SerialsIn


def products(work: Work) -> Iterator[Label]:
    """Yield the boxes of the open lines, GS1 symbols with a serial, and a box that is not wanted."""
    there = operation_of(work).turns.products(work)
    for product_id, label in there:
        made = catalogue.by_id(work.conn, product_id)
        taking = labels.box(work, made, label)
        yield taking
        code = taking.text
        if code.isdigit() and made.tracking_type.needs_serials_in:
            serial = next(labels.new_serials(work, product_id))
            symbol = f"]C101{catalogue.barcode_key(code)}21{serial}"
            yield Label(symbol, f"GS1 {made.sku} {serial}", is_good=True, why=captions.product_and_serial())
    yield from labels.other_product(work, {product_id for product_id, _ in there})


def serials_to_receive(work: Work) -> Iterator[Label]:
    """Yield what is on the line's list, or new serials; or what goes on once all are there."""
    if serials.are_all_there(work):
        yield from _all_there(work)
    elif arriving.SERIALS.how(work) is SerialsIn.VERIFY:
        listed = scannable.expected_serials(work.conn, arriving.line_in_work(work).id, labels.GOOD_AT_MOST)
        yield from map(labels.serial, listed)
    else:
        new = labels.new_serials(work, product.in_work(work).id)
        yield from map(labels.serial, islice(new, labels.NEW))
        yield from _several(work)
    yield from labels.bad_serials(work)


def _all_there(work: Work) -> Iterator[Label]:
    """Yield what goes on, and as a bad label one serial more: it would be counted, and is not what was announced."""
    yield Label(":done", captions.card(label=keys.done()), is_good=True, why=captions.all_there())
    if place.is_next(work):
        for code in scannable.locations(work.conn, labels.GOOD_AT_MOST - 1):
            yield Label(
                code,
                captions.place(location=code),
                is_good=True,
                why=captions.confirms_and_puts(location=code),
            )
    beyond = next(labels.new_serials(work, product.in_work(work).id))
    yield Label(beyond, captions.serial(serial=beyond), is_good=False, why=captions.one_more())


def _several(work: Work) -> Iterator[Label]:
    three = list(islice(labels.new_serials(work, product.in_work(work).id), 3))
    yield Label(",".join(three), captions.several(count=len(three)), is_good=True, why=captions.all_or_none())
