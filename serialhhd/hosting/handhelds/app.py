"""The handheld on a channel: the same screens, with a driver of its own and no terminal."""

import asyncio
import re
from collections import deque
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, cast

from textual import events

from serialhhd.flows.seam.handheld import Handheld, LabelReader
from serialhhd.flows.seam.view import Label
from serialhhd.hosting.handhelds.latency import Latency
from serialhhd.hosting.terminal.driver import ChannelDriver
from serialhhd.hosting.terminal.terminals import Terminal
from serialhhd.screens.entering.keys import Entered, Text
from serialhhd.screens.hhd.app import HandheldApp, MakeScreen
from serialhhd.screens.hhd.flow_screen import FlowScreen
from serialhhd.screens.hhd.served_screen import Tone
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.screens.hhd.themes import COLOURLESS
from serialhhd.screens.textual_private.apps import EmbeddedApp
from serialhhd.store.symbols.scan import LONGEST

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver

TERMINATOR = re.compile("[\r\n\t]")


class HostedApp(EmbeddedApp, HandheldApp):
    """One operator's handheld among many.

    Args:
        handheld: Its side of the seam.
        settings: How the device is set up.
        size: Columns and rows at the start.
        latency: Where it is noted how long the operator waited for each answer.
        answered: Called when an entry was answered, before its frame is drawn.
        scanner: Reads the labels beside the device; None where there are none.
        make_screen: Makes its screen.

    Attributes:
        has_started: Set when its first frame is drawn.
        last_entry: When something was entered last, by the loop's clock.
    """

    def __init__(
        self,
        handheld: Handheld,
        settings: DeviceSettings,
        size: tuple[int, int],
        latency: Latency,
        answered: Callable[[], None],
        scanner: LabelReader | None = None,
        make_screen: MakeScreen = FlowScreen,
    ) -> None:
        has_labels = settings.size is not None
        self.channel = ChannelDriver(
            self, size, self._take, self._cursor_at, self.look_for, has_labels=has_labels
        )
        driver = cast("type[Driver]", lambda *_, **__: self.channel)
        super().__init__(handheld, settings, driver, make_screen)
        self.has_started = asyncio.Event()
        self.last_entry: float | None = None
        self._latency = latency
        self._tell_answered = answered
        self._scanner = scanner
        self._early: list[tuple[Entered, float]] = []
        self._asked: deque[float] = deque()
        self._unseen: list[float] = []
        self._takes_more = True
        self._is_held = False
        self._untold: list[str] = []
        self._is_back = False

    async def run_until_left(self) -> None:
        """Run until the operator leaves or a fault ends it; `fault` says which."""
        try:
            await self.run_async(size=self.channel.size, mouse=False)
        except Exception as error:  # noqa: BLE001 - whatever it is, it ends this handheld, and is logged
            self.fault = self.fault or error

    def on_ready(self, _: events.Ready) -> None:
        """Take what was typed before the first frame, and the look of the terminal that is there by now."""
        self.has_started.set()
        if self.channel.client:
            self.look_for(self.channel.client.terminal)
        untold, self._untold = self._untold, []
        for sentence in untold:
            self.flow_screen.tell(sentence)
        early, self._early = self._early, []
        for entered, at in early:
            self._take([entered], at)

    # --- what the host asks -----------------------------------------------------------------------------------------

    def look_for(self, terminal: Terminal) -> None:
        """Take the look that a terminal can draw: colours, and block characters."""
        # Whoever calls may be another handheld: at a shared device one gives way to another.
        with self.as_its_own():
            self.use_colours(has_colours=terminal.palette != "none")
            if self.has_started.is_set():
                self.flow_screen.use_blocks(has_blocks=terminal.encoding == "utf-8")

    def dress(self) -> None:
        """Send no colours, either, where the theme has none."""
        super().dress()
        self.channel.use_colours(has_colours=self.theme != COLOURLESS.name)

    def note_device(self) -> None:
        """Look how the device is set up that it is on now; before the first frame that is looked at anyhow."""
        if self.has_started.is_set():
            self.flow_screen.note_device()

    def remind(self) -> None:
        """Ring for an error that waits for somebody who has just come back."""
        if self.has_started.is_set() and self.flow_screen.shown.error:
            self.bell()

    def come_back(self) -> None:
        """Expect an operator who may scan again what the link cut off: a scan begins anew, and typing goes on, but of a PIN."""
        self._is_back = True
        if self.has_started.is_set() and self.flow_screen.shown.view.is_secret:
            self.flow_screen.clear_line()  # who is there now may be another one

    def take_no_more(self) -> None:
        """Drop what is sent from now on: the server stops."""
        self._takes_more = False

    def hold(self, *sentences: str) -> None:
        """Show these over everything, and take nothing until it is called with none. What was entered before is answered."""
        self._is_held = bool(sentences)
        with self.as_its_own():
            self.flow_screen.hold(*sentences)

    def tell(self, sentence: str) -> None:
        """Say something to the operator that does not come from the flow."""
        if not self.has_started.is_set():
            self._untold.append(sentence)
            return
        with self.as_its_own():
            self.flow_screen.tell(sentence)

    @property
    def waiting(self) -> int:
        """How many scans and keys wait to be answered; what is as long as a scan may be counts for one at least."""
        early = sum(_scans_in(one.text) if isinstance(one, Text) else 1 for one, _ in self._early)
        return early + self.flow_screen.waiting

    async def until_answered(self) -> None:
        """Return when everything that was entered is answered; the last frame may be still to come."""
        if self.has_started.is_set() and self.is_at_work:
            await self.flow_screen.until_answered()

    # --- entries ----------------------------------------------------------------------------------------------------

    def _take(self, entered: list[Entered], at: float) -> None:
        if not (entered and self._takes_more):
            return
        self.last_entry = asyncio.get_running_loop().time()
        if not self.has_started.is_set():
            self._early.extend((one, at) for one in entered)
            return
        if self._is_held:
            self._refuse_while_held(entered)
            return
        now = perf_counter()
        with self.as_its_own():
            screen = self.flow_screen
            if self._is_back and _is_scan(entered[0]):
                screen.clear_line()  # the link took the rest of it, and it is scanned again
            self._is_back = False
            for one in entered:
                self._asked.extend([now] * screen.take(one, at))

    def _refuse_while_held(self, entered: list[Entered]) -> None:
        """Let whoever scans hear that it is not taken; single keys are dropped without a tone."""
        if any(_is_scan(one) for one in entered):
            with self.as_its_own():
                self.flow_screen.sound(Tone.NOT_TAKEN)

    def answered(self) -> None:
        """Note whose wait has ended, and tell the host."""
        if self._asked:
            self._unseen.append(self._asked.popleft())
            if not self.flow_screen.will_draw:
                self.flow_screen.call_after_refresh(self._note_waits)
        if self.flow_screen.waiting == 0:  # an error dropped what was scanned ahead
            self._asked.clear()
        self._tell_answered()

    def aim(self, label: Label) -> None:
        """Let the scanner read a label: its bytes come in as those of the client do, each when it is sent."""
        loop, at = self.channel.loop, 0.0
        for pause, data in self._scanner.read(label) if self._scanner else ():
            at += pause
            if at:
                loop.call_later(at, self.channel.feed, data)
            else:
                loop.call_soon(self.channel.feed, data)

    def _cursor_at(self) -> tuple[int, int] | None:
        return self.flow_screen.cursor_at if self.has_started.is_set() else None

    def own_parts(self) -> tuple[object, ...]:
        """Let its driver fall apart with it."""
        return (self.channel,)

    def draw(self, update: "RenderableType | None") -> None:
        """Draw on the channel; whoever waited has seen the answer then."""
        try:
            if update is not None:
                self.channel.show(update)
        finally:
            self._note_waits()

    def _note_waits(self) -> None:
        now = perf_counter()
        for began in self._unseen:
            self._latency.add(now - began)
        self._unseen.clear()

    def bell(self) -> None:
        """Ring the client's bell."""
        self.channel.bell()


def _scans_in(text: str) -> int:
    return len(TERMINATOR.findall(text)) + len(text) // LONGEST


def _is_scan(entered: Entered) -> bool:
    """Return whether that came all at once, as from a scanner: nobody types two characters at a time."""
    return isinstance(entered, Text) and len(TERMINATOR.split(entered.text, maxsplit=1)[0]) > 1
