"""What speaks against a bare code being a serial, as far as the code alone can tell (R46).

What needs the store (a product's barcode inside, a code that is a place's) is asked by `new_serials`.
"""

import re
from typing import Final

from serialhhd.store import refusals
from serialhhd.store.symbols import keyboard, scan
from serialhhd.store.symbols.gtin import has_check_digit
from serialhhd.store.symbols.hibc import is_like_hibc
from serialhhd.store.symbols.serial_range import parse_range
from serialhhd.store.symbols.spreadsheet import is_cell_error, is_shortened
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Doubtful, Refused

# --- other codes than a serial's ----------------------------------------------------------------------------------

_PLAIN = re.compile(r"[0-9A-Za-z_/#-]+")
"""What every kind of other data has more than."""
WEB_ADDRESS: Final = "web address"
_LINK = re.compile(r"[a-z][a-z0-9+.-]*://|www\.", re.IGNORECASE)
_KINDS: Final = (
    ("Wi-Fi code", re.compile(r"WIFI:", re.IGNORECASE)),
    ("contact", re.compile(r"BEGIN:VCARD|MECARD:|BIZCARD:", re.IGNORECASE)),
    ("calendar entry", re.compile(r"BEGIN:V(CALENDAR|EVENT)", re.IGNORECASE)),
    ("message", re.compile(r"(mailto|matmsg|sms|smsto|mmsto|tel|facetime):", re.IGNORECASE)),
    ("place on a map", re.compile(r"geo:", re.IGNORECASE)),
    ("login code", re.compile(r"(otpauth|fido|dpp):", re.IGNORECASE)),
    ("SIM code", re.compile(r"LPA:1\$", re.IGNORECASE)),
    ("payment", re.compile(r"(bitcoin|ethereum|upi|sepa|bcd):", re.IGNORECASE)),
    (
        "file of data",
        re.compile(
            r"\s*(\{.*[:\"']|\[\s*[\[{\"]|<(\?xml|!)|<[a-z][^<>]*/>|<[a-z][^<>]*>.*</?[a-z])", re.IGNORECASE
        ),
    ),
)
_PART_ENDS = re.compile(r"[,;|&\n\t]")
_PAIR = re.compile(r"\s*([A-Za-z][A-Za-z0-9 ._/#-]{0,23}?)\s*[:=]\s*[^\s:=]")
_KEY_OF_A_LABEL = re.compile(
    r"S/?N|SER(IAL)?([ ._-]?(NO|NR|NUM|NUMBER|#))?[.#]?|P/?N|PART([ ._-]?(NO|NUMBER))?|MAC([ ._-]?(ADDR|ADDRESS|ID))?|"
    r"IMEI ?[12]?|MODEL|MOD|TYPE|MFG|MFR|LOT|BATCH|EXP|QTY|REV|DATE|MSN|UUID|ICCID|SKU|EAN|UPC|ASSET([ ._-]?TAG)?|SSID|PWD|PASS(WORD)?",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(serial( ?(no|nr|number)\b\.?)?|s/n|p/n|part (no|number)\b\.?|model|made in) +(?=\S)", re.IGNORECASE
)
_HARDWARE_ADDRESS = re.compile(r"\s*[0-9A-F]{2}([:-][0-9A-F]{2}){5,7}\s*", re.IGNORECASE)
_TWO = 2


def other_data(code: str) -> Refused | None:
    """Return the refusal of a code that is a web address, a contact, data of keys with values and the like."""
    if _PLAIN.fullmatch(code):
        return None
    what = kind_of_data(code)
    if what == WEB_ADDRESS or "://" in code:
        return refusals.serial_is_link(value=code)
    if what:
        return refusals.serial_is_other_data(what=what)
    parts = (part for part in _PART_ENDS.split(code) if not _HARDWARE_ADDRESS.fullmatch(part))
    keys = [found[1] for part in parts if (found := _PAIR.match(part))]
    if caption := _CAPTION.match(code):
        return refusals.serial_has_keys(value=code, keys=(caption[0].strip(" "),))
    if len(keys) >= _TWO or any(map(_KEY_OF_A_LABEL.fullmatch, keys)):
        return refusals.serial_has_keys(value=code, keys=tuple(keys))
    return None


def kind_of_data(code: str) -> str | None:
    """Return what a code is that is for a telephone or a computer to read, as its beginning says; None for any other, and for words."""
    if _LINK.match(code):
        return WEB_ADDRESS
    return next((what for what, form in _KINDS if form.match(code)), None)


# --- what a spreadsheet or a scanner made of one ------------------------------------------------------------------

_COPIES = re.compile(r"(.{3,}?)\1+")
_DIGIT = re.compile(r"[0-9]")
_FEWEST_EQUAL: Final = {"both": 3, "letters": 4, "digits": 5}
_FEWEST_ALIKE, _FEWEST_DIGITS_ALIKE = 4, 2
_SHORTEST_NUMBER = 4
_DATE = re.compile(
    r"(19|20)[0-9]{2}[-./](0?[1-9]|1[0-2])[-./][0-3]?[0-9]|[0-3]?[0-9][-./](0?[1-9]|1[0-2])[-./](19|20)[0-9]{2}"
)
_HALF_A_RANGE = re.compile(r"^[+-][0-9]+$|\+$|\*[0-9]+$|\.\.$|^\.\.")
_BETWEEN = re.compile(r" +to +| *[ ,;|/&:+-] *", re.IGNORECASE)
_SSCC = re.compile(r"00[0-9]{18}")


def objection(code: str) -> Refused | None:
    """Return what speaks against a code being a serial: a `Doubtful` where a person may say yes, or None.

    Letters outside ASCII are not judged here: `letters`.
    """
    return other_data(code) or damage(code) or _doubt(code)


def letters(code: str) -> Refused | None:
    """Return the refusal of a code with letters or signs outside ASCII, with what it may have been on the scanner."""
    folded = codes.fold(code)
    if folded.isascii():
        return None
    meant = keyboard.meant(folded)
    if meant is not None:
        return refusals.keyboard_layout(value=code, expected=meant)
    strange = "".join(dict.fromkeys(character for character in folded if not character.isascii()))
    return refusals.serial_letters(value=code, letters=strange)


def damage(code: str) -> Refused | None:
    """Return the refusal of a code that a spreadsheet or a scanner spoilt: what it was cannot be known any more."""
    if not any(map(str.isalnum, code)):
        return refusals.serial_without_letters(value=code)
    if is_shortened(code) or is_cell_error(code):
        return (refusals.number_shortened if is_shortened(code) else refusals.cell_error)(value=code)
    copied = _copied(code)
    if copied and not copied.isdigit():
        return refusals.labels_glued(value=code, first=copied)
    if is_like_hibc(code):
        return refusals.hibc_unreadable(value=code)
    if scan.holds_aim_id(code):
        return refusals.scans_glued(value=code)
    return None


def _copied(code: str) -> str | None:
    """Return what stands twice or more in a code, and nothing else; None where that is no more than chance."""
    copies = _COPIES.fullmatch(code)
    if copies and len(set(code)) > 1 and len(copies[1]) >= _FEWEST_EQUAL[_made_of(copies[1])]:
        return copies[1]
    return None


def _made_of(text: str) -> str:
    """Return what a text is made of: a number repeats itself by chance more easily than letters and digits do."""
    has_digits, has_others = any(map(str.isdigit, text)), not text.isdigit()
    return "both" if has_digits and has_others else "letters" if has_others else "digits"


def _doubt(code: str) -> Doubtful | None:
    if code.isascii() and code.isdigit() and len(code) < _SHORTEST_NUMBER:
        return refusals.number_short(value=code)
    if _SSCC.fullmatch(code) and not has_check_digit(code[2:]):
        return refusals.pallet_label_nearly(value=code)
    if joined := _joined(code):
        return refusals.serials_joined(value=code, first=joined[0], last=joined[1])
    if _DATE.fullmatch(code):
        return refusals.like_date(value=code)
    if _HALF_A_RANGE.search(code):
        return refusals.range_unfinished(value=code)
    return _range(code)


def _joined(code: str) -> tuple[str, str] | None:
    """Return two serials that stand in a code: a number twice, or two of one form, with or without something between."""
    if (copied := _copied(code)) and copied.isdigit():
        return copied, copied
    parts = [part for part in _BETWEEN.split(code) if part]
    if len(parts) == _TWO and _is_alike_twice("".join(parts)):
        return parts[0], parts[1]
    return (code[: len(code) // 2], code[len(code) // 2 :]) if _is_alike_twice(code) else None


def _is_alike_twice(code: str) -> bool:
    """Whether two serials of one form stand in it: SN0001SN0002."""
    form = _DIGIT.sub("#", code)
    half = form[: len(form) // 2]
    is_mixed = half.count("#") >= _FEWEST_DIGITS_ALIKE and any(map(str.isalpha, half))
    return len(form) % 2 == 0 and len(half) >= _FEWEST_ALIKE and is_mixed and form == half + half


def _range(code: str) -> Doubtful | None:
    try:
        written = parse_range(code)
    except Refused:
        return None
    if written is None:
        return None
    return refusals.range_written(first=written.first, last=written.last, count=written.count)
