"""Cuts what a scanner or a keyboard sends into scans, and tells the two apart by how fast they are."""

from serialhhd.flows.seam.view import Scan
from serialhhd.store.symbols.scan import LONGEST

CARRIAGE_RETURN, LINE_FEED, TAB = "\r", "\n", "\t"
TERMINATORS = frozenset({CARRIAGE_RETURN, LINE_FEED, TAB})

BURST = 0.03
"""Seconds between two characters of one burst at most, on average.

A serial line of 1200 baud needs 0.008 for one, a USB scanner up to 0.02, and a burst that a link cuts in two comes a few
thousandths apart. Nobody presses a key twice within 0.06, so that a person's Enter is never taken for a scanner's, also
where the link has brought two keys closer together.
"""
PAUSE = 0.1
"""Seconds without a character from which on a hand has let go of the keys, or a link has stalled."""
PASTE_STALL = 1.0
"""Seconds without a character after which a paste whose end was not told is over."""
LEAST_BURST = 3
"""So few characters, and the terminator, are a burst; two may be fingers that roll."""


class ScanLexer:
    """Collects characters until a terminator ends the scan: CR, LF, CR LF (one terminator) or TAB.

    Terminators that follow a terminator in its burst, with nothing or blanks between them, end nothing: a scanner that is
    set up with two of them (CR CR, LF CR, TAB CR) must not answer the next question with an empty line, and neither must an
    empty line of a list. A TAB with nothing before it never ends anything. Every other character is kept, 0x1D (the GS1 separator) too; whether it may stand in a code is for the flow to say.

    A scan tells how many characters were there before its burst began (`Scan.typed`): at least one, then no character for
    `PAUSE`, then at least `LEAST_BURST` characters and the terminator, none of them `PAUSE` and on average no more than
    `BURST` after the one before.

    In a paste a blank line is nothing, wherever it stands, and nothing was typed before a burst. Several lines are several
    scans, the last one also without a terminator; a single line without one can still be edited.

    Of a scan that is too long one character too many is kept: enough for the flow to refuse it.
    """

    def __init__(self) -> None:
        self._text = ""
        self._last: str | None = None
        self._last_at = float("-inf")
        self._began = 0
        self._began_at = float("-inf")
        self._pasted: int | None = None

    @property
    def text(self) -> str:
        """What was typed since the last terminator."""
        return self._text

    def feed(self, text: str, at: float) -> list[Scan]:
        """Take characters and return the scans that they complete, oldest first.

        Args:
            text: What came at once.
            at: When it came: seconds of any clock that only goes on.
        """
        return [scan for character in text if (scan := self._feed_one(character, at)) is not None]

    def begin_paste(self, at: float) -> None:
        """Take what comes for pasted text, until its end is told or nothing has come for `PASTE_STALL` seconds."""
        self._pasted, self._last_at = 0, at

    def end_paste(self) -> list[Scan]:
        """Return what the end of a paste completes."""
        pasted, self._pasted = self._pasted, None
        return [Scan(self.clear())] if pasted and self._text.strip(" ") else []

    def enter(self) -> Scan:
        """End the scan by a key that no scanner sends."""
        return Scan(self.clear())

    def erase(self) -> None:
        """Remove the last character typed."""
        if len(self._text) <= LONGEST:  # else it is not known what the last one was
            self._text = self._text[:-1]
            self._began = min(self._began, len(self._text))

    def clear(self) -> str:
        """Forget what was typed and return it."""
        text, self._text, self._began = self._text, "", 0
        return text

    def _feed_one(self, character: str, at: float) -> Scan | None:
        last, gap = self._last, at - self._last_at
        self._last, self._last_at = character, at
        if gap >= PASTE_STALL:
            self._pasted = None
        if gap >= PAUSE:
            self._began, self._began_at = len(self._text), at
        if character in TERMINATORS:
            is_second_half = character == LINE_FEED and last == CARRIAGE_RETURN
            return None if is_second_half else self._end(character, gap, at)
        if len(self._text) <= LONGEST:
            self._text += character
        return None

    def _end(self, terminator: str, gap: float, at: float) -> Scan | None:
        typed = self._began if self._is_burst(at) else 0
        text = self.clear()
        if not text.strip(" ") and (gap < BURST or terminator == TAB or self._pasted is not None):
            return None
        if self._pasted is not None:
            self._pasted += 1
        return Scan(text, typed=typed)

    def _is_burst(self, at: float) -> bool:
        characters = len(self._text) - self._began
        is_quick = at - self._began_at <= BURST * characters
        return self._pasted is None and characters >= LEAST_BURST and is_quick
