"""The line that shows what is typed. It is fed by the host and knows no keys of Textual's, whose `Input` must not take scans."""

from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from serialhhd.screens.entering.entries import Entry
from serialhhd.screens.entering.entry_reader import EntryReader
from serialhhd.screens.entering.keys import Key, Text
from serialhhd.screens.widgets.fitting import cut, printable, tail

PROMPT_MARK = ">"
HIDDEN = "*"
REVERSE = "reverse"
"""Said here because Textual leaves it out of the styles of component classes."""


class ScanInput(Widget):
    """Shows what is typed, and returns what is complete in the order it came."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"scan-input--hint"}
    DEFAULT_CSS = """
    ScanInput {
        height: 1;
        & > .scan-input--hint { text-style: italic; }
    }
    """

    hint = reactive("")
    """What stands in the empty line."""

    short_hint = reactive("")
    """What stands there where the line has no room for the hint; empty cuts it."""

    is_secret = reactive(False)
    """Whether what is typed is hidden: a PIN."""

    def __init__(self, *, id: str | None = None, draws_cursor: bool = True) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._draws_cursor = draws_cursor
        self._reader = EntryReader()

    @property
    def text(self) -> str:
        """What was typed since the last scan."""
        return self._reader.text

    def render(self) -> Content:
        """Draw the end of what was typed, and the cursor."""
        width = self._width
        typed = self._seen()
        cursor = (" ", REVERSE if self._draws_cursor else "")
        is_too_long = cell_len(self.hint) > width
        hint = "" if typed else cut((is_too_long and self.short_hint) or self.hint, width)
        return Content.assemble(PROMPT_MARK, typed, cursor, (hint, self.get_visual_style("scan-input--hint")))

    @property
    def cursor_column(self) -> int:
        """Where the next character goes: columns from the left of this line."""
        return len(PROMPT_MARK) + cell_len(self._seen())

    @property
    def _width(self) -> int:
        return max(self.content_size.width - len(PROMPT_MARK) - 1, 0)

    def _seen(self) -> str:
        typed = self._reader.text
        return tail(HIDDEN * len(typed) if self.is_secret else printable(typed), self._width)

    def take(self, entered: Text | Key, at: float) -> list[Entry]:
        """Take a run of characters, or a key, that came at a time, in seconds, and return the entries that it completes."""
        return self._drawing(lambda: self._reader.take(entered, at))

    def feed(self, data: bytes, at: float) -> list[Entry]:
        """Take bytes that came at a time, in seconds, and return the entries that they complete."""
        return self._drawing(lambda: self._reader.feed(data, at))

    def clear(self) -> None:
        """Forget what was typed and not entered."""
        self._reader.clear()
        self.refresh()

    def _drawing(self, read: Callable[[], list[Entry]]) -> list[Entry]:
        before = self._reader.text
        entries = read()
        if self._reader.text != before:
            self.refresh()
        return entries

    def on_resize(self) -> None:
        """Show as much of the line as fits now."""
        self.refresh()
