"""A link that drops, at any moment: the operator's next login goes on where the last one was. Nothing acknowledged is lost."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from serialhhd.hosting.terminal import english as words
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.schema.check import check
from serialhhd.store.serials import traces
from serialhhd.store.words.vocabulary import LoginEvent
from tests.hosting.served import Served, prepared
from tests.hosting.server_processes import Operator
from tests.hosting.ssh_site import DEVICE, HOST, PIN, Login, Site, running_site

if TYPE_CHECKING:
    from collections.abc import Sequence

GOODS_IN = (
    ("1\r", "PRE-RECEIPT?"),
    ("PR-1009\r", "PRODUCT?"),
    ("LCK-7\r", "SERIAL?"),
    ("LOCK-1\r", "1/5"),
    ("LOCK-2\r", "2/5"),
    (":done\r", "QUANTITY?"),
    ("\r", "CLOSE LINE?"),
    ("1\r", "LOCATION?"),
    ("DOCK-1\r", "Closed with 2 of 5 LCK-7"),
    ("BAT-5\r", "QUANTITY?"),
    ("12\r", "LOCATION?"),
    ("DOCK-1\r", "12 BAT-5 received"),
)
GOODS_OUT = (
    ("2\r", "PICK LIST?"),
    ("PL-501\r", "GO TO A-01-01"),
    ("A-01-01\r", "PRODUCT?"),
    ("CAM-200\r", "SERIAL?"),
    ("SN0003\r", "1/2"),
    ("SN0004\r", "QUANTITY?"),
    ("\r", "GO TO B-01-01"),
    ("B-01-01\r", "PRODUCT?"),
    ("CBL-2\r", "QUANTITY?"),
    ("4\r", "PL-501 is complete"),
)
WALKS = {"goods in": GOODS_IN, "goods out": GOODS_OUT}
DROPS: dict[str, Callable[[Login], None]] = {
    "without a word": Login.drops,
    "with a word": lambda login: login.connection.close(),
    "the channel only": lambda login: login.channel.close(),
    "end of file": lambda login: login.channel.write_eof(),
}


def captured(store: Store) -> list[str]:
    with store.read() as conn:
        return list(conn.scalars(text("SELECT serial FROM serial WHERE state = 'captured'")))


def is_sound(store: Store) -> None:
    with store.read() as conn:
        assert check(conn) == ()


# --- every step -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("drop", DROPS.values(), ids=DROPS)
@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
async def test_after_a_drop_at_every_step_the_next_login_sees_the_same_and_goes_on(
    site: Site, walk: "Sequence[tuple[str, str]]", drop: Callable[[Login], None]
) -> None:
    anna = await site.logs_in("anna")
    await anna.sees("FLOW?")
    for keys, until in walk:
        anna = await found_again(site, anna, drop)
        await anna.enters(("\x7f" * len("HALF"), ">"), (keys, until))
    await found_again(site, anna, drop)
    assert len(site.seats.all) == 1
    is_sound(site.store)
    with site.store.read() as conn:
        if walk is GOODS_IN:
            assert traces.show(conn, "LOCK-2").location == "DOCK-1"
            lines = pre_receipts.lines(conn, pre_receipts.show(conn, "PR-1009"))
            assert [line.done for line in lines] == [2, 12, 0]
        else:
            assert pick_lists.show(conn, "PL-501").state == "picked"


async def found_again(site: Site, anna: Login, drop: Callable[[Login], None]) -> Login:
    """Type half a code, drop, and return the next login, once it shows what the last one did."""
    anna.sends("HALF")
    before = await anna.sees(">HALF")
    drop(anna)
    again = await site.logs_in("anna")
    await again.shows(before)
    return again


async def test_nobody_need_notice_the_drop_before_the_next_login(site: Site) -> None:
    anna = await site.logs_in("anna")
    await anna.enters(*GOODS_IN[:4])
    seat = site.seat("anna")
    anna.drops()
    await site.kept(lambda entries: entries[-1].kind is LoginEvent.DROPPED)
    assert seat.client is None
    again = await site.logs_in("anna")
    await again.enters(("LOCK-2\r", "2/5"))
    assert site.seat("anna") is seat


async def test_another_terminal_of_another_size_goes_on(site: Site) -> None:
    anna = await site.logs_in("anna", size=(80, 24), term="xterm")
    await anna.enters(*GOODS_IN[:4])
    anna.drops()
    again = await site.logs_in("anna", size=(20, 8), term="vt100")
    await again.sees("SERIAL?", "1/5")
    await again.enters(("LOCK-2\r", "2/5"))
    assert again.sent.isascii()


async def test_an_error_waits_for_the_operator_and_rings_again(site: Site) -> None:
    anna = await site.logs_in("anna")
    await anna.enters(*GOODS_IN[:4], ("X" * 65 + "\r", "ERROR"))
    before = anna.screen
    anna.drops()
    again = await site.logs_in("anna")
    await again.shows(before)
    assert b"\a" in again.sent
    await again.enters((".\r", "SERIAL?"), ("LOCK-2\r", "2/5"))


# --- what beeped ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seen", [1, 7, 23])
async def test_what_was_acknowledged_before_a_drop_is_in_the_store_and_what_came_after_is_shown(
    site: Site, seen: int
) -> None:
    anna = await site.logs_in("anna")
    await anna.enters(*GOODS_IN[:3])
    anna.sends("".join(f"L{number:03}\r" for number in range(60)))
    screen = await anna.comes_to(lambda screen: count_on(screen) >= seen)
    anna.drops()
    kept = captured(site.store)
    assert len(kept) >= count_on(screen)
    again = await site.logs_in("anna")
    await site.seat("anna").app.settled()
    kept = captured(site.store)
    await again.sees(f" {len(kept)}/5")
    assert sorted(kept) == [f"L{number:03}" for number in range(len(kept))], (
        "in order, none left out or doubled"
    )
    await again.enters(("LAST\r", f" {len(kept) + 1}/5"))


def count_on(screen: str) -> int:
    found = re.search(r" (\d+)/5", screen)
    return int(found[1]) if found else 0


async def test_after_the_grace_time_the_run_goes_on_from_the_store(
    monkeypatch: pytest.MonkeyPatch, warehouse: Store, tmp_path: Path
) -> None:
    monkeypatch.setattr("serialhhd.hosting.handhelds.seats.SWEEP", 0.02)
    async with running_site(warehouse, tmp_path, grace=0.05) as site:
        site.adds("anna")
        anna = await site.logs_in("anna")
        await anna.enters(*GOODS_IN[:5])
        anna.sends("HALF")
        await anna.sees(">HALF")
        seat = site.seat("anna")
        anna.drops()
        await asyncio.wait_for(seat.until_ended(), 20)
        assert not site.seats.all
        assert sorted(captured(warehouse)) == ["LOCK-1", "LOCK-2"]
        again = await site.logs_in("anna")
        await again.sees("SERIAL? > ", " 2/5")
        await again.enters(("LOCK-3\r", "3/5"))
        assert site.seat("anna") is not seat


async def test_after_the_server_was_killed_the_run_goes_on_from_the_store(tmp_path: Path) -> None:
    path = prepared(tmp_path / "site.db")
    with Served(path, tmp_path) as serving:
        anna = await Operator.logs_in(serving.port, "anna")
        await anna.sees("Pre-Receipt")
        for keys, until in GOODS_IN[:4]:
            await anna.sends(keys, until)
        await anna.sends(
            "".join(f"L{number:03}\r" for number in range(40)), *(f" {n}/5" for n in range(9, 42))
        )
        seen = count_on(anna.screen)
        serving.process.kill()
        serving.process.wait()
        await anna.is_hung_up()
    with Served(path, tmp_path) as serving, Store.open(path) as store:
        kept = captured(store)
        assert len(kept) >= seen
        again = await Operator.logs_in(serving.port, "anna")
        await again.sees(f" {len(kept)}/5")
        await again.sends("LAST\r", f" {len(kept) + 1}/5")
        await again.goes()
        is_sound(store)


# --- half open --------------------------------------------------------------------------------------------------------


class Radio:
    """Carries the bytes between a device and the server, until it is out of reach: then nobody is told anything."""

    def __init__(self) -> None:
        self.port = 0
        self.is_reached = True
        self._held: list[tuple[asyncio.StreamWriter, bytes]] = []
        self._has_held = asyncio.Event()
        self._wires: list[asyncio.StreamWriter] = []
        self._pumps: set[asyncio.Task[None]] = set()

    async def carry(self, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        theirs, ours = await asyncio.open_connection(HOST, port)
        self._wires += [writer, ours]
        for one, other in ((reader, ours), (theirs, writer)):
            pump = asyncio.create_task(self._pump(one, other))
            self._pumps.add(pump)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            if self.is_reached:
                writer.write(data)
            else:
                self._held.append((writer, data))
                self._has_held.set()
        if self.is_reached:
            writer.close()

    async def catches_up(self) -> None:
        """Be back in reach, with all that was sent meanwhile."""
        await self._has_held.wait()
        self.is_reached = True
        for writer, data in self._held:
            writer.write(data)

    async def close(self) -> None:
        for pump in self._pumps:
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)
        for wire in self._wires:
            wire.transport.abort()


@asynccontextmanager
async def carried(site: Site) -> AsyncIterator[Radio]:
    """Return a radio in front of the server."""
    radio = Radio()
    server = await asyncio.start_server(lambda *ends: radio.carry(site.port, *ends), HOST, 0)
    radio.port = server.sockets[0].getsockname()[1]
    try:
        yield radio
    finally:
        server.close()
        await radio.close()


async def test_a_device_out_of_reach_is_noticed_and_its_handheld_waits(
    warehouse: Store, tmp_path: Path
) -> None:
    async with running_site(warehouse, tmp_path, keepalive=0.1) as site, carried(site) as radio:
        site.adds("anna", "ben")
        anna = await site.logs_in("anna", port=radio.port)
        ben = await site.logs_in("ben")
        await anna.enters(*GOODS_IN[:4])
        seat = site.seat("anna")
        radio.is_reached = False
        await site.kept(lambda entries: entries[-1].kind is LoginEvent.DROPPED)
        assert seat.client is None
        assert site.seat("ben").client, "one that answers is kept"
        await ben.enters(("2\r", "PICK LIST?"))
        again = await site.logs_in("anna")
        await again.sees("SERIAL?", "1/5")


async def test_a_device_out_of_reach_is_taken_over_before_that(site: Site) -> None:
    async with carried(site) as radio:
        anna = await site.logs_in("anna", port=radio.port)
        await anna.enters(*GOODS_IN[:4])
        anna.sends("HALF")
        before = await anna.sees(">HALF")
        radio.is_reached = False
        again = await site.logs_in("anna")
        await again.shows(before)
        await again.enters(("\x7f\x7f\x7f\x7fLOCK-2\r", "2/5"))


async def test_what_the_first_device_had_on_the_way_is_not_taken(site: Site) -> None:
    async with carried(site) as radio:
        anna = await site.logs_in("anna", port=radio.port)
        await anna.enters(*GOODS_IN[:3])
        radio.is_reached = False
        anna.sends("LOST-1\r")
        again = await site.logs_in("anna")
        await again.sees("SERIAL?")
        await radio.catches_up()
        await anna.is_told(words.taken_over())
        await again.enters(("LOCK-1\r", "1/5"))
        assert captured(site.store) == ["LOCK-1"]


async def test_logins_from_many_devices_at_once_leave_one_handheld_on_one_of_them(site: Site) -> None:
    logins = await asyncio.gather(*(site.logs_in("anna") for _ in range(10)))
    (seat,) = await attached(site)
    on = [login for login in logins if not login.is_over]
    async with asyncio.timeout(20):
        while len(on) > 1:
            done, _ = await asyncio.wait(
                [asyncio.create_task(login.channel.wait_closed()) for login in on],
                return_when=asyncio.FIRST_COMPLETED,
            )
            assert done
            on = [login for login in logins if not login.is_over]
    await on[0].enters(("1\r", "PRE-RECEIPT?"))
    assert site.seats.all == {seat}


async def attached(site: Site) -> "frozenset[object]":
    """Return the handhelds once the server has let everybody in."""
    await site.kept(lambda entries: sum(entry.kind is LoginEvent.TAKE_OVER for entry in entries) == 9)
    return frozenset(site.seats.all)


# --- a shared device --------------------------------------------------------------------------------------------------


async def signed_on(site: Site) -> Login:
    """Return the shared device, with anna signed on."""
    device = await site.logs_in(DEVICE)
    await device.sees("OPERATOR?")
    await device.enters(("anna\r", "PIN?"))
    device.sends(f"{PIN}\r")
    return device


async def test_badge_and_pin_bring_the_operators_handheld_to_a_shared_device_and_back(staffed: Site) -> None:
    anna = await staffed.logs_in("anna")
    await anna.enters(*GOODS_IN[:4])
    (seat,) = staffed.seats.all
    device = await signed_on(staffed)
    await device.sees("SERIAL?", "1/5")
    await anna.is_told(words.taken_over())
    await device.enters(("LOCK-2\r", "2/5"))
    for other in staffed.seats.all - {seat}:  # the one that asked for the badge
        await asyncio.wait_for(other.until_ended(), 20)
    assert staffed.seats.all == {seat}
    own = await staffed.logs_in("anna")
    await own.sees("SERIAL?", "2/5")
    await device.sees("OPERATOR?")  # the dock is everybody's
    await own.enters(("LOCK-3\r", "3/5"))
    entries = await staffed.kept(lambda entries: entries[-1].kind is LoginEvent.TAKE_OVER)
    assert [(one.address, one.device) for one in entries if one.kind is LoginEvent.TAKE_OVER] == [
        (HOST, DEVICE),
        (HOST, None),
    ]


async def test_whoever_signs_off_leaves_the_device_to_the_next(staffed: Site) -> None:
    device = await signed_on(staffed)
    await device.enters(("", "FLOW?"), (":quit\r", "OPERATOR?"), ("anna\r", "PIN?"), (f"{PIN}\r", "FLOW?"))
    (entry,) = [one for one in staffed.audit() if one.kind is LoginEvent.LOGOUT]
    assert (entry.name, entry.device) == ("anna", DEVICE)


async def test_a_device_that_drops_leaves_the_handheld_to_its_operator(staffed: Site) -> None:
    device = await signed_on(staffed)
    await device.enters(("", "FLOW?"), *GOODS_IN[:4])
    device.drops()
    await staffed.kept(lambda entries: entries[-1].kind is LoginEvent.DROPPED)
    own = await staffed.logs_in("anna")
    await own.sees("SERIAL?", "1/5")
    again = await staffed.logs_in(DEVICE)
    await again.sees("OPERATOR?")
    await own.enters(("LOCK-2\r", "2/5"))


async def test_a_device_that_drops_at_a_pin_asks_for_a_badge_again(staffed: Site) -> None:
    device = await staffed.logs_in(DEVICE)
    await device.sees("OPERATOR?")
    await device.enters(("anna\r", "PIN?"))
    (seat,) = staffed.seats.all
    device.drops()
    await asyncio.wait_for(seat.until_ended(), 20)
    again = await staffed.logs_in(DEVICE)
    await again.sees("OPERATOR?")
