"""What is to go wrong, and for whom."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets.option_list import Option

from serialhhd.screens.training.trainer.trainee_table import EVERYBODY
from serialhhd.screens.training.trainer.watched import FaultChoice
from serialhhd.screens.widgets.plain import PlainOptions, PlainSelect, PlainText, entitle


class FaultDialog(ModalScreen[tuple[str, str] | None]):
    """Asks for a fault out of those that can come about now; returns it, and the name of the trainee, empty for everybody.

    Args:
        names: Of the trainees.
        name: For whom it is at first.
        faults: Returns what can go wrong now, for one or for everybody.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", priority=True, tooltip="Let nothing go wrong"),
        Binding("a", "everybody", "For everybody", tooltip="For everybody, or for one again"),
    ]

    def __init__(
        self, names: Sequence[str], name: str, faults: Callable[[str], Sequence[FaultChoice]]
    ) -> None:
        super().__init__()
        self._names = names
        self._trainee = name
        self._faults = faults

    def compose(self) -> ComposeResult:
        """Place for whom it is, the faults, and what the one under the cursor means."""
        whom = (("", EVERYBODY), *((name, name) for name in self._names))
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            entitle(dialog, "What goes wrong", "Enter: now  a: everybody  Esc: nothing")
            with Horizontal(classes="field"):
                yield PlainText("For", classes="label")
                yield PlainSelect(whom, self._trainee, id="whom")
            yield PlainOptions(id="faults")
            yield PlainText(id="meaning", classes="note")

    def on_mount(self) -> None:
        """Begin with the faults."""
        self._show()
        self.query_one("#faults").focus()

    @on(PlainSelect.Changed, "#whom")
    def _show(self) -> None:
        """Show what can go wrong for whom it is."""
        listed = self.query_one("#faults", PlainOptions)
        chosen = listed.highlighted_option.id if listed.highlighted_option else None
        found = self._faults(self._whom)
        listed.clear_options()
        listed.add_options(Option(one.name, id=one.name) for one in found)
        names = [one.name for one in found]
        listed.highlighted = (names.index(chosen) if chosen in names else 0) if names else None
        if not names:
            self.query_one("#meaning", PlainText).update("Nothing can go wrong now that would be noticed.")

    @property
    def _whom(self) -> str:
        return str(self.query_one("#whom", PlainSelect).value)

    @on(PlainOptions.OptionHighlighted)
    def _explain(self, event: PlainOptions.OptionHighlighted) -> None:
        meanings = {one.name: one.meaning for one in self._faults(self._whom)}
        self.query_one("#meaning", PlainText).update(meanings.get(event.option_id or "", ""))

    @on(PlainOptions.OptionSelected)
    def _chosen(self, event: PlainOptions.OptionSelected) -> None:
        self.dismiss((event.option_id or "", self._whom))

    def action_everybody(self) -> None:
        """Mean everybody, or one again."""
        select = self.query_one("#whom", PlainSelect)
        select.value = self._trainee if select.value == "" else ""

    def action_cancel(self) -> None:
        """Let nothing go wrong."""
        self.dismiss(None)
