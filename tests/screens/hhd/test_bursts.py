"""Many scans in one write, and everything a terminal does to them on the way."""

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

if TYPE_CHECKING:
    from serialhhd.store.engine.store import Store
    from tests.screens.conftest import OpenTerminal

ON_SERIALS = ("PR-1007\r", "CAM-200\r")


def captured(store: "Store") -> list[str]:
    """Return the captured serials in the order they were captured."""
    with store.read() as conn:
        return list(
            conn.scalars(text("SELECT serial FROM serial WHERE state = 'captured' ORDER BY captured_at"))
        )


@pytest.mark.parametrize("size", [3, 200])
@pytest.mark.parametrize("terminator", ["\r", "\n", "\r\n", "\t"])
async def test_a_burst_in_one_write_lands_whole_and_in_order(
    open_terminal: "OpenTerminal", warehouse: "Store", size: int, terminator: str
) -> None:
    serials = [f"SN{number:04}" for number in range(size)]
    async with open_terminal() as terminal:
        screen = await terminal.sends(*ON_SERIALS, "".join(serial + terminator for serial in serials))
    assert captured(warehouse) == serials
    assert f"{size}/300" in screen
    assert f"OK {serials[-1]}" in screen


async def test_a_burst_over_several_steps_lands_on_each_of_them(
    open_terminal: "OpenTerminal", warehouse: "Store"
) -> None:
    async with open_terminal() as terminal:
        screen = await terminal.sends("PR-1007\rCAM-200\rSN1\rSN2\r:done\r2\r:yes\rA-01-02\r")
    assert "Closed with 2 of 300" in screen
    with warehouse.read() as conn:
        assert conn.scalar(text("SELECT quantity FROM stock_line")) == 2


async def test_function_keys_wait_their_turn_behind_scans(
    open_terminal: "OpenTerminal", warehouse: "Store"
) -> None:
    async with open_terminal() as terminal:
        await terminal.sends(*ON_SERIALS, "SN1\rSN2\r\x1bORSN3\r")  # F3 takes the last one back
    assert captured(warehouse) == ["SN1", "SN3"]


async def test_a_pasted_list_is_a_scan_a_line(open_terminal: "OpenTerminal", warehouse: "Store") -> None:
    async with open_terminal() as terminal:
        await terminal.sends(*ON_SERIALS, "\x1b[200~SN1\nSN2\r\nSN3\x1b[201~")
    assert captured(warehouse) == ["SN1", "SN2", "SN3"]


@pytest.mark.parametrize("sent", ["{}\r", "\x1b[200~{}\x1b[201~\r"], ids=["typed", "pasted"])
async def test_the_gs1_separator_reaches_the_flow(
    open_terminal: "OpenTerminal", warehouse: "Store", sent: str
) -> None:
    async with open_terminal() as terminal:
        await terminal.sends(*ON_SERIALS, sent.format("]C121SN1\x1d10LOT7"))
    with warehouse.read() as conn:
        assert conn.execute(text("SELECT serial, lot FROM serial")).one() == ("SN1", "LOT7")


async def test_the_separator_can_be_seen_while_it_is_typed(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        assert ">21SN1^]10" in await terminal.sends("21SN1\x1d10")


async def test_typing_can_be_corrected(open_terminal: "OpenTerminal", warehouse: "Store") -> None:
    async with open_terminal() as terminal:
        await terminal.sends(*ON_SERIALS, "nonsense\x15SN12\x7f3\r")
    assert captured(warehouse) == ["SN13"]


@pytest.mark.parametrize("serial", ["5551234", "SN1", "fan-7", "-A7", "#7", "OK-1", "O5", " A7"])
async def test_a_stray_escape_changes_nothing_of_the_scan_behind_it(
    open_terminal: "OpenTerminal", warehouse: "Store", serial: str
) -> None:
    async with open_terminal() as terminal:
        screen = await terminal.sends(*ON_SERIALS, f"\x1b{serial}\r", "LAST\r")
    assert captured(warehouse) == [serial.strip(" "), "LAST"]
    assert "OK LAST" in screen


async def test_a_stray_escape_before_enter_is_enter(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        assert "CLOSE LINE?" in await terminal.sends(*ON_SERIALS, "SN1\r:done\r", "\x1b\r")


async def test_a_stray_escape_keeps_the_separator_and_the_correction(
    open_terminal: "OpenTerminal", warehouse: "Store"
) -> None:
    async with open_terminal() as terminal:
        await terminal.sends(*ON_SERIALS, "]C121SN1\x1b\x1d10LOT7\r", "SN23\x1b\x7f\r")
    assert captured(warehouse) == ["SN1", "SN2"]


async def test_a_control_character_is_refused_and_not_swallowed(
    open_terminal: "OpenTerminal", warehouse: "Store"
) -> None:
    async with open_terminal() as terminal:
        assert "ERROR" in await terminal.sends(*ON_SERIALS, "SN\x011\r")
    assert captured(warehouse) == []
