"""Which product of the document."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from serialhhd.flows.answers import forms
from serialhhd.flows.answers.entry import entered
from serialhhd.flows.answers.forms import ProductForms
from serialhhd.flows.conversation.work import PlayedFlow, Work
from serialhhd.flows.operations import operations
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.enter_serials import EnterSerials
from serialhhd.flows.steps.step import InItsTable, Step
from serialhhd.flows.words import product as word
from serialhhd.flows.words.turn import advance
from serialhhd.flows.words.word import PRODUCT
from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.catalogue.recognise import barcode_key
from serialhhd.store.serials.lots import UNKNOWN as NO_LOT
from serialhhd.store.serials.lots import LotAndExpiry
from serialhhd.store.symbols import scan
from serialhhd.store.symbols.scan import Barcode, normalise_gtin
from serialhhd.store.words import codes
from serialhhd.toml.key import Choices, Idle, IdleWords


def _why_no_list(flow: PlayedFlow) -> Mapping[str, str]:
    is_said = PRODUCT in operations()[flow.operation].turns.sends
    return {"list": "here the product is known, and none is listed"} if is_said else {}


def _why_never_skipped(flow: PlayedFlow) -> str | None:
    """Return that the product is said by what is asked for: only a scan proves that it is in hand."""
    is_said = PRODUCT in operations()[flow.operation].turns.sends
    return "what is asked for says the product, and only a scan proves it" if is_said else None


def _take(work: Work, product: Product) -> str:
    word.choose(work, product, None)
    return product.sku


class ScanProduct(Step):
    """Which product of the document lies in the operator's hands: its SKU, one of its barcodes or a GS1 symbol."""

    name: ClassVar[str] = "scan_product"
    asks: ClassVar[tuple[str, ...]] = (PRODUCT,)

    accept: Annotated[ProductForms, InItsTable(), IdleWords(_why_no_list)] = Field(
        default=("sku", "barcode", "gs1", "list"),
        description="How a product may be named. What is left out is refused, and a list is not shown then.",
    )
    skip_when: Annotated[
        Literal["", "one_answer"],
        Choices({"": "it is always asked", "one_answer": "where one product alone can be chosen"}),
        Idle(_why_never_skipped),
        InItsTable(),
    ] = Field(
        default="",
        description="When the product is taken without asking; the next answer says which was. What a rule refuses is asked, and so "
        "is the last question of a line of which nothing else was.",
    )

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the product."""
        return prompts.product()

    def choices(self, work: Work) -> tuple[Choice, ...]:
        """Offer the products of the document."""
        return word.choices(work) if "list" in self.accept else ()

    def unasked(self, work: Work) -> Callable[[], str] | None:
        """Return what takes the one product that can be chosen, as the flow says."""
        only = word.only(work) if self.skip_when else None
        return partial(_take, work, only) if only else None

    def answer(self, work: Work, text: str) -> Message:
        """Take the product in work; a serial in the same symbol answers the serial step as well.

        A lot and expiry without a serial hold for the serials that follow.
        """
        code = entered(text, "product")
        product, barcode = self._read(work, text, code)
        message = word.choose(work, product, barcode.serial)
        if work.position.question is not None:
            return message
        holds = word.hold_lot_and_expiry(
            work, NO_LOT if barcode.serial else LotAndExpiry(barcode.lot, barcode.expiry)
        )
        posted = advance(work)
        step = work.step
        if barcode.serial and isinstance(step, EnterSerials) and step.takes_symbol(text):
            return step.take_symbol(work, barcode)
        return posted or holds or message

    def _read(self, work: Work, text: str, code: str) -> tuple[Product, Barcode]:
        """Return the product that a scan names; what a person called a product goes before what GS1 reads in it."""
        if known := products.find(work.conn, code):
            forms.check_form(self.accept, code, *self._forms(work, known, code))
            return known, Barcode(code)
        if listed := word.of_choice(work, code):
            forms.check_form(self.accept, code, "list")
            return listed, Barcode(code)
        barcode = scan.parse(text, fnc1=work.fnc1, expects="product")
        if barcode.has_data:
            forms.check_form(self.accept, code, "barcode" if barcode.is_bare_gtin else "gs1")
        if barcode.is_pallet_label:
            raise refusals.pallet_label()
        named = [barcode.gtin] if barcode.gtin else list(barcode.part_numbers)
        found = next((one for name in named if (one := products.find(work.conn, name))), None)
        if found is None:
            raise refusals.unknown(what="product", code=named[0] if named else code)
        return found, barcode

    def _forms(self, work: Work, product: Product, code: str) -> tuple[str, ...]:
        """Return what a code is by which a product is known: an SKU that is a GTIN as well, or one of its barcodes, is both."""
        if codes.key(code) != codes.key(product.sku):
            return ("barcode",)
        if "sku" in self.accept:  # the usual one costs no second look
            return ("sku",)
        is_barcode = normalise_gtin(code) or barcode_key(code) in products.barcodes(work.conn, product)
        return ("sku", "barcode") if is_barcode else ("sku",)
