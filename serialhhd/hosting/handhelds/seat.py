"""One operator's handheld on the server: an app that outlives the connections it is used over."""

import asyncio
from typing import TYPE_CHECKING

from serialhhd.hosting.handhelds.app import HostedApp
from serialhhd.hosting.handhelds.backend import HostedHandheld
from serialhhd.hosting.handhelds.client import MOST_WAITING, Client
from serialhhd.hosting.handhelds.latency import Latency
from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.terminal.driver import ChannelDriver
from serialhhd.hosting.terminal.endings import Ending
from serialhhd.screens.entering.keys import ENTER
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable


@value_class
class SeatStatus:
    """A handheld as somebody outside sees it. Times are seconds ago.

    Attributes:
        operator: Who is signed on; None at the sign-on of a shared device.
        device: The shared device it is used on, or was when the link went down.
        address: Where its terminal is; None while the link is down.
        terminal: Its TERM and size, such as `vt220 20x16`.
        flow: The flow in work; empty in the menu.
        step: The step in work.
        since: How long it has been open.
        last_scan: How long ago something was entered; None if nothing was yet.
        detached: How long the link has been down; None while it is up.
    """

    operator: str | None
    device: str | None
    address: str | None
    terminal: str | None
    flow: str
    step: str
    since: float
    last_scan: float | None
    detached: float | None


class Seat:
    """An app, whoever looks at it.

    Args:
        handheld: Its side of the seam.
        client: The terminal that it is opened on.
        latency: Where waits are noted.
        signed_on: Called when somebody has signed on at a shared device.
        ended: Called when the operator has left, or the app had a fault.
    """

    def __init__(
        self,
        handheld: HostedHandheld,
        client: Client,
        latency: Latency,
        signed_on: "Callable[[Seat], None]",
        ended: "Callable[[Seat], None]",
    ) -> None:
        self.operator = handheld.operator
        self.device = client.device
        self._names = client.names
        self.is_closing = False
        self._is_over = False
        self._handheld = handheld
        self._signed_on = signed_on
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._opened = self._loop.time()
        self._detached: float | None = None
        self._delay = 0.0
        has_blocks = client.terminal.encoding == "utf-8"
        settings = DeviceSettings(draws_cursor=False, has_blocks=has_blocks)
        self.app = HostedApp(handheld, settings, client.size, latency, self._answered)
        self._task = asyncio.create_task(self._run(), name=f"handheld of {self.operator or self.device}")
        self.attach(client)

    # --- its life ---------------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        try:
            await self.app.run_until_left()
        finally:
            self.is_closing = True
            if self.app.fault:
                logs.fault("handheld failed", self.app.fault, operator=self.operator, device=self.device)
            self._ended(self)
            self._is_over = True
            self.app.fall_apart()

    async def until_started(self) -> None:
        """Return when its first frame is drawn, or it has ended before."""
        ready = asyncio.create_task(self.app.has_started.wait())
        await asyncio.wait({ready, self._task}, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()

    def close(self) -> None:
        """End the app; the run stays open in the store. Whoever calls tells the client."""
        if not self.is_closing:
            self.is_closing = True
            self.app.exit()

    async def until_answered(self) -> None:
        """Return when everything that was entered is answered; the last frame may be still to come."""
        if not self._is_over:
            await self.app.until_answered()

    async def until_ended(self) -> None:
        """Return when nothing of the app is left."""
        await asyncio.wait({self._task})

    # --- its client -------------------------------------------------------------------------------------------------

    @property
    def driver(self) -> ChannelDriver:
        """What draws it."""
        return self.app.channel

    @property
    def client(self) -> Client | None:
        """The terminal that it is drawn on now; None while the link is down."""
        drawn_on = None if self._is_over else self.driver.client
        return drawn_on if isinstance(drawn_on, Client) else None

    def attach(self, client: Client) -> Client | None:
        """Go on at this terminal, and return the one before, which is to be told.

        What was typed stays, unless a scan comes next.
        """
        before = self.give_up_client()
        client.slow(self._delay)
        self._detached = None
        self._attached = self._loop.time()
        self.device = client.device
        if client.names != self._names:
            self._names = client.names
            self._handheld.use_on(client.names)
            self.app.note_device()
        self.app.look_for(client.terminal)
        self.driver.attach(client)
        self.app.come_back()
        client.attached(self)
        self.app.remind()
        return before

    def slow(self, seconds: float) -> None:
        """Let each answer come so much later from now on, on whatever terminal; 0: at once again."""
        self._delay = seconds
        if client := self.client:
            client.slow(seconds)

    def received(self, data: bytes) -> None:
        """Take what the operator sent."""
        self.driver.feed(data)
        client = self.client
        if client and self.app.waiting > MOST_WAITING:
            logs.warn("too much was sent", operator=self.operator, device=self.device)
            self.dropped(client)
            client.end(Ending.TOO_MUCH)
            if self.operator is None:
                self.close()  # nobody comes back to a sign-on

    def resized(self, size: tuple[int, int]) -> None:
        """Draw at another size from now on."""
        self.driver.resize(size)

    def blocked(self) -> None:
        """Nothing: the driver asks the client before it draws."""

    def unblocked(self) -> None:
        """Draw what the client has missed."""
        self.driver.catch_up()

    def dropped(self, client: Client) -> None:
        """Go on without a terminal: the link is gone, and the operator will be back."""
        if self.driver.client is client:
            self.driver.detach()
            self._detached = self._loop.time()

    def take_back(self) -> bytes:
        """Return what was sent and is not answered, to be sent anew, and answer it no more.

        Every line ends with `ENTER`: behind another line no terminator of a scanner would count.
        """
        return self.driver.as_sent(ENTER.join(self.app.flow_screen.take_back()))

    def give_up_client(self) -> Client | None:
        """Leave the terminal as it was found and return it, to be used by another seat or hung up."""
        client = self.client
        if client:
            self.driver.leave()
            client.language = self.app.flow_screen.shown.view.language
            client.seat = None
        return client

    # --- what is known of it ----------------------------------------------------------------------------------------

    def _answered(self) -> None:
        operator = self._handheld.operator
        if operator != self.operator:
            self.operator = operator
            self._signed_on(self)

    def idle_since(self) -> float:
        """Return when something was entered last, or when its operator came back, by the loop's clock."""
        return max(self.app.last_entry or 0.0, self._attached)

    def detached_since(self) -> float | None:
        """Return since when the link has been down, by the loop's clock; None while it is up."""
        return self._detached

    def status(self) -> SeatStatus:
        """Return how it stands."""
        now, client, view = self._loop.time(), self.client, self.app.flow_screen.shown.view
        return SeatStatus(
            operator=self.operator,
            device=self.device,
            address=client.address if client else None,
            terminal=f"{client.terminal.term} {client.size[0]}x{client.size[1]}" if client else None,
            flow=view.flow,
            step=view.step,
            since=now - self._opened,
            last_scan=now - self.app.last_entry if self.app.last_entry else None,
            detached=now - self._detached if self._detached is not None else None,
        )
