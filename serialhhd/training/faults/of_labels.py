"""What is wrong with a label: the scanner is in order, and reads something else than it should, or nothing."""

from abc import abstractmethod
from dataclasses import replace
from typing import ClassVar, Final

from serialhhd.flows.seam.handheld import Sent
from serialhhd.flows.seam.view import Label
from serialhhd.store.symbols.element_strings import GS
from serialhhd.store.symbols.gtin import check_digit
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.training.faults.fault import Group, InHand, Laid, Misread, Right
from serialhhd.training.scanner import Scanner

_PALLET: Final = "39521234500000001"
"""An SSCC of GS1's demonstration prefix, without its check digit."""


class LabelFault(Misread):
    """A label that is not as it should be."""

    group: ClassVar[Group] = Group.LABEL
    rights: ClassVar[tuple[Right, ...]] = (Right.RESCAN, Right.SET_ASIDE, Right.CALL)

    def reads(self, scanner: Scanner, hand: InHand) -> tuple[Sent, ...]:
        """Return what is sent of the label as it is."""
        found = self.found(hand)
        return scanner.read(found) if found else ()

    @abstractmethod
    def found(self, hand: InHand) -> Label | None:
        """Return the label that is there in place of the one that should be; None where nothing can be read."""


class Unreadable(LabelFault):
    """Nothing is read."""

    name: ClassVar[str] = "unreadable"
    meaning: ClassVar[str] = "The label is torn or wet: the scanner reads nothing, and stays silent."

    def found(self, hand: InHand) -> Label | None:  # noqa: ARG002 - whatever it was
        """Return no label."""
        return None


class PartlyReadable(LabelFault):
    """Only the beginning is read."""

    name: ClassVar[str] = "partly_readable"
    meaning: ClassVar[str] = "A part of the label is missing: the scanner reads the first half of the code."
    codes: ClassVar[tuple[str, ...]] = ("serial_pattern_mismatch",)

    def found(self, hand: InHand) -> Label | None:
        """Return the first half."""
        text = hand.label.text
        return replace(hand.label, text=text[: max(1, len(text) // 2)])


class WrongCheckDigit(LabelFault):
    """A code with a check digit that does not fit."""

    name: ClassVar[str] = "wrong_check_digit"
    meaning: ClassVar[str] = "The barcode of the product was printed with a wrong check digit."
    codes: ClassVar[tuple[str, ...]] = ("check_digit",)

    def found(self, hand: InHand) -> Label | None:
        """Return the product's code with another last digit; as Code 128, as no printer draws such an EAN."""
        code = hand.product
        last = (int(code[-1]) + 1) % 10 if code[-1:].isdigit() else 0
        return replace(hand.label, text=f"{code[:-1]}{last}", symbology=Symbology.CODE_128)


class NoFnc1(LabelFault):
    """GS1 data in which no FNC1 stands."""

    name: ClassVar[str] = "no_fnc1"
    meaning: ClassVar[str] = "The label was printed without FNC1: its elements run into each other."
    codes: ClassVar[tuple[str, ...]] = ("lot_holds",)

    def found(self, hand: InHand) -> Label | None:
        """Return the same data in a symbol that is not GS1's."""
        text = hand.label.text.replace(GS, "")
        return replace(hand.label, text=text, symbology=hand.label.symbology.plain)

    def lacks(self, laid: Laid) -> str:
        """Return that every element has its length, and none runs into another."""
        return "" if laid.has_lot else "goods with serials and a lot, on labels that are GS1 symbols"


class WrongProduct(LabelFault):
    """The label of another product."""

    name: ClassVar[str] = "wrong_product"
    meaning: ClassVar[str] = "The label of another product is on the box."
    codes: ClassVar[tuple[str, ...]] = ("product_chosen", "serial_is_other_code")

    def found(self, hand: InHand) -> Label | None:
        """Return the other product's barcode."""
        return replace(hand.label, text=hand.other_product, symbology=Symbology.CODE_128)

    def lacks(self, laid: Laid) -> str:
        """Return that there is only one product."""
        return "" if laid.products > 1 else "a second product in start"


class PalletLabel(LabelFault):
    """The label of the pallet."""

    name: ClassVar[str] = "pallet_label"
    meaning: ClassVar[str] = (
        "The label of the whole pallet is scanned, an SSCC, where that of one box is meant."
    )
    codes: ClassVar[tuple[str, ...]] = ("pallet_label",)

    def found(self, hand: InHand) -> Label | None:
        """Return an SSCC."""
        text = f"00{_PALLET}{check_digit(_PALLET)}"
        return replace(hand.label, text=text, symbology=Symbology.GS1_128)


class ProductForSerial(LabelFault):
    """The product's barcode where a serial is asked for."""

    name: ClassVar[str] = "product_for_serial"
    meaning: ClassVar[str] = "The barcode of the product is scanned where the serial is asked for."
    codes: ClassVar[tuple[str, ...]] = ("serial_is_other_code",)

    def found(self, hand: InHand) -> Label | None:
        """Return the product's barcode."""
        return replace(hand.label, text=hand.product, symbology=Symbology.CODE_128)


class OldDocument(LabelFault):
    """The number of another document."""

    name: ClassVar[str] = "old_document"
    meaning: ClassVar[str] = "The paper of another delivery or order lies there, and its number is scanned."
    codes: ClassVar[tuple[str, ...]] = ("unknown",)

    def found(self, hand: InHand) -> Label | None:
        """Return the other document's number."""
        return replace(hand.label, text=hand.other_document, symbology=Symbology.CODE_128)

    def lacks(self, laid: Laid) -> str:
        """Return that there is only one document."""
        return "" if laid.documents > 1 else "a second document in start"
