"""An error takes the screen, rings, drops what was scanned ahead, and waits for a key that no scanner sends."""

import sqlite3
from typing import TYPE_CHECKING

import pytest

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.toml.key import FrozenTable

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.conftest import OpenTerminal

ON_SERIALS = ("PR-1007\r", "CAM-200\r", "SN1\r")
WRONG = "CAM-200\r"


def sounding(**tones: int) -> DeviceProfile:
    """How a device is set up that sounds so."""
    return DeviceProfile(tones=FrozenTable(tones))


async def test_an_error_takes_the_screen_and_beeps_twice(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        screen = await terminal.sends(*ON_SERIALS, WRONG)
        assert "ERROR" in screen
        assert "CAM-200 is a product" in screen
        assert "SERIAL?" not in screen
        await terminal.app.hears(2)


async def test_beeps_can_be_set_per_device(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(profile=sounding(success=1, error=3)) as terminal:
        await terminal.sends(*ON_SERIALS)
        await terminal.app.hears(1)
        await terminal.sends(WRONG)
        await terminal.app.hears(3)
        assert terminal.app.rung.empty()


async def test_scans_typed_ahead_are_dropped_and_counted(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        screen = await terminal.sends(*ON_SERIALS, f"{WRONG}SN2\rSN3\rSN4\r")
        assert "3 scans ignored" in screen
        assert "1/300" in await terminal.sends("\x1bOQ")


async def test_scans_made_meanwhile_are_refused_counted_and_heard(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        await terminal.sends(*ON_SERIALS, WRONG)
        await terminal.app.hears(2)
        assert "1 scan ignored" in await terminal.sends("SN2\r")
        await terminal.app.hears(2)
        assert "2 scans ignored" in await terminal.sends("SN3\r")
        await terminal.app.hears(2)
        screen = await terminal.sends("\x1bOQ")
        assert "1/300" in screen
        assert ["OK", "SN1", "2", "ignored"] in [row.split() for row in screen.split("\n")]
        assert "ignored" not in await terminal.sends("SN2\r")


@pytest.mark.parametrize("key", ["\x1bOQ", "\x1b[12~", ".\r"], ids=["F2", "F2 of another terminal", "prefix"])
async def test_an_error_is_acknowledged(open_terminal: "OpenTerminal", key: str) -> None:
    async with open_terminal() as terminal:
        screen = await terminal.sends(*ON_SERIALS, WRONG, key)
        assert "SERIAL?" in screen
        assert "ERROR CAM-200 is a" in screen
        assert "OK SN1" in screen
        assert "2/300" in await terminal.sends("SN2\r")


@pytest.mark.parametrize(
    "keys", ["\r", "SN2\r", ".3\r", "..1\r", "\x1b", "\x1bOS", ":nothing\r", "\x1b[6~", "\x03"]
)
async def test_nothing_else_acknowledges_it(open_terminal: "OpenTerminal", keys: str) -> None:
    async with open_terminal() as terminal:
        assert "SERIAL?" not in await terminal.sends(*ON_SERIALS, WRONG, keys)


async def test_a_scan_that_was_half_sent_is_refused_whole(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        screen = await terminal.sends(*ON_SERIALS, f"{WRONG}SN00", "12\r")
        assert "1 scan ignored" in screen


async def test_an_ignored_repeat_has_its_own_tone_and_takes_no_screen(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(profile=sounding(warning=1, error=2)) as terminal:
        screen = await terminal.sends("PR-1007\r", "CAM-200\r", "SN1\rSN1\r")
        assert "WARNING SN1 scanned twice" in screen
        await terminal.app.hears(1)
        assert terminal.app.rung.empty()


async def test_a_long_error_has_pages(open_terminal: "OpenTerminal") -> None:
    serials = [f"SERIAL-{number}" for number in range(9)]
    async with open_terminal(size=(20, 8)) as terminal:
        first = await terminal.sends(
            "PR-1007\r", "CAM-200\r", f"{','.join(serials)}\r", f"{','.join(serials)}\r"
        )
        assert "1/" in first
        second = await terminal.sends("\r")
        assert "2/" in second
        assert "ERROR" in second


async def test_a_store_that_cannot_be_used_takes_the_screen_and_the_scan_is_not_taken(
    open_terminal: "OpenTerminal", store_path: "Path"
) -> None:
    async with open_terminal() as terminal:
        await terminal.sends(*ON_SERIALS)
        other = sqlite3.connect(store_path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        screen = await terminal.sends("SN2\r")
        assert "ERROR" in screen
        assert "SN2: Not taken. " in " ".join(screen.split())
        other.execute("ROLLBACK")
        other.close()
        assert "1/300" in await terminal.sends("\x1bOQ")
        assert "2/300" in await terminal.sends("SN2\r")


async def test_an_error_that_waits_sounds_again_where_that_is_set(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(
        profile=DeviceProfile(repeat_seconds=1, tones=FrozenTable({"error": 1}))
    ) as terminal:
        await terminal.sends(*ON_SERIALS, WRONG)
        await terminal.app.hears(2)
        await terminal.sends("\x1bOQ")
        assert terminal.app.flow_screen._reminder is None
