"""Reads what a keyboard or a scanner sends to one handheld. Whatever is submitted has come through here."""

from collections.abc import Sequence

from serialhhd.flows.seam.view import Scan
from serialhhd.screens.entering.entries import EnteredLine, Entry, FunctionKey, LeaveAsked, PageTurn
from serialhhd.screens.entering.keys import Key, KeyDecoder, Text
from serialhhd.screens.entering.scan_lexer import ScanLexer

FUNCTION_KEYS = frozenset(f"f{number}" for number in range(1, 13))
PAGE_KEYS = {"pagedown": 1, "down": 1, "pageup": -1, "up": -1}


class EntryReader:
    """Bytes in, entries out, in the order they came; between the two stands the line that is being typed.

    A host that has decoded the bytes of its client already takes up behind that, with `take`.
    """

    def __init__(self) -> None:
        self._decoder = KeyDecoder()
        self._lexer = ScanLexer()

    @property
    def text(self) -> str:
        """What was typed since the last scan."""
        return self._lexer.text

    def feed(self, data: bytes, at: float) -> list[Entry]:
        """Take bytes that came at a time, and return what they complete; a click is nothing here.

        Args:
            data: What came at once.
            at: When, in seconds of a clock that only goes on.
        """
        decoded = self._decoder.feed(data)
        return [entry for one in decoded if isinstance(one, Text | Key) for entry in self.take(one, at)]

    def take(self, entered: Text | Key, at: float) -> list[Entry]:
        """Take a run of characters, or a key, that came at a time, and return what it completes."""
        if isinstance(entered, Text):
            return _lines(self._lexer.feed(entered.text, at))
        return self._press(entered.name, at)

    def clear(self) -> None:
        """Forget what was typed since the last scan."""
        self._lexer.clear()

    def _press(self, key: str, at: float) -> list[Entry]:
        if key == "paste":
            self._lexer.begin_paste(at)
        elif key == "paste_end":
            return _lines(self._lexer.end_paste())
        elif key == "enter":
            return _lines([self._lexer.enter()])
        elif key == "backspace":
            self._lexer.erase()
        elif key == "ctrl+u":
            self.clear()
        elif entry := _entry_of(key):
            return [entry]
        return []


def _entry_of(key: str) -> Entry | None:
    if key in FUNCTION_KEYS:
        return FunctionKey(key.upper())
    if key in PAGE_KEYS:
        return PageTurn(PAGE_KEYS[key])
    return LeaveAsked() if key == "ctrl+c" else None


def _lines(scans: Sequence[Scan]) -> list[Entry]:
    return [EnteredLine(scan.text, scan.typed) for scan in scans]
