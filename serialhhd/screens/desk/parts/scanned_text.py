r"""Scanned texts in the fields of the desk: the separator of a GS1 symbol is drawn, as a sign of its own.

Textual's fields take it for the end of a line, and lose it: what it parts would become one, or two serials.

>>> as_shown("A1\x1d17"), as_scanned("A1␝17")
('A1␝17', 'A1\\x1d17')
"""

from typing import Final

from serialhhd.store.symbols.scan import GS

SIGN: Final = "\N{SYMBOL FOR GROUP SEPARATOR}"


def as_shown(text: str) -> str:
    """Return a text as a field holds it."""
    return text.replace(GS, SIGN)


def as_scanned(text: str) -> str:
    """Return the text of a field as it was scanned."""
    return text.replace(SIGN, GS)
