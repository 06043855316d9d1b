"""What handhelds leave behind that only a full collection frees: next to nothing, however much is scanned."""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from serialhhd.flows.conversation.session import Session

if TYPE_CHECKING:
    from serialhhd.flows.seam.view import Scan, View
    from tests.hosting.conftest import OpenSeat, Terminal

TIMES = 20
LEFT_BY_ONE = 20
"""So many objects a handheld that has ended may leave; it has some 8,000 while it is open."""


async def scans(terminal: "Terminal", number: int) -> None:
    assert f"OK SN7{number:03}" in await terminal.sends(f"SN7{number:03}\r")


async def makes_a_mistake(terminal: "Terminal", number: int) -> None:
    assert "ERROR" in await terminal.sends(f"{number}{'X' * 70}\r")
    await terminal.sends(".\r")


async def looks_around(terminal: "Terminal", _: int) -> None:
    await terminal.sends(".\r", ".\r", "\x1bOP", "\x1bOQ")


async def turns_the_device(terminal: "Terminal", _: int) -> None:
    await terminal.resizes(40, 12)
    await terminal.resizes(26, 16)


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Only the tests collect."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def old_garbage() -> int:
    """Collect everything, and return how many objects were found."""
    return gc.collect()


@pytest.mark.parametrize(
    "does",
    [
        scans,
        *(
            pytest.param(do, marks=pytest.mark.slow)
            for do in (makes_a_mistake, looks_around, turns_the_device)
        ),
    ],
)
async def test_a_handheld_in_use_leaves_no_old_garbage(
    open_seat: "OpenSeat", does: Callable[["Terminal", int], Awaitable[None]]
) -> None:
    async with open_seat() as (_, terminal):
        await terminal.sends("PR-1007\r", "CAM-200\r")
        for number in range(3):
            await does(terminal, number)
        gc.collect()
        for number in range(3, 3 + TIMES):
            await does(terminal, number)
            gc.collect(1)  # as the server does: what lives now is old from here on
        assert old_garbage() < TIMES


async def fails(_: Session, scan: "Scan") -> "View":
    raise RuntimeError(scan.text)


@pytest.mark.parametrize("way", [pytest.param("closed", marks=pytest.mark.slow), "quit", "fault"])
async def test_a_handheld_that_has_ended_leaves_little(
    open_seat: "OpenSeat", monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    async with open_seat() as (_, terminal):
        await terminal.sends("PR-1007\r", "NOPE\r", ".\r")
    for size in ((26, 16), (20, 8)):
        async with open_seat(size) as (seat, terminal):
            await terminal.sends("CAM-200\r", "SN7001\r", "NOPE\r", ".\r")
            gc.collect()
            if way == "quit":
                terminal.write(":quit\r")
            elif way == "fault":
                with monkeypatch.context() as broken:
                    broken.setattr(Session, "submit_async", fails)
                    terminal.write("SN7002\r")
                    await seat.until_ended()
            else:
                seat.close()
            await seat.until_ended()
        await asyncio.sleep(0)
        gc.collect(1)  # as the server does, before anything is old
        assert old_garbage() < LEFT_BY_ONE
