"""What came of a lesson, over everything: read on with the cursor keys."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from serialhhd.flows.sentences.language import speaking
from serialhhd.screens.training.trainee import english as words
from serialhhd.screens.training.trainee.played_lesson import ResultRow, Tone
from serialhhd.screens.widgets.fitting import pad, wrap
from serialhhd.store.words.vocabulary import Language

STYLES: Final[dict[Tone, str]] = {
    "title": "bold reverse",
    "heading": "bold",
    "good": "$success",
    "bad": "bold $warning",
    "plain": "",
}


class ResultPage(Widget):
    """The lines, as many as fit."""

    top: reactive[int] = reactive(0)
    rows: reactive[tuple[ResultRow, ...]] = reactive(())

    def __init__(self) -> None:
        super().__init__()
        self._language = Language.ENGLISH

    def tell(self, rows: Sequence[ResultRow], language: Language) -> None:
        """Show lines in a language."""
        self._language = language
        self.rows = tuple(rows)

    @property
    def has_more(self) -> bool:
        """Whether there are lines below those that are seen."""
        return self.top < self._last_top

    @property
    def _last_top(self) -> int:
        return max(0, len(self._lines()) - self._room)

    @property
    def _room(self) -> int:
        return max(1, self.content_size.height - 1)

    def turn(self, lines: int) -> None:
        """Read on, or back, by lines."""
        self.top = max(0, min(self.top + lines, self._last_top))

    def turn_page(self, pages: int) -> None:
        """Read on, or back, by pages."""
        self.turn(pages * self._room)

    def _lines(self) -> list[tuple[str, Tone]]:
        width = max(1, self.content_size.width)
        return [(line, row.tone) for row in self.rows for line in _wrapped(row.text, width)]

    def render(self) -> Content:
        """Draw the lines, and last what to do now."""
        width = self.content_size.width
        seen = self._lines()[self.top : self.top + self._room]
        drawn = [(pad(text, width), STYLES[tone]) for text, tone in seen]
        drawn += [(" ", "")] * (self._room - len(drawn))
        with speaking(self._language):
            drawn.append((pad(words.result_leave(), width), "reverse"))
        return Content("\n").join(Content.assemble(one) for one in drawn)

    def on_resize(self) -> None:
        """Fit the lines anew."""
        self.turn(0)
        self.refresh()


def _wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines, each as far to the right as it begins."""
    indent = text[: len(text) - len(text.lstrip(" "))]
    return [indent + line for line in wrap(text.lstrip(" "), max(1, width - len(indent)))]
