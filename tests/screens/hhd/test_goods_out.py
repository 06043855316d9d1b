"""Goods out on the screen: where to go, what to take, how many. At every size the place can be read whole."""

from typing import TYPE_CHECKING

import pytest

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.screens.hhd.settings import DeviceSettings, parse_size
from serialhhd.screens.widgets.large_letters import large_letters

if TYPE_CHECKING:
    from tests.screens.conftest import OpenTerminal, Terminal

SIZES = ("20x8", "20x16", "26x16", "40x8", "40x12", "80x24")
AT_PLACE = ("PL-501\r", "A-01-01\r")
PICKED = (*AT_PLACE, "CAM-200\r", "SN0002\r", "SN0003\r", "\r")
SHORT = (*AT_PLACE, "CAM-200\r", "SN0002\r", ":short\r", "1\r", "\r")


def reversed_text(terminal: "Terminal", row: int) -> str:
    """Return what stands in reverse video in a row."""
    strip = terminal.app.screen._compositor.render_strips()[row]
    return "".join(segment.text for segment in strip if segment.style and segment.style.reverse)


def row_of(terminal: "Terminal", text: str) -> int:
    rows = terminal.screen.split("\n")
    return next(number for number, row in enumerate(rows) if text in row)


@pytest.mark.parametrize("size", SIZES)
async def test_the_place_to_go_to_is_read_whole_and_stands_out(
    open_goods_out: "OpenTerminal", size: str
) -> None:
    async with open_goods_out(tuple(parse_size(size))) as terminal:
        assert "GO TO A-01-01" in await terminal.sends("PL-501\r")
        assert "A-01-01" in reversed_text(terminal, row_of(terminal, "GO TO"))


@pytest.mark.parametrize("size", SIZES)
async def test_the_product_to_take_stands_out(open_goods_out: "OpenTerminal", size: str) -> None:
    async with open_goods_out(tuple(parse_size(size))) as terminal:
        assert "PRODUCT?" in await terminal.sends(*AT_PLACE)
        row = row_of(terminal, "CAM-200")
        is_in_title = row == 0
        assert ("CAM-200" in reversed_text(terminal, row)) is not is_in_title


@pytest.mark.parametrize("size", SIZES)
async def test_how_many_to_take_is_read_at_every_step(open_goods_out: "OpenTerminal", size: str) -> None:
    async with open_goods_out(tuple(parse_size(size))) as terminal:
        for entry in ("PL-502\r", "A-02-01\r"):
            screen = await terminal.sends(entry)
            assert "Qty 2" in screen or "Quantity  2" in screen


@pytest.mark.parametrize("size", SIZES)
async def test_a_full_counter_stands_out(open_goods_out: "OpenTerminal", size: str) -> None:
    async with open_goods_out(tuple(parse_size(size))) as terminal:
        await terminal.sends(*AT_PLACE, "CAM-200\r", "SN0002\r")
        assert "1/2" not in reversed_text(terminal, row_of(terminal, "1/2"))
        await terminal.sends("SN0003\r")
        assert "2/2" in reversed_text(terminal, row_of(terminal, "2/2"))


@pytest.mark.parametrize("size", SIZES)
async def test_a_pick_list_that_is_done_says_so_first(open_goods_out: "OpenTerminal", size: str) -> None:
    async with open_goods_out(tuple(parse_size(size))) as terminal:
        screen = await terminal.sends(*PICKED, "B-01-01\r", "CBL-2\r", "\r")
        assert "PL-501 is complete." in screen
        assert "PICK LIST?" in screen
        assert "PL-502" in screen


async def test_where_rows_are_free_the_place_the_product_and_the_number_are_drawn_large(
    open_goods_out: "OpenTerminal",
) -> None:
    async with open_goods_out((40, 16)) as terminal:
        for entry, drawn in (("PL-501\r", "A-01-01"), ("A-01-01\r", "CAM-200")):
            assert large_letters(drawn, 40, 3)[0] in await terminal.sends(entry)
        screen = await terminal.sends(*PICKED[2:], "B-01-01\r", "CBL-2\r")
        assert "QUANTITY?" in screen
        assert large_letters("4", 40, 3)[0] in screen


async def test_large_letters_can_be_switched_off(open_goods_out: "OpenTerminal") -> None:
    async with open_goods_out((40, 24), profile=DeviceProfile(large_letters=False)) as terminal:
        assert not {"█", "▀", "▄"} & set(await terminal.sends("PL-501\r"))


async def test_where_a_terminal_has_no_blocks_large_letters_are_reversed_blanks(
    open_goods_out: "OpenTerminal",
) -> None:
    async with open_goods_out((40, 24), DeviceSettings(has_blocks=False)) as terminal:
        screen = await terminal.sends("PL-502\r", "A-02-01\r", "SEN-3\r")
        assert not {"█", "▀", "▄"} & set(screen)
        drawn = [len(reversed_text(terminal, row)) for row in range(18, 23)]
        assert drawn == [row.count("█") for row in large_letters("2", 40, 5, has_blocks=False)]


@pytest.mark.parametrize("size", ["26x16", "80x24"])
async def test_what_remains_is_drawn_large_while_rows_are_free(
    open_goods_out: "OpenTerminal", size: str
) -> None:
    columns, rows = parse_size(size)
    async with open_goods_out((columns, rows), flow="goods_in") as terminal:
        for entries, drawn in ((("PR-1007\r", "CAM-200\r"), "3"), (("SN0007\r",), "2")):
            screen = await terminal.sends(*entries)
            assert large_letters(drawn, columns, 3)[0] in screen.split("\n")[rows - 4]


async def test_at_goods_in_no_number_is_suggested_large(open_goods_out: "OpenTerminal") -> None:
    async with open_goods_out((40, 16), flow="goods_in") as terminal:
        screen = await terminal.sends("PR-1008\r", "CBL-2\r")
        assert "Enter = 20" in screen
        assert "█" not in screen


async def test_enter_is_echoed_as_the_number_it_stood_for(open_goods_out: "OpenTerminal") -> None:
    async with open_goods_out() as terminal:
        screen = await terminal.sends(*PICKED)
        assert "GO TO B-01-01" in screen
        assert "OK 2" in screen


async def test_a_short_pick_says_why(open_goods_out: "OpenTerminal") -> None:
    async with open_goods_out() as terminal:
        assert "REASON?" in await terminal.sends(*SHORT[:-2])
        assert "1 Not found" in terminal.screen
        assert "Enter = 1" in await terminal.sends(SHORT[-2])
        assert "Short: Not found." in " ".join((await terminal.sends(SHORT[-1])).split())


@pytest.mark.parametrize("size", SIZES)
async def test_all_reasons_for_a_short_pick_stand_on_one_page(
    open_goods_out: "OpenTerminal", size: str
) -> None:
    async with open_goods_out(tuple(parse_size(size))) as terminal:
        screen = await terminal.sends(*SHORT[:-2])
        assert all(reason in screen for reason in ("Not found", "Damaged", "Location empty"))
