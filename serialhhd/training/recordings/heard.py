"""What a keyboard and a scanner sent to a lesson, cut where a line of it ended: the bytes of each scan, found again by what was entered."""

import re
from collections import deque
from collections.abc import Iterable
from typing import Final

from serialhhd.flows.seam.handheld import Profile
from serialhhd.screens.entering.entries import EnteredLine
from serialhhd.screens.entering.entry_reader import EntryReader
from serialhhd.screens.entering.prefixes import as_meant
from serialhhd.value_class import value_class

_PIECE: Final = re.compile(rb"[^\r\n\t~]*[\r\n\t~]+|[^\r\n\t~]+")
"""What can end a line, and with it what ends nothing behind it; `~` is the end of the key that ends a paste."""
_ENDS: Final = b"\r\n\t"


@value_class
class Heard:
    """A line that was entered: the bytes of it, and how many of its characters were there before the rest was scanned."""

    data: bytes
    text: str
    typed: int


class Hearing:
    """Reads along what is sent; what was never submitted, such as the number of an entry in a list of the screen, is forgotten."""

    def __init__(self) -> None:
        self._reader = EntryReader()
        self._begun = b""
        self._lines: deque[Heard] = deque()

    def hear(self, data: bytes, at: float) -> None:
        """Take bytes that came at a time, in seconds."""
        for piece in _PIECE.findall(data):
            lines = [one for one in self._reader.feed(piece, at) if isinstance(one, EnteredLine)]
            if lines:
                self._lines += [Heard(self._begun + piece, one.text, one.typed) for one in lines[:1]]
                self._begun = b""
            elif self._begun or piece.strip(_ENDS):
                self._begun += piece

    def found(self, text: str, profile: Profile, own: Iterable[str]) -> Heard | None:
        """Return the line by which a text was entered, the oldest there is; None where none was, and it came from the screen itself.

        Args:
            text: What was submitted.
            profile: How the device is set up: what a line means by it.
            own: The words of the actions that were offered.
        """
        words = tuple(own)
        for number, line in enumerate(self._lines):
            if means(line, profile, words) == text and entered(line.data) == line.text:
                for _ in range(number + 1):
                    self._lines.popleft()
                return line
        return None

    def forget(self) -> None:
        """Forget all that was entered: a PIN is among it."""
        self._lines.clear()
        self._begun = b""


def means(line: Heard, profile: Profile, own: Iterable[str]) -> str:
    """Return what a line means on a device."""
    return as_meant(line.text, line.typed, profile, own)


def entered(data: bytes) -> str | None:
    """Return the one line that bytes enter when they come at once; None where it is not one."""
    lines = [one.text for one in EntryReader().feed(data, 0.0) if isinstance(one, EnteredLine)]
    return lines[0] if len(lines) == 1 else None
