"""HIBC (ANSI/HIBC 2.6, supplier labelling): the `+` codes of medical products.

A primary code `+H123ABC450K` names the product, a secondary one `+$$3281231LOT7/SSN0042...` the unit; both may
stand in one symbol with `/` between. The last character is a check character over all before it.
"""

import calendar
import re
from datetime import date, datetime

from serialhhd.store import refusals
from serialhhd.store.symbols.element_strings import Elements
from serialhhd.value_class import value_class

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
_PRIMARY = re.compile(r"(?P<labeler>[A-Z][0-9A-Z]{3})(?P<product>[0-9A-Z]{1,18})(?P<unit>[0-9])")
_FORM = re.compile(r"\+(?:[A-Z][0-9A-Z]{3}[0-9A-Z]{1,18}[0-9]|\$\$?)[-0-9A-Z. $/+%]+")
_QUANTITY = re.compile(r"8[0-9]{2}|9[0-9]{5}")
# What a date flag says of the digits behind it; without a flag it is MMYY.
_DATES = {"2": "%m%d%y", "3": "%y%m%d", "4": "%y%m%d%H", "5": "%y%j", "6": "%y%j%H"}
_DIGITS = {"2": 6, "3": 6, "4": 8, "5": 5, "6": 7}


@value_class
class Hibc:
    """What an HIBC symbol says.

    Attributes:
        elements: As (AI, value) pairs: serial (21), lot (10), expiry (17), as far as there are.
        part_numbers: The primary code as it is printed alone (with its own check character), and without it.
    """

    elements: Elements
    part_numbers: tuple[str, ...] = ()


def read_hibc(text: str) -> Hibc | None:
    """Return what an HIBC symbol says; None for any other text: without a right check character nothing is HIBC.

    Raises:
        Refused: `bad_date`.
    """
    body = text.upper()
    if not body.startswith("+") or len(body) < len("+A1231") or not _is_checked(body):
        return None
    primary, _, rest = body[1:-1].partition("/")
    if primary.startswith("$"):
        return Hibc(
            _secondary(body[1:-2])
        )  # the character before the check character links it to its primary
    if not _PRIMARY.fullmatch(primary):
        return None
    elements = _secondary(rest) if rest else ()
    bare = f"+{primary}"
    return Hibc(elements, (bare + check_character(bare), bare))


def is_like_hibc(text: str) -> bool:
    """Whether a text has the form of an HIBC symbol: it is one whose check character was read wrong, or part of one."""
    return _FORM.fullmatch(text.upper()) is not None


def check_character(text: str) -> str:
    """Return the check character (modulo 43) that belongs behind a text of the HIBC alphabet."""
    return _ALPHABET[sum(map(_ALPHABET.index, text)) % len(_ALPHABET)]


def _is_checked(text: str) -> bool:
    return all(each in _ALPHABET for each in text) and check_character(text[:-1]) == text[-1]


def _secondary(text: str) -> Elements:
    first, *more = text.split("/")
    found: dict[str, str] = {}
    if first.startswith("$$"):
        found = _dated(first.removeprefix("$$"))
    elif first.startswith("$"):
        found = _lot_or_serial(first.removeprefix("$"))
    else:
        more = [first, *more]
    for field in more:
        if field.startswith("S"):
            found["21"] = field[1:]
        elif field.startswith("14D"):
            found["17"] = _yymmdd(field[3:], "%Y%m%d")
    return tuple((ai, cleaned) for ai, value in found.items() if (cleaned := value.strip(" ")))


def _dated(text: str) -> dict[str, str]:
    """Read what follows `$$`: `+` where a serial takes the lot's place, a quantity, a date and its flag."""
    is_serial, text = text.startswith("+"), text.removeprefix("+")
    quantity = _QUANTITY.match(text)
    text = text[quantity.end() :] if quantity else text
    found: dict[str, str] = {}
    if text[:1] in _DATES:
        flag, text = text[0], text[1:]
        found["17"] = _yymmdd(text[: _DIGITS[flag]], _DATES[flag])
        text = text[_DIGITS[flag] :]
    elif text.startswith("7"):
        text = text[1:]
    elif text:
        found["17"], text = _yymmdd(text[:4], "%m%y"), text[4:]
    return found | _lot_or_serial(("+" if is_serial else "") + text)


def _lot_or_serial(text: str) -> dict[str, str]:
    return {"21": text[1:]} if text.startswith("+") else {"10": text}


def _yymmdd(digits: str, form: str) -> str:
    if len(digits) != len(datetime(2000, 1, 1).strftime(form)):  # noqa: DTZ001 - strptime takes fewer
        raise refusals.bad_date(ai="$$", value=digits)
    try:
        read = datetime.strptime(digits, form).date()  # noqa: DTZ007 - a day without a time
    except ValueError:
        raise refusals.bad_date(ai="$$", value=digits) from None
    day = (
        date(read.year, read.month, calendar.monthrange(read.year, read.month)[1]) if form == "%m%y" else read
    )
    return f"{day:%y%m%d}"
