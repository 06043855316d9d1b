"""The handheld of a lesson: the same as at work, with what lies there beside it, and what came of it at the end."""

import asyncio
from collections.abc import Callable
from pathlib import PurePath
from typing import ClassVar, Final

from textual.app import ComposeResult

from serialhhd.flows.seam.view import Label
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.language import speaking
from serialhhd.screens.entering.keys import Click, Entered, Key, Text
from serialhhd.screens.hhd.drawing.screen_state import ScreenState
from serialhhd.screens.hhd.flow_screen import FlowScreen
from serialhhd.screens.hhd.served_screen import Tone
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.screens.hhd.virtual_scanner import ALT, VirtualScanner
from serialhhd.screens.training.trainee import english as words
from serialhhd.screens.training.trainee.panel import Beside, Doing
from serialhhd.screens.training.trainee.played_lesson import PlayedLesson
from serialhhd.screens.training.trainee.result_page import ResultPage
from serialhhd.screens.training.trainee.said_beside import (
    ASIDE,
    CALL,
    END,
    HINT,
    READ,
    SaidBeside,
    said_beside,
)
from serialhhd.store.symbols.scan import without_aim_id
from serialhhd.store.words.refusal import StoreUnavailable

LOOK_EVERY: Final = 1.0
"""Seconds after which it is looked whether something is due by the clock."""
WITH_RESULT: Final = "-with-result"
OPTION_LETTERS: Final = {"å": "a", "ç": "c", "˙": "h"}
"""What a Mac's Option key makes of the letters."""
MOVES: Final = {"left": -1, "right": 1}
LINES: Final = {"up": -1, "down": 1}
PAGES: Final = {"pageup": -1, "pagedown": 1}


class TraineeScreen(FlowScreen):
    """Draws the handheld of a lesson and what lies beside it; takes what a person does with that."""

    CSS_PATH: ClassVar[str | list[str | PurePath]] = ["../../hhd/flow_screen.tcss", "trainee.tcss"]

    def __init__(
        self,
        trainee: PlayedLesson,
        settings: DeviceSettings,
        answered: Callable[[], None],
        aim: Callable[[Label], None],
        wear: Callable[[str], None],
    ) -> None:
        self._trainee = trainee
        self._beside = Beside(trainee)
        self._result = ResultPage()
        self._is_ending = self._is_asked_to_end = self._has_no_end = False
        super().__init__(trainee, settings, answered, aim, wear)

    def make_scanner(self) -> VirtualScanner:
        """Return what lies beside the device."""
        return self._beside

    def compose(self) -> ComposeResult:
        """Place the device, what lies beside it, and over both what came of the lesson."""
        yield from super().compose()
        yield self._result

    def on_mount(self) -> None:
        """Start to look what is due; Textual starts what the screen of the handheld starts as well."""
        self.set_interval(LOOK_EVERY, self._look, name="look")

    # --- what comes in ------------------------------------------------------------------------------------------------

    def take(self, entered: Entered, at: float) -> int:
        """Take what was decoded; what is done beside the device is done at once, and waits for nothing."""
        if self._is_ending:
            self._read_result(entered)
            return 0
        key = self._key_of(entered)
        if key:
            self._do(SaidBeside(key))
        elif isinstance(entered, Key) and entered.name in MOVES:
            self._beside.move(MOVES[entered.name])
        else:
            return super().take(entered, at)
        return 0

    def _key_of(self, entered: Entered) -> str:
        """Return what a person does by a key or a click; empty where that is for the device."""
        if isinstance(entered, Click):
            clicked = self.get_widget_at(entered.column, entered.row)[0]
            return clicked.key if isinstance(clicked, Doing) else ""
        if isinstance(entered, Text):
            return OPTION_LETTERS.get(entered.text, "")
        letter = entered.name.removeprefix(ALT)
        return letter if letter != entered.name and letter in Beside.DOINGS else ""

    def takes_beside(self, line: str) -> bool:
        """Take `..a`, `..c` and the like; where something is to be set aside, a label of it."""
        said = said_beside(line, self.shown.prefix)
        if said and not (
            said.key == READ and said.number is not None
        ):  # a label that is read waits for its turn
            self._do(said, is_typed=True)
            return True
        label = self._lying(line) if self._beside.is_setting_aside else None
        if label:
            self._set_aside(label)
        return label is not None

    def _lying(self, line: str) -> Label | None:
        return next((one for one in self.shown.labels if one.text == without_aim_id(line)), None)

    def aim(self, label: Label) -> None:
        """Read a label; where something is to be set aside, that is it."""
        if self._beside.is_setting_aside:
            self._set_aside(label)
        else:
            super().aim(label)

    # --- what a person does -------------------------------------------------------------------------------------------

    def _do(self, said: SaidBeside, *, is_typed: bool = False) -> None:
        """Do what is said; without a key: read what is in hand. A key may be hit by mistake: by one it is not ended at once."""
        asked_to_end, self._is_asked_to_end = self._is_asked_to_end, False
        with speaking(self.shown.view.language):
            if said.key == ASIDE and said.number is not None:
                self._set_aside_numbered(said.number)
            elif said.key == ASIDE:
                self._ask_what_to_set_aside()
            elif said.key == CALL:
                self._trainee.call()
                self._say(words.called())
            elif said.key == HINT:
                self._hint()
            elif said.key == END:
                self._ask_to_end(is_sure=asked_to_end or is_typed)
            elif self._beside.in_hand:
                self.aim(self._beside.in_hand)

    def _say(self, text: str) -> None:
        self._beside.is_setting_aside = False
        self._beside.told = text
        self._beside.show_all()

    def _ask_what_to_set_aside(self) -> None:
        if self._beside.is_setting_aside:
            self._say(words.not_set_aside())
        else:
            self._beside.is_setting_aside = True

    def _set_aside_numbered(self, number: int) -> None:
        labels = self.shown.labels
        if 1 <= number <= len(labels):
            self._set_aside(labels[number - 1])
        else:
            self._say(words.which_label(code=str(number)))

    def _set_aside(self, label: Label) -> None:
        with speaking(self.shown.view.language):
            self._trainee.set_aside(label)
            self._say(words.set_aside(what=label.caption))
        self._look_again()

    def _hint(self) -> None:
        hint = None if self._trainee.is_exam else self._trainee.hint()
        if hint:
            self._say(words.hint_shown(text=hint))
        else:
            self._say(words.no_hint_in_exam() if self._trainee.is_exam else words.no_hint())

    def _ask_to_end(self, *, is_sure: bool) -> None:
        if self._trainee.is_cut:
            self.run_worker(self._sign_on(), name="sign on", group="sign on", exclusive=True)
        elif is_sure:
            self._end()
        else:
            self._is_asked_to_end = True
            self._say(words.end_sure())

    async def _sign_on(self) -> None:
        try:
            await asyncio.to_thread(self._trainee.sign_on)
        except StoreUnavailable as unavailable:
            with speaking(self.shown.view.language):
                self._say(messages.store_unavailable(unavailable).text)
            return
        self.hold()
        await self._handler.start()
        with speaking(self.shown.view.language):
            self._say(words.signed_on())

    # --- what happens -------------------------------------------------------------------------------------------------

    def draw(self, shown: ScreenState) -> None:
        """Draw this from now on; note that an error was acknowledged, that the link is lost, and that all is done."""
        if self.shown.error and not shown.error:
            self._trainee.acknowledge()
        super().draw(shown)
        if self._trainee.is_over and not shown.error:
            self._end()

    def _look_again(self) -> None:
        self.run_worker(self._handler.look_again(), name="labels")

    async def _look(self) -> None:
        if self._is_ending:
            return
        try:
            has_come = await asyncio.to_thread(self._trainee.look)
        except StoreUnavailable:
            return  # whoever scans next is told
        if self._trainee.is_cut and not self._held:
            with speaking(self.shown.view.language):
                self.hold(words.link_lost(), words.sign_on_elsewhere(prefix=self.shown.prefix))
            self.sound(Tone.NOT_TAKEN)
        elif has_come:
            await self._handler.look_again()

    # --- the end ------------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """End the lesson; whoever has read what came of it leaves, and who was told that nobody can say it."""
        if self._has_no_end:
            super().leave()
        self._end()

    def _end(self) -> None:
        if not self._is_ending:
            self._is_ending = True
            self.run_worker(self._show_result(), name="result")

    async def _show_result(self) -> None:
        language = self.shown.view.language
        with speaking(language):
            try:
                rows = await asyncio.to_thread(self._trainee.end)
            except StoreUnavailable as unavailable:
                self._is_ending, self._has_no_end = False, True
                self._say(messages.store_unavailable(unavailable).text)
                return
        self._result.tell(rows, language)
        self.add_class(WITH_RESULT)

    def _read_result(self, entered: Entered) -> None:
        name = entered.name if isinstance(entered, Key) else ""
        if not self.has_class(WITH_RESULT):
            return
        if name in LINES:
            self._result.turn(LINES[name])
        elif name in PAGES:
            self._result.turn_page(PAGES[name])
        elif name in {"enter", "f2", "ctrl+c"} or (
            isinstance(entered, Text) and entered.text in {"\r", "\n", "q"}
        ):
            super().leave()
