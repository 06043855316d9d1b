"""Forms: fields to fill in, and a place where a refusal is said without losing what was typed."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets.option_list import Option

from serialhhd.screens.desk.parts.desk_screen import sentence
from serialhhd.screens.desk.parts.scanned_text import as_scanned
from serialhhd.screens.widgets.plain import PlainButton, PlainOptions, PlainSelect, PlainText, entitle
from serialhhd.store.words.refusal import Doubtful, Refused, StoreUnavailable
from serialhhd.value_class import value_class

T = TypeVar("T")

Values = Mapping[str, str]
"""What was filled in, by the names of the fields."""


class Labelled(Protocol):
    """A word of the store with what people call it."""

    @property
    def value(self) -> str:
        """The word."""

    @property
    def label(self) -> str:
        """What people call it."""


def any_of(words: Iterable[Labelled]) -> tuple[tuple[str, str], ...]:
    """Return the choices of a filter: any of these words, or none, which narrows nothing."""
    return (("", "any"), *((word.value, word.label) for word in words))


@value_class
class Field:
    """One field of a form.

    Attributes:
        name: Its name, and the id of its widget.
        label: What stands before it.
        value: What it holds at first.
        hint: What may be typed, shown while it is empty.
        choices: The values to choose from, each with its words; none for free text.
        is_explained: Whether the words of the choices are sentences, all to be read before choosing.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_explained: bool = False


class FormModal(ModalScreen[T | None], Generic[T]):
    """A form over the screen. It is dismissed with what saving returned, or with None.

    Args:
        title: What is done here.
        fields: What to fill in.
        save: Does it; what it refuses is said in the form.
        note: What one should know before.
        save_label: What the button says.

    Attributes:
        is_sure: Whether somebody has seen what speaks against what is filled in, and said yes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True, tooltip="Save what is filled in"),
        Binding("escape", "cancel", "Cancel", priority=True, tooltip="Leave without saving"),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Values], Awaitable[T]],
        *,
        note: str = "",
        save_label: str = "Save",
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = tuple(fields)
        self._save = save
        self._note = note
        self._save_label = save_label
        self.is_sure = False

    def compose(self) -> ComposeResult:
        """Place the fields, what is refused, and the buttons."""
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            entitle(dialog, self._title)
            if self._note:
                yield PlainText(self._note, classes="note")
            for field in self._fields:
                yield from self.compose_field(field)
            yield PlainText(id="refused", classes="refused")
            with Horizontal(classes="buttons"):
                yield PlainButton(f"{self._save_label} ^S", id="save", is_primary=True)
                yield PlainButton("Cancel Esc", id="cancel")

    def compose_field(self, field: Field) -> ComposeResult:
        """Place one field."""
        if field.is_explained:
            yield PlainText(field.label, classes="label")
            chosen = PlainOptions(*(Option(words, id=value) for value, words in field.choices), id=field.name)
            chosen.highlighted = [value for value, _ in field.choices].index(field.value)
            yield chosen
            return
        with Horizontal(classes="field"):
            yield PlainText(field.label, classes="label")
            if field.choices:
                yield PlainSelect(field.choices, field.value, id=field.name)
            else:
                yield Input(field.value, placeholder=field.hint, id=field.name, compact=True)

    def values(self) -> Values:
        """Return what is filled in now."""
        return {field.name: self._value(self.query_one(f"#{field.name}")) for field in self._fields}

    @staticmethod
    def _value(widget: Widget) -> str:
        if isinstance(widget, Input | PlainSelect):
            return as_scanned(str(widget.value))
        if isinstance(widget, PlainOptions) and widget.highlighted_option:
            return widget.highlighted_option.id or ""
        return ""

    def refuse(self, text: str) -> None:
        """Say in the form why it cannot be saved."""
        self.query_one("#refused", PlainText).update(text)

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        inputs = list(self.query(Input))
        if event.input is inputs[-1]:
            self.action_save()
        else:
            self.focus_next()

    @on(PlainOptions.OptionSelected)
    def _chosen(self) -> None:
        self.focus_next()

    @on(PlainButton.Pressed, "#save")
    def action_save(self) -> None:
        """Save, and close the form where nothing is refused."""
        self._try_to_save()

    @on(PlainButton.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Close the form; nothing has changed. What was pasted is not dropped unasked."""
        leave_asking(self, self.unsaved)

    @property
    def unsaved(self) -> str:
        """What would be lost by leaving now and is more than a word: lines that were pasted."""
        lines = [line for area in self.query(TextArea) for line in area.text.split("\n") if line.strip(" ")]
        return f"{len(lines)} line{'' if len(lines) == 1 else 's'} of serials" if lines else ""

    @work(exclusive=True, group="save")
    async def _try_to_save(self, *, sure: bool = False) -> None:
        self.is_sure = sure
        try:
            result = await self._save(self.values())
        except Doubtful as doubt:
            ask_about(self.app, doubt, lambda: self._try_to_save(sure=True))
        except (Refused, StoreUnavailable) as refused:
            self.refuse(sentence(refused))
        else:
            self.dismiss(result)


def ask_about(app: App[None], doubt: Doubtful, take: Callable[[], object]) -> None:
    """Ask whether something doubtful is taken all the same, and take it on yes."""

    def answered(yes: bool | None) -> None:
        if yes:
            take()

    app.push_screen(ConfirmModal(sentence(doubt), "Take them"), answered)


class ConfirmModal(ModalScreen[bool]):
    """Asks before something that cannot be taken back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", tooltip="Do it"),
        Binding("n,escape", "answer(False)", "No", tooltip="Leave it as it is"),
    ]

    def __init__(self, question: str, yes: str) -> None:
        super().__init__()
        self._question = question
        self._yes = yes

    def compose(self) -> ComposeResult:
        """Place the question and both answers."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield PlainText(self._question)
            with Horizontal(classes="buttons"):
                yield PlainButton("No  n", id="no")
                yield PlainButton(f"{self._yes}  y", id="yes", is_primary=True)

    @on(PlainButton.Pressed)
    def _pressed(self, event: PlainButton.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Answer."""
        self.dismiss(answer)


def leave_asking(dialog: ModalScreen[T | None], unsaved: str) -> None:
    """Leave a dialog with None; where something would be lost, only when one is sure."""
    if not unsaved:
        dialog.dismiss(None)
        return

    def answered(is_sure: bool | None) -> None:
        if is_sure:
            dialog.dismiss(None)

    dialog.app.push_screen(ConfirmModal(f"{unsaved} not saved yet. Drop them?", "Drop"), answered)
