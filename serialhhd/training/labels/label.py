"""What stands on a printed label, whatever it is drawn on."""

from collections.abc import Sequence
from dataclasses import replace

from serialhhd.flows.seam.view import Label
from serialhhd.store.symbols.composing import bracketed, joined
from serialhhd.store.symbols.element_strings import Elements, check_together, read_message
from serialhhd.store.symbols.symbology import Symbology, printed_in
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TRAINING
from serialhhd.value_class import value_class


@value_class
class PrintedLabel:
    """A symbol, and what people read beside it.

    Attributes:
        symbology: The kind of the symbol.
        data: What it holds, with 0x1D for the FNC1 between GS1 elements.
        lines: What stands beside it, the most important first.
        elements: The (AI, value) pairs of GS1 data, in the order in which they are written; empty where it holds none.
        is_torn: Whether the right half of the symbol is missing, so that no scanner reads it.
    """

    symbology: Symbology
    data: str
    lines: tuple[str, ...]
    elements: Elements = ()
    is_torn: bool = False


def plain(symbology: Symbology, data: str, *lines: str) -> PrintedLabel:
    """Return a label whose symbol holds a code as it is. A symbology for GS1 data gives its bars, without FNC1."""
    return PrintedLabel(symbology.plain, data, tuple(line for line in lines if line))


def gs1(symbology: Symbology, elements: Elements, lines: Sequence[str]) -> PrintedLabel:
    """Return a label whose symbol holds GS1 elements, each of which is written beside it too."""
    said = tuple(bracketed((element,)) for element in elements)
    return PrintedLabel(symbology, joined(elements), (*lines, *said), elements)


def printed(label: Label, *lines: str) -> PrintedLabel:
    """Return a label that lies before somebody, with what people read beside it. GS1 data that is not whole stands in the same bars without FNC1."""
    symbology = label.symbology
    if symbology.is_gs1:
        try:
            return gs1(symbology, check_together(read_message(label.text)), lines)
        except Refused:
            symbology = symbology.plain
    if symbology in {Symbology.EAN_8, Symbology.EAN_13} and printed_in(label.text) is not symbology:
        symbology = Symbology.CODE_128
    return plain(symbology, label.text, *lines)


def torn(label: PrintedLabel) -> PrintedLabel:
    """Return the same label, of which no scanner reads anything."""
    return replace(label, is_torn=True)


def for_training(label: PrintedLabel) -> PrintedLabel:
    """Return the same label as one of a training store, which is said first beside the symbol (R68)."""
    return replace(label, lines=(TRAINING, *label.lines))
