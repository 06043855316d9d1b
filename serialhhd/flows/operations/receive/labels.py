"""What lies on the pallet at goods in: the labels of a virtual scanner."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.receive import arriving
from serialhhd.flows.seam.view import Label
from serialhhd.flows.sentences.english import captions
from serialhhd.flows.words import labels, product
from serialhhd.flows.words.turn import operation_of
from serialhhd.samples import scannable
from serialhhd.store.catalogue import products as catalogue
from serialhhd.store.inbound.receiving import SerialsIn
from serialhhd.store.symbols.gtin import gtin14
from serialhhd.store.words.refusal import Refused

SEVERAL: Final = 3
"""So many serials are in one symbol."""


def products(work: Work) -> Iterator[Label]:
    """Yield the boxes of the open lines, GS1 symbols with a serial, and a box that is not wanted."""
    there = operation_of(work).turns.products(work)
    for product_id, label in there:
        made = catalogue.by_id(work.conn, product_id)
        yield from labels.box(work, made, captions.box(label=label), captions.takes_in_work(sku=made.sku))
        gtin = gtin14(scannable.barcode(work.conn, made))
        if gtin and made.tracking_type.needs_serials_in and work.step.takes("gs1"):
            serial = next(labels.new_serials(work, product_id))
            with suppress(Refused):
                caption, why = f"GS1 {made.sku} {serial}", captions.product_and_serial()
                yield labels.gs1(caption, why, gtin, serial)
    yield from labels.other_product(work, {product_id for product_id, _ in there})


def serials_to_receive(work: Work) -> Iterator[Label]:
    """Yield what is on the line's list, or new serials; or what goes on once all are there."""
    new = labels.new_serials(work, product.in_work(work).id)
    if not labels.room(work):
        yield from labels.all_there(work, new)
    elif arriving.SERIALS.how(work) is SerialsIn.VERIFY:
        listed = scannable.expected_serials(work.conn, arriving.line_in_work(work).id, labels.GOOD_AT_MOST)
        yield from labels.serials_of(work, listed)
    else:
        there = tuple(islice(new, labels.NEW))
        yield from labels.serials_of(work, there)
        yield from _several(work, there[: labels.room(work)][:SEVERAL])
    yield from labels.bad_serials(work)


def _several(work: Work, texts: Sequence[str]) -> Iterator[Label]:
    """Yield a symbol of several serials, where more than one is wanted still."""
    if len(texts) > 1 and work.step.takes("several"):
        caption = captions.several(count=len(texts))
        yield Label(",".join(texts), caption, is_good=True, why=captions.all_or_none())
