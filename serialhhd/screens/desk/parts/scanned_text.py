r"""Scanned and pasted texts in the fields of the desk: what would command the terminal is drawn as a sign of its own, and is itself again when it is read.

So is the separator of a GS1 symbol: Textual's fields take it for the end of a line, and lose it: what it parts would become one, or two serials.
The ends of lines and the tab, which parts columns, stay.

>>> as_shown("A1\x1d17"), as_scanned("A1␝17")
('A1␝17', 'A1\x1d17')
>>> as_scanned(as_shown("\x1b[31m\x9b2J\u202e")) == "\x1b[31m\x9b2J\u202e"
True
"""

from typing import Final

from textual import events

from serialhhd.screens.widgets.plain import PlainApp
from serialhhd.store.symbols.scan import GS
from serialhhd.store.words.controls import RANGES

_KEPT: Final = "\t\n\r"
_PICTURED: Final = {**{code: 0x2400 + code for code in range(ord(" "))}, 0x7F: 0x2421}
"""Unicode has pictures of the first thirty-two, and of Delete."""
_OTHERS: Final = (code for first, last in RANGES for code in range(first, last + 1) if code not in _PICTURED)
_SIGNS: Final = {
    **{code: sign for code, sign in _PICTURED.items() if chr(code) not in _KEPT},
    **{code: sign for sign, code in enumerate(_OTHERS, start=0xF0000)},
}
"""The others have none: they are signs for private use, which no label holds."""
_ITSELF: Final = {sign: code for code, sign in _SIGNS.items()}
SIGN: Final = chr(_SIGNS[ord(GS)])


def as_shown(text: str) -> str:
    """Return a text as a field holds it."""
    return text.translate(_SIGNS)


def as_scanned(text: str) -> str:
    """Return the text of a field as it was scanned."""
    return text.translate(_ITSELF)


class FieldApp(PlainApp):
    """A program with fields; who reads one calls `as_scanned`."""

    async def on_event(self, event: events.Event) -> None:
        """Take a paste with a sign for each character that a terminal would obey."""
        if (
            isinstance(event, events.Paste) and not event.is_forwarded
        ):  # or it comes up again from a field that has it
            event = events.Paste(as_shown(event.text))
        await super().on_event(event)
