"""The class: how everybody stands, and what a trainer can do about it."""

from typing import ClassVar, Final

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer

from serialhhd.screens.desk.dialogs.forms import ConfirmModal, Field, FormModal, Values
from serialhhd.screens.hhd.settings import DeviceSize
from serialhhd.screens.training.trainer.fault_dialog import FaultDialog
from serialhhd.screens.training.trainer.mirror_screen import MirrorScreen
from serialhhd.screens.training.trainer.score_screen import ScoreScreen
from serialhhd.screens.training.trainer.trainee_table import EVERYBODY, TraineeTable, clock
from serialhhd.screens.training.trainer.watched import TraineeRow, WatchedClass
from serialhhd.screens.widgets.plain import PlainText

LEAST: Final = DeviceSize(70, 14)
NOBODY: Final = (
    "Nobody is here yet. Trainees log in with the command above, by a name of their own and the PIN."
)
PAUSED: Final = " PAUSED: every handheld waits, and time stands. p goes on. "


class ClassScreen(Screen[None]):
    """Everybody who is in the class.

    Args:
        watched: The class.
        look_every: Seconds after which it is looked how everybody stands; 0: only when that is asked for.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "inject", "Fault", tooltip="Let something go wrong, for one or all"),
        Binding("p", "pause", "Pause", tooltip="Let every handheld wait, and time stand; again: go on"),
        Binding("m", "say", "Message", tooltip="Say something on the handheld of one or all"),
        Binding("e", "end", "End", tooltip="End the class: each is told the result"),
    ]

    def __init__(self, watched: WatchedClass, *, look_every: float) -> None:
        super().__init__()
        self._watched = watched
        self._look_every = look_every
        self._table = TraineeTable(id="trainees")
        self._rows: tuple[TraineeRow, ...] = ()
        self._has_ended = False

    def compose(self) -> ComposeResult:
        """Place what is trained, how trainees log in, and how they stand."""
        yield PlainText(id="title")
        yield PlainText(id="login")
        yield PlainText(PAUSED, id="paused")
        yield self._table
        yield PlainText(NOBODY, id="nobody")
        yield PlainText(id="said")
        yield Footer(compact=True, show_command_palette=False)
        yield PlainText(id="no-room")

    def on_mount(self) -> None:
        """Show how everybody stands, again and again."""
        self.query_one("#login", PlainText).update(
            Content.assemble(
                (f" {self._watched.login}", "bold"), "   PIN ", (f" {self._watched.pin} ", "bold reverse")
            )
        )
        self.look()
        self._table.focus()
        if self._look_every:
            self.set_interval(self._look_every, self.look)

    def look(self) -> None:
        """Show how everybody stands now."""
        self._rows = tuple(self._watched.trainees())
        self._table.put(self._rows)
        self.set_class(not self._rows, "-empty")
        self.set_class(self._watched.is_paused, "-paused")
        self._show_title()

    def _show_title(self) -> None:
        here = sum(bool(row.device) for row in self._rows)
        longest = max((row.seconds for row in self._rows), default=0.0)
        told = f"{here} of {len(self._rows)} at a device  {clock(longest)} "
        room = self.size.width - len(" TRAINING ") - len(told) - 2
        title = f" {self._watched.title}"[: max(room, 0)]
        self.query_one("#title", PlainText).update(
            Content.assemble((" TRAINING ", "bold reverse"), title.ljust(max(room, 0) + 2), told)
        )

    def say(self, text: str, *, is_refusal: bool = False) -> None:
        """Say what was done, or why not."""
        said = self.query_one("#said", PlainText)
        said.update(text)
        said.set_class(is_refusal, "-refused")

    def on_resize(self, event: events.Resize) -> None:
        """Show nothing but how much room it takes where there is less."""
        columns, rows = event.size
        self.set_class(columns < LEAST.columns or rows < LEAST.rows, "-no-room")
        self.query_one("#no-room", PlainText).update(
            f"This console takes {LEAST.columns} columns and {LEAST.rows} rows; here are {columns} and {rows}."
            " Make it larger; e, then y, ends the class."
        )
        self._show_title()

    # --- what a trainer does --------------------------------------------------------------------------------------------

    @on(TraineeTable.RowSelected)
    def _mirror(self) -> None:
        """Look over the shoulder of the trainee under the cursor."""
        name = self._table.current
        mirrored = self._watched.mirrored(name) if name else None
        if mirrored:
            self.app.push_screen(MirrorScreen(name, mirrored))
        elif name:
            self.say(f"{name} has no handheld now.", is_refusal=True)

    def action_pause(self) -> None:
        """Let everybody wait, or go on."""
        if self._watched.is_paused:
            self._watched.go_on()
            self.say("The class goes on.")
        else:
            self._watched.pause()
            self.say("The class waits.")
        self.look()

    def action_inject(self) -> None:
        """Ask what is to go wrong, and for whom."""
        names = tuple(row.name for row in self._rows)
        if not names:
            self.say(NOBODY, is_refusal=True)
            return

        def chosen(answer: tuple[str, str] | None) -> None:
            if answer:
                self._inject(*answer)

        self.app.push_screen(FaultDialog(names, self._table.current, self._watched.faults), chosen)

    @work(group="inject")
    async def _inject(self, fault: str, name: str) -> None:
        number = await self._watched.inject(fault, name)
        whom = name or counted(number)
        if number:
            self.say(f"{fault} for {whom}.")
        else:
            self.say(f"{fault} cannot come about now.", is_refusal=True)
        self.look()

    def action_say(self) -> None:
        """Ask for a sentence, and for whom it is."""
        names = [row.name for row in self._rows]
        if not names:
            self.say(NOBODY, is_refusal=True)
            return
        whom = (("", EVERYBODY), *((name, name) for name in names))
        fields = (
            Field("sentence", "Sentence", hint="is shown on the handheld until the next scan"),
            Field("whom", "For", self._table.current, choices=whom),
        )
        form = FormModal("Say something", fields, self._take_sentence, save_label="Send")
        self.app.push_screen(form, self._tell_said)

    async def _take_sentence(self, values: Values) -> str:
        sentence = values["sentence"].strip(" ")
        if not sentence:
            return "Nothing was said."
        number = self._watched.say(sentence, values["whom"])
        return f"Said to {values['whom'] if number and values['whom'] else counted(number)}."

    def _tell_said(self, told: str | None) -> None:
        if told:
            self.say(told)

    def action_end(self) -> None:
        """Ask, and end the class."""
        if self._has_ended:
            return
        question = "End the class? Each trainee is told the result, and nobody can go on."
        self.app.push_screen(ConfirmModal(question, "End"), self._end_if)

    def _end_if(self, is_sure: bool | None) -> None:
        if is_sure:
            self.end()

    @work(group="end", exclusive=True)
    async def end(self) -> None:
        """End the class, and show what it was worth."""
        self._has_ended = True
        scores = await self._watched.end()
        await self.app.push_screen(ScoreScreen(self._watched.title, scores, self._watched.write))


def counted(number: int) -> str:
    """Return how many trainees, in words."""
    return {0: "nobody", 1: "1 trainee"}.get(number, f"{number} trainees")
