"""Help: what can be done on the screen below, made of the same keys that do it."""

from typing import ClassVar

from rich.table import Table
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static


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
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        table.add_column(no_wrap=True, style="bold")
        table.add_column(no_wrap=True)
        table.add_column()
        for key, name, purpose in self._actions:
            table.add_row(self.app.get_key_display(Binding(key, "")), name, purpose)
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = "What can be done here"
            yield Static(table)
