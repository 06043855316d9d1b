"""What of a document something is done with: serials that are named, units that have none, or all where neither is."""

from typing import Final

from serialhhd.screens.desk.dialogs.forms import Field, Values
from serialhhd.typed.lines import parse_expected, parts
from serialhhd.typed.serial_texts import parse_serials

PRODUCT: Final = Field("product", "Only product", hint="all, or CAM-1")
SERIALS: Final = Field("serials", "Only serials", hint="all, or SN0001, SN0007")
UNITS: Final = Field("units", "Only units", hint="without serials: CBL-2:5")


def named(values: Values) -> tuple[list[tuple[str, int]], tuple[str, ...]]:
    """Return the units that were filled in, and the serials and containers as they were.

    Raises:
        Refused: What is typed names none: `line_unclear`, and what `parse_serials` refuses.
    """
    units = [parse_expected(part) for part in parts(values["units"])]
    return units, parse_serials(values["serials"]).serials
