"""A handheld on a channel, and the terminal at its other end: what the tests of the host share."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pyte
import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.hosting.handhelds.client import Client
from serialhhd.hosting.handhelds.latency import Latency
from serialhhd.hosting.handhelds.seat import Seat
from serialhhd.hosting.terminal.terminals import Encoding, terminal_of
from serialhhd.screens.textual_private.apps import leave_output_alone
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials
from serialhhd.store.people.logins import Principal
from serialhhd.store.words.vocabulary import Role
from tests.hosting.ssh_site import PASSWORD, PIN, Site, running_site
from tests.waiting import PATIENCE

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PERSON = 1.0
"""So many seconds pass between two things that a person does."""
ANNA = Principal("anna", is_device=False, role=Role.OPERATOR, keys=(), password_hash=None, has_pin=False)


@pytest.fixture(autouse=True)
def output() -> None:
    """Keep Textual away from the output of the tests, as the server does."""
    leave_output_alone()


@pytest.fixture
def sample_path(tmp_path: Path, sample_template: Path) -> Path:
    """The file of the demo's warehouse."""
    path = tmp_path / "sample.db"
    shutil.copy(sample_template, path)
    return path


@pytest.fixture
def warehouse(sample_path: Path) -> Iterator[Store]:
    """The demo's warehouse."""
    with Store.open(str(sample_path)) as opened:
        yield opened


class Wire:
    """The other end of a client: a terminal that draws what it is sent, and counts the bytes."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.sent = bytearray()
        self.closed = asyncio.Event()
        self.drawn = asyncio.Event()
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)

    def write(self, data: bytes) -> None:
        self.sent += data
        self._stream.feed(data)
        self.drawn.set()

    def close(self) -> None:
        self.closed.set()

    def cut(self) -> None:
        self.closed.set()

    @property
    def is_closed(self) -> bool:
        """Whether the server has hung up."""
        return self.closed.is_set()

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(lines=rows, columns=columns)

    @property
    def screen(self) -> str:
        """What is drawn, row by row."""
        return "\n".join(row.rstrip(" ") for row in self._screen.display)

    def reversed_columns(self, row: int) -> set[int]:
        """Which columns of a row are in reverse video."""
        return {column for column, cell in self._screen.buffer[row].items() if cell.reverse}

    @property
    def cursor(self) -> tuple[int, int] | None:
        """Where the cursor is, as column and row; None where it is hidden."""
        cursor = self._screen.cursor
        return None if cursor.hidden else (cursor.x, cursor.y)


class Terminal:
    """A client with its wire."""

    def __init__(
        self, principal: Principal, size: tuple[int, int], term: str, encoding: Encoding | None = None
    ) -> None:
        self.wire = Wire(size)
        self.now = 0.0
        self.client = Client(principal, "192.0.2.7", terminal_of(term, encoding), size, self.wire)

    @property
    def screen(self) -> str:
        """What is drawn, row by row."""
        return self.wire.screen

    def write(self, data: str | bytes, after: float = PERSON) -> None:
        """Send and go on at once; so many seconds have passed since something was sent."""
        self.now += after
        self.client.received(data if isinstance(data, bytes) else data.encode())

    async def sends(self, *writes: str | bytes) -> str:
        """Send one after the other, each when the one before is answered, and return what is drawn then."""
        for data in writes:
            self.write(data)
            await self.settles()
        return self.screen

    async def sees(self, text: str) -> str:
        """Wait until a text is drawn, and return the screen."""
        async with asyncio.timeout(PATIENCE):
            while text not in self.screen:
                self.wire.drawn.clear()
                await self.wire.drawn.wait()
        return self.screen

    async def settles(self) -> str:
        """Return what is drawn when all is answered."""
        seat = self.client.seat
        assert isinstance(seat, Seat)
        async with asyncio.timeout(PATIENCE):
            await seat.app.settled()
            while not seat.driver._frame.fits(self.client.size):  # Textual lays it out in its own time
                await seat.app.settled()
        return self.screen

    async def resizes(self, columns: int, rows: int) -> str:
        """Take another size, and return what is drawn then."""
        self.wire.resize(columns, rows)
        self.client.resized(columns, rows)
        return await self.settles()


OpenSeat = Callable[..., AbstractAsyncContextManager[tuple[Seat, Terminal]]]


@pytest.fixture
def open_seat(warehouse: Store) -> OpenSeat:
    """Return what opens a handheld of an operator on a terminal, without a server around it."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (26, 16),
        term: str = "xterm",
        encoding: Encoding | None = None,
        flow: str | None = "goods_in",
        flows: Path = PACKAGED,
    ) -> AsyncIterator[tuple[Seat, Terminal]]:
        session = Session(warehouse, FlowsFile(flows), ANNA.name, flow)
        terminal = Terminal(ANNA, size, term, encoding)
        seat = Seat(session, terminal.client, Latency(), lambda _: None, lambda _: None)
        seat.driver.clock = seat.app.flow_screen.clock = lambda: terminal.now
        await asyncio.wait_for(seat.until_started(), timeout=PATIENCE)
        await terminal.settles()
        yield seat, terminal
        seat.close()
        await asyncio.wait_for(seat.until_ended(), timeout=PATIENCE)

    return opened


@pytest.fixture
async def site(warehouse: Store, tmp_path: Path) -> AsyncIterator[Site]:
    """A server of handhelds in this process, with the operators `anna` and `ben`, who have a key."""
    async with running_site(warehouse, tmp_path) as running:
        running.adds("anna", "ben")
        yield running


@pytest.fixture(scope="session")
def hashed() -> tuple[str, str]:
    """What the store keeps of a password and of a PIN."""
    return credentials.hash_secret(PASSWORD), credentials.hash_secret(PIN)


@pytest.fixture
def staffed(site: Site, hashed: tuple[str, str]) -> Site:
    """The same with a shared device; `anna` has a password and a PIN besides, `ben` a password."""
    password, pin = hashed

    def write(conn: Connection) -> None:
        for name in ("anna", "ben"):
            credentials.set_password(conn, name, password, by="office")
        credentials.set_pin(conn, "anna", pin, by="office")

    site.store.write(write)
    site.adds_device()
    return site
