r"""Labels for a label printer, in ZPL II: the printer draws the symbols itself. Needs no extra.

>>> zpl_text("50 % ^XA")
'50 % \\5EXA'
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from serialhhd.store.symbols.element_strings import GS
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.training.labels import english as sentences
from serialhhd.training.labels.label import PrintedLabel
from serialhhd.training.labels.paper import Sheet, too_small

DOTS: Final = 8
"""In a millimetre: a printer of 203 dots to the inch. The other sizes are in dots."""
MARGIN: Final = 24
MODULE: Final = 4
"""Of a matrix."""
BAR: Final = 2
"""A thin one."""
HEIGHT_OF_BARS: Final = 100
LETTERS: Final = 22
LINE: Final = 26
BESIDE: Final = 190
"""From the left to what stands beside a matrix."""
LEFT_OF_MATRIX: Final = 4 * MODULE
LEFT_OF_BARS: Final = 20 * BAR
"""What is left of a symbol that is torn."""
CHARACTER: Final = 11
STOP: Final = 13
"""Modules of a character of Code 128, and of the one that ends it."""
FEWEST_DIGITS: Final = 4
"""So many at the beginning are worth to be written in pairs."""

FIELD: Final = r"^FH\^FD"
"""What follows may hold hexadecimal codes behind a backslash."""
ESCAPED: Final = frozenset("^~\\")
"""What commands the printer, and what says how it is written instead."""
NUL: Final = "\\00"
"""How `zpl_text` writes what stands for FNC1 meanwhile."""
SQUARES: Final = frozenset({Symbology.DATA_MATRIX, Symbology.GS1_DATA_MATRIX})
MATRICES: Final = SQUARES | {Symbology.QR}
EANS: Final[Mapping[Symbology, str]] = MappingProxyType({Symbology.EAN_13: "^BEN", Symbology.EAN_8: "^B8N"})


def as_zpl(labels: Sequence[PrintedLabel], sheet: Sheet) -> str:
    """Return the commands that print each label, as large as one of the sheet.

    Raises:
        Refused: `label_too_small`: its bars are wider than the label; `label_not_drawn`.
    """
    size = f"^PW{round(sheet.width * DOTS)}^LL{round(sheet.height * DOTS)}"
    return "".join(f"^XA^CI28{size}\n{_symbol(label, sheet)}\n{_lines(label)}^XZ\n" for label in labels)


def zpl_text(text: str) -> str:
    """Return a text as it stands in a field."""
    return "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if character not in ESCAPED and character.isascii() and character.isprintable():
        return character
    return "".join(f"\\{byte:02X}" for byte in character.encode())


def _symbol(label: PrintedLabel, sheet: Sheet) -> str:
    if label.is_torn:
        return f"{_symbol(replace(label, is_torn=False), sheet)}\n{_white(label, sheet)}"
    at = f"^FO{MARGIN},{MARGIN}"
    if label.symbology in SQUARES:
        return f"{at}^BXN,{MODULE},200,,,,_{FIELD}{_data_matrix(label)}^FS"
    if label.symbology is Symbology.QR:
        return f"{at}^BQN,2,{MODULE}{FIELD}MA,{zpl_text(label.data)}^FS"
    if label.symbology in EANS:
        return f"{at}^BY{BAR}{EANS[label.symbology]},{HEIGHT_OF_BARS},N,N{FIELD}{label.data[:-1]}^FS"
    if label.symbology is Symbology.GS1_QR or not label.data.isascii():  # zxing-cpp can, the printer cannot
        raise sentences.label_not_drawn(value=label.data, symbology=label.symbology.value)
    written, modules = _code_128(label)
    if 2 * MARGIN + BAR * modules > sheet.width * DOTS:
        raise too_small(label, sheet)
    return f"{at}^BY{BAR}^BCN,{HEIGHT_OF_BARS},N,N,N,N{FIELD}{written}^FS"


def _white(label: PrintedLabel, sheet: Sheet) -> str:
    """Return the command that leaves nothing but the beginning of the symbol: the printer alone knows how large it is."""
    is_matrix = label.symbology in MATRICES
    left = MARGIN + (LEFT_OF_MATRIX if is_matrix else LEFT_OF_BARS)
    right = BESIDE if is_matrix else round(sheet.width * DOTS)
    bottom = BESIDE if is_matrix else MARGIN + HEIGHT_OF_BARS
    width, height = right - left, bottom - MARGIN
    return f"^FO{left},{MARGIN}^GB{width},{height},{min(width, height)},W^FS"


def _data_matrix(label: PrintedLabel) -> str:
    """Return data in which `_1` is FNC1, and `__` the character."""
    data = zpl_text(label.data.replace("_", "__").replace(GS, "\0")).replace(NUL, "_1")
    return f"_1{data}" if label.symbology.is_gs1 else data


def _code_128(label: PrintedLabel) -> tuple[str, int]:
    """Return data with the printer's invocation codes, and how many modules they take."""
    digits = len(label.data) - len(label.data.lstrip("0123456789"))
    paired = digits - digits % 2 if digits >= FEWEST_DIGITS else 0
    begin = (">;" if paired else ">:") + (">8" if label.symbology.is_gs1 else "")
    change = ">6" if 0 < paired < len(label.data) else ""
    rest = label.data[paired:]
    escaped = zpl_text(rest.replace(">", ">0").replace("~", ">=").replace(GS, "\0")).replace(NUL, ">8")
    characters = len(begin + change) // 2 + paired // 2 + len(rest) + 1  # the check character
    return begin + label.data[:paired] + change + escaped, CHARACTER * characters + STOP


def _lines(label: PrintedLabel) -> str:
    left, top = (
        (BESIDE, MARGIN) if label.symbology in MATRICES else (MARGIN, MARGIN + HEIGHT_OF_BARS + LINE // 2)
    )
    return "".join(
        f"^FO{left},{top + place * LINE}^A0N,{LETTERS}{FIELD}{zpl_text(line)}^FS\n"
        for place, line in enumerate(label.lines)
    )
