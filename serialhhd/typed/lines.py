"""Lines of a new document, as typed at a desk or a command line: `SKU:QTY`, for a pick list also `SKU:QTY@LOCATION`.

A SKU and a location may hold colons and `@` themselves: the first number between a colon and `@`, or the end, is the quantity.

>>> parse_line("CAM:200:2@A:01")
TypedLine(sku='CAM:200', quantity=2, location='A:01')
>>> str(parse_line(" BAT-5:040 "))
'BAT-5:40'
"""

import re
from typing import Final, NamedTuple

from serialhhd.store import refusals
from serialhhd.store.words.numbers import quantity

EXPECTED_HINT: Final = "CAM-200:12 BAT-5:40"
TASKS_HINT: Final = "CAM-200:2 BAT-5:4@A-01-02"

_LINE: Final = re.compile(r"(?P<sku>.+?):(?P<quantity>[0-9]+)(?:@(?P<location>.+))?", re.ASCII | re.DOTALL)


class TypedLine(NamedTuple):
    """One line of a new document: SKU (or barcode), units, and the location to pick from where one is named."""

    sku: str
    quantity: int
    location: str | None = None

    def __str__(self) -> str:
        """The line as it is typed."""
        at = f"@{self.location}" if self.location else ""
        return f"{self.sku}:{self.quantity}{at}"


def parse_line(text: str) -> TypedLine:
    """Return the line of a text, such as `CAM-200:2` or `CAM-200:2@A-01`.

    Raises:
        Refused: `line_unclear`, `quantity_too_large`.
    """
    found = _LINE.fullmatch(text.strip(" "))
    if found is None:
        raise refusals.line_unclear(text=text)
    return TypedLine(found["sku"], quantity(found["quantity"]), found["location"])


def parse_expected(text: str) -> tuple[str, int]:
    """Return SKU and units of a line of a pre-receipt: where the goods are put is said when they are there.

    Raises:
        Refused: `line_unclear`, `quantity_too_large`, `line_names_location`.
    """
    line = parse_line(text)
    if line.location is not None:
        raise refusals.line_names_location(text=text, without=str(line._replace(location=None)))
    return line.sku, line.quantity


def parts(text: str) -> list[str]:
    """Return the lines of a field, which have blanks or commas between them, one by one."""
    return [part for part in text.replace(",", " ").split(" ") if part]
