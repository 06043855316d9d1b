"""One handheld among others: what goes wrong in it, or what its client does to it, is nobody else's trouble."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, cast

import asyncssh
import pytest

from serialhhd.flows.seam.view import Scan, View
from serialhhd.hosting.door.terminal_session import BUFFERED
from serialhhd.hosting.handhelds.backend import Backend, HostedHandheld
from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.terminal import english as words
from serialhhd.store.engine.store import Store
from serialhhd.store.people.logins import Principal
from serialhhd.store.schema.check import check
from serialhhd.store.symbols.scan import LONGEST
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.words.vocabulary import LoginEvent
from tests.hosting.ssh_site import HOST, Login, Site, running_site
from tests.waiting import wait_until

TO_SERIALS = (("1\r", "PRE-RECEIPT?"), ("PR-1009\r", "PRODUCT?"), ("LCK-7\r", "SERIAL?"))
TO_PICKS = (("2\r", "PICK LIST?"), ("PL-501\r", "GO TO A-01-01"), ("A-01-01\r", "PRODUCT?"))
NUMBERS = count(1)
BOOM = "BOOM-4711"


class Events(logging.Handler):
    """Keeps what the server logs."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def named(self, event: str) -> list[logging.LogRecord]:
        return [record for record in self.records if record.getMessage() == event]


@pytest.fixture
def events() -> Iterator[Events]:
    """What the server logs during the test."""
    kept = Events()
    logs.LOGGER.addHandler(kept)
    yield kept
    logs.LOGGER.removeHandler(kept)


# --- a fault ----------------------------------------------------------------------------------------------------------


class Faulty:
    """A handheld that fails at one scan, as a fault of the program would let it."""

    def __init__(self, sound: HostedHandheld, fails: Callable[[View], View]) -> None:
        self._sound = sound
        self._fails = fails

    @property
    def operator(self) -> str | None:
        return self._sound.operator

    def view(self) -> View:
        return self._sound.view()

    async def submit_async(self, scan: Scan) -> View:
        view = await self._sound.submit_async(scan)
        return self._fails(view) if scan.text == BOOM else view

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sound, name)


class FaultyBackend:
    """A store whose handhelds fail at one scan."""

    def __init__(self, sound: Backend, fails: Callable[[View], View]) -> None:
        self._sound = sound
        self._fails = fails

    async def open_handheld(self, principal: Principal, names: tuple[str | None, ...]) -> HostedHandheld:
        sound = await self._sound.open_handheld(principal, names)
        return cast("HostedHandheld", Faulty(sound, self._fails))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sound, name)


def raises(_: View) -> View:
    raise RuntimeError("a fault of the program")


def is_no_view(_: View) -> View:
    return cast("View", None)


def cannot_be_drawn(view: View) -> View:
    return View(**{**fields(view), "prompt": 4711, "choices": None})


def fields(view: View) -> dict[str, Any]:
    return {name: getattr(view, name) for name in View.__dataclass_fields__}


@pytest.mark.parametrize("fails", [raises, is_no_view, cannot_be_drawn])
async def test_a_fault_ends_its_handheld_with_a_sentence_and_no_other(
    warehouse: Store, tmp_path: Path, events: Events, fails: Callable[[View], View]
) -> None:
    def backend(sound: Backend) -> Backend:
        return cast("Backend", FaultyBackend(sound, fails))

    async with running_site(warehouse, tmp_path, backend) as site:
        site.adds("anna", "ben")
        anna, ben = await site.logs_in("anna"), await site.logs_in("ben")
        await anna.enters(*TO_SERIALS, ("LOCK-1\r", "1/5"))
        await ben.enters(*TO_PICKS)
        anna.sends(f"{BOOM}\r")
        await anna.is_told(words.failed())
        await ben.enters(("CAM-200\r", "SERIAL?"))
        (fault,) = events.named("handheld failed")
        assert fault.levelno == logging.ERROR
        assert "anna" in str(fault.__dict__["facts"])
        again = await site.logs_in("anna")
        await again.sees("SERIAL?")
        await again.enters(("LOCK-2\r", "/5"))
        assert {seat.operator for seat in site.seats.all} == {"anna", "ben"}


# --- a store that is away ---------------------------------------------------------------------------------------------


class Away:
    """A store of which one question is answered by nobody."""

    def __init__(self, sound: Backend, asked: str) -> None:
        self._sound = sound
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        return self._unavailable if name == self._asked else getattr(self._sound, name)

    async def _unavailable(self, *_: object, **__: object) -> None:
        raise StoreUnavailable("store_locked", "The store is locked.")


@asynccontextmanager
async def site_without(store: Store, folder: Path, asked: str) -> AsyncIterator[Site]:
    """Run a server whose store does not answer one question."""
    async with running_site(store, folder, lambda sound: cast("Backend", Away(sound, asked))) as site:
        site.adds("anna")
        yield site


async def test_a_store_that_is_away_when_somebody_goes_is_no_fault_of_the_program(
    warehouse: Store, tmp_path: Path, events: Events
) -> None:
    async with site_without(warehouse, tmp_path, "note") as site:
        anna = await site.logs_in("anna")
        await anna.enters(*TO_SERIALS)
        before = len(events.named("store unavailable"))
        await anna.goes()
        is_told = lambda: len(events.named("store unavailable")) > before  # noqa: E731
        await asyncio.to_thread(wait_until, is_told, "it is told that the store is away")
    assert events.named("work behind the screens failed") == []


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("principal", {}), ("check_attempts", {"client_keys": None, "password": "gatehouse-8"})],
)
async def test_where_nobody_can_say_who_it_is_nobody_gets_in_and_nobody_is_blamed(
    warehouse: Store, tmp_path: Path, asked: str, shown: dict[str, Any]
) -> None:
    async with site_without(warehouse, tmp_path, asked) as site:
        banners: list[str] = []

        class Client(asyncssh.SSHClient):
            def auth_banner_received(self, msg: str, lang: str) -> None:  # noqa: ARG002 - asyncssh's
                banners.append(msg)

        with pytest.raises(asyncssh.PermissionDenied):
            await site.connects("anna", client_factory=Client, **shown)
        assert banners == [f"{words.unavailable()}\r\n"]
        assert not site.audit(kind=LoginEvent.REFUSED)


async def test_where_no_handheld_can_be_opened_that_is_said(warehouse: Store, tmp_path: Path) -> None:
    async with site_without(warehouse, tmp_path, "open_handheld") as site:
        await (await site.logs_in("anna")).is_told(words.unavailable())


async def test_an_operator_works_though_the_audit_cannot_be_written(warehouse: Store, tmp_path: Path) -> None:
    async with site_without(warehouse, tmp_path, "note") as site:
        anna = await site.logs_in("anna")
        await anna.enters(*TO_SERIALS)
        anna.drops()
        await (await site.logs_in("anna")).sees("SERIAL?")


# --- a client that does not read --------------------------------------------------------------------------------------


def connection_of(site: Site, name: str) -> asyncssh.SSHServerConnection:
    """Return the server's end of somebody's connection."""
    (found,) = [one for one in site.door.connections if one.get_extra_info("username") == name]
    return found


def held_for(site: Site, name: str) -> int:
    """Return how many bytes the server holds for a client: in its channel, and on its connection."""
    connection = connection_of(site, name)
    transport = cast("asyncio.WriteTransport", connection._transport)
    in_channels = sum(channel.get_write_buffer_size() for channel in connection._channels.values())
    return in_channels + transport.get_write_buffer_size()


async def makes_a_mistake(ben: Login) -> None:
    """Let ben scan what is no product, and go on."""
    code = f"NO-{next(NUMBERS)}"
    await ben.enters((f"{code}\r", f"{code}: no such product"), (".\r", "PRODUCT?"))


async def works_until(ben: Login, is_done: Callable[[], bool]) -> None:
    """Let ben work, each scan answered, until something has come about."""
    async with asyncio.timeout(30):
        while not is_done():
            await makes_a_mistake(ben)


async def on_a_small_pipe(site: Site, name: str) -> Login:
    """Let somebody log in over a link on which little fits between client and server."""
    pipe = socket.socket()
    pipe.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    pipe.setblocking(False)
    await asyncio.get_running_loop().sock_connect(pipe, (HOST, site.port))
    login = await site.logs_in(name, size=(80, 24), sock=pipe)
    theirs = connection_of(site, name).get_extra_info("socket")
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    await login.sees("FLOW?")
    return login


async def test_a_client_that_stops_reading_its_link_costs_little_and_finds_the_last_frame(site: Site) -> None:
    anna = await on_a_small_pipe(site, "anna")
    ben = await site.logs_in("ben")
    await anna.enters(*TO_SERIALS)
    await ben.enters(*TO_PICKS)
    seat = site.seat("anna")
    assert seat.client
    client = seat.client
    anna.stops_reading()
    for _ in range(3000):
        anna.sends("\x0c")
    await works_until(ben, lambda: client.is_blocked)
    for number in range(300):
        anna.sends(f"L{number:04}\r")
    for _ in range(50):
        await makes_a_mistake(ben)
        assert held_for(site, "anna") < 4 * BUFFERED
    anna.reads_again()
    await anna.sees("300/5", "OK L0299")
    assert not client.is_blocked


async def test_a_client_that_takes_no_more_on_its_channel_costs_little(site: Site) -> None:
    connection = await site.connects("anna")
    anna = await Login.opened(connection, size=(80, 24), window=4096)
    site.logins.append(anna)
    ben = await site.logs_in("ben")
    await anna.enters(*TO_SERIALS)
    await ben.enters(*TO_PICKS)
    client = site.seat("anna").client
    assert client
    anna.channel.pause_reading()
    for number in range(500):
        anna.sends(f"L{number:04}\r\x0c")
    await works_until(ben, lambda: client.is_blocked)
    await site.seat("anna").app.settled()
    assert held_for(site, "anna") < 2 * BUFFERED
    anna.channel.resume_reading()
    await anna.sees("500/5", "OK L0499")


async def test_what_a_client_asks_and_does_not_read_the_answer_to_is_bounded(site: Site) -> None:
    anna = await on_a_small_pipe(site, "anna")
    ben = await site.logs_in("ben")
    await ben.enters(*TO_PICKS)
    client = site.seat("anna").client
    assert client
    anna.stops_reading()
    for _ in range(20_000):
        anna.connection._send_global_request(b"keepalive@openssh.com", want_reply=True)
    await works_until(ben, lambda: client.is_blocked)
    for _ in range(20):
        await makes_a_mistake(ben)
        assert held_for(site, "anna") < 8 * BUFFERED


# --- a client that sends too much -------------------------------------------------------------------------------------


async def test_megabytes_without_an_end_are_refused_as_too_long(site: Site) -> None:
    anna, ben = await site.logs_in("anna"), await site.logs_in("ben")
    await anna.enters(*TO_SERIALS)
    await ben.enters(*TO_PICKS)
    for _ in range(64):
        anna.sends(b"X" * 32768)
        await makes_a_mistake(ben)
    assert len(site.seat("anna").app.flow_screen._display.scan_input.text) <= LONGEST + 1
    await anna.enters(("\r", f"more than {LONGEST}"), (".\r", "SERIAL?"), ("LOCK-1\r", "1/5"))


async def test_a_client_that_sends_more_than_can_be_answered_is_hung_up_on(
    site: Site, events: Events
) -> None:
    anna, ben = await site.logs_in("anna"), await site.logs_in("ben")
    await anna.sees("FLOW?")
    await ben.enters(*TO_PICKS)
    anna.sends(b".\r" * 200_000)
    await ben.enters(("CAM-200\r", "SERIAL?"))
    await anna.is_told(words.too_much())
    assert events.named("too much was sent")
    assert site.seat("anna").client is None
    await ben.enters(("SN0003\r", "1/2"))


# --- time and room ----------------------------------------------------------------------------------------------------


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Handhelds are looked at all the time."""
    monkeypatch.setattr("serialhhd.hosting.handhelds.seats.SWEEP", 0.02)


async def test_a_handheld_nobody_uses_is_closed_and_its_run_kept(
    often: None,  # noqa: ARG001 - before the server starts
    warehouse: Store,
    tmp_path: Path,
) -> None:
    async with running_site(warehouse, tmp_path, idle=1.0) as site:
        site.adds("anna")
        anna = await site.logs_in("anna")
        await anna.enters(*TO_SERIALS, ("LOCK-1\r", "1/5"))
        seat = site.seat("anna")
        await anna.is_told(words.idle())
        await asyncio.wait_for(seat.until_ended(), 20)
        assert not site.seats.all
        again = await site.logs_in("anna")
        await again.sees("SERIAL?", "1/5")


async def test_where_all_handhelds_are_in_use_the_next_is_told(warehouse: Store, tmp_path: Path) -> None:
    async with running_site(warehouse, tmp_path, sessions=2) as site:
        site.adds("anna", "ben", "cleo")
        anna, ben = await site.logs_in("anna"), await site.logs_in("ben")
        await anna.sees("FLOW?")
        await ben.sees("FLOW?")
        await (await site.logs_in("cleo")).is_told(words.full())
        again = await site.logs_in("anna")
        await again.sees("FLOW?")
        await anna.is_told(words.taken_over())


async def test_the_handheld_that_has_waited_longest_makes_room_and_its_run_is_kept(
    warehouse: Store, tmp_path: Path
) -> None:
    async with running_site(warehouse, tmp_path, sessions=2) as site:
        site.adds("anna", "ben", "cleo")
        for name in ("anna", "ben"):
            login = await site.logs_in(name)
            await login.enters(*(TO_SERIALS if name == "anna" else TO_PICKS))
            login.drops()
            await site.kept(lambda entries: entries[-1].kind is LoginEvent.DROPPED)
        longest = site.seat("anna")
        cleo = await site.logs_in("cleo")
        await cleo.sees("FLOW?")
        await asyncio.wait_for(longest.until_ended(), 20)
        assert {seat.operator for seat in site.seats.all} == {"ben", "cleo"}
        anna = await site.logs_in("anna")
        await anna.sees("SERIAL?")
        assert {seat.operator for seat in site.seats.all} == {"anna", "cleo"}
    with warehouse.read() as conn:
        assert check(conn) == ()
