"""Which product of the document."""

from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.enter_serials import EnterSerials
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words import product as word
from serialhhd.flows.words.entry import entered
from serialhhd.flows.words.turn import advance
from serialhhd.flows.words.word import PRODUCT
from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.serials.lots import UNKNOWN as NO_BATCH
from serialhhd.store.serials.lots import Batch
from serialhhd.store.symbols import scan
from serialhhd.store.symbols.scan import Barcode


class ScanProduct(Step):
    """Which product of the document lies in the operator's hands: its SKU, one of its barcodes or a GS1 symbol."""

    name: ClassVar[str] = "scan_product"
    asks: ClassVar[tuple[str, ...]] = (PRODUCT,)

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the product."""
        return prompts.product()

    def choices(self, work: Work) -> tuple[Choice, ...]:
        """Offer the products of the document."""
        return word.choices(work)

    def answer(self, work: Work, text: str) -> Message:
        """Take the product in work; a serial in the same symbol answers the serial step as well.

        A lot and expiry without a serial hold for the serials that follow.
        """
        code = entered(text, "product")
        product, barcode = self._read(work, text, code)
        message = word.choose(work, product, barcode.serial)
        if work.position.question is not None:
            return message
        holds = word.hold_batch(work, NO_BATCH if barcode.serial else Batch(barcode.lot, barcode.expiry))
        posted = advance(work)
        step = work.step
        if barcode.serial and isinstance(step, EnterSerials):
            return step.take_symbol(work, barcode)
        return posted or holds or message

    def _read(self, work: Work, text: str, code: str) -> tuple[Product, Barcode]:
        """Return the product that a scan names; what a person called a product goes before what GS1 reads in it."""
        known = products.find(work.conn, code) or word.of_choice(work, code)
        if known:
            return known, Barcode(code)
        barcode = scan.parse(text, fnc1=work.fnc1, expects="product")
        if barcode.is_pallet_label:
            raise refusals.pallet_label()
        named = [barcode.gtin] if barcode.gtin else list(barcode.part_numbers)
        found = next((one for name in named if (one := products.find(work.conn, name))), None)
        if found is None:
            raise refusals.unknown(what="product", code=named[0] if named else code)
        return found, barcode
