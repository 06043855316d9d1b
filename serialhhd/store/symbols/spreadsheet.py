"""What spreadsheets do to codes: numbers written short, errors in cells, quotes left round a text."""

import re
from typing import Final

from serialhhd.store.words import codes

_SHORTENED: Final = re.compile(r"[+-]?[0-9]([.,][0-9]+)?E\+[0-9]{2,3}", re.IGNORECASE)
_CELL_ERROR: Final = re.compile(
    r"NULL|NONE|NAN|N/A|#(N/A|NV|REF!|BEZUG!|VALUE!|WERT!|NAME\?|NULL!|NUM!|ZAHL!|DIV/0!|SPILL!|CALC!|#+)"
)
_QUOTED: Final = re.compile(r'="([^"]*)"|"([^"]*)"')
_SAYS_TEXT: Final = "'"


def is_shortened(code: str) -> bool:
    """Whether a spreadsheet wrote a long number short: `1.23457E+11`. What was cut off is lost."""
    return _SHORTENED.fullmatch(code) is not None


def is_cell_error(code: str) -> bool:
    """Whether it is what a spreadsheet writes into a cell that it cannot compute or show: `#N/A`, `####`."""
    return _CELL_ERROR.fullmatch(code.upper()) is not None


def unquoted(code: str) -> str | None:
    """Return the text within the quotes that a spreadsheet left round it: `"..."`, `="..."`; None for any other code."""
    quoted = _QUOTED.fullmatch(code)
    return (quoted[1] or quoted[2] or "").strip(codes.BLANKS) if quoted else None


def bare(cell: str) -> str:
    """Return a cell of a list without what a spreadsheet put round its text: quotes, and a first `'`.

    On a handheld a `'` may be a digit of another keyboard, so there only quotes are taken off.
    """
    text = cell.strip(codes.BLANKS)
    within = unquoted(text)
    return text.removeprefix(_SAYS_TEXT) if within is None else within
