"""Which of the documents and containers that a screen names is to be opened."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets.option_list import Option

from serialhhd.screens.desk.parts.program import Named
from serialhhd.screens.widgets.plain import PlainOptions, entitle


class OpenNamedModal(ModalScreen[Named | None]):
    """Offers what is named. It is dismissed with one of it, or with None.

    Args:
        named: What is named, in the order in which it is offered.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Close")]

    def __init__(self, named: Sequence[Named]) -> None:
        super().__init__()
        self._named = tuple(named)

    def compose(self) -> ComposeResult:
        """Place a line for each."""
        with Vertical(classes="dialog") as dialog:
            entitle(dialog, "Go to", "Enter opens  Esc closes")
            yield PlainOptions(*(Option(one.label) for one in self._named), id="named")

    def on_mount(self) -> None:
        """Put the cursor on the first."""
        self.query_one(PlainOptions).highlighted = 0

    @on(PlainOptions.OptionSelected)
    def _selected(self, event: PlainOptions.OptionSelected) -> None:
        self.dismiss(self._named[event.option_index])
