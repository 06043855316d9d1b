"""What a host does with a handheld beside showing it: it holds it, says something on it, looks on, and slows or cuts its link."""

import asyncio
from typing import TYPE_CHECKING

from sqlalchemy import text

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.hosting.handhelds.backend import LocalBackend
from serialhhd.hosting.handhelds.seats import Seats
from serialhhd.hosting.settings import HostSettings
from serialhhd.hosting.terminal import english as words
from serialhhd.store.people import operators
from serialhhd.store.words.vocabulary import Role
from tests.hosting.conftest import ANNA, Terminal

if TYPE_CHECKING:
    from serialhhd.hosting.handhelds.seat import Seat
    from serialhhd.store.engine.store import Store
    from tests.hosting.conftest import OpenSeat

AT_SERIALS = ("PR-1007\r", "CAM-200\r", "SN7001\r")


def captured(store: "Store") -> int:
    with store.read() as conn:
        found: int = conn.scalar(text("SELECT count(*) FROM serial WHERE state = 'captured'")) or 0
    return found


async def test_a_handheld_that_is_held_says_so_and_takes_nothing(
    open_seat: "OpenSeat", warehouse: "Store"
) -> None:
    async with open_seat() as (seat, terminal):
        before = await terminal.sends(*AT_SERIALS)
        seat.app.hold("Wait for the trainer.")
        assert "Wait for the trainer." in await terminal.settles()
        bells = terminal.wire.sent.count(b"\a")
        held = await terminal.sends("SN7002\r", "\x1bOR", ":undo\r", "SN70")
        assert "Wait for the trainer." in held
        assert terminal.wire.sent.count(b"\a") > bells
        assert captured(warehouse) == 1
        seat.app.hold()
        assert await terminal.settles() == before
        assert "OK SN7002" in await terminal.sends("SN7002\r")


async def test_what_was_scanned_before_it_is_held_is_answered_and_an_error_waits_behind_it(
    open_seat: "OpenSeat",
) -> None:
    async with open_seat() as (seat, terminal):
        terminal.write("PR-1007\rNOPE\r")
        seat.app.hold("Wait for the trainer.")
        assert "ERROR" not in await terminal.settles()
        assert "Wait for the trainer." in terminal.screen
        seat.app.hold()
        assert "ERROR" in await terminal.settles()
        assert "PRODUCT?" in await terminal.sends("\x1bOQ")


async def test_what_is_told_is_read_over_the_flow_and_the_next_scan_is_taken(open_seat: "OpenSeat") -> None:
    async with open_seat() as (seat, terminal):
        await terminal.sends(*AT_SERIALS)
        seat.app.tell("Look at the counter.")
        assert "Look at the counter." in await terminal.settles()
        assert b"\a" in terminal.wire.sent
        screen = await terminal.sends("SN7002\r")
        assert "OK SN7002" in screen
        assert "Look at" not in screen


async def test_what_is_told_while_an_error_stands_is_read_behind_it(open_seat: "OpenSeat") -> None:
    async with open_seat() as (seat, terminal):
        await terminal.sends("PR-1007\r", "NOPE\r")
        seat.app.tell("Look at the counter.")
        assert "ERROR" in await terminal.settles()
        assert "Look at the counter." in await terminal.sends("\x1bOQ")


async def test_what_is_told_before_the_first_frame_is_read_on_it(warehouse: "Store") -> None:
    staff(warehouse)
    told = Seats(
        LocalBackend(warehouse, FlowsFile(PACKAGED)),
        HostSettings(),
        opened=lambda _, seat: seat.app.tell("Receive what was announced."),
    )
    own = Terminal(ANNA, (26, 16), "xterm")
    await told.admit(own.client)
    await own.settles()
    assert "Receive what was" in own.screen
    await told.stop()


def staff(store: "Store") -> None:
    store.write(lambda conn: operators.add(conn, "anna", Role.OPERATOR, store.now(), by="office"))


async def test_where_nobody_takes_over_the_second_of_a_name_is_refused_while_the_first_is_there(
    warehouse: "Store",
) -> None:
    staff(warehouse)
    seats = Seats(LocalBackend(warehouse, FlowsFile(PACKAGED)), HostSettings(takes_over=False))
    first, second, third = (Terminal(ANNA, (26, 16), "xterm") for _ in range(3))
    await seats.admit(first.client)
    await seats.admit(second.client)
    assert second.wire.is_closed
    assert " ".join(second.screen.split()) == words.name_taken()
    assert not first.wire.is_closed
    await first.sends("1\r", *AT_SERIALS)
    seats.dropped(first.client)
    await seats.admit(third.client)
    assert "OK SN7001" in third.screen
    await seats.stop()


async def test_somebody_is_parted_from_with_a_sentence(warehouse: "Store") -> None:
    staff(warehouse)
    seats = Seats(LocalBackend(warehouse, FlowsFile(PACKAGED)), HostSettings())
    own = Terminal(ANNA, (26, 16), "xterm")
    await seats.admit(own.client)
    seat = seats.of("ANNA")
    assert seat
    seats.part(seat, "Your score is 88.")
    assert own.wire.is_closed
    assert own.screen.strip() == "Your score is 88."
    await seat.until_ended()
    assert seats.of("anna") is None
    await seats.stop()


async def test_whoever_looks_on_is_told_of_each_change_and_sees_the_rows(open_seat: "OpenSeat") -> None:
    async with open_seat() as (seat, terminal):
        changed = asyncio.Event()
        seat.driver.watching = changed.set
        await terminal.sends("PR-1007\r")
        assert changed.is_set()
        assert rows(seat) == terminal.screen


def rows(seat: "Seat") -> str:
    return "\n".join(row.text.rstrip(" ") for row in seat.driver.rows)


async def test_over_a_slow_link_answers_come_later_and_in_their_order(open_seat: "OpenSeat") -> None:
    async with open_seat() as (_, terminal):
        before = terminal.screen
        terminal.client.slow(0.2)
        terminal.write("PR-1007\r")
        assert await terminal.settles() == before
        terminal.client.slow(0.0)
        terminal.write("CAM-200\r")
        assert "SERIAL?" in await terminal.sees("SERIAL?")


async def test_a_link_that_is_cut_ends_as_any_that_breaks(open_seat: "OpenSeat") -> None:
    async with open_seat() as (_, terminal):
        terminal.client.cut()
        assert terminal.wire.is_closed
