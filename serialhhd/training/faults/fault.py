"""What a fault is, and what an operator may do about it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final

from serialhhd.flows.seam.handheld import Sent
from serialhhd.flows.seam.view import Label
from serialhhd.training.scanner import Scanner
from serialhhd.value_class import value_class


class Right(StrEnum):
    """What is right when something has gone wrong."""

    SET_ASIDE = "set_aside"
    CALL = "call"
    RESCAN = "rescan"
    REFUSE_ONLY = "refuse_only"
    RESUME = "resume"


MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Right.SET_ASIDE: "put the goods where nobody takes them for good ones, and go on without them",
        Right.CALL: "tell the supervisor, and go on with what is in order",
        Right.RESCAN: "acknowledge, and scan again, the same label or another one",
        Right.REFUSE_ONLY: "acknowledge: the handheld has refused it, and nothing else is to be done",
        Right.RESUME: "sign on again, and go on where the work stands",
    }
)


class Group(StrEnum):
    """At what a fault is."""

    LABEL = "label"
    GOODS = "goods"
    SCANNER = "scanner"
    LINK = "link"
    OTHERS = "others"


@value_class(kw_only=True)
class InHand:
    """What an operator is about to scan, and what else is within reach.

    Attributes:
        label: The label, as it should be read.
        product: What the barcode of its product holds.
        other_product: What that of some other product holds; empty where there is none.
        other_document: The number of another document; empty where there is none.
        next_label: The label that comes to hand next; None where none does.
    """

    label: Label
    product: str
    other_product: str = ""
    other_document: str = ""
    next_label: Label | None = None


@value_class(kw_only=True)
class Laid:
    """What lies there, and what is known of it: whether a fault can come about.

    Attributes:
        goods: Units that lie there, by SKU.
        announced: Units that are on documents, by SKU.
        products: So many products are known.
        documents: So many documents there are.
        has_repeated: Whether two units bear the same serial.
        has_known: Whether a unit bears a serial that is in stock, or pre-entered, elsewhere.
        has_held: Whether a unit, or its product, is on hold.
        has_lot: Whether a label names a lot beside the serial, behind which an FNC1 must stand.
    """

    goods: Mapping[str, int]
    announced: Mapping[str, int]
    products: int
    documents: int
    has_repeated: bool = False
    has_known: bool = False
    has_held: bool = False
    has_lot: bool = False


class Fault(ABC):
    """Something that goes wrong. How it acts its kind says: `Misread`, `GoodsFault` or `Incident`.

    Attributes:
        name: By which a scenario names it.
        group: At what it is.
        meaning: What has happened, as a trainer is told.
        rights: What may be right about it.
        codes: What the handheld says to whoever scans on as if nothing were wrong, by the codes of its sentences: one of these, as the
            step and the product are; empty where it says nothing.
        is_of_unit: Whether one of the units is not in order that are being handled; else nothing is kept out of what is done.
    """

    name: ClassVar[str]
    group: ClassVar[Group]
    meaning: ClassVar[str]
    rights: ClassVar[tuple[Right, ...]]
    codes: ClassVar[tuple[str, ...]] = ()
    is_of_unit: ClassVar[bool] = True

    def lacks(self, laid: Laid) -> str:  # noqa: ARG002 - most can come about anywhere
        """Return what a scenario lacks for it to come about; nothing where it can."""
        return ""


class Misread(Fault):
    """Something is wrong with the label in hand or with the scanner: other bytes are sent than should be."""

    @abstractmethod
    def reads(self, scanner: Scanner, hand: InHand) -> tuple[Sent, ...]:
        """Return what the scanner sends of the label in hand while this is wrong."""
