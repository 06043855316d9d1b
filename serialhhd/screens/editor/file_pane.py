"""The left side of the page: the parts of the file, the settings of one, and what is done to them."""

from functools import partial
from typing import ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.message import Message

from serialhhd.flows.config import editing
from serialhhd.flows.config.editing import Edit
from serialhhd.flows.descriptions.settings import Setting
from serialhhd.flows.drafts import outline
from serialhhd.flows.drafts.draft import Draft
from serialhhd.flows.drafts.outline import Part, Stray
from serialhhd.flows.sentences import messages
from serialhhd.screens.editor.key_form import KeyForm
from serialhhd.screens.editor.lists import Outline, SettingList
from serialhhd.screens.editor.name_dialog import NameDialog
from serialhhd.screens.editor.saving_dialogs import ChoiceDialog
from serialhhd.screens.widgets.plain import PlainOptions, PlainText, entitle
from serialhhd.store.words.refusal import Refused
from serialhhd.toml.positions import Where


class FilePane(Container):
    """Shows a draft part by part, and changes it.

    Args:
        draft: The draft.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "ask_or_leave", "Ask/leave out", tooltip="Ask the step, or leave it out"),
        Binding("u,shift+up,ctrl+up", "move(-1)", "Up", tooltip="Ask the step earlier"),
        Binding("d,shift+down,ctrl+down", "move(1)", "Down", tooltip="Ask the step later"),
        Binding("n", "copy_flow", "Copy", tooltip="A new flow, as a copy of this one"),
        Binding("x,delete", "remove", "Remove", tooltip="Take the flow out of the file"),
        Binding("x,delete", "unset", "Default", tooltip="Take it out of the file: the default holds"),
        Binding("right", "to_settings", "Settings", show=False, tooltip="To the settings of the part"),
        Binding("escape,left", "to_outline", "Steps", tooltip="Back to the steps"),
    ]

    class Changed(Message):
        """The draft is other than before."""

        def __init__(self, told: str) -> None:
            super().__init__()
            self.told = told

    class Declined(Message):
        """Something was not done."""

        def __init__(self, told: str) -> None:
            super().__init__()
            self.told = told

    class PartChosen(Message):
        """The cursor is on another part."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(id="file")
        self._draft = draft
        self.part: Part | None = None

    def compose(self) -> ComposeResult:
        """Place both lists, and what the setting under the cursor means."""
        yield Outline(self._part_chosen, id="outline")
        with Vertical(id="part"):
            yield SettingList(self._show_about, id="setting-list")
            yield PlainText(id="about")

    def on_mount(self) -> None:
        """Say what the list is of."""
        entitle(self.query_one(Outline), "Steps")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's shape
        """Offer what can be done with what is under the cursor."""
        part, is_at_settings = self.part, self.query_one(SettingList).has_focus
        if action in {"unset", "to_outline"} or is_at_settings:
            return is_at_settings and action in {"unset", "to_outline"}
        if action in {"copy_flow", "remove"}:
            return part is not None and part.flow is not None and part.step is None
        if action == "ask_or_leave":
            return part is not None and part.step is not None
        return part is not None and part.number is not None if action == "move" else True

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show(self, at: Where | None = None) -> None:
        """Show the draft, with the cursor on the part at `at`, or where it was."""
        parts = outline.parts(self._draft.now)
        wanted = at or (self.part.where if self.part else ())
        places = [place for place, one in enumerate(parts) if one.where == wanted]
        steps = self.query_one(Outline)
        steps.put(parts, places[0] if places else min(steps.highlighted or 0, max(len(parts) - 1, 0)))
        self.part = steps.current
        self._show_part()

    def show_place(self, where: Where) -> None:
        """Go to the part that a way leads into."""
        found = [one.where for one in outline.parts(self._draft.now) if where[: len(one.where)] == one.where]
        if found:
            self.show(max(found, key=len))
            self.action_to_outline()

    def _show_part(self) -> None:
        part, listed = self.part, self.query_one(SettingList)
        held: list[Setting | Stray] = []
        if part:
            now = self._draft.now
            held = [*outline.strays_in(now, part), *outline.settings_in(now, part)]
        listed.put(held, (listed.highlighted or 0) if held else None)
        entitle(self.query_one("#part"), part.option if part else "Settings")
        self._show_about()
        self.refresh_bindings()

    def _show_about(self) -> None:
        one = self.query_one(SettingList).current
        if isinstance(one, Setting):
            idle = self._why_idle(one)
            said = [f"No effect here: {idle}."] if idle else []
            words = (f"{word or '(empty)'}: {meaning}" for word, meaning in one.key.choices.items())
            said += [one.key.meaning, *(words if one.key.choices else [f"It must be {one.key.may_be}."])]
        else:
            said = ["Nobody knows this key here: x takes it out." if one else "There is nothing to set here."]
        self.query_one("#about", PlainText).update("\n".join(said))

    def _why_idle(self, setting: Setting) -> str:
        flows = self._draft.now.flows
        flow = flows.flow(setting.flow) if flows else None
        return (setting.key.why_idle(flow) or "") if flow else ""

    # --- moving about -------------------------------------------------------------------------------------------------

    def _part_chosen(self) -> None:
        self.part = self.query_one(Outline).current
        self._show_part()
        self.post_message(self.PartChosen())

    @on(PlainOptions.OptionSelected, "#outline")
    def action_to_settings(self) -> None:
        """Go to the settings of the part."""
        self.screen.set_focus(self.query_one(SettingList))

    def action_to_outline(self) -> None:
        """Go to the steps."""
        self.screen.set_focus(self.query_one(Outline))

    # --- changes ------------------------------------------------------------------------------------------------------

    def _change(self, told: str, *edits: Edit, at: Where | None = None) -> None:
        """Make a change, whatever is wrong by it: what that is, is shown; or say why it cannot be."""
        try:
            is_changed = self._draft.change(told, *edits, may_be_wrong=True)
        except Refused as refused:
            self.post_message(self.Declined(messages.refusal(refused).text))
        else:
            self._tell(told, is_changed=is_changed, at=at)

    def _tell(self, told: str, *, is_changed: bool = True, at: Where | None = None) -> None:
        self.show(at)
        self.post_message(self.Changed(told) if is_changed else self.Declined("It is so already."))

    def action_ask_or_leave(self) -> None:
        """Ask the step under the cursor, or leave it out."""
        part = self.part
        if part is None or part.flow is None or part.step is None:
            return
        if part.number is None:
            self._change(
                f"{part.flow} asks {part.step}", editing.include_step(part.flow, part.step), at=part.where
            )
        else:
            self._exclude(part.flow, part.step)

    def _exclude(self, flow: str, step: str) -> None:
        told = f"{flow} no longer asks {step}"
        try:
            self._draft.change(told, editing.exclude_step(flow, step), may_be_wrong=True)
        except Refused as refused:
            if refused.code == "serials_undecided":
                self._ask_without_serials(flow, step, told)
            else:
                self.post_message(self.Declined(messages.refusal(refused).text))
        else:
            self._tell(told)

    def _ask_without_serials(self, flow: str, step: str, told: str) -> None:
        """Ask what the command asks for by an option: it has no default that nobody chose."""
        settings = outline.settings_in(self._draft.now, Part((editing.FLOWS, flow)))
        key = next(one.key for one in settings if one.key.name == editing.WITHOUT_SERIAL_STEP)
        answers = {word: f"{word}: {meaning}" for word, meaning in key.choices.items()} | {
            "stay": "Leave the step in"
        }

        def answered(word: str | None) -> None:
            chosen = next((one for one in get_args(editing.WithoutSerials) if one == word), None)
            if chosen:
                self._change(told, editing.exclude_step(flow, step, without_serials=chosen))

        self.app.push_screen(ChoiceDialog(f"{flow} without serials", key.meaning, answers), answered)

    def action_move(self, places: int) -> None:
        """Ask the step under the cursor earlier or later."""
        part = self.part
        if part is None or part.flow is None or part.step is None or part.number is None:
            return
        steps = [one.step for one in outline.parts(self._draft.now) if one.flow == part.flow and one.number]
        goes_to = part.number - 1 + places
        if not 0 <= goes_to < len(steps):
            return
        beside = {"after" if places > 0 else "before": steps[goes_to]}
        told = f"{part.flow} asks {part.step} {next(iter(beside))} {steps[goes_to]}"
        self._change(told, editing.move_step(part.flow, part.step, **beside), at=part.where)

    def action_copy_flow(self) -> None:
        """Add a copy of the flow under a name that is asked for."""
        flow = self.part.flow if self.part else None
        if flow is None:
            return

        def take(name: str) -> None:
            self._draft.change(f"{name} is new, a copy of {flow}", editing.copy_flow(flow, name))

        note = "It stands last in the menu. Give it a title of its own next."
        self.app.push_screen(NameDialog(f"A copy of {flow}", note, take), self._copied)

    def _copied(self, name: str | None) -> None:
        if name:
            self._tell(f"{name} is new", at=(editing.FLOWS, name))

    def action_remove(self) -> None:
        """Take the flow under the cursor out of the file."""
        part = self.part
        if part and part.flow and part.step is None:
            self._change(f"{part.flow} is taken out of the menu", editing.remove_flow(part.flow))

    @on(PlainOptions.OptionSelected, "#setting-list")
    def _edit_setting(self) -> None:
        one = self.query_one(SettingList).current
        if isinstance(one, Setting):
            self.app.push_screen(KeyForm(one, self._why_idle(one), partial(self._take, one)))

    def _take(self, setting: Setting, value: object | None) -> None:
        """Give a setting a value; None: the default."""
        if value is None:
            self._unset(setting)
            return
        told = f"{setting.name} is set"
        if self._draft.change(told, editing.set_value(setting.name, value)):
            self._tell(told)

    def _unset(self, setting: Setting) -> None:
        if setting.where and self.part and setting.where[0] != self.part.where[0]:
            self.post_message(self.Declined("It stands in [device], for all handhelds."))
        elif setting.where is not None:
            option = ".".join(map(str, setting.where[setting.where[0] == editing.FLOWS :]))
            self._change(f"{option} is taken out: its default holds", editing.unset_option(option))

    def action_unset(self) -> None:
        """Take the setting under the cursor out of the file."""
        one = self.query_one(SettingList).current
        if isinstance(one, Setting):
            self._unset(one)
        elif one:
            self._change(f"{one.option} is taken out", editing.unset_option(one.option))
