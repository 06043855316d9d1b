"""However many come, those are let in who want to log in, and addresses take turns."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import ExitStack, closing, suppress

import pytest

from serialhhd.hosting.door import gate
from serialhhd.hosting.door.gate import Gate, listeners
from tests.hosting.ssh_site import HOST, Site
from tests.waiting import PATIENCE

ELSEWHERE = "127.0.0.2"
ROOM = 8


class Hall:
    """Who was let in, in order: the name that each one said, or nothing."""

    def __init__(self) -> None:
        self.gate = Gate(listeners(HOST, 0, 100), self._let_in, ROOM)
        self.came: list[str] = []
        self._port = self.gate.get_port()
        self._kept = ExitStack()
        self._has_come = asyncio.Event()

    def _let_in(self, sock: socket.socket) -> None:
        self._kept.enter_context(closing(sock))
        try:
            self.came.append(sock.recv(100).decode())
        except BlockingIOError:
            self.came.append("")
        self._has_come.set()

    def comes(self, says: str = "", address: str = HOST) -> socket.socket:
        one = socket.create_connection((HOST, self._port), source_address=(address, 0))
        self._kept.enter_context(closing(one))
        one.sendall(says.encode())
        return one

    async def until(self, many: int) -> list[str]:
        async with asyncio.timeout(PATIENCE):
            while len(self.came) < many:
                self._has_come.clear()
                await self._has_come.wait()
        return self.came

    def close(self) -> None:
        self.gate.close()
        self._kept.close()


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    opened = Hall()
    yield opened
    opened.close()


async def test_who_comes_alone_is_let_in_at_once(hall: Hall) -> None:
    for number in range(1, 3):
        hall.comes()
        assert len(await hall.until(number)) == number


async def test_who_has_hung_up_costs_nothing_more(hall: Hall) -> None:
    hall.comes("first")
    for _ in range(5):
        hall.comes("gone").close()
    hall.comes("last")
    assert await hall.until(2) == ["first", "last"]


async def test_addresses_take_turns(hall: Hall) -> None:
    hall.comes("first")
    for number in range(5):
        hall.comes(f"many-{number}", ELSEWHERE)
    hall.comes("one")
    assert (await hall.until(7))[1:3] in (["many-0", "one"], ["one", "many-0"])


async def test_who_says_nothing_is_let_in_after_those_who_do(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "QUIET", 0.05)
    hall.comes("first")
    hall.comes("")
    hall.comes("speaks")
    assert await hall.until(3) == ["first", "speaks", ""]


async def test_where_there_is_no_room_the_address_with_most_loses_a_silent_one(hall: Hall) -> None:
    hall.comes("first")
    hall.comes("one")
    silent = [hall.comes("", ELSEWHERE) for _ in range(ROOM * 2)]
    hall.comes("another", ELSEWHERE)
    assert (await hall.until(3))[1:] in (["one", "another"], ["another", "one"])
    silent[0].settimeout(PATIENCE)
    assert silent[0].recv(1) == b""


async def test_what_waits_is_hung_up_on_when_the_gate_is_closed(hall: Hall) -> None:
    hall.comes("first")
    waiting = hall.comes()
    await hall.until(1)
    hall.gate.close()
    waiting.settimeout(PATIENCE)
    with suppress(ConnectionResetError):
        assert waiting.recv(1) == b""
    with pytest.raises(ConnectionRefusedError):
        hall.comes()


STORM = 3000


async def storm(site: Site, says: bytes) -> None:
    """Connect and hang up so often, a hundred at a time, as fast as the server takes them."""
    loop = asyncio.get_running_loop()
    for _ in range(STORM // 100):
        with ExitStack() as kept:
            for _ in range(100):
                one = kept.enter_context(closing(socket.socket()))
                one.setblocking(False)
                await loop.sock_connect(one, (HOST, site.port))
                with suppress(ConnectionError):  # it may have had to make room
                    one.send(says)


@pytest.mark.parametrize("says", [b"", b"SSH-2.0-storm\r\n"], ids=["silent", "as a client"])
async def test_in_a_storm_of_connections_every_login_is_kept(site: Site, says: bytes) -> None:
    """At 5,000 a second six of ten logins were lost, and the others took ten seconds."""
    raging = asyncio.create_task(storm(site, says))
    for name in ("anna", "ben"):
        login = await site.logs_in(name)
        await login.sees("FLOW?")
    await raging
    for login in site.logins:
        await login.enters(("1\r", "PRE-RECEIPT?"))
