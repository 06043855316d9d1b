"""GS1 element strings: biip knows the Application Identifiers (AI); what it does not check is checked here.

Every function raises `Refused` with the code of a sentence in `flows/sentences/english/scanning.py`.
biip is imported where it is needed: it costs 0.1 s and most scans are plain serials.
"""

import re
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from serialhhd.store import refusals
from serialhhd.store.symbols.gtin import has_check_digit, is_digits
from serialhhd.store.words.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biip.gs1_application_identifiers import GS1ApplicationIdentifier

GS = "\x1d"
Elements = tuple[tuple[str, str], ...]

# How many leading digits of a value end in a check digit (GS1 General Specifications, chapter 3).
_CHECKED_DIGITS = {
    "00": 18,
    "01": 14,
    "02": 14,
    "03": 14,
    "253": 13,
    "255": 13,
    "402": 17,
    **{f"41{use}": 13 for use in range(8)},
    "8003": 14,
    "8006": 14,
    "8017": 18,
    "8018": 18,
    "8026": 14,
}

# Pairs that never describe one thing (GS1 General Specifications, 4.13.1); each entry is the beginning of an AI.
_FORBIDDEN_PAIRS = (
    ("01", "02"),
    ("01", "03"),
    ("01", "37"),
    ("01", "255"),
    ("01", "8006"),
    ("02", "03"),
    ("02", "255"),
    ("02", "8026"),
    ("03", "37"),
    ("21", "235"),
    ("37", "8006"),
    ("390", "391"),
    ("390", "394"),
    ("392", "393"),
    ("392", "395"),
    ("393", "395"),
    ("395", "8005"),
    ("420", "421"),
    ("422", "426"),
    ("423", "426"),
    ("424", "426"),
    ("425", "426"),
    ("8006", "8026"),
)

# What an AI of a unit cannot be without (4.13.2): one of each group. An AI that stands for itself, such as (21) or
# (10), is not here: the rule covers all carriers on the unit, and the product may be known from another one. Neither
# is one that tells nothing of the unit: a price without a measure is no reason to refuse a serial.
_REQUIRED: dict[str, tuple[tuple[str, ...], ...]] = {
    "02": (("37",),),
    "250": (("21",),),
    "37": (("02", "8026"),),
    "8011": (("8010",),),
    "8026": (("37",),),
}
_COUNTRIES = frozenset({"423", "425"})  # one to five of three digits each; biip's format wants two at least

_CHARACTERS = {"X": r"[!-\"%-?A-Z_a-z]", "Y": r"[A-Z0-9/#-]", "Z": r"[0-9A-Za-z_-]"}
_PART = re.compile(r"(\[?)\+?(\[?)([NXYZ])(\.\.)?(\d+)")
_BRACKETED_AI = re.compile(r"\((\d{2,4})\)")


class _Shape(NamedTuple):
    """What the format of an AI says of its value: lengths in characters, the kinds of its parts, a sign at the end."""

    shortest: int
    longest: int
    kinds: frozenset[str]
    signed: bool


def read_message(message: str) -> Elements:
    """Return the (AI, value) pairs of a GS1 message in which every separator is 0x1D.

    Separators at either end and several in a row are allowed (GS1 General Specifications, 7.8.6).
    """
    elements = []
    rest = message.lstrip(GS)
    while rest:
        ai = _leading_ai(rest)
        value, rest = _cut_value(ai, rest[len(ai) :])
        _check_value(ai, value)
        elements.append((ai.ai, value))
        rest = rest.lstrip(GS)
    return tuple(elements)


def begins_with_bracketed_ai(text: str) -> bool:
    """Whether the text begins as human-readable interpretation does: an assigned AI in brackets."""
    found = _BRACKETED_AI.match(text)
    return found is not None and is_ai(found[1])


def read_brackets(text: str) -> Elements:
    """Return the (AI, value) pairs of human-readable interpretation: `(01)09521234543213(21)SN0001`.

    A value may hold brackets of its own as long as they are in pairs and do not hold two to four digits.
    """
    before, *parts = _BRACKETED_AI.split(text)
    values = [value.strip(" " + GS) for value in parts[1::2]]
    if before or not all(map(_are_brackets_paired, values)):
        raise refusals.bad_brackets(value=text)
    return read_pairs(zip(parts[::2], values, strict=True))


def is_ai(code: str) -> bool:
    """Whether the code is exactly one assigned AI."""
    return _find_ai(code) == code


def needs_separator(ai: str) -> bool:
    """Whether something that is written behind the value of an AI must be separated from it by FNC1.

    Raises:
        Refused: `unknown_ai`.
    """
    return _leading_ai(ai).separator_required


def check_together(elements: Elements) -> Elements:
    """Return the elements without repeated ones, or refuse those that cannot stand together in one symbol."""
    elements = tuple(dict.fromkeys(elements))
    for (ai, value), (other_ai, other_value) in combinations(elements, 2):
        if ai == other_ai:
            raise refusals.duplicate_ai(ai=ai, value=value, other=other_value)
        if _is_forbidden_pair(ai, other_ai):
            raise refusals.forbidden_pair(ai=ai, other=other_ai)
    for ai, _ in elements:
        _check_required(ai, elements)
    return elements


def expiry_date(value: str) -> str:
    """Return a checked value of AI 17 (YYMMDD) as YYYY-MM-DD; day 00 is the last day of the month."""
    from biip.gs1_element_strings import GS1ElementString

    return str(GS1ElementString.parse(f"17{value}").date)


def read_pairs(pairs: "Iterable[tuple[str, str]]") -> Elements:
    """Return (AI, value) pairs that were read elsewhere, each checked."""
    elements = tuple(pairs)
    for code, value in elements:
        if not is_ai(code):
            raise refusals.unknown_ai(value=code)
        _check_value(_leading_ai(code), value)
    return elements


def _find_ai(text: str) -> str | None:
    try:
        return _leading_ai(text).ai
    except Refused:
        return None


def _leading_ai(text: str) -> "GS1ApplicationIdentifier":
    from biip import ParseError
    from biip.gs1_application_identifiers import GS1ApplicationIdentifier

    try:
        return GS1ApplicationIdentifier.extract(text)
    except ParseError as unknown:
        raise refusals.unknown_ai(value=text.partition(GS)[0]) from unknown


def _cut_value(ai: "GS1ApplicationIdentifier", text: str) -> tuple[str, str]:
    length = len(text) if ai.separator_required else _shape(ai.format).longest
    value = text[:length].partition(GS)[0]
    return value, text[len(value) :]


@cache
def _shape(ai_format: str) -> _Shape:
    value_format = ai_format.partition("+")[2].replace("[N1..N2]", "[N..2]")  # how biip writes AI 8043
    parts = _PART.findall(value_format)
    signed = value_format.endswith("[-]")
    return _Shape(
        sum((1 if upto else int(size)) for outer, inner, _, upto, size in parts if not outer + inner),
        sum(int(size) for *_, size in parts) + signed,
        frozenset(kind for _, _, kind, _, _ in parts),
        signed,
    )


def _check_value(ai: "GS1ApplicationIdentifier", value: str) -> None:
    if not value:
        raise refusals.empty_value(ai=ai.ai)
    shape = _shape(ai.format)
    _check_characters(ai.ai, value, shape)
    if len(value) < shape.shortest and ai.ai not in _COUNTRIES:
        raise refusals.too_short(ai=ai.ai, value=value, expected=shape.shortest)
    if len(value) > shape.longest:
        raise refusals.too_long(ai=ai.ai, value=value, expected=shape.longest)
    _check_pattern(ai, value)
    digits = value[: _CHECKED_DIGITS.get(ai.ai, 0)]
    if digits and not has_check_digit(digits):
        raise refusals.check_digit(value=digits)


def _check_characters(ai: str, value: str, shape: _Shape) -> None:
    kinds = shape.kinds - {"N"}
    if not kinds:
        if not is_digits(value.removesuffix("-") if shape.signed else value):
            raise refusals.not_numeric(ai=ai, value=value)
        return
    (kind,) = kinds
    bad = re.sub(_CHARACTERS[kind], "", value)
    if bad:
        raise refusals.bad_character(
            ai=ai, value=value, character=bad[0], is_separator=_stands_for_fnc1(value, bad)
        )


def _stands_for_fnc1(value: str, bad: str) -> bool:
    """Whether the scanner may send the bad character in place of FNC1: an AI follows it."""
    is_sign = bad[0].isprintable() and not bad[0].isalnum()
    return is_sign and _find_ai(value.partition(bad[0])[2].lstrip(bad)) is not None


def _check_pattern(ai: "GS1ApplicationIdentifier", value: str) -> None:
    from biip import ParseError
    from biip.gs1_element_strings import GS1ElementString

    # biip reads a range of harvest dates as one date with a time of day.
    values = (value[:6], value[6:]) if ai.ai == "7007" and len(value) > 6 else (value,)  # noqa: PLR2004 - YYMMDD
    try:
        for one in values:
            GS1ElementString.parse(ai.ai + one)
    except ParseError as mismatch:
        is_date = "date" in ai.description.lower()
        raise (refusals.bad_date if is_date else refusals.bad_value)(ai=ai.ai, value=value) from mismatch


def _are_brackets_paired(value: str) -> bool:
    depth = 0
    for character in value:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def _is_forbidden_pair(ai: str, other: str) -> bool:
    same_measure = ai[0] == "3" and len(ai) == len("310n") and ai[:3] == other[:3]
    return same_measure or any(
        (ai.startswith(one) and other.startswith(two)) or (ai.startswith(two) and other.startswith(one))
        for one, two in _FORBIDDEN_PAIRS
    )


def _check_required(ai: str, elements: Elements) -> None:
    for group in _REQUIRED.get(ai, ()):
        if not any(other.startswith(group) for other, _ in elements):
            raise refusals.missing_required_ai(ai=ai, expected=group[0])
