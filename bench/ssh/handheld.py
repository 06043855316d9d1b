"""A handheld as a client sees it: an SSH connection with a terminal of a size, and the screen that is drawn on it."""

import asyncio
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import asyncssh
import pyte

from serialhhd.screens.hhd.settings import DeviceSize

TERM: Final = "vt220"
OPERATOR_VARIABLE: Final = "BENCH_OPERATOR"
"""Under OpenSSH all log in to one account, and this says who is meant."""
PATIENCE: Final = 60
"""Seconds after which an answer that did not come is a failure."""
QUIET: Final = 0.25
"""Seconds without a byte after which a frame is whole."""
PRIVATE: Final = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$][a-z]?")
"""What pyte does not know and would print."""
COUNTER: Final = re.compile(r"SERIAL\?\s+(\d+)/(\d+)")


@dataclass(frozen=True, slots=True)
class Target:
    """Where operators log in.

    Attributes:
        port: On loopback.
        key: The private key that every operator has.
        account: The one account of the computer that all share; None where each logs in by the own name.
        password: What everybody logs in with in place of the key; empty where it is the key.
        first: What is scanned first, as it is sent, so that the handheld stands at the serials; empty where it stands there already.
    """

    port: int
    key: Path
    account: str | None = None
    password: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True)
class Login:
    """How long a login took, in seconds.

    Attributes:
        until_admitted: From the first packet until the key was accepted.
        until_drawn: From the first packet until the question stood on the screen.
    """

    until_admitted: float
    until_drawn: float


class Terminal(asyncssh.SSHClientSession[bytes]):
    """Draws what comes, and counts it.

    Attributes:
        received: Bytes that came in the channel.
    """

    def __init__(self, size: DeviceSize) -> None:
        self.received = 0
        self._screen = pyte.Screen(size.columns, size.rows)
        self._stream = pyte.ByteStream(self._screen)
        self._wanted: tuple[re.Pattern[str], asyncio.Future[re.Match[str]]] | None = None
        self._came = asyncio.Event()
        self._lost: Exception | None = None

    def data_received(self, data: bytes, _datatype: int | None) -> None:
        """Draw it, and see whether what is waited for is there."""
        self.received += len(data)
        self._stream.feed(PRIVATE.sub(b"", data))
        self._came.set()
        self._look(self._screen.dirty)
        self._screen.dirty.clear()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits."""
        self._lost = exc or ConnectionError(f"the server ended the session\n{self.text}")
        if self._wanted and not self._wanted[1].done():
            self._wanted[1].set_exception(self._lost)

    @property
    def text(self) -> str:
        """What is drawn, row by row."""
        return "\n".join(self._screen.display)

    async def sees(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Return where the pattern matches on a row, as soon as it does.

        Raises:
            TimeoutError: It is not drawn in time; the error says what is drawn instead.
        """
        if self._lost:
            raise self._lost
        self._wanted = (pattern, asyncio.get_running_loop().create_future())
        self._look(range(self._screen.lines))
        try:
            return await asyncio.wait_for(self._wanted[1], PATIENCE)
        except TimeoutError:
            raise TimeoutError(f"waited for {pattern.pattern!r}, drawn is\n{self.text}") from None
        finally:
            self._wanted = None

    async def quiet(self) -> None:
        """Return when nothing more comes."""
        while True:
            self._came.clear()
            try:
                await asyncio.wait_for(self._came.wait(), QUIET)
            except TimeoutError:
                return

    def _look(self, rows: Iterable[int]) -> None:
        """See whether what is waited for stands on a row."""
        if self._wanted is None or self._wanted[1].done():
            return
        for row in rows:
            if match := self._wanted[0].search(self._row(row)):
                self._wanted[1].set_result(match)
                return

    def _row(self, row: int) -> str:
        cells = self._screen.buffer[row]
        return "".join(cells[column].data for column in range(self._screen.columns))


class Handheld:
    """An operator's device that stands at the serial step."""

    def __init__(
        self,
        connection: asyncssh.SSHClientConnection,
        channel: asyncssh.SSHClientChannel[bytes],
        drawn: Terminal,
    ) -> None:
        self.login = Login(0, 0)
        self.drawn = drawn
        self.count = 0
        self._expected = 0
        self._connection = connection
        self._channel = channel

    async def stands_at_serials(self) -> None:
        """Wait for the question and its counter."""
        counter = await self.drawn.sees(COUNTER)
        self.count, self._expected = int(counter[1]), int(counter[2])

    async def scan(self, serial: str) -> float:
        """Send a serial as a scanner would and return the seconds until the counter has counted it."""
        self.count += 1
        began = time.perf_counter()
        self._channel.write(serial.encode("ascii") + b"\r")
        await self.drawn.sees(re.compile(rf"(?<!\d){self.count}/{self._expected}"))
        return time.perf_counter() - began

    async def quit(self) -> None:
        """Leave the handheld, so that the server has nothing left of it, and wait for its end."""
        self._channel.write(b":quit\r")
        await asyncio.wait_for(self._channel.wait_closed(), PATIENCE)
        await self.leave()

    async def drop(self) -> None:
        """Be gone without a word, as when the battery dies."""
        self._connection.abort()
        await self._connection.wait_closed()

    async def leave(self) -> None:
        """Close the connection and wait for its end."""
        self._connection.close()
        await self._connection.wait_closed()


async def log_in(target: Target, operator: str, size: DeviceSize) -> Handheld:
    """Log in and return the handheld as soon as the question stands on its screen."""
    began = time.perf_counter()
    connection = await asyncssh.connect(
        "127.0.0.1",
        target.port,
        username=target.account or operator,
        client_keys=None if target.password else [str(target.key)],
        password=target.password or None,
        known_hosts=None,
        agent_path=None,
        config=None,
        keepalive_interval=0,
    )
    admitted = time.perf_counter() - began
    channel, terminal = await connection.create_session(
        _opened(size),
        term_type=TERM,
        term_size=(size.columns, size.rows),
        encoding=None,
        env={} if target.account is None else {OPERATOR_VARIABLE: operator},
    )
    handheld = Handheld(connection, channel, cast("Terminal", terminal))
    channel.write(target.first.encode())
    await handheld.stands_at_serials()
    handheld.login = Login(admitted, time.perf_counter() - began)
    return handheld


def _opened(size: DeviceSize) -> Callable[[], Terminal]:
    return lambda: Terminal(size)
