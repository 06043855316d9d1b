"""The serial screen. A flow without this step asks for no serials."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from serialhhd.flows import messages
from serialhhd.flows.operations import PICK_BY_PICK_LIST, PRE_RECEIPT_RECEIVE
from serialhhd.flows.serial_range import SerialRange, parse_range, split_serials
from serialhhd.flows.steps.step import Step
from serialhhd.flows.view import Message
from serialhhd.store import products, serials
from serialhhd.store.lots import Batch
from serialhhd.store.refusal import Refused
from serialhhd.store.symbols import scan
from serialhhd.store.symbols.scan import Barcode

if TYPE_CHECKING:
    from serialhhd.flows.work import Work

PreEntered = Literal["accept", "verify"]


def _splitting(characters: str) -> str:
    if any(character.isalnum() for character in characters):
        must = "without letters and digits, which serials are made of"
        raise PydanticCustomError("splits_serials", must)
    return characters


class EnterSerials(Step):
    """The serials of the line or task, one after the other."""

    name: ClassVar[str] = "enter_serials"
    operations: ClassVar[frozenset[str]] = frozenset({PRE_RECEIPT_RECEIVE, PICK_BY_PICK_LIST})
    needs: ClassVar[frozenset[str]] = frozenset({"document", "product"})
    provides: ClassVar[frozenset[str]] = frozenset({"serials"})
    follows: ClassVar[Mapping[str, frozenset[str]]] = MappingProxyType(
        {PICK_BY_PICK_LIST: frozenset({"location"})}
    )

    pre_entered: PreEntered = Field(
        default="accept",
        description="Goods in, a line with pre-entered serials (R9). accept: no serial is asked for. "
        "verify: each one is scanned against the list.",
    )
    separators: Annotated[str, AfterValidator(_splitting)] = Field(
        default=",;|",
        max_length=16,
        description="The characters that part the serials of one 2D code. Empty: a code is always one serial.",
    )
    ranges: bool = Field(
        default=True,
        description="Whether a first serial and a count (SN0009 and 3), or SN0001..SN0050, may be entered.",
    )
    repeat_window_ms: int = Field(
        default=1000,
        ge=0,
        le=60_000,
        description="Milliseconds within which the same serial scanned again is ignored with a tone of its own "
        "instead of refused. 0: never ignored.",
    )

    def is_asked(self, work: "Work") -> bool:
        """Whether serials are scanned for the line or task (R3, R9, R13)."""
        return work.scans_serials

    def prompt(self, work: "Work") -> str:
        """Ask for the next serial, or say that all are there, and how many more."""
        expected = work.serials_expected
        if not work.has_all_serials or expected is None:
            return "SERIAL?"
        beyond = work.captured - expected
        return f"ALL {expected} +{beyond}" if beyond else f"ALL {expected}"

    def words(self, work: "Work") -> tuple[str, ...]:  # noqa: ARG002 - the same for all
        """Offer to finish, to take the last one or another one back, and to be short."""
        return (":done", ":undo", ":back", ":short", ":remove")

    def answer(self, work: "Work", text: str) -> Message:
        """Take one serial, several from one 2D code, or a first serial and a count after a preview."""
        if not scan.clean(text):
            raise Refused("serial_needed")
        barcode = scan.parse(text, separator=work.flow.separator, expects="serial")
        message = self._take(work, barcode)
        is_doubtful = "looks_like_gs1" in barcode.hints and message.code == "serial_captured"
        return messages.looks_like_gs1(serial=barcode.text) if is_doubtful else message

    def _take(self, work: "Work", barcode: Barcode) -> Message:
        if barcode.is_gs1:
            return self.take_symbol(work, barcode)
        if self._is_one(work, barcode.text):
            return self._take_texts(work, (barcode.text,))
        serial_range = parse_range(barcode.text) if self.ranges else None
        if serial_range:
            return self._preview(work, barcode.text, serial_range)
        return self._take_texts(work, split_serials(barcode.text, self.separators + scan.GS))

    def take_symbol(self, work: "Work", barcode: Barcode) -> Message:
        """Take the serial of a GS1 symbol, whose GTIN must be the product's.

        The product's own symbol with a lot or expiry and no serial is of the box: it holds for the serials that follow.

        Raises:
            Refused: `other_product`, `no_serial_in_symbol`, or what the rules say of the serial.
        """
        product = work.product
        if barcode.gtin:
            named = products.find(work.conn, barcode.gtin)
            if named is None or named.id != product.id:
                raise Refused("other_product", gtin=barcode.gtin, sku=named and named.sku, wanted=product.sku)
        held = (
            work.hold_batch(Batch(barcode.lot, barcode.expiry))
            if barcode.gtin and not barcode.serial
            else None
        )
        if held:
            return held
        if not barcode.serial:
            raise Refused("no_serial_in_symbol", sku=product.sku)
        return work.take([serials.entry(product, barcode.serial, lot=barcode.lot, expiry=barcode.expiry)])

    def take_range(self, work: "Work", text: str) -> Message:
        """Take the serials of a range that was previewed."""
        serial_range = parse_range(text)
        return self._take_texts(work, tuple(serial_range or ()))

    def _is_one(self, work: "Work", text: str) -> bool:
        """Whether the product's pattern says that the whole text is one serial."""
        return work.product.serial_pattern is not None and serials.fit(work.product, (text,))[0]

    def _preview(self, work: "Work", text: str, serial_range: SerialRange) -> Message:
        work.move(question="take_range", pending=text)
        return messages.range_preview(
            first=serial_range.first, last=serial_range.last, count=serial_range.count
        )

    def _take_texts(self, work: "Work", texts: tuple[str, ...]) -> Message:
        if len(texts) == 1:
            return work.take((serials.entry(work.product, texts[0], is_bare=True),))
        return work.take(serials.checked(work.product, texts, are_bare=True))
