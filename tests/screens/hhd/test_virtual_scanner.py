"""The labels beside the device, for somebody without a scanner."""

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from serialhhd.screens.hhd.settings import DeviceSettings, DeviceSize
from serialhhd.screens.hhd.virtual_scanner import Sticker, barcode

if TYPE_CHECKING:
    from tests.screens.conftest import OpenTerminal

LARGE = (80, 24)
DEMO = DeviceSettings(size=DeviceSize(26, 16))


@pytest.mark.parametrize("read", ["\x1b1", "¡", "..1\r"], ids=["Alt+1", "Option+1", "prefix"])
async def test_a_label_is_read_by_one_key(open_terminal: "OpenTerminal", read: str) -> None:
    async with open_terminal(LARGE, DEMO) as terminal:
        assert "VIRTUAL SCANNER" in terminal.screen
        assert "PRODUCT?" in await terminal.sends(read)


async def test_the_first_receipt_goes_by_the_first_label_alone(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(LARGE, DEMO) as terminal:
        await terminal.sends("\x1b1", "\x1b1", "\x1b1", "\x1b1")
        assert "2/300" in terminal.screen
        assert "LOCATION?" in await terminal.sends("\x1bOS", "\x1b1", "\x1b1")
        assert "Closed with 2 of 300" in await terminal.sends("\x1b1")


async def test_a_label_is_read_by_a_click(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(LARGE, DEMO) as terminal:
        x, y = terminal.app.screen.query(Sticker).first().region.offset
        terminal.write(f"\x1b[<0;{x + 6};{y + 1}M\x1b[<0;{x + 6};{y + 1}m")
        await terminal.settles()  # the click is made of the button's events
        assert "PRODUCT?" in await terminal.settles()


async def test_bad_labels_are_marked_and_refused(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(LARGE, DEMO) as terminal:
        rows = (await terminal.sends("PR-1007\r", "CAM-200\r", "SN1\r")).split("\n")
        *_, number = (int(above[28:32]) for above, row in pairwise(rows) if "✗ Box" in row)
        assert "ERROR" in await terminal.sends(f"..{number}\r")
        assert "An error waits for you" in terminal.screen


async def test_a_label_that_is_not_there_is_said(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(LARGE, DEMO) as terminal:
        assert "WARNING There is no label" in await terminal.sends("..77\r")


async def test_alt_keys_are_plain_digits_on_a_device(open_terminal: "OpenTerminal") -> None:
    async with open_terminal((26, 16)) as terminal:
        assert "VIRTUAL" not in terminal.screen
        assert ">1" in await terminal.sends("\x1b1")


async def test_everything_is_laid_out_anew_on_resize(open_terminal: "OpenTerminal") -> None:
    async with open_terminal((26, 16), DEMO) as terminal:
        assert "VIRTUAL SCANNER" not in terminal.screen
        await terminal.resize(80, 24)
        await terminal.settles()
        assert "VIRTUAL SCANNER" in await terminal.settles()
        assert "PR-1007" in terminal.screen.split("\n")[1]
        await terminal.resize(30, 18)
        screen = await terminal.settles()
        assert "VIRTUAL SCANNER" not in screen
        assert "╭" in screen
        await terminal.resize(20, 16)
        assert "╭" not in await terminal.sends("PR-1007\r")


@pytest.mark.parametrize("size", [(61, 24), (80, 19), (26, 16), (16, 8)])
async def test_where_there_is_no_room_for_it_that_is_said_with_the_room_it_needs(
    open_terminal: "OpenTerminal", size: tuple[int, int]
) -> None:
    async with open_terminal(size, DEMO) as terminal:
        assert "62x20" in terminal.screen
        await terminal.resize(80, 24)
        assert "VIRTUAL SCANNER" in await terminal.sends("PR-1007\r")
        await terminal.resize(*size)
        assert "62x20" in await terminal.settles()


async def test_of_a_device_without_labels_nothing_is_said(open_terminal: "OpenTerminal") -> None:
    async with open_terminal((26, 16)) as terminal:
        assert "62x20" not in terminal.screen


async def test_what_is_said_is_said_beside_what_the_flow_says(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        await terminal.sends("PR-1007\r")
    async with open_terminal((40, 16), DEMO) as terminal:
        words = " ".join(terminal.screen.split())
        assert "Back on PR-1007." in words
        assert "62x20" in words


def test_a_barcode_looks_the_same_each_time() -> None:
    assert barcode("SN1") == barcode("SN1")
    assert len(barcode("SN1")) == len(barcode("")) + 10 == 12
    assert barcode("SN1") != barcode("SN2")
