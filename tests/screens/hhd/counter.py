"""A device at the counter, which nobody looks at, and an operator at it."""

from collections.abc import Sequence

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.handheld import Profile
from serialhhd.flows.seam.view import Label
from serialhhd.screens.entering.entries import (
    EnteredLine,
    Entry,
    TimedEntry,
)
from serialhhd.screens.hhd.drawing import rows
from serialhhd.screens.hhd.drawing.measures import Measures
from serialhhd.screens.hhd.drawing.screen_state import STARTED, ScreenState
from serialhhd.screens.hhd.entry_handler import EntryHandler
from serialhhd.screens.hhd.served_screen import Tone
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.store.engine.store import Store

ON_SERIALS = ("PR-1007", "CAM-200")
AT_PLACE = ("PL-501", "A-01-01")


class Counter:
    """A device that nobody looks at: it keeps what it was asked for."""

    def __init__(self, *, measures: Measures, has_labels: bool, ahead: int = 0) -> None:
        self.shown: ScreenState = STARTED
        self.heard: list[Tone] = []
        self.aimed_at: list[str] = []
        self.has_been_left = False
        self.ahead = ahead
        self.measures = measures
        self._has_labels = has_labels

    def draw(self, shown: ScreenState) -> None:
        self.shown = shown

    def set_up(self, profile: Profile) -> None:
        """Nothing: it has one sound and one look."""

    def sound(self, tone: Tone) -> None:
        self.heard.append(tone)

    def flush(self) -> int:
        dropped, self.ahead = self.ahead, 0
        return dropped

    def leave(self) -> None:
        self.has_been_left = True

    def fits(self, labels: Sequence[str]) -> bool:
        return rows.fits_on_page(labels, self.measures.columns, self.measures.rest)

    def cuts_answer(self, shown: ScreenState) -> bool:
        return rows.cuts_answer(shown, self.measures)

    @property
    def shows_labels(self) -> bool:
        return self._has_labels

    def takes_beside(self, line: str) -> bool:  # noqa: ARG002 - nothing lies there
        return False

    def aim(self, label: Label) -> None:
        self.aimed_at.append(label.text)


class Served:
    """An operator at such a device, with the entry handler between the device and a store."""

    def __init__(
        self,
        store: Store,
        flow: str = "goods_in",
        measures: Measures | None = None,
        *,
        has_labels: bool = False,
    ) -> None:
        self.device = Counter(measures=measures or Measures(26, 16), has_labels=has_labels)
        session = Session(store, FlowsFile(PACKAGED), "anna", flow)
        self.now = 0.0
        self.handler = EntryHandler(session, self.device, DeviceSettings(), lambda: self.now)

    async def enters(self, *entries: str | Entry) -> ScreenState:
        """Start, if that has not been done, and take the entries, a second after each other; a text is a line."""
        if self.device.shown is STARTED:
            await self.handler.start()
        for entry in entries:
            self.now += 1
            await self.take(entry)
        return self.device.shown

    async def take(self, entry: str | Entry) -> None:
        """Take an entry at once."""
        given = EnteredLine(entry) if isinstance(entry, str) else entry
        await self.handler.take(TimedEntry(given, self.now))

    @property
    def told(self) -> str:
        message = self.device.shown.view.message
        return message.code if message else ""
