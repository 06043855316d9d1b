"""The page: the parts of the file and their settings on the left, the handheld on the right, what is wrong below."""

from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Footer

from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.seam.handheld import LabelReader
from serialhhd.flows.sentences import messages
from serialhhd.screens.desk.dialogs.forms import ConfirmModal
from serialhhd.screens.editor.device_dialog import Drawn
from serialhhd.screens.editor.file_pane import FilePane
from serialhhd.screens.editor.lists import ProblemList
from serialhhd.screens.editor.played_handheld import PlayedHandheld, PlayedScanner
from serialhhd.screens.editor.saving_dialogs import ChoiceDialog, SaveDialog
from serialhhd.screens.editor.trial import Trial
from serialhhd.screens.editor.workshop import Workshop
from serialhhd.screens.hhd.settings import DeviceSize
from serialhhd.screens.widgets.fitting import apart
from serialhhd.screens.widgets.plain import PlainOptions, PlainText, entitle
from serialhhd.store.words.refusal import Refused

LEAST: Final = DeviceSize(80, 24)
WIDE: Final = DeviceSize(118, 36)
"""From here on steps and settings are side by side, and the virtual scanner is always there."""


class EditorScreen(Screen[None]):
    """The page on which one flows.toml is changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "play", "Play", tooltip="Go to the handheld, and scan"),
        Binding("v", "device", "Device", tooltip="Another size or language of the handheld"),
        Binding("ctrl+z", "undo", "Undo", tooltip="Take the last change back"),
        Binding("ctrl+y", "redo", "Redo", show=False, tooltip="Make the change again"),
        Binding("ctrl+s", "save", "Save", tooltip="See what changes for operators, and save"),
        Binding("ctrl+r", "reread", "Read again", show=False, tooltip="Take what somebody else has changed"),
    ]

    def __init__(
        self, workshop: Workshop, drawn: Drawn, scanner: LabelReader | None, *, look_every: float
    ) -> None:
        super().__init__()
        self.workshop = workshop
        self._look_every = look_every
        self._draft = workshop.draft
        self._scanner = PlayedScanner(id="scanner-beside")
        self.trial = Trial(workshop.handhelds, drawn, self._scanner, scanner)
        self.file = FilePane(self._draft)
        self._has_told_of_other = False

    def compose(self) -> ComposeResult:
        """Place the lists on the left, the handheld on the right, and what is wrong below."""
        yield PlainText(id="head")
        with Horizontal(id="workbench"):
            yield self.file
            yield self._scanner
            yield self.trial
        yield PlainText(id="said")
        yield ProblemList(id="problems")
        yield Footer(compact=True, show_command_palette=False)
        yield PlainText(id="no-room")

    def on_mount(self) -> None:
        """Show the file."""
        self._show()
        self.file.action_to_outline()
        if self._draft.now.toml is None:
            self.say("It is no TOML. Mend it in a text editor; ^R reads it again.", is_refusal=True)
        if self._look_every:
            self.set_interval(self._look_every, self._look)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the draft."""
        self.file.show()
        self._show_rest()

    def _show_rest(self) -> None:
        self._show_problems()
        self._show_head()
        self._try_out()

    def _show_problems(self) -> None:
        problems = self._draft.now.problems
        listed = self.query_one(ProblemList)
        listed.shows_source = self._draft.now.toml is None
        listed.put(problems, 0 if problems else None)
        errors = len(self._draft.now.errors)
        title = "Problems" if errors else ("Looks odd" if problems else "No problems")
        entitle(listed, f"{title} ({len(problems)})" if problems else title)
        listed.set_class(bool(errors), "-wrong")
        self.set_class(self._draft.now.toml is None, "-unreadable")

    def _show_head(self) -> None:
        number = len(self._draft.done)
        state = "not saved" if self._draft.is_changed else "as saved"
        changes = f"{number} change{'' if number == 1 else 's'}, {state}" if number else "as saved"
        head = self.query_one("#head", PlainText)
        head.update(apart(f" {self.workshop.path}", f"{changes} ", self.size.width))
        head.set_class(self._draft.is_changed, "-changed")

    def say(self, text: str, *, is_refusal: bool = False) -> None:
        """Say what was done, or why not."""
        said = self.query_one("#said", PlainText)
        said.update(text)
        said.set_class(is_refusal, "-refused")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's shape
        """Offer no way to the handheld at the handheld: a letter is entered there."""
        return action not in {"play", "device"} or not self.trial.handheld.has_focus

    @on(PlainOptions.OptionSelected, "#problems")
    def _go_to_problem(self) -> None:
        problem = self.query_one(ProblemList).current
        if problem:
            self.file.show_place(self._draft.now.place_of(problem))
            self._try_out()

    def action_to_outline(self) -> None:
        """Go to the steps."""
        self.file.action_to_outline()

    # --- changes ------------------------------------------------------------------------------------------------------

    @on(FilePane.Changed)
    def _tell_change(self, event: FilePane.Changed) -> None:
        self.say(f"{event.told}. ^Z takes it back.")
        self._show_rest()

    @on(FilePane.Declined)
    def _tell_refusal(self, event: FilePane.Declined) -> None:
        self.say(event.told, is_refusal=True)

    def action_undo(self) -> None:
        """Take the last change back."""
        told = self._draft.undo()
        self.say(f"Taken back: {told}. ^Y makes it again." if told else "There is nothing to take back.")
        self._show()

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        told = self._draft.redo()
        self.say(f"Again: {told}." if told else "There is nothing to make again.")
        self._show()

    # --- the handheld -------------------------------------------------------------------------------------------------

    @on(FilePane.PartChosen)
    def _try_out(self) -> None:
        if self.file.part and self.file.part.flow:
            self.trial.try_out(self._draft.now.flows, self.file.part.flow)

    def action_play(self) -> None:
        """Go to the handheld."""
        self.add_class("-playing")
        self.set_focus(self.trial.handheld)

    @on(events.DescendantFocus)
    def _mark_playing(self) -> None:
        self.set_class(self.trial.handheld.has_focus, "-playing")
        self.refresh_bindings()

    @on(PlayedHandheld.Closed)
    def action_leave_handheld(self) -> None:
        """Go back to the file."""
        self.remove_class("-playing")
        self.file.action_to_outline()

    def action_begin_anew(self) -> None:
        """Open the handheld anew, with nothing scanned."""
        self.trial.begin_anew()

    @on(PlayedScanner.LabelClicked)
    def _read_label(self, event: PlayedScanner.LabelClicked) -> None:
        self.trial.handheld.read_label(event.number)

    def action_device(self) -> None:
        """Ask which handheld is drawn."""
        self.trial.choose()

    # --- room ---------------------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Use the room that there is; where there is too little, say how much it takes."""
        columns, rows = event.size
        has_room = columns >= LEAST.columns and rows >= LEAST.rows
        self.set_class(not has_room, "-no-room")
        self.set_class(columns >= WIDE.columns and rows >= WIDE.rows, "-wide")
        self.query_one("#no-room", PlainText).update(
            f"This page takes {LEAST.columns} columns and {LEAST.rows} rows; this terminal has {columns} and {rows}. "
            "Make the window larger. Without it: serialhhd flows --help"
        )
        self._fit()

    def _fit(self) -> None:
        self.trial.fit(has_scanner=self.has_class("-wide"))
        self._show_head()

    # --- saving -------------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Show what changes, and save after a yes."""
        if not self._draft.is_changed:
            self.say("There is nothing to save.")
        elif self._draft.now.errors:
            self.say("It is not saved: what stands below must be mended first.", is_refusal=True)
            self.set_focus(self.query_one(ProblemList))
        elif self.workshop.of_somebody_else() is not None:
            self.action_ask_about_other()
        else:
            shop = self.workshop
            dialog = SaveDialog(
                str(shop.path), shop.sentences(), shop.impact, shop.save, asks_why=shop.keeps_versions
            )
            self.app.push_screen(dialog, self._saved)

    def _saved(self, is_saved: bool | None) -> None:
        if is_saved:
            self.say("Saved. It counts for what is begun from now on.")
            self._show()

    def _look(self) -> None:
        """Say once that somebody else has changed the file."""
        has_changed = self.workshop.of_somebody_else() is not None
        if has_changed and not self._has_told_of_other:
            self.say(
                "Somebody else has changed the file. ^R takes that, with your changes on top.",
                is_refusal=True,
            )
        self._has_told_of_other = has_changed

    def action_reread(self) -> None:
        """Take what somebody else has changed, with the changes on top."""
        if self.workshop.of_somebody_else() is None:
            self.say("The file is as it was.")
            return
        try:
            lost = self.workshop.take_other()
        except FlowsInvalid:
            self.say("It is no TOML now. Your changes stay here; ^R once it is mended.", is_refusal=True)
            return
        told = "The file was read again, with your changes on top."
        self.say(f"{told} Not possible any more: {'; '.join(lost)}." if lost else told, is_refusal=bool(lost))
        self._show()

    def action_ask_about_other(self) -> None:
        """Ask what becomes of the changes, as somebody else has changed the file."""
        answers = {
            "again": "Read it, and make my changes again on top",
            "beside": f"Keep mine as a file of its own, {self.workshop.path.name}.mine",
            "stay": "Neither, for now",
        }
        question = (
            f"{self.workshop.path} was changed by somebody else meanwhile. It is not overwritten, "
            "and your changes are not lost."
        )
        self.app.push_screen(ChoiceDialog("Not saved", question, answers), self._other_answered)

    def _other_answered(self, answer: str | None) -> None:
        if answer == "again":
            self.action_reread()
        elif answer == "beside":
            try:
                self.say(f"{self.workshop.save_beside()} holds your changes.")
            except Refused as refused:
                self.say(messages.refusal(refused).text, is_refusal=True)

    # --- leaving ------------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Leave the page; changes that are not saved are not dropped unasked."""
        if not self._draft.is_changed:
            self.app.exit()
            return
        number = len(self._draft.done)
        question = f"{number} change{'' if number == 1 else 's'} not saved yet. Leave all the same?"
        self.app.push_screen(ConfirmModal(question, "Leave"), lambda yes: self.app.exit() if yes else None)
