"""The one screen of the handheld. It stays for all steps, so that no scan of a burst can land on the wrong one."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from serialhhd.flows.seam.handheld import Handheld, Profile
from serialhhd.flows.seam.view import Label
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.language import speaking
from serialhhd.screens.entering.entries import DeviceChanged
from serialhhd.screens.entering.keys import Click, Entered
from serialhhd.screens.hhd.drawing import rows
from serialhhd.screens.hhd.drawing.display import Display, ListRows
from serialhhd.screens.hhd.drawing.screen_state import ScreenState
from serialhhd.screens.hhd.entry_handler import EntryHandler
from serialhhd.screens.hhd.entry_queue import EntryQueue
from serialhhd.screens.hhd.panels.panels import held_panel
from serialhhd.screens.hhd.served_screen import Tone
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.screens.hhd.virtual_scanner import (
    Sticker,
    VirtualScanner,
    asked_label,
    without_alt,
)
from serialhhd.screens.textual_private.row_screen import RowScreen

if TYPE_CHECKING:
    from textual.message_pump import MessagePump
    from textual.timer import Timer

BEEP_GAP = 0.2
"""Seconds between two beeps; closer ones are heard as one."""
WAIT_AFTER = 0.5
"""Seconds after which the operator is told that the store takes its time."""
FRAME = 2
"""Columns and rows that the frame of the device takes."""
SCANNER_COLUMNS = 34
SCANNER_ROWS = 20
WITH_SCANNER = "-with-scanner"


class FlowScreen(RowScreen[None], inherit_bindings=False):
    """Puts what comes in into one queue, lets one consumer take it, and draws the answer."""

    CSS_PATH: ClassVar[str | list[str | PurePath]] = "flow_screen.tcss"
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(
        self,
        handheld: Handheld,
        settings: DeviceSettings,
        answered: Callable[[], None],
        aim: Callable[[Label], None],
        wear: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._wear = wear
        self._answered = answered
        self._aim = aim
        self._settings = settings
        self._display = Display(self.draw_soon, id="display", draws_cursor=settings.draws_cursor)
        self._scanner = self.make_scanner() if settings.size else None
        self._entries = EntryQueue()
        self._has_started = asyncio.Event()
        self._has_left = False
        self._held: tuple[str, ...] = ()
        self.acknowledged: Callable[[], None] = lambda: None
        """Called when an error was acknowledged."""
        self._reminder: Timer | None = None
        self.clock = monotonic
        """By which entries are stamped."""
        self._profile: Profile = handheld.profile
        self._handler = EntryHandler(handheld, self, settings, self._read_clock)
        self.shown = self._handler.shown

    def make_scanner(self) -> VirtualScanner:
        """Return what is drawn beside a device of a size."""
        return VirtualScanner()

    def compose(self) -> ComposeResult:
        """Place the device, and beside it the virtual scanner."""
        with Container(id="stage"):
            with Container(id="case"):
                yield self._display
            if self._scanner:
                yield self._scanner

    def on_mount(self) -> None:
        """Start to take entries."""
        self.run_worker(self._consume(), name="entries")

    # --- entries ------------------------------------------------------------------------------------------------

    async def _consume(self) -> None:
        # Textual would keep the error of a worker that is cancelled, and with its traceback all that is here.
        with suppress(asyncio.CancelledError):
            await self._take_entries()

    async def _take_entries(self) -> None:
        await self._handler.start()
        self._has_started.set()
        self._tell_no_scanner()
        while not self._has_left:  # what waits behind :quit is for whoever comes next, or for nobody
            entered = await self._entries.get()
            waiting = asyncio.get_running_loop().call_later(WAIT_AFTER, self._tell_to_wait)
            try:
                await self._handler.take(entered)
            finally:
                waiting.cancel()
                self._display.wait(is_waiting=False)
                self._entries.answered()
                self._answered()
            await asyncio.sleep(0)  # much that is answered without the store must not keep others waiting

    def _tell_to_wait(self) -> None:
        self._display.wait(is_waiting=True)

    def _read_clock(self) -> float:
        return self.clock()

    # --- what a channel brings ----------------------------------------------------------------------------------

    @property
    def waiting(self) -> int:
        """How many entries wait to be answered."""
        return len(self._entries)

    def take(self, entered: Entered, at: float) -> int:
        """Take what was decoded, and return how many entries it makes.

        What the virtual scanner sends of a label comes by the way of all that is sent, and is counted there.

        Args:
            entered: A run of characters, a key, or a click.
            at: When it came, in seconds of a clock that only goes on.
        """
        if isinstance(entered, Click):
            label = self._label_at(entered) if self.shows_labels else None
            return 0 if label is None else self._read_label(label)
        label = asked_label(entered)
        if label is not None and self.shows_labels:
            return self._read_label(label)
        return self._entries.put(self._display.scan_input.take(without_alt(entered), at), at)

    def _label_at(self, click: Click) -> int | None:
        clicked = self.get_widget_at(click.column, click.row)[0]
        return clicked.number if isinstance(clicked, Sticker) else None

    def _read_label(self, number: int) -> int:
        labels = self.shown.labels
        if 1 <= number <= len(labels):
            self.aim(labels[number - 1])
        return 0

    def aim(self, label: Label) -> None:
        """Let the virtual scanner read a label."""
        self._aim(label)

    def takes_beside(self, line: str) -> bool:  # noqa: ARG002 - nothing lies there but labels
        """Take no line: labels are read by their numbers."""
        return False

    @property
    def cursor_at(self) -> tuple[int, int] | None:
        """Column and row of the screen where the next character goes; None while an error must be read."""
        if self.shown.error:
            return None
        line = self._display.scan_input
        x, y = line.content_region.offset
        return x + line.cursor_column, y

    def note_device(self) -> None:
        """Look how the device is set up that it is on now, once what was entered before is answered."""
        self._entries.put([DeviceChanged()], self.clock())

    def clear_line(self) -> None:
        """Forget what was typed and not entered."""
        self._display.scan_input.clear()

    def take_back(self) -> list[str]:
        """Drop what waits to be answered, and return its lines and last what of a line was typed; keys are not among it."""
        return [*self._entries.drop(), self._display.scan_input.text]

    async def until_answered(self) -> None:
        """Return when no entry waits to be answered."""
        await self._entries.until_answered()

    async def settled(self) -> None:
        """Return when all that was entered before is answered and the last View is drawn."""
        await self._passed_on_by(self.app)
        await self._delivered_by(self._display.scan_input)
        await self._has_started.wait()
        await self._entries.until_answered()
        await self._drawn()
        await self._delivered_by(self._display.list_rows)  # a page more or less is offered
        await self._drawn()

    async def _delivered_by(self, widget: Widget) -> None:
        """Wait until what the widget has posted has come up to this screen, pump by pump."""
        for pump in (widget, *widget.ancestors_with_self):
            await self._passed_on_by(pump)

    async def _passed_on_by(self, pump: "MessagePump") -> None:
        passed = asyncio.get_running_loop().create_future()
        pump.call_later(passed.set_result, None)
        await passed

    async def _drawn(self) -> None:
        drawn = asyncio.get_running_loop().create_future()
        self.call_after_refresh(drawn.set_result, None)
        await drawn

    # --- what the entry handler asks of the device ------------------------------------------------------------------

    def use_blocks(self, *, has_blocks: bool) -> None:
        """Make large letters of block characters from now on, or of reversed blanks."""
        self._handler.use_blocks(has_blocks=has_blocks)

    def set_up(self, profile: Profile) -> None:
        """Sound and look as the device is set up, from now on."""
        self._profile = profile
        self._wear(profile.theme)

    def draw(self, shown: ScreenState) -> None:
        """Draw this from now on; while it is held, once it goes on."""
        is_acknowledged = self.shown.error is not None and shown.error is None
        self.shown = shown
        if is_acknowledged:
            self.acknowledged()
        self._display.shown = self._under_hold(shown) if self._held else shown
        self._remind(is_waiting=shown.error is not None)
        if self._scanner:
            self._scanner.shown = shown

    def _under_hold(self, shown: ScreenState) -> ScreenState:
        with speaking(shown.view.language):
            return replace(shown, panel=held_panel(self._held), error=None, page=0)

    def hold(self, *sentences: str) -> None:
        """Show these over everything, whatever is answered meanwhile; none: go on with what is there. Whoever calls takes nothing."""
        self._held = sentences
        if self._has_started.is_set():
            self.draw(self.shown)

    def tell(self, sentence: str) -> None:
        """Say something that does not come from the flow; the next scan closes it, and is taken."""
        self._handler.tell(sentence)

    def _remind(self, *, is_waiting: bool) -> None:
        """Ring again while an error waits to be acknowledged, where the device is set up for that."""
        if is_waiting and self._reminder is None and self._profile.repeat_seconds:
            self._reminder = self.set_interval(
                self._profile.repeat_seconds, lambda: self.sound(Tone.NOT_TAKEN), name="reminder"
            )
        elif not is_waiting and self._reminder is not None:
            self._reminder.stop()
            self._reminder = None

    def may_draw_at_once(self) -> bool:
        """Draw at once when nothing waits: nobody looks at what comes between the scans of a burst."""
        return not self._entries

    def sound(self, tone: Tone) -> None:
        """Ring the terminal's bell as often as the tone is set to."""
        for beep in range(self._profile.tones[tone.value]):
            if beep:
                self.set_timer(beep * BEEP_GAP, self.app.bell)
            else:
                self.app.bell()

    def flush(self) -> int:
        """Drop what was entered ahead and return how many scans were among it."""
        return len(self._entries.drop())

    def leave(self) -> None:
        """Close the handheld. The run stays open."""
        self._has_left = True
        self.app.exit()

    def fits(self, labels: Sequence[str]) -> bool:
        """Return whether a numbered list of these fits on one page."""
        return self._display.list_rows.fits(labels)

    def cuts_answer(self, shown: ScreenState) -> bool:
        """Return whether the answer has more to say than there are rows for."""
        return rows.cuts_answer(shown, self._display.measures)

    @property
    def shows_labels(self) -> bool:
        """Whether the virtual scanner is drawn."""
        return self.has_class(WITH_SCANNER)

    @on(ListRows.HeightChanged)
    def _refit(self) -> None:
        self._handler.refit()

    # --- room ---------------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Draw the device in its frame where there is room, and the virtual scanner beside it."""
        size = self._settings.size
        columns, height = event.size
        is_framed = size is not None and columns >= size.columns + FRAME and height >= size.rows + FRAME
        self.set_class(is_framed, "-framed")
        styles = self._display.styles
        styles.width, styles.height = size if size and is_framed else ("1fr", "1fr")
        self._place_scanner(
            is_framed
            and size is not None
            and columns >= size.columns + FRAME + SCANNER_COLUMNS
            and height >= SCANNER_ROWS
        )

    def _place_scanner(self, has_scanner: bool) -> None:
        had_scanner = self.shows_labels
        self.set_class(has_scanner, WITH_SCANNER)
        if not self._has_started.is_set():
            return
        if had_scanner:
            self._tell_no_scanner()
        elif has_scanner and not self.shown.labels:
            self.run_worker(self._handler.look_again(), name="labels")

    def _tell_no_scanner(self) -> None:
        """Say so where a virtual scanner was asked for and there is no room beside the device."""
        size = self._settings.size
        if size and not self.shows_labels:
            with speaking(self.shown.view.language):
                columns, needed = size.columns + FRAME + SCANNER_COLUMNS, max(size.rows + FRAME, SCANNER_ROWS)
                self._handler.tell_beside(messages.no_room_for_scanner(columns=columns, rows=needed))
