"""Who is not let in, and what nobody gets: everything but one terminal a connection, for operators and devices."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncssh
import pytest
from asyncssh import SSHClientConnection
from asyncssh.channel import SSHAgentChannel, SSHTCPChannel, SSHX11Channel
from asyncssh.constants import MSG_REQUEST_FAILURE
from asyncssh.packet import Boolean, String, UInt32

from serialhhd.hosting.terminal import english as words
from serialhhd.store.people import credentials, operators
from serialhhd.store.words.vocabulary import LoginEvent, LoginMethod
from tests.hosting.ssh_site import (
    HOST,
    PACKET,
    PASSWORD,
    WINDOW,
    Login,
    Site,
    by_password,
    is_refused,
    opened_channel,
)
from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

WRONG = "not-the-gatehouse-7"

# --- nothing else -----------------------------------------------------------------------------------------------------


@pytest.fixture
async def connection(site: Site) -> AsyncIterator[SSHClientConnection]:
    """A connection that is logged in, without a terminal."""
    made = await site.connects("anna")
    yield made
    made.abort()


@pytest.mark.parametrize("command", ["id", "scp -t /tmp", "rsync --server . .", "/bin/sh", "internal-sftp"])
@pytest.mark.parametrize("term", [None, "vt220"])
async def test_no_command_is_run(
    site: Site, connection: SSHClientConnection, command: str, term: str | None
) -> None:
    with pytest.raises(asyncssh.ChannelOpenError):
        await connection.create_session(asyncssh.SSHClientSession, command, term_type=term)
    assert not site.seats.all


@pytest.mark.parametrize("subsystem", ["sftp", "netconf", "serialhhd"])
async def test_no_subsystem_is_there(site: Site, connection: SSHClientConnection, subsystem: str) -> None:
    with pytest.raises(asyncssh.ChannelOpenError):
        await connection.create_session(asyncssh.SSHClientSession, subsystem=subsystem)
    assert not site.seats.all


async def test_no_file_comes_or_goes(connection: SSHClientConnection, tmp_path: Path) -> None:
    mine, made = tmp_path / "mine", tmp_path / "made"
    mine.write_text("x", encoding="utf-8")
    with pytest.raises(asyncssh.ChannelOpenError):
        await asyncssh.scp(mine, (connection, str(made)))
    assert not made.exists()


async def test_without_a_terminal_there_is_nothing(site: Site, connection: SSHClientConnection) -> None:
    with pytest.raises(asyncssh.ChannelOpenError):
        await connection.create_session(asyncssh.SSHClientSession)
    assert not site.seats.all


async def test_a_second_terminal_on_the_same_connection_is_refused(site: Site) -> None:
    anna = await site.logs_in("anna")
    await anna.sees("FLOW?")
    with pytest.raises(asyncssh.ChannelOpenError):
        await Login.opened(anna.connection)
    await anna.enters(("1\r", "PRE-RECEIPT?"))


REQUESTS = [
    ("env", String("LANG"), String("de_DE.UTF-8")),
    ("env", String("SERIALHHD_STORE"), String("/tmp/other.db")),  # noqa: S108 - no file is made
    ("env", String("LD_PRELOAD"), String("x.so")),
    ("x11-req", Boolean(value=False), String("MIT-MAGIC-COOKIE-1"), String("00" * 16), UInt32(0)),
    ("auth-agent-req@openssh.com",),
    ("exec", String("id")),
    ("subsystem", String("sftp")),
    ("shell",),
    ("break", UInt32(500)),
    ("eow@openssh.com",),
    ("anything@example.com", String("x")),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request_: request_[0])
async def test_what_a_terminal_may_not_ask_is_refused_by_an_answer(
    connection: SSHClientConnection, request_: tuple[Any, ...]
) -> None:
    channel = await opened_channel(connection)
    name, *arguments = request_
    assert await channel._make_request(name.encode(), *arguments) is False


async def test_the_environment_is_refused_and_the_handheld_is_there(site: Site) -> None:
    anna = await site.logs_in("anna")
    assert await anna.channel._make_request(b"env", String("TERM"), String("dumb")) is False
    await anna.enters(("1\r", "PRE-RECEIPT?"))


async def test_signals_and_breaks_do_nothing(site: Site) -> None:
    anna = await site.logs_in("anna")
    await anna.sees("FLOW?")
    for name in ("INT", "TERM", "KILL", "HUP", "WINCH", "\u00e4"):
        anna.channel._send_request(b"signal", String(name))
    anna.channel.send_break(1000)
    await anna.enters(("1\r", "PRE-RECEIPT?"), ("PR-1009\r", "PRODUCT?"))


@pytest.mark.parametrize(
    "asked",
    [
        ("tcpip-forward", String("0.0.0.0"), UInt32(0)),  # noqa: S104 - refused
        ("tcpip-forward", String("localhost"), UInt32(8022)),
        ("streamlocal-forward@openssh.com", String("forwarded.sock")),
        ("no-more-sessions@openssh.com",),
        ("anything@example.com",),
    ],
    ids=lambda asked: asked[0],
)
async def test_what_a_connection_may_not_ask_is_refused_by_an_answer(
    site: Site, connection: SSHClientConnection, asked: tuple[Any, ...]
) -> None:
    name, *arguments = asked
    kind, _ = await connection._make_global_request(name.encode(), *arguments)
    assert kind == MSG_REQUEST_FAILURE
    login = await Login.opened(connection)
    await login.sees("FLOW?")
    assert len(site.seats.all) == 1


async def test_no_port_is_reached_through_the_server(site: Site, connection: SSHClientConnection) -> None:
    for host, port in ((HOST, site.port), ("localhost", 22), ("::1", 0), ("\u00e4", 65535)):
        with pytest.raises(asyncssh.ChannelOpenError):
            await connection.create_connection(asyncssh.SSHTCPSession, host, port)


async def test_no_unix_socket_is_reached_through_the_server(
    connection: SSHClientConnection, tmp_path: Path
) -> None:
    path = tmp_path / "there.sock"
    reached: list[object] = []
    listening = await asyncio.start_unix_server(lambda *_: reached.append(1), path)
    with pytest.raises(asyncssh.ChannelOpenError):
        await connection.create_unix_connection(asyncssh.SSHUNIXSession, str(path))
    listening.close()
    assert not reached


async def test_no_tunnel_is_made(connection: SSHClientConnection) -> None:
    for unit in (None, 0):
        with pytest.raises(asyncssh.ChannelOpenError):
            await connection.create_tun(asyncssh.SSHTunTapSession, unit)
        with pytest.raises(asyncssh.ChannelOpenError):
            await connection.create_tap(asyncssh.SSHTunTapSession, unit)


async def test_the_server_takes_no_channel_that_only_a_server_opens(connection: SSHClientConnection) -> None:
    loop = asyncio.get_running_loop()
    x11 = SSHX11Channel(connection, loop, None, "strict", WINDOW, PACKET)
    with pytest.raises(asyncssh.ChannelOpenError):
        await x11.open(asyncssh.SSHTCPSession, HOST, 6000)
    agent = SSHAgentChannel(connection, loop, None, "strict", WINDOW, PACKET)
    with pytest.raises(asyncssh.ChannelOpenError):
        await agent.open(asyncssh.SSHUNIXSession)
    back = SSHTCPChannel[bytes](connection, loop, None, "strict", WINDOW, PACKET)
    with pytest.raises(asyncssh.ChannelOpenError):
        await back.accept(asyncssh.SSHTCPSession, HOST, 22, HOST, 1)


# --- who --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["anna", "nobody", "DOCK-1", "", " ", "a" * 256, "r\u00f6ot", "'; --"])
async def test_somebody_elses_key_opens_for_nobody(staffed: Site, name: str) -> None:
    other = asyncssh.generate_private_key("ssh-ed25519")
    await is_refused(staffed, name, client_keys=[other])


async def test_a_refused_key_is_kept_with_name_address_and_method(staffed: Site) -> None:
    await is_refused(staffed, "anna", client_keys=[asyncssh.generate_private_key("ssh-ed25519")])
    (entry,) = await staffed.kept(bool)
    assert (entry.kind, entry.name, entry.address) == (LoginEvent.REFUSED, "anna", HOST)
    assert (entry.method, entry.reason) == (LoginMethod.PUBLIC_KEY, "wrong_key")


@pytest.mark.parametrize("name", ["anna", "nobody", "DOCK-1"])
async def test_a_wrong_password_is_refused_and_kept_whoever_it_is(staffed: Site, name: str) -> None:
    await is_refused(staffed, name, **by_password(WRONG))
    (entry,) = await staffed.kept(bool)
    assert (entry.kind, entry.name, entry.address) == (LoginEvent.REFUSED, name, HOST)
    assert (entry.method, entry.reason) == (LoginMethod.PASSWORD, "wrong_credential")


@pytest.mark.parametrize("asked", ["password", "keyboard-interactive"])
async def test_the_right_password_opens_however_the_client_asks(staffed: Site, asked: str) -> None:
    anna = await staffed.logs_in("ANNA", preferred_auth=asked, **by_password(PASSWORD))
    await anna.sees("Menu  anna")
    (entry,) = await staffed.kept(bool)
    assert (entry.kind, entry.name, entry.address) == (LoginEvent.LOGIN, "anna", HOST)
    assert entry.method is LoginMethod.PASSWORD


async def test_with_nothing_to_show_nobody_gets_in(staffed: Site) -> None:
    for name in ("anna", "nobody", "root"):
        await is_refused(staffed, name, client_keys=None)
    await is_refused(staffed, "anna", client_host_keysign=False, preferred_auth="hostbased,gssapi-with-mic")


async def test_an_operator_without_a_password_has_none_to_guess(staffed: Site) -> None:
    staffed.adds("cleo")
    for password in ("", "cleo", "None"):
        await is_refused(staffed, "cleo", **by_password(password))


async def test_a_disabled_operator_does_not_get_in(staffed: Site) -> None:
    staffed.store.write(lambda conn: operators.disable(conn, "anna", staffed.store.now(), by="office"))
    await is_refused(staffed, "anna")
    await is_refused(staffed, "anna", **by_password(PASSWORD))
    staffed.store.write(lambda conn: operators.enable(conn, "anna", by="office"))
    await (await staffed.logs_in("anna")).sees("FLOW?")


async def test_a_key_that_was_taken_away_opens_no_more(staffed: Site) -> None:
    fingerprint = credentials.read_key(staffed.key.export_public_key().decode()).fingerprint
    staffed.store.write(lambda conn: credentials.remove_key(conn, "anna", fingerprint, by="office"))
    await is_refused(staffed, "anna")


async def test_a_connection_has_no_more_than_so_many_tries(staffed: Site) -> None:
    keys = [asyncssh.generate_private_key("ssh-ed25519") for _ in range(6)]
    await is_refused(staffed, "anna", client_keys=[*keys, staffed.key])
    await (await staffed.logs_in("anna", client_keys=[*keys[:3], staffed.key])).sees("FLOW?")


# --- how often --------------------------------------------------------------------------------------------------------


class Guesser(asyncssh.SSHClient):
    """Says one password after the other until it is hung up on."""

    def __init__(self, passwords: "Sequence[str]") -> None:
        self._left = list(passwords)
        self.asked = 0
        self.banners: list[str] = []

    def password_auth_requested(self) -> str | None:
        self.asked += 1
        return self._left.pop(0) if self._left else None

    def auth_banner_received(self, msg: str, lang: str) -> None:  # noqa: ARG002 - asyncssh's
        self.banners.append(msg)


async def guesses(site: Site, name: str, *passwords: str) -> Guesser:
    """Try passwords on one connection, and return who did."""
    guesser = Guesser(passwords)
    with pytest.raises((asyncssh.DisconnectError, asyncssh.PermissionDenied)):
        await site.connects(name, client_keys=None, preferred_auth="password", client_factory=lambda: guesser)
    return guesser


async def test_six_wrong_passwords_end_the_connection(staffed: Site) -> None:
    guesser = await guesses(staffed, "anna", *[WRONG] * 20)
    assert guesser.asked == 6


async def test_who_guesses_has_to_wait_and_the_right_password_waits_too(staffed: Site) -> None:
    await guesses(staffed, "anna", *[WRONG] * 6)
    guesser = await guesses(staffed, "anna", PASSWORD)
    (banner,) = guesser.banners
    assert banner.strip() in {words.wait(seconds=seconds) for seconds in range(1, 61)}
    refused = [entry for entry in staffed.audit() if entry.kind is LoginEvent.REFUSED]
    assert [entry.reason for entry in refused] == ["wrong_credential"] * 5 + ["login_too_often"]
    anna = await staffed.logs_in("anna")  # nobody guesses a key
    await anna.sees("FLOW?")


async def test_nobody_else_behind_the_same_address_waits(staffed: Site) -> None:
    await guesses(staffed, "anna", *[WRONG] * 6)
    await guesses(staffed, "nobody", *[WRONG] * 6)
    ben = await staffed.logs_in("ben", **by_password(PASSWORD))
    await ben.sees("Menu  ben")


async def test_guesses_at_the_same_time_are_counted_one_by_one(staffed: Site) -> None:
    await asyncio.gather(*(guesses(staffed, "anna", *[WRONG] * 6) for _ in range(12)))
    wrong = [entry for entry in staffed.audit() if entry.reason == "wrong_credential"]
    assert 5 <= len(wrong) <= 6, "two passwords are checked at a time"


async def test_guesses_that_do_not_wait_for_the_answer_are_counted_too(staffed: Site) -> None:
    connection = await asyncio.wait_for(hasty(staffed, "anna", 50), PATIENCE)
    await connection.wait_closed()
    entries = await staffed.kept(lambda entries: len(entries) >= 5)
    assert 5 <= len([entry for entry in entries if entry.reason == "wrong_credential"]) <= 6


async def hasty(site: Site, name: str, times: int, *, hangs_up: bool = False) -> SSHClientConnection:
    """Send so many wrong passwords at once, and return the connection."""
    met: list[SSHClientConnection] = []

    class Hasty(asyncssh.SSHClient):
        def connection_made(self, conn: SSHClientConnection) -> None:
            met.append(conn)

        async def password_auth_requested(self) -> str:
            for _ in range(times - 1):
                await met[0].send_userauth_request(b"password", Boolean(value=False), String(WRONG))
            if hangs_up:
                met[0].close()
            return WRONG

    with suppress(asyncssh.Error, OSError):
        await site.connects(name, client_keys=None, preferred_auth="password", client_factory=Hasty)
    return met[0]


# --- what is kept -----------------------------------------------------------------------------------------------------


async def test_the_audit_holds_who_came_took_over_dropped_and_left(staffed: Site) -> None:
    anna = await staffed.logs_in("anna")
    await anna.sees("FLOW?")
    again = await staffed.logs_in("anna", **by_password(PASSWORD))
    await anna.is_told(words.taken_over())
    again.drops()
    await staffed.kept(lambda entries: entries[-1].kind is LoginEvent.DROPPED)
    last = await staffed.logs_in("anna")
    await last.sees("FLOW?")
    last.sends(":quit\r")
    await last.is_told(words.goodbye())
    entries = await staffed.kept(lambda entries: entries[-1].kind is LoginEvent.LOGOUT)
    assert {(entry.name, entry.address) for entry in entries} == {("anna", HOST)}
    assert sorted((entry.kind, entry.method) for entry in entries) == sorted(
        [
            (LoginEvent.LOGIN, LoginMethod.PUBLIC_KEY),
            (LoginEvent.LOGIN, LoginMethod.PASSWORD),
            (LoginEvent.TAKE_OVER, None),
            (LoginEvent.DROPPED, None),
            (LoginEvent.LOGIN, LoginMethod.PUBLIC_KEY),
            (LoginEvent.TAKE_OVER, None),
            (LoginEvent.LOGOUT, None),
        ],
        key=str,
    )
