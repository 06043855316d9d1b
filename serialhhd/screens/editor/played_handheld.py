"""The handheld beside the file: the real one, on the sample warehouse, which can be played."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from time import monotonic
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from serialhhd.flows.seam.handheld import Handheld, Profile
from serialhhd.flows.seam.view import Label, Scan
from serialhhd.screens.hhd.drawing import rows
from serialhhd.screens.hhd.drawing.display import Display, ListRows
from serialhhd.screens.hhd.drawing.screen_state import STARTED, ScreenState
from serialhhd.screens.hhd.entries import Entered, EnteredLine, Entry, FunctionKey, PageTurn
from serialhhd.screens.hhd.entry_handler import EntryHandler
from serialhhd.screens.hhd.flow_screen import OPTION_DIGITS
from serialhhd.screens.hhd.served_screen import Tone
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.screens.hhd.virtual_scanner import MOST_LABELS, Sticker, VirtualScanner

FUNCTION_KEYS = frozenset(f"f{number}" for number in range(1, 13))
PAGE_KEYS = {"pagedown": 1, "down": 1, "pageup": -1, "up": -1}
ALT = "alt+"
PLAYING = "playing"
"""The group of the worker that takes what is entered, as long as the page is there."""


class PlayedHandheld(Container, can_focus=True):
    """Draws one handheld after the other, and takes what is typed while it has the focus.

    Args:
        scanners: The virtual scanners, of which one is seen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.leave_handheld", "Back to the file", tooltip="Back to the file"),
        Binding("ctrl+l", "screen.begin_anew", "Begin anew", tooltip="Begin anew, with nothing scanned"),
    ]

    class Closed(Message):
        """The operator has left the handheld."""

    def __init__(self, scanners: Sequence[VirtualScanner]) -> None:
        super().__init__(id="handheld")
        self.display_rows = Display(self._draw_soon, id="device-rows")
        self._scanners = scanners
        self._entries: asyncio.Queue[Entered] = asyncio.Queue()
        self._handler: EntryHandler | None = None
        self._settings = DeviceSettings()
        self._entered: list[Entry] = []
        self._is_idle = asyncio.Event()
        self._is_idle.set()
        self.shown = STARTED

    def compose(self) -> ComposeResult:
        """Place the rows of the device."""
        yield self.display_rows

    # --- one handheld after the other -------------------------------------------------------------------------------

    def open(self, handheld: Handheld, settings: DeviceSettings, *, keeps: bool) -> None:
        """Take another handheld.

        Args:
            handheld: The handheld.
            settings: How its device is set up.
            keeps: Whether what was scanned on the last one is scanned again, as far as it is taken.
        """
        again = self._entered if keeps else []
        self._entered = []
        self._entries = asyncio.Queue()
        self._settings = settings
        self._handler = EntryHandler(handheld, self, settings, monotonic)
        self._is_idle.clear()
        self.run_worker(
            self._play(self._handler, self._entries, again), name="entries", group=PLAYING, exclusive=True
        )

    async def _play(
        self, handler: EntryHandler, entries: "asyncio.Queue[Entered]", again: list[Entry]
    ) -> None:
        with suppress(asyncio.CancelledError):
            await handler.start()
            for entry in again:
                if handler.shown.error:
                    break
                await self._take(handler, Entered(entry, monotonic()))
            while True:
                if entries.empty():
                    self._is_idle.set()
                await self._take(handler, await entries.get())

    async def _take(self, handler: EntryHandler, entered: Entered) -> None:
        had_error = handler.shown.error is not None
        await handler.take(entered)
        if not (had_error or handler.shown.error or isinstance(entered.entry, PageTurn)):
            self._entered.append(entered.entry)  # what was refused need not be scanned again

    async def settled(self) -> None:
        """Return when all that was entered is answered."""
        await self._is_idle.wait()

    # --- what is entered ----------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Take a key as the device would."""
        key, line = event.key, self.display_rows.scan_input
        if key.startswith(ALT) and key.removeprefix(ALT).isdigit():
            self.read_label(int(key.removeprefix(ALT)))
        elif event.character in OPTION_DIGITS:
            self.read_label(OPTION_DIGITS[event.character])
        elif key == "enter":
            self._queue([EnteredLine(line.enter().text)])
        elif key == "backspace":
            line.edit(key)
        elif key in FUNCTION_KEYS:
            self._queue([FunctionKey(key.upper())])
        elif key in PAGE_KEYS:
            self._queue([PageTurn(PAGE_KEYS[key])])
        elif event.character and event.is_printable:
            self._queue(_lines(line.type_text(event.character, monotonic())))
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Take what a scanner sends at once."""
        line = self.display_rows.scan_input
        line.begin_paste(monotonic())
        scans = [*line.type_text(event.text, monotonic()), *line.end_paste()]
        self._queue(_lines(scans))
        event.stop()

    def on_click(self) -> None:
        """Play it."""
        self.focus()

    def read_label(self, number: int) -> None:
        """Read a label of the virtual scanner, where there is one of that number."""
        labels = self.shown.labels[:MOST_LABELS]
        if 1 <= number <= len(labels):
            self.aim(labels[number - 1])

    def aim(self, label: Label) -> None:
        """Read a label."""
        self._queue([EnteredLine(label.text)])

    def _queue(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            self._is_idle.clear()
            self._entries.put_nowait(Entered(entry, monotonic()))

    # --- what the entry handler asks of the device --------------------------------------------------------------------

    def set_up(self, profile: Profile) -> None:
        """Look as the program does beside it, whatever the device is to look like."""

    def draw(self, shown: ScreenState) -> None:
        """Draw this from now on."""
        self.shown = shown
        self.display_rows.shown = shown
        for scanner in self._scanners:
            scanner.shown = shown

    def _draw_soon(self, changed: Iterable[Widget]) -> None:
        for row in changed:
            row.refresh()

    def sound(self, tone: Tone) -> None:
        """Let the terminal ring once where something was not taken."""
        if tone is Tone.NOT_TAKEN and self.has_focus:
            self.app.bell()

    def flush(self) -> int:
        """Drop what was entered ahead and return how many scans were among it."""
        dropped = [self._entries.get_nowait().entry for _ in range(self._entries.qsize())]
        return sum(isinstance(entry, EnteredLine) for entry in dropped)

    def leave(self) -> None:
        """Tell that the operator goes."""
        self.post_message(self.Closed())

    def fits(self, labels: Sequence[str]) -> bool:
        """Return whether a numbered list of these fits on one page."""
        return self.display_rows.list_rows.fits(labels)

    def cuts_answer(self, shown: ScreenState) -> bool:
        """Return whether the answer has more to say than there are rows for."""
        return rows.cuts_answer(shown, self.display_rows.measures)

    @property
    def shows_labels(self) -> bool:
        """Whether labels are to be read: they are, though the scanner may be hidden now."""
        return True

    @on(ListRows.HeightChanged)
    def _refit(self) -> None:
        if self._handler:
            self._handler.refit()


class PlayedScanner(VirtualScanner):
    """The virtual scanner of the handheld beside the file; a click reads a label."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual says id
        super().__init__(id=id)

    class LabelClicked(Message):
        """A label is to be read."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def on_click(self, event: events.Click) -> None:
        """Read the label that was clicked."""
        if isinstance(event.widget, Sticker):
            self.post_message(self.LabelClicked(event.widget.number))


def _lines(scans: Sequence[Scan]) -> list[EnteredLine]:
    return [EnteredLine(scan.text, scan.typed) for scan in scans]
