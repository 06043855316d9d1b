"""What a scan is: a plain code, or GS1 data, by the rules of the step that asked (DESIGN.md, 5).

`parse` never looks anything up. A step that asks for a house code (a SKU, a location, a document) looks up
`clean(text)` first and parses only what is not known by that name.
"""

import re
from dataclasses import dataclass
from typing import Literal

from serialhhd.store.refusal import Refused
from serialhhd.store.symbols.element_strings import (
    GS,
    Elements,
    begins_with_bracketed_ai,
    check_together,
    expiry_date,
    read_brackets,
    read_link,
    read_message,
)
from serialhhd.store.symbols.gtin import gtin14 as normalise_gtin
from serialhhd.store.symbols.gtin import has_gtin_length

__all__ = ["GS", "LONGEST", "Barcode", "Expects", "clean", "has_gtin_length", "normalise_gtin", "parse"]

Expects = Literal["product", "serial", "other"]
LONGEST = 4096
"""So many characters a scan may have."""

_BLANKS = " \t\r\n"  # never bare strip(): it would take 0x1D, the separator, for a blank
_AIM_ID = re.compile(r"\][A-Za-z][0-9A-Za-z]")
# FNC1 in first position (ISO/IEC 15424); d5, Q4 and J4 say so too, with an ECI inside.
_GS1_CARRIERS = frozenset({"]C1", "]e0", "]e1", "]e2", "]d2", "]d5", "]Q3", "]Q4", "]J1", "]J4"})
_EAN_CARRIERS = frozenset({"]E0", "]E3", "]E4"})
_EAN_13 = 13
_KEY_BEGUN = re.compile(r"(?:0[0-3]|8006|8026)[0-9]{12}")
_BRACKETS_BEGUN = re.compile(r"\([0-9]{2}|[0-9]{2,4}\)[0-9]{6}")
_IN_ONE_SYMBOL = frozenset({"duplicate_ai", "forbidden_pair", "missing_required_ai"})

# The digits 1234567890 as a keyboard of another country, or one with Shift stuck, would type them.
_DIGIT_ROWS = ("&é\"'(-è_çà", "&é\"'(§è!çà", '!"§$%&/()=', "+ěščřžýáíé", "!@#$%^&*()")
_FEWEST_SHIFTED, _FEWEST_SHIFTED_ASCII = 4, 6


@dataclass(frozen=True, slots=True)
class Barcode:
    """One scan, read.

    Attributes:
        text: The scan as a plain code: AIM identifier, terminators and outer blanks removed.
        elements: The (AI, value) pairs of GS1 data in order of appearance; empty for a plain code.
        hints: Codes of warnings about a scan that was not refused: `looks_like_gs1`.
    """

    text: str
    elements: Elements = ()
    hints: tuple[str, ...] = ()

    @property
    def is_gs1(self) -> bool:
        """Whether the scan is GS1 data; a bare EAN is, where a product was asked for."""
        return bool(self.elements)

    @property
    def gtin(self) -> str | None:
        """The product's GTIN (01), 14 digits.

        Never (02): that names what a pallet holds, and who scans a pallet label holds no such product in hand.
        """
        return self.value("01")

    @property
    def is_pallet_label(self) -> bool:
        """Whether it tells what a pallet holds (02) and names no product."""
        return self.gtin is None and self.value("02") is not None

    @property
    def serial(self) -> str | None:
        """The serial (21)."""
        return self.value("21")

    @property
    def lot(self) -> str | None:
        """The lot (10)."""
        return self.value("10")

    @property
    def expiry(self) -> str | None:
        """The expiry date (17) as YYYY-MM-DD; a label without a day means the last day of the month."""
        value = self.value("17")
        return value and expiry_date(value)

    def value(self, ai: str) -> str | None:
        """Return the value of an AI, None if the scan has none."""
        return dict(self.elements).get(ai)


def clean(text: str) -> str:
    """Return the scan as a plain code: AIM identifier, terminators, outer blanks and outer 0x1D removed.

    Raises:
        Refused: `scan_too_long`, over 4096 characters: as much as any barcode holds.
    """
    if len(text) > LONGEST:
        raise Refused("scan_too_long", longest=LONGEST)
    return _split_aim_id(text)[1].strip(_BLANKS + GS)


def parse(text: str, *, separator: str = GS, expects: Expects = "other") -> Barcode:
    """Read one scan for a step.

    An AIM identifier decides where there is one. Without it, bracketed AIs and Digital Links are GS1 data
    everywhere, and the step decides on the rest: for "serial" only `01` + GTIN whose whole rest parses, or a
    symbol with a separator inside, is GS1 data, everything else is a serial; for "product" an EAN or UPC becomes
    its GTIN; else a code made wholly of element strings is GS1 data and any other one plain.

    Args:
        text: What the scanner sent, with terminators and all. Empty gives an empty plain code.
        separator: What the scanner sends in place of FNC1, at least one character; 0x1D is understood as well.
        expects: What the step asked for.

    Raises:
        Refused: `scan_too_long`, `keyboard_layout`, `check_digit`, or what is wrong with the GS1 data (see `element_strings`).
    """
    aim_id, body = _split_aim_id(text)
    code = clean(text)
    if not aim_id:
        _check_keyboard_layout(code)
    elements = _read(aim_id, code, body.replace(separator, GS), expects)
    return Barcode(code, elements, _hints(aim_id, code, elements, expects))


def without_aim_id(text: str) -> str:
    """Return a scan without the AIM identifier before it and without outer blanks; as it came where it has none."""
    aim_id, body = _split_aim_id(text)
    return body if aim_id else text


def _split_aim_id(text: str) -> tuple[str, str]:
    stripped = text.strip(_BLANKS)
    found = _AIM_ID.match(stripped)
    aim_id = found[0] if found else ""
    return aim_id, stripped[len(aim_id) :]


def _read(aim_id: str, code: str, message: str, expects: Expects) -> Elements:
    link = read_link(code)
    if link is not None:
        return check_together(link)
    if _has_brackets(aim_id, code, expects):
        return check_together(read_brackets(code))
    if aim_id in _GS1_CARRIERS:
        return check_together(read_message(message))
    if aim_id in _EAN_CARRIERS or (expects == "product" and aim_id[:2] in ("", "]I")):
        gtin = _read_gtin(code[:_EAN_13] if aim_id == "]E3" else code)
        if gtin:
            return gtin
    return () if aim_id or has_gtin_length(code) else _read_bare(message, expects)


def _has_brackets(aim_id: str, code: str, expects: Expects) -> bool:
    """Whether somebody means AIs in brackets. A serial may begin with a bracket, but not with one round an AI."""
    if aim_id and aim_id not in _GS1_CARRIERS:
        return False
    if expects == "serial":
        return begins_with_bracketed_ai(code)
    return _BRACKETS_BEGUN.match(code) is not None


def _read_gtin(code: str) -> Elements:
    if not has_gtin_length(code):
        return ()
    gtin = normalise_gtin(code)
    if gtin is None:
        raise Refused("check_digit", value=code)
    return (("01", gtin),)


def _read_bare(message: str, expects: Expects) -> Elements:
    """Read a code that nothing marks as GS1 data but its digits or a separator inside."""
    content = message.strip(GS)
    has_separator = GS in message.rstrip(GS)
    has_gtin = _begins_with_gtin(content)
    if not content[:1].isdigit() or (expects == "serial" and not (has_separator or has_gtin)):
        return ()
    if expects == "serial":
        strict = has_separator and has_gtin
    else:
        strict = has_separator or _KEY_BEGUN.match(content) is not None
    try:
        return check_together(read_message(content))
    except Refused as refused:
        if strict or (expects != "serial" and refused.code in _IN_ONE_SYMBOL):
            raise
        return ()


def _begins_with_gtin(content: str) -> bool:
    return content.startswith("01") and normalise_gtin(content[2:16]) == content[2:16]


def _hints(aim_id: str, code: str, elements: Elements, expects: Expects) -> tuple[str, ...]:
    if expects == "serial" and not aim_id and not elements and _begins_with_gtin(code):
        return ("looks_like_gs1",)
    return ()


def _check_keyboard_layout(code: str) -> None:
    for row in _DIGIT_ROWS:
        if _is_typed_on(row, code):
            raise Refused(
                "keyboard_layout", value=code, expected=code.translate(str.maketrans(row, "1234567890"))
            )


def _is_typed_on(row: str, code: str) -> bool:
    """Whether the code holds this row's keys where digits should be: no digit, and little else but letters."""
    shifted = [character for character in code if character in row]
    others = [character for character in code if character not in row]
    if len(shifted) < _FEWEST_SHIFTED or len(others) > len(shifted) or code[0] not in row:
        return False
    if "".join(shifted).isascii():
        return not others and len(shifted) >= _FEWEST_SHIFTED_ASCII
    return all(character.isascii() and character.isalpha() for character in others)
