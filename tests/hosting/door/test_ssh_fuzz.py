"""Noise on the wire: from a terminal, on a connection, at the port. Nothing crashes, and no neighbour notices."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random

import asyncssh
import pytest
from asyncssh.packet import String

from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.terminal import english as words
from serialhhd.store.schema.check import check
from tests.hosting.ssh_site import HOST, Login, Site

SEEDS = [
    0,
    *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2)),
    *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(3, 100)),
]
ROUNDS = 60
SIZES = ((20, 8), (24, 20), (80, 24), (1, 1), (0, 0), (2**32 - 1, 2**32 - 1), (0, 24), (16, 60))
PIECES = (
    *(b"1\r", b"2\r", b"PR-1009\r", b"LCK-7\r", b"SN0003\r", b"PL-501\r", b"DOCK-1\r", b"12\r", b".\r", b"\r\n"),
    *(b"(01)09521234543237(21)A\r", b"]d2010952123454323721B\x1d10LOT\r", b"{A}..{B}\r", b":help\r", b":done\r"),
    *(b":undo\r", b":skip\r", b":back\r", b":quit\r", b":\r", b"y\r", b"n\r", b"-1\r", b"99999999999999999999\r"),
    *(b"\x1b", b"\x1b[", b"\x1bO", b"\x1b]0;", b"\x1bP", b"\x1b\\", b"\x1b[11~", b"\x1bOP", b"\x1bOS", b"\x1b[[A"),
    *(b"\x1b[200~", b"\x1b[201~", b"\x1b[<0;1;1M", b"\x1b[M   ", b"\x1b[?1;2c", b"\x1b[1;5A", b"\x1b[6~", b"\x1b[24;80R"),
    *(b"\x1b[1;2;3;4;5;6;7;8;9m", b"\x9b11~", b"\x00", b"\x03", b"\x04", b"\x08", b"\x0c", b"\x11", b"\x13", b"\x15"),
    *(b"\x1a", b"\x1c", b"\x7f", "ä€日".encode(), b"\xe4", b"\xff\xfe", b"\xc3", b"\xf0\x9f\x98", b"\xed\xa0\x80"),
    *("\u202e\u200b\u0301\U0001f4e6".encode(), b"A" * 300, b"\t", b"\x1f", b"\x1e"),
)  # fmt: skip


def noise(random: Random) -> bytes:
    """Return what a client might send, a part of it damaged."""
    data = bytearray(b"".join(random.choices(PIECES, k=random.randint(1, 12))))
    for _ in range(random.choice((0, 0, 1, 2, 8))):
        at = random.randrange(len(data) + 1)
        until = at + random.randint(0, 4)
        data[at:until] = random.choice((b"", random.randbytes(1), data[at:until] * 2, random.randbytes(8)))
    return bytes(data)


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nobody warns of anything, neither the server nor a library nor asyncio."""
    logs.LOGGER.addHandler(caplog.handler)
    yield
    logs.LOGGER.removeHandler(caplog.handler)
    warned = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    expected = {
        "too much was sent",
        "socket.send() raised exception.",
    }  # the second by the client: it goes on sending
    assert [record for record in warned if record.getMessage() not in expected] == []


class Neighbour:
    """Somebody who works meanwhile, and sees every scan answered."""

    def __init__(self, login: Login) -> None:
        self._login = login
        self._scans = 0

    async def begins(self) -> None:
        for keys, until in (
            ("2\r", "PICK LIST?"),
            ("PL-501\r", "GO TO A-01-01"),
            ("A-01-01\r", "PRODUCT?"),
        ):
            await self._login.enters((keys, until))

    async def works(self) -> None:
        self._scans += 1
        code = f"NO-{self._scans}"
        await self._login.enters((f"{code}\r", f"{code}: no such product"), (".\r", "PRODUCT?"))


@pytest.fixture
async def ben(site: Site) -> Neighbour:
    """The neighbour of the noise."""
    neighbour = Neighbour(await site.logs_in("ben"))
    await neighbour.begins()
    return neighbour


async def anna_can_work(site: Site) -> None:
    """Whatever came before: the next login is answered, leaves, and begins anew."""
    anna = await site.logs_in("anna")
    anna.sends("\x15HALF")
    if "Go on:" in await anna.comes_to(lambda screen: ">HALF" in screen or "Go on:" in screen):
        await anna.enters(("\x15.\r", ">"))
    anna.sends("\x15:quit\r")
    await anna.is_told(words.goodbye())
    anna = await site.logs_in("anna")
    await anna.sees(">")
    with site.store.read() as conn:
        assert check(conn) == ()


# --- from a terminal --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
async def test_noise_from_a_terminal_disturbs_nobody(site: Site, ben: Neighbour, seed: int) -> None:
    random = Random(seed)
    anna: Login | None = None
    for _ in range(ROUNDS):
        if anna is None or anna.is_over:
            term = random.choice(("vt100", "vt220", "xterm", "linux", "ansi", "", "x\x1b[2J;" * 99))
            anna = await site.logs_in("anna", term=term, size=random.choice(SIZES[:3]))
        send(anna, random)
        await ben.works()
    await anna_can_work(site)


def send(anna: Login, random: Random) -> None:
    """Let the client do one thing, if it is there still."""
    with suppress(OSError, asyncssh.Error):  # the server has hung up on it
        match random.randrange(20):
            case 0:
                anna.channel.change_terminal_size(*random.choice(SIZES))
            case 1:
                anna.drops()
            case 2:
                anna.channel.write_eof()
            case _:
                for _ in range(random.randint(1, 5)):
                    anna.sends(noise(random))


# --- on a connection --------------------------------------------------------------------------------------------------

REQUESTS = (
    *(b"pty-req", b"shell", b"exec", b"subsystem", b"window-change", b"env", b"signal", b"break", b"xon-xoff"),
    *(b"x11-req", b"auth-agent-req@openssh.com", b"exit-status", b"eow@openssh.com", b"", b"\xff"),
    *(b"tcpip-forward", b"cancel-tcpip-forward", b"keepalive@openssh.com", b"hostkeys-prove-00@openssh.com"),
    *(b"streamlocal-forward@openssh.com", b"no-more-sessions@openssh.com"),
)  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
async def test_requests_that_make_no_sense_end_a_connection_at_most(
    site: Site, ben: Neighbour, seed: int
) -> None:
    random = Random(seed)
    anna: Login | None = None
    for _ in range(ROUNDS):
        if anna is None or anna.is_over:
            anna = await site.logs_in("anna")
        with suppress(OSError, asyncssh.Error):
            ask(anna, random)
        await ben.works()
    await anna_can_work(site)


def ask(anna: Login, random: Random) -> None:
    """Ask for something, in good form or not, on the terminal or on the connection."""
    arguments = [random.randbytes(random.choice((0, 1, 4, 8, 40))) for _ in range(random.randrange(4))]
    payload = random.choice((arguments, [String(argument) for argument in arguments]))
    name = random.choice(REQUESTS)
    if random.random() < 0.5:
        anna.channel._send_request(name, *payload, want_reply=random.random() < 0.5)
    else:
        anna.connection._send_global_request(name, *payload, want_reply=random.random() < 0.5)


@pytest.mark.parametrize("seed", SEEDS)
async def test_packets_that_are_none_end_a_connection_at_most(site: Site, ben: Neighbour, seed: int) -> None:
    random = Random(seed)
    for _ in range(ROUNDS // 3):
        anna = await site.logs_in("anna")
        await anna.sees("?")
        with suppress(OSError, asyncssh.Error):
            anna.connection.send_packet(random.randrange(1, 256), random.randbytes(random.randrange(60)))
        await ben.works()
        anna.drops()
    await anna_can_work(site)


# --- at the port ------------------------------------------------------------------------------------------------------


def nothing_of_ssh(random: Random) -> bytes:
    return random.randbytes(random.randrange(1, 4000))


def another_protocol(random: Random) -> bytes:
    return random.choice((b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00", b"\n" * 5000, b"SSH-1.5-x\r\n"))


def a_name_and_noise(random: Random) -> bytes:
    return b"SSH-2.0-x\r\n" + random.randbytes(random.randrange(4000))


def an_endless_name(random: Random) -> bytes:
    return b"SSH-2.0-" + b"x" * random.randrange(100_000)


@pytest.mark.parametrize("sent", [nothing_of_ssh, another_protocol, a_name_and_noise, an_endless_name])
async def test_who_speaks_no_ssh_is_hung_up_on_or_waits_in_vain(
    site: Site, ben: Neighbour, sent: Callable[[Random], bytes]
) -> None:
    random = Random(1)
    for _ in range(20):
        reader, writer = await asyncio.open_connection(HOST, site.port)
        writer.write(sent(random))
        await ben.works()
        writer.close()
        with suppress(OSError):
            await reader.read()
    await anna_can_work(site)
    assert len(site.door.connections) <= 3  # ben, anna, and her last one


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_link_that_damages_bytes_brings_no_one_else_down(
    site: Site, ben: Neighbour, seed: int
) -> None:
    random = Random(seed)

    async def damage(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        theirs, ours = await asyncio.open_connection(HOST, site.port)
        at = random.choice((random.randrange(30), random.randrange(3000), 10**9))
        await asyncio.gather(pump(reader, ours, at), pump(theirs, writer, 10**9))

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, at: int) -> None:
        passed = 0
        with suppress(OSError):
            while data := bytearray(await reader.read(65536)):
                if passed <= at < passed + len(data):
                    data[at - passed] ^= 1 << random.randrange(8)
                passed += len(data)
                writer.write(data)
        writer.close()

    link = await asyncio.start_server(damage, HOST, 0)
    port = link.sockets[0].getsockname()[1]
    for _ in range(20):
        with suppress(OSError, asyncssh.Error, TimeoutError):
            async with asyncio.timeout(1):  # a damaged length: each waits for the other
                connection = await site.connects("anna", port=port)
                await Login.opened(connection)
                connection.abort()
        await ben.works()
    link.close()
    await anna_can_work(site)
