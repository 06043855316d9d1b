"""What stands on a printed label, whatever it is drawn on."""

from collections.abc import Sequence
from dataclasses import dataclass

from serialhhd.store.symbols.composing import bracketed, joined
from serialhhd.store.symbols.element_strings import Elements
from serialhhd.store.symbols.symbology import Symbology


@dataclass(frozen=True, slots=True)
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
