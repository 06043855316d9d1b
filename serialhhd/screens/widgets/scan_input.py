"""The line that takes scans and typing. It keeps its own buffer; Textual's `Input` must not take scans."""

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from serialhhd.flows.view import Scan
from serialhhd.screens.widgets.fitting import cut, printable, tail
from serialhhd.screens.widgets.scan_lexer import ScanLexer

TERMINATORS = {"enter": "\r", "ctrl+j": "\n", "tab": "\t"}
FUNCTION_KEYS = frozenset(f"f{number}" for number in range(1, 13))
PAGE_KEYS = {"pagedown": 1, "down": 1, "pageup": -1, "up": -1}
ALT = "alt+"
ALT_DIGITS = {f"{ALT}{digit}": str(digit) for digit in range(10)}
OPTION_DIGITS = dict(zip("¡™£¢∞§¶•ª", "123456789", strict=True))
"""What a Mac's Option key makes of the digits; only a virtual scanner reads them as digits."""

PROMPT_MARK = ">"
HIDDEN = "*"
REVERSE = "reverse"
"""Said here because Textual leaves it out of the styles of component classes."""


class ScanInput(Widget, can_focus=True):
    """Shows what is typed and posts what is complete, in the order the keys came in."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"scan-input--hint"}
    DEFAULT_CSS = """
    ScanInput {
        height: 1;
        & > .scan-input--hint { text-style: italic; }
    }
    """

    hint = reactive("")
    """What stands in the empty line."""

    is_secret = reactive(False)
    """Whether what is typed is hidden: a PIN."""

    @dataclass
    class Scanned(Message):
        """A scan was completed."""

        scan: Scan

    @dataclass
    class FunctionKeyPressed(Message):
        """A function key was pressed: `F1` to `F12`."""

        name: str

    @dataclass
    class PageTurned(Message):
        """A page key was pressed: 1 forward, -1 back."""

        pages: int

    @dataclass
    class LabelChosen(Message):
        """Alt and a digit were pressed: the virtual scanner is to read that label."""

        number: int

    class Interrupted(Message):
        """Ctrl+C was pressed."""

    def __init__(self, *, id: str | None = None, has_labels: bool = False, draws_cursor: bool = True) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.has_labels = has_labels
        self._draws_cursor = draws_cursor
        self._lexer = ScanLexer()

    @property
    def text(self) -> str:
        """What was typed since the last scan."""
        return self._lexer.text

    def render(self) -> Content:
        """Draw the end of what was typed, and the cursor."""
        width = self._width
        typed = self._seen()
        cursor = (" ", REVERSE if self._draws_cursor else "")
        hint = "" if typed else cut(self.hint, width)
        return Content.assemble(PROMPT_MARK, typed, cursor, (hint, self.get_visual_style("scan-input--hint")))

    @property
    def cursor_column(self) -> int:
        """Where the next character goes: columns from the left of this line."""
        return len(PROMPT_MARK) + cell_len(self._seen())

    @property
    def _width(self) -> int:
        return max(self.content_size.width - len(PROMPT_MARK) - 1, 0)

    def _seen(self) -> str:
        typed = self._lexer.text
        return tail(HIDDEN * len(typed) if self.is_secret else printable(typed), self._width)

    def type_text(self, text: str, at: float) -> list[Scan]:
        """Take a run of characters that came at a time, in seconds, and return the scans that it completes, oldest first."""
        before = self._lexer.text
        scans = self._lexer.feed(text, at)
        if self._lexer.text != before:
            self.refresh()
        return scans

    def enter(self) -> Scan:
        """Take an Enter from a channel that is no terminator."""
        scan = self._lexer.enter()
        self.refresh()
        return scan

    def edit(self, key: str) -> None:
        """Take `backspace` or `ctrl+u` from a channel."""
        self._take_edit(key)

    def on_key(self, event: events.Key) -> None:
        """Take every key; none goes on to Textual's own bindings."""
        if self.take_key(event):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Cut what was pasted into scans."""
        event.stop()
        self._post_scans(self._lexer.paste(event.text, event.time))

    def on_resize(self) -> None:
        """Show as much of the line as fits now."""
        self.refresh()

    def take_key(self, event: events.Key) -> bool:
        """Take one key and return whether it was one for this line."""
        return self._take_signal(event) or self._take_edit(event.key) or self._take_character(event)

    def _take_signal(self, event: events.Key) -> bool:
        """Post keys that a scanner cannot send."""
        key = event.key
        label = ALT_DIGITS.get(key) or OPTION_DIGITS.get(event.character or "")
        if key in FUNCTION_KEYS:
            self.post_message(self.FunctionKeyPressed(key.upper()))
        elif key in PAGE_KEYS:
            self.post_message(self.PageTurned(PAGE_KEYS[key]))
        elif key == "ctrl+c":
            self.post_message(self.Interrupted())
        elif self.has_labels and label not in {None, "0"}:
            self.post_message(self.LabelChosen(int(label or 0)))
        else:
            return False
        return True

    def _take_edit(self, key: str) -> bool:
        before = self._lexer.text
        if key == "backspace":
            self._lexer.erase()
        elif key == "ctrl+u":
            self._lexer.clear()
        else:
            return False
        if self._lexer.text != before:
            self.refresh()
        return True

    def _take_character(self, event: events.Key) -> bool:
        character = TERMINATORS.get(event.key) or _after_escape(event.key) or event.character
        if not character or event.key == "escape":
            return False
        self._post_scans(self._lexer.feed(character, event.time))
        return True

    def _post_scans(self, scans: list[Scan]) -> None:
        for scan in scans:
            self.post_message(self.Scanned(scan))
        self.refresh()


def _after_escape(key: str) -> str:
    """Return the character that came after a lone ESC: the ESC is dropped, and nothing else."""
    character = key.removeprefix(ALT)
    return character if key.startswith(ALT) and len(character) == 1 else ""
