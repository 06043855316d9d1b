"""Help: what can be done on the screen below, made of the same keys that do it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen

from serialhhd.screens.widgets.plain import PlainText, entitle, table


class HelpModal(ModalScreen[None]):
    """The live actions of a screen, with their keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,enter", "dismiss", "Close")]

    def __init__(self, about: Screen[object]) -> None:
        super().__init__()
        self._actions = [
            (active.binding.key, active.binding.description, active.binding.tooltip)
            for active in about.active_bindings.values()
            if active.enabled and active.binding.tooltip
        ]

    def compose(self) -> ComposeResult:
        """Place the table."""
        rows = [(self.app.get_key_display(Binding(key, "")), *said) for key, *said in self._actions]
        with VerticalScroll(classes="dialog") as dialog:
            entitle(dialog, "What can be done here")
            yield PlainText(table(rows, "bold", "", ""))
