"""The handheld on the terminal that the program was started in: a console, a window, or what OpenSSH's server gives."""

import asyncio
import codecs
import os
import selectors
import signal
import sys
import termios
import threading
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from queue import SimpleQueue
from typing import Final, TextIO

from serialhhd.flows.seam.handheld import Handheld, LabelReader
from serialhhd.hosting.handhelds.app import HostedApp
from serialhhd.hosting.handhelds.client import LEAST, MOST_WAITING, USUAL
from serialhhd.hosting.handhelds.latency import Latency
from serialhhd.hosting.terminal.driver import DriverTap
from serialhhd.hosting.terminal.terminals import Encoding, Palette, Terminal, terminal_of
from serialhhd.screens.hhd.app import MakeScreen
from serialhhd.screens.hhd.flow_screen import FlowScreen
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.screens.hhd.terminal import quieten

LARGEST: Final = (500, 200)
"""Columns and rows that are drawn at most."""
AT_ONCE: Final = 64 * 1024
"""So many bytes are read at a time, and may wait to be written before no more is drawn."""
LAST_BYTES: Final = 1.0
"""So many seconds a terminal has to take what is still to be written when the handheld is left."""
OTHER_SCREEN, OWN_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"
"""What stood on the terminal before is shown again behind us, where it is one that can do that."""
ENDING: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def run_handheld(
    handheld: Handheld,
    settings: DeviceSettings,
    scanner: LabelReader | None = None,
    make_screen: MakeScreen = FlowScreen,
    tap: DriverTap | None = None,
) -> int:
    """Run the handheld until it is left, and return the exit code. The mouse is asked for only with a device size.

    The scanner reads the labels that lie beside a device of a size. A tap is told what comes and goes. A signal that ends it, and a terminal that hangs up, leave the run open.
    """
    quieten()
    loop = asyncio.SelectorEventLoop(selectors.SelectSelector())  # kqueue does not watch every terminal
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(
            _Console(sys.stdin, sys.stdout, handheld, settings, scanner, make_screen, tap).run()
        )


def console_terminal(
    term: str, encoding: str, colour_term: str = "", *, is_colourless: bool = False, has_mouse: bool = False
) -> Terminal:
    """Return what a local terminal can draw.

    Args:
        term: TERM.
        encoding: The encoding of this process's output, by its locale; old terminals are taken to have ASCII only.
        colour_term: COLORTERM.
        is_colourless: Whether colours are not wanted (NO_COLOR).
        has_mouse: Whether it is to tell of clicks.
    """
    terminal = terminal_of(term)
    if not terminal.colours:
        return terminal
    is_modern = terminal.encoding == "utf-8"
    more: Palette | None = "indexed" if "256color" in terminal.term else None
    if is_modern and colour_term in {"truecolor", "24bit"}:
        more = "direct"
    return replace(
        terminal,
        encoding=_encoding(encoding) if is_modern else terminal.encoding,
        own_palette="none" if is_colourless else more,
        is_known=is_modern,
        has_mouse=has_mouse,
    )


def _encoding(name: str) -> Encoding:
    known = codecs.lookup(name).name
    if known == "utf-8":
        return "utf-8"
    return "latin-1" if known.startswith("iso8859") else "ascii"


class _Console:
    """A display that is a terminal of this process, and what comes from it.

    Args:
        given: The terminal that is read.
        shown: The terminal that is written.
        handheld: The handheld's side of the seam.
        settings: How the device is set up.
        scanner: Reads the labels beside the device.
        make_screen: Makes its screen.
        tap: Told what comes and goes; None where nobody wants to know.
    """

    def __init__(
        self,
        given: TextIO,
        shown: TextIO,
        handheld: Handheld,
        settings: DeviceSettings,
        scanner: LabelReader | None,
        make_screen: MakeScreen,
        tap: DriverTap | None,
    ) -> None:
        self._given, self._shown = given.fileno(), shown.fileno()
        self._handheld, self._scanner, self._make_screen = handheld, scanner, make_screen
        self._tap = tap
        self.terminal = console_terminal(
            os.environ.get("TERM", ""),
            shown.encoding,
            os.environ.get("COLORTERM", ""),
            is_colourless="NO_COLOR" in os.environ,
            has_mouse=settings.size is not None,
        )
        has_blocks = self.terminal.encoding == "utf-8"
        self._settings = replace(settings, draws_cursor=False, has_blocks=has_blocks)
        self.size = self._own_size()
        self.is_blocked = False
        self._writer = _Writer(self._shown)
        self._app: HostedApp
        self._exit_code = 0
        self._is_reading = self._is_over = False

    async def run(self) -> int:
        """Run until the handheld is left, and return the exit code."""
        self._loop = asyncio.get_running_loop()
        self._app = HostedApp(
            self._handheld,
            self._settings,
            self.size,
            Latency(),
            self._answered,
            self._scanner,
            self._make_screen,
        )
        with self._raw(), self._signals():
            self._writer.start(self._drained)
            self._begin()
            try:
                await self._app.run_until_left()
            finally:
                self._stop_reading()
                self._leave()
                self._writer.flush()
        if self._app.fault:
            raise self._app.fault
        return self._exit_code

    # --- the terminal -----------------------------------------------------------------------------------------------

    def write(self, data: bytes) -> None:
        """Queue bytes; once too many wait, nothing more is drawn until they are written."""
        self._writer.write(data)
        self.is_blocked = self._writer.waiting > AT_ONCE

    def _drained(self) -> None:
        """Called in the thread that writes."""
        with suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._catch_up)

    def _catch_up(self) -> None:
        if self.is_blocked:
            self.is_blocked = False
            self._app.channel.catch_up()

    def _begin(self) -> None:
        if self._has_other_screen:
            self.write(OTHER_SCREEN)
        if self._tap:
            self._app.channel.tapped_by(self._tap)
        self._app.channel.attach(self)
        self._read_on()

    def _leave(self) -> None:
        self._app.channel.leave()
        if self._has_other_screen:
            self.write(OWN_SCREEN)

    @property
    def _has_other_screen(self) -> bool:
        return self.terminal.colours and self.terminal.scrolls

    def _own_size(self) -> tuple[int, int]:
        try:
            columns, rows = os.get_terminal_size(self._shown)
        except OSError:
            return USUAL
        if not (columns and rows):
            return USUAL
        return min(max(columns, LEAST[0]), LARGEST[0]), min(max(rows, LEAST[1]), LARGEST[1])

    # --- what comes -------------------------------------------------------------------------------------------------

    def _read_on(self) -> None:
        if not (self._is_reading or self._is_over):
            self._is_reading = True
            self._loop.add_reader(self._given, self._read)

    def _stop_reading(self) -> None:
        if self._is_reading:
            self._is_reading = False
            self._loop.remove_reader(self._given)

    def _read(self) -> None:
        try:
            data = os.read(self._given, AT_ONCE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:  # hung up
            self._is_over = True
            self._stop_reading()
            self._app.exit()
            return
        self._app.channel.feed(data)
        if self._app.waiting > MOST_WAITING:  # the terminal keeps the rest until there is room
            self._stop_reading()

    def _answered(self) -> None:
        if not self._is_reading and self._app.waiting < MOST_WAITING // 2:
            self._read_on()

    # --- modes and signals ------------------------------------------------------------------------------------------

    @contextmanager
    def _raw(self) -> Iterator[None]:
        """Take every byte as it comes, and leave the terminal as it was found."""
        self._found = termios.tcgetattr(self._given)
        self._set_raw()
        try:
            yield
        finally:
            self._restore()

    def _set_raw(self) -> None:
        tty.setraw(self._given, termios.TCSANOW)

    def _restore(self) -> None:
        with suppress(termios.error):  # it has hung up
            termios.tcflush(self._given, termios.TCIFLUSH)  # what was scanned ahead is no command for a shell
            termios.tcsetattr(self._given, termios.TCSANOW, self._found)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        taken = {
            signal.SIGWINCH: self._resize,
            signal.SIGTSTP: self._pause,
            signal.SIGCONT: self._go_on,
        }
        found = {number: signal.getsignal(number) for number in (*taken, *ENDING)}
        for number, does in taken.items():
            self._loop.add_signal_handler(number, does)
        for number in ENDING:
            self._loop.add_signal_handler(number, self._end, number)
        try:
            yield
        finally:
            for number, handled in found.items():
                self._loop.remove_signal_handler(number)
                signal.signal(number, handled)

    def _resize(self) -> None:
        self.size = self._own_size()
        self._app.channel.resize(self.size)

    def _end(self, number: int) -> None:
        self._exit_code = 128 + number
        self._app.exit()

    def _pause(self) -> None:
        """Give the terminal back to the shell, and stop; SIGCONT comes next."""
        self._leave()
        self._writer.flush()
        self._restore()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        """Draw everything anew: whoever had the terminal meanwhile may have left it in any state."""
        self._set_raw()
        self._begin()
        self._resize()


class _Writer:
    """Writes in a thread of its own, so that a terminal that does not read stops nobody.

    Args:
        shown: What is written to.
    """

    def __init__(self, shown: int) -> None:
        self._shown = shown
        self._queue: SimpleQueue[bytes | threading.Event] = SimpleQueue()
        self._lock = threading.Lock()
        self.waiting = 0

    def start(self, drained: Callable[[], None]) -> None:
        """Begin; `drained` is called in the thread whenever nothing waits any more."""
        threading.Thread(target=self._run, args=(drained,), daemon=True, name="terminal").start()

    def write(self, data: bytes) -> None:
        """Queue bytes."""
        with self._lock:
            self.waiting += len(data)
        self._queue.put(data)

    def flush(self) -> None:
        """Wait until all is written, but not for ever."""
        written = threading.Event()
        self._queue.put(written)
        written.wait(LAST_BYTES)

    def _run(self, drained: Callable[[], None]) -> None:
        while True:
            data = self._queue.get()
            if isinstance(data, threading.Event):
                data.set()
                continue
            self._write(data)
            with self._lock:
                self.waiting -= len(data)
            if not self.waiting:
                drained()

    def _write(self, data: bytes) -> None:
        while data:
            try:
                data = data[os.write(self._shown, data) :]
            except OSError:  # hung up: what reads finds that out as well
                return
