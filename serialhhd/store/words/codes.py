"""Codes as people and scanners give them: cleaned, checked, and the key under which they are found."""

import re
import unicodedata
from typing import Final

from sqlalchemy import ColumnElement, or_

from serialhhd.store import refusals
from serialhhd.store.words import controls

LONGEST = 64
BLANKS = " \u00a0\u2007\u202f\u3000\u200b\ufeff"
"""What stands round a code without being seen: blanks of every width, and what spreadsheets and web pages leave."""
LAST = "\U0010ffff"
"""What every text that begins with a prefix stands before, once it is appended to the prefix."""


_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")
"""What no database takes as text."""


def key(code: str) -> str:
    """Return what a code is looked up by: letter case does not count (R4). Nothing is found by what is no text."""
    folded = code.casefold()
    if folded.isascii() and "\0" not in folded:
        return folded
    return _NO_TEXT.sub("\n", folded)  # in a code that is kept there is no line feed


def fold(text: str) -> str:
    """Return a text with the forms that look alike made one: full width is plain, every dash is a hyphen (NFKC, Pd; R48)."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text)
    return "".join("-" if _is_dash(character) else character for character in plain)


def _is_dash(character: str) -> bool:
    return unicodedata.category(character) == "Pd" or character == "\N{MINUS SIGN}"


def serial_key(serial: str) -> str:
    """Return what a serial is unique and looked up by: neither letter case counts nor the form of a character (R4)."""
    return key(fold(serial))


def begins(prefix: str, *columns: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that one of these columns, held as keys, begins with a prefix, as a range that an index serves."""
    low = key(prefix.strip(" "))
    return or_(*((column >= low) & (column < low + LAST) for column in columns))


ACTION: Final = ":"
"""With this begins what is said to a handheld, and nothing that is scanned."""
SIGN: Final = "."
"""With this begins what is typed at a handheld that has no sign of its own: alone, before a number of `MOST_DIGITS`, before one of `ACTION_WORDS`."""
MOST_DIGITS: Final = 3
ACTION_WORDS: Final = "all|back|cancel|done|full|help|list|menu|more|no|ok|quit|remove|short|skip|undo|yes"
"""The words of all actions, those of single operations too, as a pattern."""
_SAID: Final = re.compile(
    rf"{ACTION}.*|{re.escape(SIGN)}{{1,2}}[0-9]{{0,{MOST_DIGITS}}}|{re.escape(SIGN)}({ACTION_WORDS})( .*)?",
    re.IGNORECASE,
)


def clean(code: str, what: str) -> str:
    """Return the code without outer blanks.

    Args:
        code: As typed or scanned.
        what: What the code names (`SKU`, `location`), for the sentence of a refusal.

    Raises:
        Refused: `code_empty`, `code_too_long` (over 64 characters) or `code_unprintable`.
    """
    cleaned = code.strip(BLANKS)
    if not cleaned:
        raise refusals.code_empty(what=what)
    if len(cleaned) > LONGEST:
        raise refusals.code_too_long(what=what, code=cleaned, longest=LONGEST)
    if not cleaned.isprintable():
        raise refusals.code_unprintable(what=what, code=cleaned)
    return cleaned


def clean_label(code: str, what: str) -> str:
    """Return the code of what is scanned by it, without outer blanks.

    Raises:
        Refused: As from `clean`; `code_is_action`: it is said to the handheld, and could never be scanned.
    """
    cleaned = clean(code, what)
    if _SAID.fullmatch(fold(cleaned)):
        raise refusals.code_is_action(what=what, code=cleaned)
    return cleaned


def words(text: str, what: str) -> str:
    """Return words such as a name or a reason without outer blanks; there may be none.

    Args:
        text: As typed.
        what: What they are (`name`, `supplier`), for the sentence of a refusal.

    Raises:
        Refused: `code_unprintable`.
    """
    cleaned = text.strip(" ")
    if controls.has_control(cleaned):
        raise refusals.code_unprintable(what=what, code=cleaned)
    return cleaned


def shown(text: str) -> str:
    """Return what anybody may have sent as it can be kept and shown: its first 64 characters, `?` for what is no text."""
    return "".join(character if character.isprintable() else "?" for character in text[:LONGEST])
