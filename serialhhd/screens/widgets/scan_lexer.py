"""Cuts what a scanner or a keyboard sends into scans, character by character."""

from serialhhd.store.symbols.scan import LONGEST

CARRIAGE_RETURN, LINE_FEED, TAB = "\r", "\n", "\t"


class ScanLexer:
    """Collects characters until a terminator ends the scan: CR, LF, CR LF (one terminator) or TAB.

    A TAB with nothing before it ends nothing: a scanner that sends TAB and then CR must not answer the next
    question with an empty line. Every other character is kept, 0x1D (the GS1 separator) too; whether it may stand
    in a code is for the flow to say.

    Of a scan that is too long one character too many is kept: enough for the flow to refuse it.
    """

    def __init__(self) -> None:
        self._text = ""
        self._is_after_return = False

    @property
    def text(self) -> str:
        """What was typed since the last terminator."""
        return self._text

    def feed(self, text: str) -> list[str]:
        """Take the characters of `text` and return the scans that they complete, oldest first."""
        return [scan for character in text if (scan := self._feed_one(character)) is not None]

    def paste(self, text: str) -> list[str]:
        """Take pasted text: several lines are several scans, a single one without a terminator can still be edited."""
        scans = self.feed(text)
        return [*scans, self.clear()] if scans and self._text else scans

    def erase(self) -> None:
        """Remove the last character typed."""
        if len(self._text) <= LONGEST:  # else it is not known what the last one was
            self._text = self._text[:-1]

    def clear(self) -> str:
        """Forget what was typed and return it."""
        text, self._text = self._text, ""
        return text

    def _feed_one(self, character: str) -> str | None:
        is_second_half = character == LINE_FEED and self._is_after_return
        self._is_after_return = character == CARRIAGE_RETURN
        if is_second_half or (character == TAB and not self._text):
            return None
        if character in {CARRIAGE_RETURN, LINE_FEED, TAB}:
            return self.clear()
        if len(self._text) <= LONGEST:
            self._text += character
        return None
