"""Who gets which handheld: two logins at once, badge and PIN, and the end of them all."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.seam.view import Scan, View
from serialhhd.flows.sentences.language import speaking
from serialhhd.hosting.handhelds.backend import HostedHandheld, LocalBackend
from serialhhd.hosting.handhelds.client import EARLY
from serialhhd.hosting.handhelds.seats import Seats
from serialhhd.hosting.settings import HostSettings
from serialhhd.hosting.terminal import english as words
from serialhhd.store.people import credentials, devices, logins, operators
from serialhhd.store.people.logins import Principal
from serialhhd.store.stock import runs
from serialhhd.store.words.vocabulary import Language, LoginEvent, Role
from tests.hosting.conftest import ANNA, Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from serialhhd.hosting.terminal.terminals import Encoding
    from serialhhd.store.engine.store import Store

PIN = "4711"
DOCK = Principal("DOCK-1", is_device=True, role=None, keys=(), password_hash=None, has_pin=False)


@pytest.fixture
async def seats(warehouse: "Store") -> AsyncIterator[Seats]:
    """All handhelds of a server on the demo's warehouse, where anna has a PIN."""
    hashed = credentials.hash_secret(PIN)

    def write(conn: "Connection") -> None:
        for name in ("anna", "ben"):
            operators.add(conn, name, Role.OPERATOR, warehouse.now(), by="office")
        credentials.set_pin(conn, "anna", hashed, by="office")
        devices.add(conn, DOCK.name, warehouse.now(), by="office")

    warehouse.write(write)
    opened = Seats(LocalBackend(warehouse, FlowsFile(PACKAGED)), HostSettings(sessions=2))
    yield opened
    await opened.stop()


def terminal(principal: Principal = ANNA) -> Terminal:
    return Terminal(principal, (26, 16), "xterm")


async def admitted(seats: Seats, *terminals: Terminal) -> None:
    async with asyncio.timeout(20):
        await asyncio.gather(*(seats.admit(one.client) for one in terminals))


def kinds(store: "Store") -> list[LoginEvent]:
    with store.read() as conn:
        return [entry.kind for entry in reversed(logins.page(conn))]


async def test_two_first_logins_at_once_share_one_handheld(seats: Seats) -> None:
    first, second = terminal(), terminal()
    await admitted(seats, first, second)
    (seat,) = seats.all
    assert {first.wire.is_closed, second.wire.is_closed} == {True, False}
    assert seat.client in {first.client, second.client}


async def test_badge_and_pin_go_on_where_the_operator_left_with_what_was_scanned_ahead(
    seats: Seats, warehouse: "Store"
) -> None:
    own, shared = terminal(), terminal(DOCK)
    await admitted(seats, own)
    await own.sends("1\r", "PR-1007\r", "CAM-200\r", "SN7001\r")
    await admitted(seats, shared)
    assert "PIN?" in await shared.sends("ANNA\r")
    shared.write(f"{PIN}\rSN7002\rSN70")
    await asyncio.wait_for(own.wire.closed.wait(), 20)
    await shared.sees("OK SN7002")
    assert "OK SN7003" in await shared.sends("03\r")
    assert LoginEvent.TAKE_OVER in kinds(warehouse)


async def test_whoever_goes_on_at_another_device_finds_it_set_up_as_that_is(
    warehouse: "Store", tmp_path: "Path"
) -> None:
    flows = tmp_path / "flows.toml"
    dock = '[devices.dock]\nmatch = ["DOCK-*"]\nlanguage = "de"\naction_prefix = "!"\nstrip_prefix = "~"\n'
    flows.write_text(f"{PACKAGED.read_text(encoding='utf-8')}\n{dock}", encoding="utf-8")
    seats = Seats(LocalBackend(warehouse, FlowsFile(flows)), HostSettings(sessions=2))
    own, shared = terminal(), terminal(replace(ANNA))
    shared.client.device = "DOCK-7"
    await admitted(seats, own)
    assert ".Menu" in await own.sends("1\r", "PR-1007\r", "CAM-200\r", "SN7001\r")
    await admitted(seats, shared)
    assert "!Menü" in await shared.sends("~SN7002\r")
    assert "OK SN7002" in shared.screen
    back = terminal()
    await admitted(seats, back)
    assert ".Menu" in await back.sends("SN7003\r")
    await seats.stop()


class Late:
    """A handheld whose PIN is checked only when the test lets it be."""

    def __init__(self, sound: HostedHandheld, checked: threading.Event) -> None:
        self._sound = sound
        self._checked = checked

    @property
    def operator(self) -> str | None:
        return self._sound.operator

    async def submit_async(self, scan: Scan) -> View:
        view = await self._sound.submit_async(scan)
        if scan.text == PIN:
            await asyncio.to_thread(self._checked.wait, 20)
        return view

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sound, name)


async def test_a_device_that_drops_while_the_pin_is_checked_takes_nothing_from_the_operator(
    seats: Seats, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = threading.Event()
    opens = seats._backend.open_handheld

    async def late(principal: Principal, names: tuple[str | None, ...]) -> HostedHandheld:
        opened = await opens(principal, names)
        return cast("HostedHandheld", Late(opened, checked)) if principal.is_device else opened

    monkeypatch.setattr(seats._backend, "open_handheld", late)
    own, shared, again = terminal(), terminal(DOCK), terminal()
    await admitted(seats, own, shared)
    (left,) = [seat for seat in seats.all if seat.operator]
    (sign_on,) = seats.all - {left}
    await shared.sends("anna\r")
    shared.write(f"{PIN}\r")
    await asyncio.sleep(0)
    seats.dropped(shared.client)
    checked.set()
    await asyncio.wait_for(sign_on.until_ended(), 20)
    await admitted(seats, again)
    assert seats.all == {left}
    assert left.client is again.client


async def test_a_login_under_way_when_the_server_stops_is_told(
    seats: Seats, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way, go_on = asyncio.Event(), asyncio.Event()
    opens = seats._backend.open_handheld

    async def late(principal: Principal, names: tuple[str | None, ...]) -> HostedHandheld:
        under_way.set()
        await go_on.wait()
        return await opens(principal, names)

    monkeypatch.setattr(seats._backend, "open_handheld", late)
    own = terminal()
    seats.welcome(own.client)
    await under_way.wait()
    stopping = asyncio.create_task(seats.stop())
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.wait_for(stopping, 20)
    assert " ".join(own.screen.split()) == words.stopping()
    assert not seats.all


async def test_who_sends_too_much_before_there_is_a_handheld_is_hung_up_on(seats: Seats) -> None:
    own = terminal()
    for _ in range(EARLY // 1000 + 1):
        own.write("SN123456\r" * 111 + "\r")
    assert " ".join(own.screen.split()) == words.too_much()
    await admitted(seats, own)
    assert not seats.all


async def test_what_was_sent_before_there_is_a_handheld_is_taken_in_order(
    seats: Seats, warehouse: "Store"
) -> None:
    own = terminal()
    own.write("1\rPR-1009\rLCK-7\r")
    for number in range(200):
        own.write(f"EARLY{number:03}\r")
    await admitted(seats, own)
    await own.sees("OK EARLY199")
    with warehouse.read() as conn:
        kept = conn.exec_driver_sql(
            "SELECT serial FROM serial WHERE serial LIKE 'EARLY%' ORDER BY id"
        ).scalars()
        assert list(kept) == [f"EARLY{number:03}" for number in range(200)]


async def test_a_handheld_that_ends_while_the_store_answers_ends_quietly(
    seats: Seats, caplog: pytest.LogCaptureFixture
) -> None:
    own = terminal(DOCK)
    await admitted(seats, own)
    (seat,) = seats.all
    own.write("anna\r")
    await asyncio.sleep(0)
    seat.close()
    await asyncio.wait_for(seat.until_ended(), 20)
    seat.close()
    await seat.until_answered()
    assert seat.client is None
    await asyncio.sleep(0.2)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_what_is_scanned_behind_the_sign_off_is_the_badge_of_the_next(
    seats: Seats, warehouse: "Store"
) -> None:
    shared = terminal(DOCK)
    await admitted(seats, shared)
    await shared.sends("anna\r")
    shared.write(f"{PIN}\r")
    await shared.sees("FLOW?")
    await shared.sends("1\r", "PR-1007\r", "CAM-200\r")
    shared.write(":quit\rben\r")
    assert ">" in await shared.sees("PIN?")
    with warehouse.read() as conn:
        assert [run.captured for run in runs.all_open(conn)] == [0]


async def test_who_leaves_takes_nothing_more(seats: Seats, warehouse: "Store") -> None:
    own = terminal()
    await admitted(seats, own)
    await own.sends("1\r", "PR-1007\r", "CAM-200\r")
    own.write(":quit\rSN7001\r")
    await asyncio.wait_for(own.wire.closed.wait(), 20)
    with warehouse.read() as conn:
        assert [run.captured for run in runs.all_open(conn)] == [0]


async def test_a_handheld_that_went_on_elsewhere_is_the_shared_devices_no_more(seats: Seats) -> None:
    shared, own = terminal(DOCK), terminal()
    await admitted(seats, shared)
    await shared.sends("anna\r")
    shared.write(f"{PIN}\r")
    await shared.sees("FLOW?")
    (seat,) = seats.all
    assert seat.status().device == DOCK.name
    await admitted(seats, own)
    assert seat.status().device is None
    await shared.sees("OPERATOR?")


async def test_who_signs_off_at_a_shared_device_leaves_it_to_the_next(seats: Seats) -> None:
    shared = terminal(DOCK)
    await admitted(seats, shared)
    await shared.sends("anna\r")
    assert "FLOW?" in await shared.sends(f"{PIN}\r")
    shared.write(":quit\r")
    await shared.sees("OPERATOR?")
    assert not shared.wire.is_closed


async def test_the_handheld_that_waits_longest_makes_room_and_without_one_the_next_is_refused(
    seats: Seats,
) -> None:
    ben = Principal("ben", is_device=False, role=Role.OPERATOR, keys=(), password_hash=None, has_pin=False)
    first, second, third = terminal(), terminal(ben), terminal(DOCK)
    await admitted(seats, first, second, third)
    assert " ".join(third.screen.split()) == words.full()
    seats.dropped(first.client)
    again = terminal(DOCK)
    await admitted(seats, again)
    assert "OPERATOR?" in await again.settles()


async def test_who_gets_no_handheld_is_told_so_in_the_language_of_the_devices(warehouse: "Store") -> None:
    settings = HostSettings(sessions=0, language=Language.GERMAN)
    late = terminal()
    await admitted(Seats(LocalBackend(warehouse, FlowsFile(PACKAGED)), settings), late)
    with speaking(Language.GERMAN):
        assert " ".join(late.screen.split()) == words.full()


async def test_a_stop_answers_what_was_scanned_and_tells_everybody(seats: Seats, warehouse: "Store") -> None:
    own = terminal()
    await admitted(seats, own)
    await own.sends("1\r", "PR-1007\r", "CAM-200\r")
    own.write("".join(f"SN7{number:03}\r" for number in range(20)))
    async with asyncio.timeout(20):
        await seats.stop()
    assert " ".join(own.screen.split()) == words.stopping()
    with warehouse.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM serial WHERE state = 'captured'").scalar() == 20
    late = terminal()
    await admitted(seats, late)
    assert " ".join(late.screen.split()) == words.stopping()


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8", "Handgerät: ABLAUF?"), ("ascii", "Handgerat: ABLAUF?")]
)
async def test_an_operator_is_spoken_to_in_their_language_from_sign_on_to_the_last_sentence(
    seats: Seats, warehouse: "Store", encoding: "Encoding", told: str
) -> None:
    device, question = told.split(": ")
    warehouse.write(lambda conn: operators.set_language(conn, "anna", Language.GERMAN, by="office"))
    shared = Terminal(DOCK, (26, 16), "xterm", encoding)
    await admitted(seats, shared)
    assert "OPERATOR?" in await shared.settles()
    assert question in await shared.sends("anna\r", f"{PIN}\r")
    (seat,) = seats.all
    seat.app.fault = RuntimeError("on purpose")
    seat.app.exit()
    await seat.until_ended()
    said = " ".join(shared.screen.split())
    assert said.startswith(f"Dieses {device} hatte einen Fehler")
