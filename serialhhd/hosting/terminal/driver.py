"""Between a Textual app and a client: draws what changed, and hands on what was typed. It outlives every client."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from textual.events import Resize

from serialhhd.hosting.terminal.terminals import Terminal, terminal_of
from serialhhd.hosting.terminal.vt import Painter
from serialhhd.screens.entering.keys import Entered, Key, KeyDecoder
from serialhhd.screens.textual_private.driver import EmbeddedDriver
from serialhhd.screens.textual_private.frame import Frame

if TYPE_CHECKING:
    import asyncio

    from textual.app import App
    from textual.strip import Strip

SPLIT_KEY = 0.5
"""So many seconds a function key may take to arrive whole; a lone ESC is dropped after them."""

REDRAW = Key("ctrl+l")


class DriverClient(Protocol):
    """A terminal, whatever carries its bytes.

    Attributes:
        terminal: What it can draw.
        size: Columns and rows.
        is_blocked: Whether it has stopped reading: nothing more is to be sent until it reads again.
    """

    terminal: Terminal
    size: tuple[int, int]
    is_blocked: bool

    def write(self, data: bytes) -> None:
        """Send bytes, or queue them; does not wait."""
        ...


class DriverTap(Protocol):
    """Somebody who keeps what comes from the terminal, and goes to it."""

    @property
    def is_blind(self) -> bool:
        """Whether nothing is taken of what goes; when that is over the whole screen is drawn."""
        ...

    def hear(self, data: bytes) -> None:
        """Take what comes, before it is read."""

    def show(self, text: str) -> None:
        """Take what goes."""

    def resize(self, columns: int, rows: int) -> None:
        """Take how large the terminal is from now on."""


class ChannelDriver(EmbeddedDriver):
    """A driver without threads, signals or a terminal of its own.

    Args:
        app: The app that it drives.
        size: Columns and rows at the start.
        entered: Called with what the client sent, in order, and when it came by the loop's clock.
        cursor: Returns where the terminal's own cursor belongs, as column and row; None hides it.
        learned: Called with the terminal, when it has turned out to be another one than it said.
        has_labels: Whether Alt and a digit are to be told, because labels may lie beside the device.
    """

    def __init__(
        self,
        app: "App[None]",
        size: tuple[int, int],
        entered: Callable[[list[Entered], float], None],
        cursor: Callable[[], tuple[int, int] | None],
        learned: Callable[[Terminal], None],
        *,
        has_labels: bool = False,
    ) -> None:
        super().__init__(app, size)
        self.clock: Callable[[], float] = self.loop.time
        self._entered = entered
        self._cursor = cursor
        self._learned = learned
        self._has_labels = has_labels
        self._client: DriverClient | None = None
        self._tap: DriverTap | None = None
        self._was_blind = False
        self.watching: Callable[[], None] | None = None
        """Called when what is drawn has changed; for one who looks on."""
        self._has_colours = True
        self._painter = Painter(terminal_of("vt100"))
        self._frame = Frame()
        self._decoder = KeyDecoder(has_labels=has_labels)
        self._split_key: asyncio.TimerHandle | None = None

    # --- the client -------------------------------------------------------------------------------------------------

    @property
    def client(self) -> DriverClient | None:
        """The client that it draws on now."""
        return self._client

    def attach(self, client: DriverClient) -> None:
        """Draw on this client from now on, at its size: the whole screen at once where it is drawn at that size already."""
        self._forget_split_key()
        self._client = client
        self._decoder = KeyDecoder(has_labels=self._has_labels)
        self._painter = self._painter_of(client.terminal)
        self._send(self._painter.start())
        self.resize(client.size)
        self._paint()

    def tapped_by(self, tap: DriverTap) -> None:
        """Tell somebody from now on what comes and goes, the whole screen at first."""
        self._tap = tap
        if self._client:
            tap.resize(*self._client.size)
            tap.show(self._text(self._painter.start()))
            self._painter.forget()
            self._paint()

    def _send(self, data: bytes) -> None:
        if self._client:
            self._client.write(data)
        if self._tap:
            self._tap.show(self._text(data))

    def _text(self, data: bytes) -> str:
        return data.decode(self._client.terminal.encoding if self._client else "utf-8", "replace")

    def use_colours(self, *, has_colours: bool) -> None:
        """Send the terminal's own two colours alone from now on, or all that it has."""
        if has_colours != self._has_colours:
            self._has_colours = has_colours
            if self._client:
                self._painter = self._painter_of(self._client.terminal)
                self._paint()

    def _painter_of(self, terminal: Terminal) -> Painter:
        return Painter(terminal if self._has_colours else replace(terminal, own_palette="none"))

    def detach(self) -> None:
        """Draw on nothing from now on."""
        self._forget_split_key()
        self._client = None

    def leave(self) -> None:
        """Leave the client's terminal as it was found, and draw on nothing from now on."""
        client = self._client
        self.detach()
        if client:
            client.write(self._painter.finish())

    def resize(self, size: tuple[int, int]) -> None:
        """Lay the app out anew, where it has another size.

        What was drawn is kept: a size that changes and changes back at once is no change for Textual, which draws nothing.
        """
        if size == self.size:
            return
        self.size = size
        if self._tap:
            self._tap.resize(*size)
        self._painter.forget()
        self.send_message(Resize.from_dimensions(size, None))
        self._paint()

    def feed(self, data: bytes) -> None:
        """Take what the client sent."""
        if self._tap:
            self._tap.hear(data)
        self._forget_split_key()
        self._hand_on(self._decoder.feed(data))
        if self._decoder.is_pending:
            self._split_key = self.loop.call_later(SPLIT_KEY, self._tick)

    def as_sent(self, text: str) -> bytes:
        """Return characters as the client would send them, and behind them what has not come whole."""
        return self._decoder.as_sent(text)

    def _tick(self) -> None:
        self._split_key = None
        self._hand_on(self._decoder.tick())

    def _forget_split_key(self) -> None:
        if self._split_key:
            self._split_key.cancel()
            self._split_key = None

    def _hand_on(self, entered: list[Entered]) -> None:
        if REDRAW in entered:
            self._painter.forget()
            self._paint()
        self._learn_encoding()
        self._entered([one for one in entered if one != REDRAW], self.clock())

    def _learn_encoding(self) -> None:
        """Draw in the encoding that the client was seen to send, whatever its TERM let expect."""
        client, found = self._client, self._decoder.encoding
        if client and found and client.terminal.encoding != found and not client.terminal.is_known:
            client.terminal = replace(client.terminal, encoding=found)
            self._painter = self._painter_of(client.terminal)
            self._learned(client.terminal)
            self._paint()

    # --- drawing ----------------------------------------------------------------------------------------------------

    def show(self, update: object) -> None:
        """Draw what the compositor hands out."""
        if self._frame.take(update):
            self._paint()
            if self.watching:
                self.watching()

    @property
    def rows(self) -> "Sequence[Strip]":
        """What is drawn now, row by row."""
        return self._frame.rows

    def catch_up(self) -> None:
        """Draw what a client has missed that did not read."""
        self._paint()

    def bell(self) -> None:
        """Ring."""
        if self._client and not self._client.is_blocked:
            self._send(self._painter.bell())

    def _paint(self) -> None:
        client = self._client
        if client is None or client.is_blocked or not self._frame.fits(self.size):
            return
        if self._tap and self._was_blind and not self._tap.is_blind:
            self._painter.forget()
        self._was_blind = bool(self._tap and self._tap.is_blind)
        data = self._painter.paint(self._frame.rows, self._cursor())
        if data:
            self._send(data)

    # --- what Textual asks of a driver ------------------------------------------------------------------------------

    def write(self, data: str) -> None:
        """Drop what Textual would write by itself: requests that old clients print."""

    def start_application_mode(self) -> None:
        """Nothing: the client's terminal is prepared when it attaches."""

    def stop_application_mode(self) -> None:
        """Nothing: whoever ends the app tells the client."""

    def disable_input(self) -> None:
        """Nothing: there is no thread that reads."""
