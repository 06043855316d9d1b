"""Who gets which handheld: two logins at once, badge and PIN, and the end of them all."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from serialhhd.flows.discovery import PACKAGED, FlowsFile
from serialhhd.hosting import words
from serialhhd.hosting.backend import LocalBackend
from serialhhd.hosting.seats import Seats
from serialhhd.hosting.settings import HostSettings
from serialhhd.store import access, credentials, devices, operators
from serialhhd.store.access import Account
from serialhhd.store.vocabulary import AccessKind, Role
from tests.hosting.conftest import ANNA, Terminal

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from serialhhd.store.store import Store

PIN = "4711"
DOCK = Account("DOCK-1", is_device=True, role=None, keys=(), password_hash=None, has_pin=False)


@pytest.fixture
async def seats(warehouse: "Store") -> AsyncIterator[Seats]:
    """All handhelds of a server on the demo's warehouse, where anna has a PIN."""
    hashed = credentials.hash_secret(PIN)

    def write(conn: "Connection") -> None:
        for name in ("anna", "ben"):
            operators.add(conn, name, Role.OPERATOR, warehouse.now())
        credentials.set_pin(conn, "anna", hashed)
        devices.add(conn, DOCK.name, warehouse.now())

    warehouse.write(write)
    opened = Seats(LocalBackend(warehouse, FlowsFile(PACKAGED)), HostSettings(sessions=2))
    yield opened
    await opened.stop()


def terminal(account: Account = ANNA) -> Terminal:
    return Terminal(account, (26, 16), "xterm")


async def admitted(seats: Seats, *terminals: Terminal) -> None:
    async with asyncio.timeout(20):
        await asyncio.gather(*(seats.admit(one.client) for one in terminals))


def kinds(store: "Store") -> list[AccessKind]:
    with store.read() as conn:
        return [entry.kind for entry in reversed(access.page(conn))]


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
    assert AccessKind.TAKE_OVER in kinds(warehouse)


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
    ben = Account("ben", is_device=False, role=Role.OPERATOR, keys=(), password_hash=None, has_pin=False)
    first, second, third = terminal(), terminal(ben), terminal(DOCK)
    await admitted(seats, first, second, third)
    assert " ".join(third.screen.split()) == words.FULL
    seats.dropped(first.client)
    again = terminal(DOCK)
    await admitted(seats, again)
    assert "OPERATOR?" in await again.settles()


async def test_a_stop_answers_what_was_scanned_and_tells_everybody(seats: Seats, warehouse: "Store") -> None:
    own = terminal()
    await admitted(seats, own)
    await own.sends("1\r", "PR-1007\r", "CAM-200\r")
    own.write("".join(f"SN7{number:03}\r" for number in range(20)))
    async with asyncio.timeout(20):
        await seats.stop()
    assert " ".join(own.screen.split()) == words.STOPPING
    with warehouse.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM serial WHERE state = 'captured'").scalar() == 20
    late = terminal()
    await admitted(seats, late)
    assert " ".join(late.screen.split()) == words.STOPPING
