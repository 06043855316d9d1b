"""A server of handhelds in the test's own process, and operators who reach it over SSH on loopback."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, Self, cast

import asyncssh
import pyte
import pytest
from asyncssh import SSHClientChannel, SSHClientConnection
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.hosting.door.connections import Door
from serialhhd.hosting.door.ssh import listen
from serialhhd.hosting.handhelds.backend import Backend, LocalBackend
from serialhhd.hosting.handhelds.seat import Seat
from serialhhd.hosting.handhelds.seats import Opened, Seats
from serialhhd.hosting.settings import HostSettings
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, devices, logins, operators
from serialhhd.store.people.logins import LoginEntry
from serialhhd.store.words.codes import key
from serialhhd.store.words.vocabulary import Role
from tests.waiting import PATIENCE

HOST = "127.0.0.1"
PERSON = 0.1
"""So many seconds pass at least between what a person does and their Enter."""
PASSWORD = "gatehouse-7"  # noqa: S105 - of nobody real
PIN = "471102"
DEVICE = "DOCK-1"
PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$][a-z]?")
"""What pyte does not know and would print."""
SMALL = (40, 12)


@dataclass
class Site:
    """A server and its store, as the tests see them."""

    store: Store
    seats: Seats
    door: Door
    port: int
    key: asyncssh.SSHKey
    logins: "list[Login]" = field(default_factory=list)

    # --- who works here ---------------------------------------------------------------------------------------------

    def adds(self, *names: str) -> None:
        """Let operators log in by the key."""
        known = credentials.read_key(self.key.export_public_key().decode())

        def write(conn: Connection) -> None:
            for name in names:
                operators.add(conn, name, Role.OPERATOR, self.store.now(), by="office")
                credentials.add_key(conn, name, known, self.store.now(), by="office")

        self.store.write(write)

    def adds_device(self) -> None:
        """Let a shared device log in by the key."""
        known = credentials.read_key(self.key.export_public_key().decode())

        def write(conn: Connection) -> None:
            devices.add(conn, DEVICE, self.store.now(), by="office")
            credentials.add_key(conn, DEVICE, known, self.store.now(), by="office")

        self.store.write(write)

    def audit(self, **wanted: Any) -> list[LoginEntry]:
        """Return what is kept of the door, oldest first."""
        with self.store.read() as conn:
            return list(reversed(logins.page(conn, limit=1000, **wanted)))

    async def kept(self, is_there: Callable[[list[LoginEntry]], bool]) -> list[LoginEntry]:
        """Return the audit once it holds what is waited for; what is noted is written behind the screens."""
        async with asyncio.timeout(PATIENCE):
            while not is_there(self.audit()):
                await asyncio.to_thread(self.store.write, lambda _: None)  # a turn of the writer
        return self.audit()

    # --- who comes --------------------------------------------------------------------------------------------------

    async def connects(self, name: str, **options: Any) -> asyncssh.SSHClientConnection:
        """Log in by the key, and open nothing."""
        where = {} if "sock" in options else {"host": HOST, "port": self.port}
        usual = {"client_keys": [self.key], "known_hosts": None, "agent_path": None, "config": None}
        return await asyncssh.connect(username=name, **(where | usual | options))

    async def logs_in(
        self, name: str, *, term: str = "vt220", size: tuple[int, int] = SMALL, **options: Any
    ) -> "Login":
        """Log in and open a terminal."""
        connection = await self.connects(name, **options)
        login = await Login.opened(connection, term, size)
        self.logins.append(login)
        return login

    def seat(self, operator: str) -> Seat:
        """Return the handheld of an operator."""
        (found,) = [seat for seat in self.seats.all if key(seat.operator or "") == key(operator)]
        return found


class Login(asyncssh.SSHClientSession[bytes]):
    """Somebody at a terminal that draws what the server sends."""

    served: ClassVar[int] = 0
    """So often something has come to anybody."""

    def __init__(self, connection: asyncssh.SSHClientConnection, size: tuple[int, int]) -> None:
        self.connection = connection
        self.sent = bytearray()
        self.is_over = False
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._drawn = 0
        self._has_come = asyncio.Event()

    @classmethod
    async def opened(
        cls,
        connection: asyncssh.SSHClientConnection,
        term: str = "vt220",
        size: tuple[int, int] = SMALL,
        **options: Any,
    ) -> Self:
        """Open a terminal on a connection."""
        login = cls(connection, size)
        await connection.create_session(
            lambda: login, request_pty="force", term_type=term, term_size=size, encoding=None, **options
        )
        return login

    def connection_made(self, chan: asyncssh.SSHClientChannel[bytes]) -> None:
        self.channel = chan

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:  # noqa: ARG002 - asyncssh's
        self.sent += data
        Login.served += 1
        self._has_come.set()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncssh's
        self.is_over = True
        self._has_come.set()
        self.connection.close()  # as OpenSSH's client and PuTTY do

    @property
    def screen(self) -> str:
        """What is drawn, row by row."""
        data, self._drawn = bytes(self.sent[self._drawn :]), len(self.sent)
        self._stream.feed(PRIVATE.sub(b"", data))
        return "\n".join(row.rstrip(" ") for row in self._screen.display)

    def sends(self, keys: str | bytes) -> None:
        """Send keys and go on at once."""
        self.channel.write(keys if isinstance(keys, bytes) else keys.encode())

    async def sees(self, *texts: str) -> str:
        """Wait until all of the texts stand on the screen, and return it."""
        return await self.comes_to(lambda screen: all(text in screen for text in texts), f"{texts}")

    async def shows(self, screen: str) -> None:
        """Wait until the screen is this one."""
        await self.comes_to(lambda drawn: drawn == screen, f"the screen\n{screen}\n")

    async def comes_to(self, is_wanted: Callable[[str], bool], wanted: str = "a screen") -> str:
        """Wait until the screen is one that is wanted, and return it."""
        while not is_wanted(self.screen):
            if self.is_over:
                pytest.fail(f"hung up before {wanted} was seen; the screen is\n{self.screen}")
            self._has_come.clear()
            if not await self._comes():
                pytest.fail(f"waited in vain for {wanted}; the screen is\n{self.screen}")
        return self.screen

    async def _comes(self) -> bool:
        """Return when something has come, and whether it has; others may be served before, as long as anything comes to anybody."""
        while not self._has_come.is_set():
            served = Login.served
            with suppress(TimeoutError):
                await asyncio.wait_for(self._has_come.wait(), PATIENCE)
            if not self._has_come.is_set() and served == Login.served:
                return False
        return True

    async def enters(self, *steps: tuple[str, str]) -> None:
        """Send keys, one after the other, each when what answers the one before was seen; nobody presses Enter any faster."""
        for keys, until in steps:
            if keys == "\r":
                await asyncio.sleep(PERSON)
            self.sends(keys)
            await self.sees(until)

    def resizes(self, columns: int, rows: int) -> None:
        """Be as large as this from now on."""
        self._screen.resize(lines=rows, columns=columns)
        self.channel.change_terminal_size(columns, rows)

    async def is_told(self, sentence: str) -> None:
        """Wait until the server has hung up, with this on the screen and nothing else."""
        async with asyncio.timeout(PATIENCE):
            await self.channel.wait_closed()
            await self.connection.wait_closed()
        assert " ".join(self.screen.split()) == sentence

    def stops_reading(self) -> None:
        """Read nothing any more of what comes over the link."""
        self._link.pause_reading()

    def reads_again(self) -> None:
        """Read what has come meanwhile."""
        self._link.resume_reading()

    @property
    def _link(self) -> asyncio.ReadTransport:
        return cast("asyncio.ReadTransport", self.connection._transport)

    def drops(self) -> None:
        """Be gone, without a word to anybody."""
        self.connection.abort()

    async def goes(self) -> None:
        """Be gone, and wait until nothing is left of it here."""
        self.drops()
        await self.connection.wait_closed()


@asynccontextmanager
async def running_site(
    store: Store,
    folder: Path,
    backend: Callable[[Backend], Backend] = lambda backend: backend,
    opened: Opened | None = None,
    **settings: Any,
) -> AsyncIterator[Site]:
    """Run a server until the test is over, and make sure that nothing went wrong behind the screens.

    Args:
        store: Its store.
        folder: Where its host keys are made.
        backend: Returns what stands between the server and its store.
        opened: Called with each new handheld.
        settings: Of `HostSettings`, where they are not the usual ones.
    """
    at = replace(HostSettings(port=0, host_keys=folder / "host_keys"), **settings)
    seats = Seats(backend(LocalBackend(store, FlowsFile(PACKAGED))), at, opened=opened)
    door = Door(seats._backend, seats)
    acceptor = await listen(door, at)
    chores = [asyncio.create_task(seats.sweep()), asyncio.create_task(seats.watch_principals())]
    site = Site(store, seats, door, acceptor.get_port(), asyncssh.generate_private_key("ssh-ed25519"))
    try:
        yield site
        for chore in chores:
            assert not chore.done()
    finally:
        for login in site.logins:
            await login.goes()
        acceptor.close()
        await seats.stop()
        for connection in tuple(door.connections):
            connection.abort()
        for chore in chores:
            chore.cancel()
        await asyncio.wait(chores)


WINDOW, PACKET = 2**17, 2**15
"""What a client offers to take, in bytes."""


async def opened_channel(connection: SSHClientConnection) -> SSHClientChannel[bytes]:
    """Open a session and ask nothing of it."""
    loop = asyncio.get_running_loop()
    channel = SSHClientChannel[bytes](connection, loop, "strict", None, "strict", WINDOW, PACKET)
    await channel._open(b"session")
    return channel


async def is_refused(site: Site, name: str, **options: Any) -> None:
    with pytest.raises(asyncssh.PermissionDenied):
        await site.connects(name, **options)
    assert not site.seats.all


def by_password(password: str) -> dict[str, Any]:
    return {"client_keys": None, "password": password}
