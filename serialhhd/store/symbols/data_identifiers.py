r"""ISO/IEC 15434: the envelope of makers' 2D labels, `[)>` RS format GS fields RS EOT.

Read are format 06 (data identifiers of ANSI MH10.8.2: `S`, `1P`, `1T` ...), 05 (GS1 Application Identifiers) and
12 (text elements of the aviation industry: `SER`, `PNR` ...).

>>> read_envelope("[)>\x1e06\x1d1P3AB00001\x1dSNK2149\x1e\x04").serial
'NK2149'
"""

import re
from datetime import date
from typing import Final

from serialhhd.store import refusals
from serialhhd.store.symbols.element_strings import GS, Elements, read_message
from serialhhd.store.words import codes
from serialhhd.value_class import value_class

RS, EOT = "\x1e", "\x04"
# How terminals show the separators where a wedge sends what code page 437 draws for them.
_DRAWN = str.maketrans({"▲": RS, "↔": GS, "♦": EOT, "∟": "\x1c"})
# Some wedges drop `>` or RS: what follows must then be a format that is known.
_ENVELOPE = re.compile(r"\[\)>?\x1e?(?P<format>[0-9]{2})\x1d?(?P<fields>.*)", re.DOTALL)
_DATA_IDENTIFIER = re.compile(r"(?P<name>[0-9]{0,3}[A-Z])(?P<value>.+)", re.DOTALL)
_TEXT_ELEMENT = re.compile(r"(?P<name>[A-Z]{3}) (?P<value>.+)", re.DOTALL)

_SERIAL: Final = ("S", "25S", "18S", "15S", "SER", "SEQ", "UCN", "UST")
"""What names the unit, best first: the maker's serial goes before a number that is unique in the world and holds it."""
_PART: Final = ("1P", "P", "30P", "31P", "8P", "9N", "PNO", "PNR")
_LOT: Final = ("1T", "T", "30T", "LOT", "LTN", "BII")
_EXPIRY: Final = ("14D", "EXP")


@value_class
class Envelope:
    """What an ISO/IEC 15434 message says of a unit.

    Attributes:
        elements: The same as (AI, value) pairs: serial (21), lot (10), expiry (17), as far as there are; of format 05 all.
        part_numbers: What the maker or the customer calls the product.
    """

    elements: Elements
    part_numbers: tuple[str, ...] = ()

    @property
    def serial(self) -> str | None:
        """The serial."""
        return dict(self.elements).get("21")


def read_envelope(text: str) -> Envelope | None:
    """Return what an ISO/IEC 15434 message says; None for any other text.

    Raises:
        Refused: `envelope_unreadable`: the format is none of those read here, or a field has no identifier;
            `two_serials`; what is wrong with GS1 data in format 05.
    """
    found = _ENVELOPE.fullmatch(text.translate(_DRAWN))
    if found is None:
        return None
    fields = [field for field in re.split(r"[\x1d\x1e\x04]", found["fields"]) if field]
    if found["format"] == "05":
        return Envelope(read_message(GS.join(fields)))
    named = _named(found["format"], fields)
    elements = [("21", _serial(named)), ("10", _first(named, _LOT)), ("17", _expiry(named))]
    parts = tuple(value for name, value in named if name in _PART)
    return Envelope(tuple((ai, value) for ai, value in elements if value), parts)


def _named(of_format: str, fields: list[str]) -> list[tuple[str, str]]:
    form = {"06": _DATA_IDENTIFIER, "12": _TEXT_ELEMENT}.get(of_format)
    found = [form.fullmatch(field) for field in fields] if form else []
    if not found or not all(found):
        raise refusals.envelope_unreadable()
    return [(one["name"], one["value"]) for one in found if one]


def _first(named: list[tuple[str, str]], wanted: tuple[str, ...]) -> str | None:
    value = next((value for name in wanted for given, value in named if given == name), None)
    return None if value is None else clean_value(value)


def clean_value(value: str) -> str:
    """Return a field without the blanks that pad it.

    Raises:
        Refused: `envelope_unreadable`: it holds what cannot be printed, is empty, or longer than any code.
    """
    cleaned = value.strip(codes.BLANKS)
    if not cleaned or not cleaned.isprintable() or len(cleaned) > codes.LONGEST:
        raise refusals.envelope_unreadable()
    return cleaned


def _serial(named: list[tuple[str, str]]) -> str | None:
    serial = _first(named, _SERIAL)
    units = {value for name, value in named if name in {"S", "SER"}}
    if len(units) > 1:
        raise refusals.two_serials(first=min(units), last=max(units))
    return serial


def _expiry(named: list[tuple[str, str]]) -> str | None:
    """Return the expiry as YYMMDD, from YYYYMMDD."""
    text = _first(named, _EXPIRY)
    if text is None:
        return None
    try:
        return f"{date.fromisoformat(text):%y%m%d}"
    except ValueError:
        raise refusals.bad_date(ai="14D", value=text) from None
