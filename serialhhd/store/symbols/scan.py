"""What a scan is: a plain code, or data that says itself what its parts are, by the rules of the step that asked.

`parse` never looks anything up. A step that asks for a house code (a SKU, a location, a document) looks up
`clean(text)` first and parses only what is not known by that name.
"""

import re
from collections.abc import Sequence
from typing import Literal

from serialhhd.store import refusals
from serialhhd.store.symbols import data_identifiers, digital_link, hibc, keyboard
from serialhhd.store.symbols.element_strings import (
    GS,
    Elements,
    begins_with_bracketed_ai,
    check_together,
    expiry_date,
    read_brackets,
    read_message,
)
from serialhhd.store.symbols.gtin import check_digit, has_check_digit, has_gtin_length, upc_a
from serialhhd.store.symbols.gtin import gtin14 as normalise_gtin
from serialhhd.store.words.refusal import Refused
from serialhhd.value_class import value_class

__all__ = ["GS", "LONGEST", "Barcode", "Expects", "clean", "has_gtin_length", "normalise_gtin", "parse"]

Expects = Literal["product", "serial", "other"]
LONGEST = 4096
"""So many characters a scan may have."""

_BLANKS = " \t\r\n"  # never bare strip(): it would take 0x1D, the separator, for a blank
_AIM_ID = re.compile(r"\][A-Za-z][0-9A-Za-z]")
# FNC1 in first position (ISO/IEC 15424); d5, Q4 and J4 say so too, with an ECI inside.
_GS1_CARRIERS = frozenset({"]C1", "]e0", "]e1", "]e2", "]d2", "]d5", "]Q3", "]Q4", "]J1", "]J4"})
_EAN_CARRIERS = frozenset({"]E0", "]E3", "]E4"})
_AIM_ID_INSIDE = re.compile(r"\][ACEFGILQdeJz][0-9]")
_EAN_13 = 13
_KEY_BEGUN = re.compile(r"(?:0[0-3]|8006|8026)[0-9]{12}")
_BRACKETS_BEGUN = re.compile(r"\([0-9]{2}|[0-9]{2,4}\)[0-9]{6}")
_SSCC = re.compile(r"00[0-9]{18}", re.ASCII)
_COMPANY = slice(1, 8)
"""Where the company's prefix stands in an SSCC: behind the extension digit, of seven digits at least."""
_MAYBE_SSCC = re.compile(r"(?:00|\(00\))?(?P<digits>[0-9]{18})", re.ASCII)
_IN_ONE_SYMBOL = frozenset({"duplicate_ai", "forbidden_pair", "missing_required_ai"})


@value_class
class Barcode:
    """One scan, read.

    Attributes:
        text: The scan as a plain code: AIM identifier, terminators and outer blanks removed.
        elements: The (AI, value) pairs of GS1 data in order of appearance; of another standard's data, the same said
            in AIs; empty for a plain code.
        part_numbers: What data that is not GS1's calls the product.
        has_data: Whether the code says itself what its parts are (GS1, ISO/IEC 15434, HIBC). A bare EAN does, where
            a product was asked for.
    """

    text: str
    elements: Elements = ()
    part_numbers: tuple[str, ...] = ()
    has_data: bool = False

    @property
    def gtin(self) -> str | None:
        """The product's GTIN (01), 14 digits.

        Never (02): that names what a pallet holds, and who scans a pallet label holds no such product in hand.
        """
        return self.value("01")

    @property
    def is_bare_gtin(self) -> bool:
        """Whether it is an EAN or UPC, which says nothing but the GTIN, and that without any identifier."""
        return self.elements == (("01", self.gtin),) and self.text.isdigit() and self.text != f"01{self.gtin}"

    @property
    def is_pallet_label(self) -> bool:
        """Whether it names a pallet (00), or tells what one holds (02), and no product."""
        return self.gtin is None and (self.value("00") or self.value("02")) is not None

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
        raise refusals.scan_too_long(longest=LONGEST)
    return _split_aim_id(text)[1].strip(_BLANKS + GS)


def is_enter(text: str) -> bool:
    """Whether nothing was sent but a terminator and blanks, as by a person's Enter. An AIM identifier or a 0x1D alone is a scan without its code."""
    return not text.strip(_BLANKS)


def parse(text: str, *, fnc1: Sequence[str] = (GS,), expects: Expects = "other") -> Barcode:
    """Read one scan for a step.

    An AIM identifier decides where there is one, in either letter case. Without it, bracketed AIs, Digital Links,
    ISO/IEC 15434 envelopes and HIBC codes are read everywhere, and the step decides on the rest: for "serial" what
    begins with `01` and a GTIN, is a whole pallet label or holds a separator must be GS1 data, everything else is
    plain; for "product" an EAN or UPC becomes its GTIN; else a code made wholly of element strings is GS1 data and
    any other one plain.

    Args:
        text: What the scanner sent, with terminators and all. Empty gives an empty plain code.
        fnc1: What the scanner may send in place of FNC1, each of at least one character; 0x1D is understood as well.
        expects: What the step asked for.

    Raises:
        Refused: `scan_too_long`, `keyboard_layout`, `check_digit`, `separator_inside` (a serial was asked for), or what
            is wrong with the data (see `element_strings`, `data_identifiers`, `hibc`).
    """
    aim_id, body = _split_aim_id(text)
    code = clean(text)
    if not aim_id:
        _check_keyboard_layout(code)
    if envelope := data_identifiers.read_envelope(body.strip(_BLANKS)):
        return Barcode(code, envelope.elements, envelope.part_numbers, has_data=True)
    if supplier := hibc.read_hibc(code):
        return Barcode(code, supplier.elements, supplier.part_numbers, has_data=True)
    elements = _read(aim_id, code, _with_separators(body, fnc1), expects)
    return Barcode(code, elements, has_data=bool(elements))


def _with_separators(body: str, fnc1: Sequence[str]) -> str:
    """Return what a scanner sent with 0x1D for FNC1; of spellings that begin alike the longest is meant."""
    for spelling in sorted(fnc1, key=len, reverse=True):
        body = body.replace(spelling, GS)
    return body


def aim_id_of(text: str) -> str:
    """Return the AIM identifier before a scan, that of a GS1 or EAN symbol as the standard writes it; empty where there is none."""
    return _split_aim_id(text)[0]


def is_of_gs1(text: str) -> bool:
    """Whether a scan is of a GS1 symbol or a part of one, as its AIM identifier or a 0x1D in it says: digits in it are no number."""
    return aim_id_of(text) in _GS1_CARRIERS or GS in text


def is_scanned(text: str) -> bool:
    """Whether an entry says itself that a scanner sent it: an AIM identifier stands before it, or a 0x1D in it. Nobody types those."""
    return aim_id_of(text) != "" or GS in text


def without_aim_id(text: str) -> str:
    """Return a scan without the AIM identifier before it and without outer blanks; as it came where it has none."""
    aim_id, body = _split_aim_id(text)
    return body if aim_id else text


def holds_aim_id(text: str) -> bool:
    """Whether an AIM identifier of a common carrier stands inside a text: two scans became one."""
    return _AIM_ID_INSIDE.search(text, 1) is not None


def _split_aim_id(text: str) -> tuple[str, str]:
    stripped = text.strip(_BLANKS)
    found = _AIM_ID.match(stripped)
    if not found:
        return "", stripped
    body = stripped[found.end() :]
    return _carrier(found[0], body) or found[0], body


def _carrier(aim_id: str, body: str) -> str | None:
    """Return the identifier of a GS1 or EAN symbol as the standard writes it; Caps Lock changes its letter."""
    if aim_id[1] in "eE":  # the one letter that means something in both cases
        ean, databar = f"]E{aim_id[2]}", f"]e{aim_id[2]}"
        is_ean = ean in _EAN_CARRIERS and (aim_id == ean or has_gtin_length(body.strip(_BLANKS)))
        if is_ean and not body.startswith(("01", "(01")):
            return ean
        return databar if databar in _GS1_CARRIERS else None
    return next((one for one in (aim_id, aim_id.swapcase()) if one in _GS1_CARRIERS), None)


def _read(aim_id: str, code: str, message: str, expects: Expects) -> Elements:
    link = digital_link.read_link(code)
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
    gtin = normalise_gtin(code) or normalise_gtin(upc_a(code) or "")
    if gtin is None:
        raise refusals.check_digit(value=code)
    return (("01", gtin),)


def _read_bare(message: str, expects: Expects) -> Elements:
    """Read a code that nothing marks as GS1 data but its digits or a separator inside."""
    content = message.strip(GS)
    has_separator = GS in message.rstrip(GS)
    if expects == "serial":
        return _read_at_serial(content, has_separator=has_separator)
    if not content[:1].isdigit():
        return ()
    try:
        return check_together(read_message(content))
    except Refused as refused:
        if has_separator or _KEY_BEGUN.match(content) or refused.code in _IN_ONE_SYMBOL:
            raise
        return ()


def _read_at_serial(content: str, *, has_separator: bool) -> Elements:
    """Read a code at a serial step: what begins with a product's GTIN or holds a separator is GS1 data, or wrong."""
    if _begins_with_gtin(content, "01"):
        return check_together(read_message(content))
    if has_separator:
        try:
            return check_together(read_message(content))
        except Refused as refused:
            raise refusals.separator_inside(value=content) from refused
    if _begins_with_sscc(content) or _begins_with_gtin(content, "02"):
        try:
            return check_together(read_message(content))
        except Refused:
            return ()
    return ()


def sscc_of(text: str, fnc1: Sequence[str] = (GS,)) -> str | None:
    """Return the 18 digits of an SSCC that a scan says as GS1 data; None where it says none."""
    try:
        return parse(text, fnc1=fnc1, expects="serial").value("00")
    except Refused:
        return None


def is_sscc(digits: str) -> bool:
    """Whether a text is an SSCC without its AI: 18 digits, the last of which is right."""
    return _SSCC.fullmatch(f"00{digits}") is not None and has_check_digit(digits)


def may_be_sscc(digits: str) -> bool:
    """Whether a text is an SSCC that somebody can have given: a number that was filled up with zeros has no company's prefix."""
    return is_sscc(digits) and digits[_COMPANY].strip("0") != ""


def last_of_sscc(code: str) -> str | None:
    """Return the digit with which a code of 18 digits, with its AI before them or without, would end as an SSCC; None of any other code."""
    found = _MAYBE_SSCC.fullmatch(code)
    return check_digit(found["digits"][:-1]) if found else None


def _begins_with_sscc(content: str) -> bool:
    found = _SSCC.match(content)
    return found is not None and has_check_digit(found[0][2:])


def _begins_with_gtin(content: str, ai: str) -> bool:
    return content.startswith(ai) and normalise_gtin(content[2:16]) == content[2:16]


def _check_keyboard_layout(code: str) -> None:
    expected = keyboard.digits_meant(code)
    if expected is not None:
        raise refusals.keyboard_layout(value=code, expected=expected)
