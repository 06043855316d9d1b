"""What is asked before a file is saved, and where somebody else has changed it meanwhile."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.widgets.option_list import Option

from serialhhd.flows.sentences import messages
from serialhhd.screens.desk.parts.scanned_text import as_scanned
from serialhhd.screens.widgets.plain import PlainButton, PlainOptions, PlainText, entitle
from serialhhd.store.words.refusal import Refused, StoreUnavailable

NOTHING: Final = "Nothing changes for operators."
CHANGED: Final = "file_changed_meanwhile"


class SaveDialog(ModalScreen[bool]):
    """Shows what changes for operators, asks why where a store keeps that, and saves.

    Args:
        file: The file.
        sentences: What changes for operators.
        impact: Returns what the recent work of the store would have met, in sentences; None where there is none.
        asks_why: Whether a reason is kept.
        save: Saves, for a reason; raises what speaks against it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", tooltip="Save"),
        Binding("escape", "cancel", "Cancel", priority=True, tooltip="Go on without saving"),
    ]

    def __init__(
        self,
        file: str,
        sentences: Sequence[str],
        impact: Callable[[], Awaitable[Sequence[str]]] | None,
        save: Callable[[str], Awaitable[None]],
        *,
        asks_why: bool,
    ) -> None:
        super().__init__()
        self._file = file
        self._sentences = sentences
        self._impact = impact
        self._asks_why = asks_why
        self._save = save
        self._is_saving = False

    def compose(self) -> ComposeResult:
        """Place the sentences, the reason, and the buttons."""
        with VerticalScroll(classes="dialog wide", can_focus=False) as dialog:
            entitle(dialog, f"Save {self._file}")
            yield PlainText("What changes for operators:", classes="label")
            with VerticalScroll(id="sentences"):
                for sentence in self._sentences or (NOTHING,):
                    yield PlainText(f"- {sentence}")
            if self._impact:
                with VerticalScroll(id="past"):
                    yield PlainText("The work of the last days is done again ...", id="impact")
            if self._asks_why:
                with Horizontal(classes="field"):
                    yield PlainText("Why", classes="label")
                    yield Input(placeholder="kept with the version", id="why", compact=True)
            yield PlainText("Runs that are open go on as they began.", classes="note")
            yield PlainText(id="refused", classes="refused")
            with Horizontal(classes="buttons"):
                yield PlainButton("Save ^S", id="save", is_primary=True)
                yield PlainButton("Cancel Esc", id="cancel")

    def on_mount(self) -> None:
        """Begin with the reason."""
        self.query_one("#why" if self._asks_why else "#save").focus()
        if self._impact:
            self._look()

    @work
    async def _look(self) -> None:
        try:
            said = await self._impact() if self._impact else ()
        except (Refused, StoreUnavailable) as problem:
            said = (str(problem),)
        self.query_one("#impact", PlainText).update("\n".join(said))

    @on(Input.Submitted)
    @on(PlainButton.Pressed, "#save")
    def action_save(self) -> None:
        """Save, and close where nothing speaks against it; what is being saved is saved once."""
        if not self._is_saving:
            self._is_saving = True
            self._try()

    @on(PlainButton.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Go on without saving, unless it is being saved: then what is in the file is about to be known."""
        if not self._is_saving:
            self.dismiss(False)

    @work(group="save")
    async def _try(self) -> None:
        why = as_scanned(self.query_one("#why", Input).value) if self._asks_why else ""
        try:
            await self._save(why)
        except (Refused, StoreUnavailable) as refused:
            self._is_saving = False
            if isinstance(refused, Refused) and refused.code == CHANGED:
                self.dismiss(False)
                self.app.call_later(self.app.run_action, "screen.ask_about_other")
                return
            said = messages.refusal(refused).text if isinstance(refused, Refused) else str(refused)
            self.query_one("#refused", PlainText).update(said)
        else:
            self.dismiss(True)


class ChoiceDialog(ModalScreen[str]):
    """Asks what to do; Escape is the last answer.

    Args:
        title: What it is about.
        question: What is asked.
        answers: Each with what is said of it; the first is what most want.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", priority=True)]

    def __init__(self, title: str, question: str, answers: Mapping[str, str]) -> None:
        super().__init__()
        self._title = title
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        """Place the question and the answers, one below the other."""
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            entitle(dialog, self._title)
            yield PlainText(self._question, classes="meaning")
            yield PlainOptions(
                *(Option(said, id=answer) for answer, said in self._answers.items()), id="answers"
            )

    @on(PlainOptions.OptionSelected)
    def _chosen(self, event: PlainOptions.OptionSelected) -> None:
        self.dismiss(event.option_id or "")

    def action_cancel(self) -> None:
        """Give the last answer."""
        self.dismiss(list(self._answers)[-1])
