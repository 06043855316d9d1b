"""The check symbol: GS1 data that no goods have, in which every setting of a scanner shows."""

from typing import Final

from serialhhd.store.symbols.composing import of_unit
from serialhhd.store.symbols.element_strings import GS
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.training.labels.label import PrintedLabel, gs1

GTIN: Final = "09521234543213"
"""Of GS1's demonstration prefix."""
LOT: Final = "aZ68-s/Y"
SERIAL: Final = "Qm0_yX:w"
"""Letters in both cases, digits and signs: those whose keys differ from one keyboard to the other."""
HEAD: Final = f"01{GTIN}10{LOT}"
"""What stands before the one FNC1 inside."""
TAIL: Final = f"21{SERIAL}"
"""What stands behind it."""
MESSAGE: Final = HEAD + GS + TAIL


def check_label(symbology: Symbology) -> PrintedLabel:
    """Return the label with the check symbol, for GS1 data in a symbology that begins with FNC1."""
    return gs1(symbology, of_unit(GTIN, serial=SERIAL, lot=LOT), ("serialhhd doctor scan",))
