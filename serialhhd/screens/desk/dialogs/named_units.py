"""What of a document something is done with: serials that are named, units that have none, or all where neither is."""

from typing import Final

from serialhhd.screens.desk.dialogs.forms import Field, Values
from serialhhd.store.serials import serials
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.typed.lines import parse_expected, parts
from serialhhd.typed.serial_texts import parse_serials

SERIALS: Final = Field("serials", "Only serials", hint="all, or SN0001, SN0007")
UNITS: Final = Field("units", "Only units", hint="without serials: CBL-2:5")


def named(values: Values) -> tuple[list[tuple[str, int]], list[SerialEntry]]:
    """Return the units and the serials that were filled in.

    Raises:
        Refused: What is typed names none: `line_unclear`, and what `parse_serials` and `serials.entry` refuse.
    """
    units = [parse_expected(part) for part in parts(values["units"])]
    return units, [serials.entry(text) for text in parse_serials(values["serials"]).serials]
