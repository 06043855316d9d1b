"""The symbols of a lesson's labels, to be read off the screen by a real scanner. Without the extra `labels` there are none."""

from functools import lru_cache
from typing import Final

from serialhhd.flows.seam.view import Label
from serialhhd.screens.training.trainee.played_lesson import Modules
from serialhhd.store.symbols.element_strings import read_message
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.store.words.refusal import Refused
from serialhhd.training.hands import english as sentences
from serialhhd.training.labels.formats import LabelFormat, check_drawable
from serialhhd.training.labels.label import PrintedLabel, gs1, plain

_LIGHT: Final = 255
KEPT: Final = 64


def missing() -> str:
    """Return why none can be made; empty where they can."""
    try:
        check_drawable(LabelFormat.TEXT)
    except Refused:
        return sentences.symbols_need_extra()
    return ""


@lru_cache(maxsize=KEPT)
def modules(label: Label) -> Modules:
    """Return the DataMatrix of a label, which is the smallest on a screen; nothing where none can be made."""
    if not label.text or missing():
        return ()
    from serialhhd.training.labels.symbols import symbol_of

    try:
        symbol = symbol_of(_printed(label))
    except Refused:
        return ()
    rows = (symbol.row(number) for number in range(symbol.height))
    return tuple("".join(" " if one == _LIGHT else "#" for one in row) for row in rows)


def _printed(label: Label) -> PrintedLabel:
    if label.symbology.is_gs1:
        return gs1(Symbology.GS1_DATA_MATRIX, read_message(label.text), ())
    return plain(Symbology.DATA_MATRIX, label.text)
