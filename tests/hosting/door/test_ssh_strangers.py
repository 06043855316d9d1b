"""Who has not logged in: whatever they do, operators are let in and served, and it costs bounded memory."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import asyncssh
import pytest
from asyncssh import SSHClientConnection
from asyncssh.constants import MSG_IGNORE, MSG_USERAUTH_REQUEST
from asyncssh.packet import Boolean, String

from serialhhd.hosting.door import connections
from serialhhd.hosting.door.handshake import LONGEST_PACKET, UNREAD_OF_STRANGER
from serialhhd.store.people.credentials import LONGEST_SECRET
from serialhhd.store.words.vocabulary import LoginEvent
from tests.hosting.door.test_ssh_refused import hasty
from tests.hosting.ssh_site import HOST, PASSWORD, Site, by_password
from tests.waiting import PATIENCE

ELSEWHERE = "127.0.0.2"
MOST = 20
GUESSERS = 10


@pytest.fixture
def few_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes few connections; before it starts."""
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", MOST)


@pytest.fixture
def silent(few_places: None, site: Site) -> Iterator[list[socket.socket]]:  # noqa: ARG001 - before the server starts
    """More connections from one address than there are places, that say nothing."""
    with ExitStack() as kept:
        yield [
            kept.enter_context(
                closing(socket.create_connection((HOST, site.port), source_address=(ELSEWHERE, 0)))
            )
            for _ in range(MOST * 2)
        ]


async def test_silent_connections_from_one_address_keep_nobody_out(
    silent: list[socket.socket], site: Site
) -> None:
    for name in ("anna", "ben"):
        login = await asyncio.wait_for(site.logs_in(name), PATIENCE)
        await login.sees("FLOW?")
    assert len(site.door._strangers) <= MOST // 2
    assert len(silent) > MOST


async def test_silent_connections_do_not_hang_up_who_has_logged_in(few_places: None, site: Site) -> None:  # noqa: ARG001 - before the server starts
    anna = await site.logs_in("anna")
    await anna.sees("FLOW?")
    with ExitStack() as kept:
        for _ in range(MOST * 2):
            kept.enter_context(closing(socket.create_connection((HOST, site.port))))
        await anna.enters(("1\r", "PRE-RECEIPT?"))


# --- more than is answered --------------------------------------------------------------------------------------------

FLOOD = 8 << 20
CHUNK = 256 * 1024
"""So much comes from a socket at a time."""


class Flooder(asyncssh.SSHClient):
    """A client that has exchanged keys, and then sends requests to log in without waiting for an answer."""

    def connection_made(self, conn: SSHClientConnection) -> None:
        self._conn = conn

    async def public_key_auth_requested(self) -> None:
        sent = bytearray()
        vars(self._conn)["_send"] = sent.extend
        while len(sent) < FLOOD // 8:
            self._conn.send_packet(
                MSG_USERAUTH_REQUEST, String("anna"), String("ssh-connection"), String("none")
            )
        transport = self._conn._transport
        assert transport
        transport.write(bytes(sent) + bytes(FLOOD - len(sent)))
        await self._conn.wait_closed()


async def test_who_sends_more_than_is_answered_is_hung_up_on(site: Site) -> None:
    anna = await site.logs_in("anna")
    await anna.sees("FLOW?")
    flooding = asyncio.create_task(site.connects("anna", client_keys=None, client_factory=Flooder))
    largest = 0
    async with asyncio.timeout(PATIENCE):
        while not flooding.done():
            largest = max(largest, *(len(conn._inpbuf) for conn in site.door.connections))
            await asyncio.sleep(0)
    assert isinstance(flooding.exception(), asyncssh.Error | OSError)
    assert UNREAD_OF_STRANGER < largest <= UNREAD_OF_STRANGER + CHUNK
    await anna.enters(("1\r", "PRE-RECEIPT?"))


# --- guesses that nobody waits for ------------------------------------------------------------------------------------


async def test_guessers_who_hang_up_keep_nobody_waiting(
    staffed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked, check = 0, staffed.door.backend.is_password

    async def count(*args: Any) -> bool:
        nonlocal checked
        checked += 1
        return await check(*args)

    staffed.adds(*(f"guess-{number}" for number in range(GUESSERS)))
    monkeypatch.setattr(staffed.door.backend, "is_password", count)
    for number in range(GUESSERS):
        connection = await hasty(staffed, f"guess-{number}", 6, hangs_up=True)
        await connection.wait_closed()
    ben = await staffed.logs_in("ben", **by_password(PASSWORD))
    await ben.sees("FLOW?")
    await staffed.kept(
        lambda entries: len({entry.name for entry in entries if entry.kind is LoginEvent.REFUSED}) == GUESSERS
    )
    assert checked < GUESSERS, "what nobody waits for is counted, and not checked"


# --- before login, little and nothing dear ----------------------------------------------------------------------------


class Asker(asyncssh.SSHClient):
    """A client that has exchanged keys, and then sends a packet of its own."""

    def __init__(self, kind: int, *parts: bytes) -> None:
        self._kind = kind
        self._parts = parts

    def connection_made(self, conn: SSHClientConnection) -> None:
        self._conn = conn

    async def public_key_auth_requested(self) -> None:
        self._conn.send_packet(self._kind, *self._parts)
        await self._conn.wait_closed()


def asks_to_log_in(name: bytes, method: bytes, *more: bytes) -> Callable[[], Asker]:
    parts = (String(name), String("ssh-connection"), String(method), *more)
    return lambda: Asker(MSG_USERAUTH_REQUEST, *parts)


LONG = b"x" * (LONGEST_SECRET + 1)
TOO_LONG = {
    "a password": asks_to_log_in(b"anna", b"password", Boolean(value=False), String(LONG)),
    "a huge password": asks_to_log_in(
        b"anna", b"password", Boolean(value=False), String(b"\xc3\xa4" * 124_500)
    ),
    "a new password": asks_to_log_in(b"anna", b"password", Boolean(value=True), String(b"x"), String(LONG)),
    "a name": asks_to_log_in(LONG, b"none"),
    "a packet": lambda: Asker(MSG_IGNORE, String(bytes(LONGEST_PACKET))),
}


@pytest.mark.parametrize("what", TOO_LONG)
async def test_before_login_what_is_too_long_ends_the_connection_unread(
    site: Site, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Normalising 249 kB held the loop for two seconds."""
    normalised: list[int] = []

    def count(text: str) -> str:
        normalised.append(len(text.encode()))
        return text

    monkeypatch.setattr("asyncssh.auth.saslprep", count)
    monkeypatch.setattr("asyncssh.connection.saslprep", count)
    with pytest.raises(asyncssh.ProtocolError):
        await site.connects("anna", client_keys=None, client_factory=TOO_LONG[what])
    assert max(normalised, default=0) <= LONGEST_SECRET
    assert not site.audit(kind=LoginEvent.REFUSED)
    anna = await site.logs_in("anna")
    await anna.sees("FLOW?")


async def test_a_password_as_long_as_one_may_be_is_checked(staffed: Site) -> None:
    with pytest.raises(asyncssh.PermissionDenied):
        await staffed.connects("anna", **by_password("ä" * (LONGEST_SECRET // 2)))
    await staffed.kept(lambda entries: any(entry.kind is LoginEvent.REFUSED for entry in entries))


async def test_a_long_password_is_none_however_it_is_asked_for(staffed: Site) -> None:
    with pytest.raises(asyncssh.Error):
        await staffed.connects(
            "anna", **by_password("x" * (LONGEST_SECRET + 1)), preferred_auth="keyboard-interactive"
        )
    assert not staffed.audit(kind=LoginEvent.REFUSED)


async def test_a_key_exchange_for_which_a_key_would_be_made_is_not_there(site: Site) -> None:
    with pytest.raises(asyncssh.KeyExchangeFailed):
        await site.connects("anna", kex_algs="rsa2048-sha256")


async def test_a_new_client_gets_the_key_exchange_it_prefers(site: Site) -> None:
    anna = await site.logs_in("anna", kex_algs="mlkem768x25519-sha256")
    await anna.sees("FLOW?")


async def test_after_login_packets_are_as_large_as_ever(site: Site) -> None:
    anna = await site.logs_in("anna")
    await anna.sees("FLOW?")
    anna.connection.send_packet(MSG_IGNORE, String(bytes(LONGEST_PACKET * 4)))
    await anna.enters(("1\r", "PRE-RECEIPT?"))
