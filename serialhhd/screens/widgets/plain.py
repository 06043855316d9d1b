"""The one way to show text: as it is.

Textual and Rich read a string as markup unless they are told otherwise: `[/b]` in a name ends the program, `[EU]` vanishes.
Whatever shows a string is therefore made here, and a test refuses every other way (`tests/screens/test_plain.py`). Whoever
wants a word in bold passes `Content` or Rich's `Text`, which hold styles apart from their text.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import App
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.notifications import SeverityLevel
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Button, OptionList, Select, Static
from textual.widgets.option_list import Option

Showable = str | Content | Text | Table
"""What a widget may be given to show; a string is shown as it is."""


class PlainApp(App[None]):
    """A program whose notices are no markup."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - Textual's shape: whoever asks for markup does not get it
    ) -> None:
        """Say something in a corner."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)


class PlainText(Static):
    """A text that does not change by itself."""

    def __init__(self, content: Showable = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual says id
        super().__init__(content, id=id, classes=classes, markup=False)


class PlainButton(Button):
    """A button of one row."""

    def __init__(
        self,
        label: str,
        *,
        id: str,  # noqa: A002 - Textual says id
        is_primary: bool = False,
        disabled: bool = False,
    ) -> None:
        super().__init__(Content(label), id=id, compact=True, disabled=disabled)
        self.variant = "primary" if is_primary else "default"


class PlainOptions(OptionList):
    """Lines to choose from."""

    def __init__(self, *options: str | Option, id: str) -> None:  # noqa: A002 - Textual says id
        super().__init__(*options, id=id, markup=False)

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Return the style of a part: the line under the cursor is reversed where there is no colour to show it."""
        style = super().get_visual_style(*component_classes, partial=partial)
        is_chosen = "option-list--option-highlighted" in component_classes
        return style + Style(reverse=True) if is_chosen and self.app.native_ansi_color else style


class PlainSelections(PlainOptions):
    """Lines of which any number are chosen: a mark of letters says which, as not every terminal has colours.

    Args:
        choices: The words, each with what is shown of it.
        chosen: The words that are chosen at first.
        id: The widget's id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", "Choose", show=False)]

    def __init__(self, choices: Mapping[str, str], chosen: Iterable[str], *, id: str) -> None:  # noqa: A002 - Textual says id
        self._choices = choices
        self._chosen = set(chosen)
        super().__init__(*(Option(self._line(word)) for word in choices), id=id)

    def _line(self, word: str) -> str:
        return f"[{'x' if word in self._chosen else ' '}] {self._choices[word]}"

    @property
    def selected(self) -> list[str]:
        """The words that are chosen, in their order."""
        return [word for word in self._choices if word in self._chosen]

    def toggle_at(self, place: int) -> None:
        """Choose a word, or no longer."""
        word = list(self._choices)[place]
        self._chosen ^= {word}
        self.replace_option_prompt_at_index(place, self._line(word))


class PlainSelect(Select[str]):
    """A field with a value out of several.

    Args:
        choices: The values, each with its words.
        value: The value at first.
        id: The widget's id.
    """

    def __init__(self, choices: Iterable[tuple[str, str]], value: str, *, id: str) -> None:  # noqa: A002 - Textual says id
        options = [(Text(words), chosen) for chosen, words in choices]
        super().__init__(options, value=value, allow_blank=False, id=id, compact=True)


def entitle(widget: Widget, title: str, subtitle: str = "") -> None:
    """Write a title, and a subtitle, into the frame of a widget."""
    widget.border_title = Content(title)
    widget.border_subtitle = Content(subtitle) if subtitle else None


def table(rows: Iterable[Sequence[str]], *styles: str) -> Table:
    """Return rows of texts as a table without lines; only the last column is wrapped.

    Args:
        rows: The texts of each row.
        styles: The style of each column.
    """
    drawn = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for place, style in enumerate(styles, start=1):
        drawn.add_column(no_wrap=place < len(styles), style=style)
    for row in rows:
        cells: list[Any] = [Text(cell) for cell in row]
        drawn.add_row(*cells)
    return drawn
