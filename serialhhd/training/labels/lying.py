"""Labels that lie before somebody who trains, as they are printed: each holds what a scanner would read of it."""

from dataclasses import replace

from serialhhd.flows.seam.view import Label
from serialhhd.store.symbols.element_strings import check_together, read_message
from serialhhd.store.symbols.symbology import Symbology, printed_in
from serialhhd.store.words.refusal import Refused
from serialhhd.training.labels.label import PrintedLabel, gs1, plain


def printed(label: Label, *lines: str) -> PrintedLabel:
    """Return a label with what people read beside it. GS1 data that is not whole stands in the same bars without FNC1."""
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
