"""The form of one setting: what it means, what it may be, and what is filled in."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets.option_list import Option

from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.descriptions.settings import Setting
from serialhhd.flows.drafts.forms import OWN, UNSET, YES_OR_NO, Blank, form_of
from serialhhd.flows.sentences import messages
from serialhhd.screens.desk.parts.scanned_text import as_scanned
from serialhhd.screens.widgets.plain import PlainButton, PlainOptions, PlainSelections, PlainText, entitle
from serialhhd.store.words.refusal import Refused


class Words(PlainOptions):
    """The words of which one may be chosen. Down leads behind the last one, to the text that may stand in their place."""

    def action_cursor_down(self) -> None:
        """Go to the next word, and from the last one to the text, where there is one."""
        if self.highlighted == self.option_count - 1 and self.screen.query(Input):
            self.screen.focus_next(Input)
        else:
            super().action_cursor_down()


class KeyForm(ModalScreen[None]):
    """Asks what a setting is to be. It closes once that is taken; what is refused is said in it.

    Args:
        setting: The setting.
        idle: Why it has no effect as the flow is; empty where it has one.
        take: Takes the value, or None for the default; raises what speaks against it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Take", tooltip="Take what is filled in"),
        Binding("ctrl+d", "default", "Default", priority=True, tooltip="Take it out of the file"),
        Binding("escape", "dismiss", "Cancel", priority=True, tooltip="Leave it as it is"),
    ]

    def __init__(self, setting: Setting, idle: str, take: Callable[[object | None], None]) -> None:
        super().__init__()
        self._setting = setting
        self._idle = idle
        self._take = take
        self._form = form_of(setting.key)

    def compose(self) -> ComposeResult:
        """Place what it means, the blanks, what is refused, and the buttons."""
        key = self._setting.key
        shown = self._form.shown(self._setting.value)
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            entitle(dialog, self._setting.name)
            yield PlainText(key.meaning, classes="meaning")
            if self._idle:
                yield PlainText(f"It has no effect here: {self._idle}.", classes="idle")
            for blank in self._form.blanks:
                yield from self._compose_blank(blank, shown[blank.name])
            yield PlainText(self._note(), classes="note")
            yield PlainText(id="refused", classes="refused")
            with Horizontal(classes="buttons"):
                yield PlainButton("Take ^S", id="save", is_primary=True)
                yield PlainButton("Default ^D", id="default", disabled=self._setting.where is None)
                yield PlainButton("Cancel Esc", id="cancel")

    def _note(self) -> str:
        if self._form.shape == "texts":
            return "A language that is left empty reads the English text; where all are empty, the default holds."
        is_typed = any(blank.kind in {"text", "lines"} for blank in self._form.blanks)
        return f"It must be {self._setting.key.may_be}." if is_typed else ""

    def _compose_blank(self, blank: Blank, filled: str | Iterable[str]) -> ComposeResult:
        widget = _widget(blank, filled, _default_word(self._setting))
        if isinstance(widget, Input) and blank.label:
            with Horizontal(classes="field"):
                yield PlainText(blank.label, classes="label")
                yield widget
        else:
            if blank.label:
                yield PlainText(blank.label, classes="label")
            yield widget

    def on_mount(self) -> None:
        """Begin with the first blank; with the text where none of the words holds."""
        blanks = [self.query_one(f"#blank-{one.name}") for one in self._form.blanks]
        typed = [one for one in blanks if isinstance(one, Input) and one.value]
        (typed[0] if typed and self._form.shape == "value" else blanks[0]).focus()

    def on_key(self, event: events.Key) -> None:
        """Take what is typed on the words as the text in their place, and lead back from it to them."""
        if self._form.shape != "value":
            return
        if isinstance(self.focused, Words) and event.is_printable and event.character:
            for field in self.query(Input):
                field.select_on_focus = False  # or the next character replaces this one
                field.value = event.character
                field.focus()
                event.stop()
        elif isinstance(self.focused, Input) and event.key == "up":
            self.focus_previous()
            event.stop()

    @on(PlainOptions.OptionSelected)
    def _chosen(self, event: PlainOptions.OptionSelected) -> None:
        if isinstance(event.option_list, PlainSelections):
            event.option_list.toggle_at(event.option_index)
            return
        for field in self.query(Input):
            field.value = ""  # the word counts, not a text beside it
        self.action_save()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if event.input is list(self.query(Input))[-1]:
            self.action_save()
        else:
            self.focus_next()

    @on(PlainButton.Pressed, "#save")
    def action_save(self) -> None:
        """Take what is filled in."""
        filled = {one.name: _filled(one, self.query_one(f"#blank-{one.name}")) for one in self._form.blanks}
        value, default = self._form.read(filled), self._setting.key.default
        if value is UNSET or value == []:
            self._try("" if default and value is UNSET else value if default else None)
        elif self._setting.where is None and value == default:
            self.dismiss()
        else:
            self._try(value)

    @on(PlainButton.Pressed, "#default")
    def action_default(self) -> None:
        """Take it out of the file."""
        self._try(None)

    @on(PlainButton.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.dismiss()

    def _try(self, value: object | None) -> None:
        try:
            self._take(value)
        except Refused as refused:
            self._refuse(messages.refusal(refused).text)
        except FlowsInvalid as invalid:
            self._refuse("\n".join(one.told for one in invalid.problems))
        else:
            self.dismiss()

    def _refuse(self, text: str) -> None:
        self.query_one("#refused", PlainText).update(text)


def _default_word(setting: Setting) -> str:
    return str(form_of(setting.key).shown(setting.key.default).get("value", ""))


def _widget(blank: Blank, filled: str | Iterable[str], default: str) -> Widget:
    """Return the widget in which a blank is filled in."""
    name = f"blank-{blank.name}"
    if blank.kind == "word":
        said = {word: _said(word, meaning) for word, meaning in blank.words.items()}
        lines = [f"{one} (the default)" if word == default else one for word, one in said.items()]
        chosen = Words(*map(Option, lines), id=name)
        words = list(blank.words)
        chosen.highlighted = words.index(str(filled)) if filled in words else 0
        return chosen
    if blank.kind == "words":
        said = {word: _said(word, meaning) for word, meaning in blank.words.items()}
        return PlainSelections(said, filled, id=name)
    if blank.kind == "lines":
        area = TextArea("\n".join(filled), id=name)
        area.cursor_blink = False
        return area
    beside_words = "type it here" if blank.name == OWN else ""
    return Input(str(filled), placeholder=beside_words, id=name, compact=True)


def _said(word: str, meaning: str) -> str:
    return YES_OR_NO.get(word) or (f"{word or '(empty)'}: {meaning}" if meaning else word)


def _filled(blank: Blank, widget: Widget) -> str | list[str]:
    match widget:
        case Input():
            return as_scanned(widget.value)
        case TextArea():
            return [line.strip(" ") for line in as_scanned(widget.text).split("\n") if line.strip(" ")]
        case PlainSelections():
            return widget.selected
        case PlainOptions() if widget.highlighted is not None:
            return list(blank.words)[widget.highlighted]
    return ""
