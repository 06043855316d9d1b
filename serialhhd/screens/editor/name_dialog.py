"""Asks for the name of a new flow."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input

from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.sentences import messages
from serialhhd.screens.desk.parts.scanned_text import as_scanned
from serialhhd.screens.widgets.plain import PlainButton, PlainText, entitle
from serialhhd.store.words.refusal import Refused


class NameDialog(ModalScreen[str]):
    """Asks for a name until one is taken, and returns it; None where none is wanted.

    Args:
        title: What is named.
        note: What one should know before.
        take: Takes a name; raises what speaks against it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", "Take", tooltip="Take the name"),
        Binding("escape", "cancel", "Cancel", priority=True, tooltip="Leave it as it is"),
    ]

    def __init__(self, title: str, note: str, take: Callable[[str], object]) -> None:
        super().__init__()
        self._title = title
        self._note = note
        self._take = take

    def compose(self) -> ComposeResult:
        """Place the field, what is refused, and the buttons."""
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            entitle(dialog, self._title)
            with Horizontal(classes="field"):
                yield PlainText("Name", classes="label")
                yield Input(
                    placeholder="letters, digits, - and _, such as goods_in_fast", id="name", compact=True
                )
            yield PlainText(self._note, classes="note")
            yield PlainText(id="refused", classes="refused")
            with Horizontal(classes="buttons"):
                yield PlainButton("Take ^S", id="take", is_primary=True)
                yield PlainButton("Cancel Esc", id="cancel")

    @on(Input.Submitted)
    @on(PlainButton.Pressed, "#take")
    def action_take(self) -> None:
        """Take the name."""
        name = as_scanned(self.query_one("#name", Input).value).strip(" ")
        try:
            self._take(name)
        except Refused as refused:
            self._refuse(messages.refusal(refused).text)
        except FlowsInvalid as invalid:
            self._refuse(invalid.problems[0].told)
        else:
            self.dismiss(name)

    def _refuse(self, text: str) -> None:
        self.query_one("#refused", PlainText).update(text)

    @on(PlainButton.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
