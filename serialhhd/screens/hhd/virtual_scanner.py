"""The barcode labels that lie before the operator, one key or click each, for somebody without a scanner."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from serialhhd.flows.seam.view import Label
from serialhhd.flows.sentences.language import speaking
from serialhhd.screens.entering.keys import Key, Text
from serialhhd.screens.hhd.drawing.screen_state import STARTED, ScreenState
from serialhhd.screens.hhd.panels import english as words
from serialhhd.screens.widgets.fitting import cut, printable
from serialhhd.screens.widgets.plain import PlainText
from serialhhd.screens.widgets.scan_input import REVERSE

MOST_LABELS = 9
BARS = ("█", "▌", "▐", "│", "║", "▌│", "║▌", "│▐")
BARCODE_WIDTH = 12
GOOD, BAD = "✓", "✗"
ALT = "alt+"
OPTION_DIGITS = {key: number for number, key in enumerate("¡™£¢∞§¶•ª", start=1)}
"""What a Mac's Option key makes of the digits; only a virtual scanner reads them as digits."""


def asked_label(entered: Text | Key) -> int | None:
    """Return the number of the label that a key asks to have read; None where it is none of these keys."""
    if isinstance(entered, Text):
        return OPTION_DIGITS.get(entered.text)
    digit = entered.name.removeprefix(ALT)
    return int(digit) if digit != entered.name and digit.isdecimal() else None


def without_alt(entered: Text | Key) -> Text | Key:
    """Return what came where nothing beside the device wants it: a stray ESC was before a character."""
    if isinstance(entered, Key) and entered.name.startswith(ALT):
        return Text(entered.name.removeprefix(ALT))
    return entered


def barcode(text: str) -> str:
    """Return a picture of a barcode: the same text has the same bars."""
    bars = "".join(BARS[(ord(character) * 7 + place) % len(BARS)] for place, character in enumerate(text * 6))
    return f"█{bars[: BARCODE_WIDTH - 2]}█"


class Sticker(Widget):
    """One label: its number, its bars, what it reads, and what it is on. Good and bad ones differ by a word too."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sticker--number",
        "sticker--bars",
        "sticker--text",
        "sticker--why",
    }

    label: reactive[Label | None] = reactive(None)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def watch_label(self, label: Label | None) -> None:
        """Take the class of a good or bad label; none is not drawn."""
        self.set_class(label is None, "-none")
        self.set_class(label is not None and not label.is_good, "-bad")

    def render(self) -> Content:
        """Draw the label in two rows."""
        if self.label is None:
            return Content("")
        width = self.content_size.width
        text = cut(printable(self.label.text), width - BARCODE_WIDTH - 5)
        mark, why = (GOOD, "") if self.label.is_good else (BAD, f" - {self.label.why}")
        return Content.assemble(
            (f" {self.number} ", REVERSE),
            (f" {barcode(self.label.text)} ", self.get_visual_style("sticker--bars")),
            (text, self.get_visual_style("sticker--text")),
            "\n",
            (cut(f"    {mark} {self.label.caption}{why}", width), self.get_visual_style("sticker--why")),
        )

    def on_resize(self) -> None:
        """Fit the lines anew."""
        self.refresh()


class VirtualScanner(Vertical):
    """The labels that make sense now, and a word to whoever sees them for the first time."""

    shown: reactive[ScreenState] = reactive(STARTED)

    def compose(self) -> ComposeResult:
        """Put a fixed number of labels on the panel; those without a barcode are not drawn."""
        yield PlainText(classes="caption")
        for number in range(1, MOST_LABELS + 1):
            yield Sticker(number)
        yield PlainText(classes="nothing")
        yield PlainText(classes="hint")

    def watch_shown(self, shown: ScreenState) -> None:
        """Put the new labels up."""
        with speaking(shown.view.language):
            self._say(has_error=shown.error is not None)
        self.put_up(shown.labels[:MOST_LABELS])
        first_bad = next((place for place, label in enumerate(shown.labels) if not label.is_good), 0)
        for place, sticker in enumerate(self.query(Sticker)):
            sticker.set_class(place == first_bad > 0, "-first-bad")

    def put_up(self, labels: Sequence[Label]) -> None:
        """Put up labels, as many as there is a place for."""
        self.set_class(not labels, "-empty")
        for sticker, label in zip_longest(self.query(Sticker), labels):
            if sticker:
                sticker.label = label

    def _say(self, *, has_error: bool) -> None:
        texts = {
            ".caption": words.scanner(),
            ".nothing": words.no_labels(),
            ".hint": "\n".join(_hint(self.shown.prefix, has_error=has_error)),
        }
        for query, text in texts.items():
            for place in self.query(query).results(PlainText):
                place.update(text)


def _hint(prefix: str, *, has_error: bool) -> tuple[str, ...]:
    """Return what to do now, and how the virtual scanner is used, for someone who sees it for the first time."""
    return (
        words.hint_on_error(prefix=prefix) if has_error else words.hint_on_scanning(),
        words.hint_on_alt(),
        words.hint_without_alt(prefix=prefix),
        words.hint_on_bad(),
    )
