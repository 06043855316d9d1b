"""The handheld beside the file: the real one, on the sample warehouse, which can be played."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from serialhhd.flows.seam.handheld import Handheld, LabelReader, Profile
from serialhhd.flows.seam.view import Label
from serialhhd.screens.desk.parts.scanned_text import as_scanned
from serialhhd.screens.entering.entries import Entry, PageTurn, TimedEntry
from serialhhd.screens.entering.entry_reader import FUNCTION_KEYS, PAGE_KEYS
from serialhhd.screens.entering.keys import Key, Text
from serialhhd.screens.entering.scan_lexer import CARRIAGE_RETURN, LINE_FEED
from serialhhd.screens.hhd.drawing import rows
from serialhhd.screens.hhd.drawing.display import Display, ListRows
from serialhhd.screens.hhd.drawing.screen_state import STARTED, ScreenState
from serialhhd.screens.hhd.entry_handler import EntryHandler
from serialhhd.screens.hhd.entry_queue import EntryQueue
from serialhhd.screens.hhd.served_screen import Tone
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.screens.hhd.virtual_scanner import (
    ALT,
    MOST_LABELS,
    Sticker,
    VirtualScanner,
    asked_label,
)
from serialhhd.store.symbols.element_strings import GS

SCANNED: Final = frozenset({LINE_FEED, GS})
"""What a scanner sends beside Enter and characters that can be seen."""
TAKEN: Final = FUNCTION_KEYS | PAGE_KEYS.keys() | {"backspace"}
"""The keys of the device; a page has uses of its own for the others."""
PLAYING = "playing"
"""The group of the worker that takes what is entered, as long as the page is there."""


class PlayedHandheld(Container, can_focus=True):
    """Draws one handheld after the other, and takes what is typed while it has the focus.

    Args:
        panels: The labels beside it, of which one panel is seen.
        scanner: Reads them; None: nothing does.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.leave_handheld", "Back to the file", tooltip="Back to the file"),
        Binding("ctrl+l", "screen.begin_anew", "Begin anew", tooltip="Begin anew, with nothing scanned"),
    ]

    class Closed(Message):
        """The operator has left the handheld."""

    def __init__(self, panels: Sequence[VirtualScanner], scanner: LabelReader | None) -> None:
        super().__init__(id="handheld")
        self.display_rows = Display(self._draw_soon, id="device-rows")
        self._panels = panels
        self._scanner = scanner
        self._entries = EntryQueue()
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
        self._entries = EntryQueue()
        self._settings = settings
        self._handler = EntryHandler(handheld, self, settings, monotonic)
        self._is_idle.clear()
        self.run_worker(
            self._play(self._handler, self._entries, again), name="entries", group=PLAYING, exclusive=True
        )

    async def _play(self, handler: EntryHandler, entries: EntryQueue, again: list[Entry]) -> None:
        with suppress(asyncio.CancelledError):
            await handler.start()
            for entry in again:
                if handler.shown.error:
                    break
                await self._take(handler, TimedEntry(entry, monotonic()))
            while True:
                if not entries:
                    self._is_idle.set()
                await self._take(handler, await entries.get())

    async def _take(self, handler: EntryHandler, entered: TimedEntry) -> None:
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
        entered = _decoded(event)
        if entered is None:
            return
        label = asked_label(entered)
        if label is not None:
            self.read_label(label)
        else:
            self._enter(self.display_rows.scan_input.take(entered, monotonic()))
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Take what a scanner sends at once."""
        for entered in (Key("paste"), Text(as_scanned(event.text)), Key("paste_end")):
            self._enter(self.display_rows.scan_input.take(entered, monotonic()))
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
        """Let the scanner read a label: its bytes come in, each when it is sent."""
        after = 0.0
        for pause, data in self._scanner.read(label) if self._scanner else ():
            after += pause
            if after:
                self.set_timer(after, partial(self._came, data))
            else:
                self._came(data)

    def _came(self, data: bytes) -> None:
        self._enter(self.display_rows.scan_input.feed(data, monotonic()))

    def _enter(self, entries: Sequence[Entry]) -> None:
        if self._entries.put(entries, monotonic()):
            self._is_idle.clear()

    # --- what the entry handler asks of the device --------------------------------------------------------------------

    def set_up(self, profile: Profile) -> None:
        """Look as the program does beside it, whatever the device is to look like."""

    def draw(self, shown: ScreenState) -> None:
        """Draw this from now on."""
        self.shown = shown
        self.display_rows.shown = shown
        for panel in self._panels:
            panel.shown = shown

    def _draw_soon(self, changed: Iterable[Widget]) -> None:
        for row in changed:
            row.refresh()

    def sound(self, tone: Tone) -> None:
        """Let the terminal ring once where something was not taken."""
        if tone is Tone.NOT_TAKEN and self.has_focus:
            self.app.bell()

    def flush(self) -> int:
        """Drop what was entered ahead and return how many scans were among it."""
        return len(self._entries.drop())

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

    def takes_beside(self, line: str) -> bool:  # noqa: ARG002 - nothing lies there but labels
        """Take no line: labels are read by their numbers."""
        return False

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


def _decoded(event: events.Key) -> Text | Key | None:
    """Return what Textual says of a key as what the device's own decoder says of its bytes; None for a key of the page."""
    if event.key == "enter":
        return Text(CARRIAGE_RETURN)
    if event.character and (event.is_printable or event.character in SCANNED):
        return Text(event.character)
    name = event.key
    is_label = name.startswith(ALT) and name.removeprefix(ALT).isdigit()
    return Key(name) if is_label or name in TAKEN else None
