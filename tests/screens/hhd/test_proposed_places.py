"""What Enter takes at the question for a place is seen on any handheld, and so is the place that is to be confirmed."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from tests.screens.conftest import terminals_on

if TYPE_CHECKING:
    from serialhhd.store.engine.store import Store

COUNTED = ("PR-1007\r", "BAG-1\r", "\r")
SIZES = [(16, 5), (20, 8), (20, 16), (26, 16), (40, 8)]


def flows(folder: Path, options: str) -> Path:
    """The packaged flows with options of goods in's place."""
    file = folder / "flows.toml"
    file.write_text(f"{PACKAGED.read_text('utf-8')}\n[flows.goods_in.scan_location]\n{options}\n", "utf-8")
    return file


@pytest.mark.parametrize("size", SIZES)
async def test_a_proposed_place_is_seen_and_taken_by_enter(
    warehouse: "Store", tmp_path: Path, size: tuple[int, int]
) -> None:
    file = flows(tmp_path, 'default = "GOODS-IN"')
    async with terminals_on(warehouse, "goods_in", file)(size=size) as terminal:
        asked = await terminal.sends(*COUNTED)
        assert "LOCATION?" in asked
        assert ("= GOODS-IN" if size[0] == 16 else "Enter = GOODS-IN") in asked
        assert "4 BAG-1" in await terminal.sends("\r")


@pytest.mark.parametrize("size", SIZES)
async def test_a_place_to_be_confirmed_is_named(
    warehouse: "Store", tmp_path: Path, size: tuple[int, int]
) -> None:
    file = flows(tmp_path, 'confirm = "scan_again"')
    async with terminals_on(warehouse, "goods_in", file)(size=size) as terminal:
        assert "AGAIN A-01-02" in await terminal.sends(*COUNTED, "A-01-02\r")
        assert "4 BAG-1" in await terminal.sends("A-01-02\r")


@pytest.mark.parametrize("size", SIZES)
async def test_a_place_that_is_asked_about_is_named_and_taken_by_a_key(
    warehouse: "Store", tmp_path: Path, size: tuple[int, int]
) -> None:
    file = flows(tmp_path, 'confirm = "yes"')
    async with terminals_on(warehouse, "goods_in", file)(size=size) as terminal:
        assert "A-01-02?" in await terminal.sends(*COUNTED, "A-01-02\r")
        assert "4 BAG-1" in await terminal.sends("\x1bOS")  # F4


async def test_a_burst_of_scans_confirms_no_place(warehouse: "Store", tmp_path: Path) -> None:
    """What was scanned ahead is refused at the question in between, and the rest of the burst is dropped."""
    file = flows(tmp_path, 'confirm = "scan_again"')
    async with terminals_on(warehouse, "goods_in", file)() as terminal:
        drawn = await terminal.sends(*COUNTED, "A-01-02\rCHG-5\rA-01-02\r")
        assert "ERROR" in drawn
        assert "1 scan ignored" in drawn


@pytest.mark.parametrize("size", SIZES[1:])
async def test_a_place_that_was_not_asked_for_is_seen_with_the_first_answer(
    warehouse: "Store", size: tuple[int, int]
) -> None:
    async with terminals_on(warehouse, "goods_in", PACKAGED)(size=size) as terminal:
        await terminal.sends(*COUNTED, "GOODS-IN\r")
    async with terminals_on(warehouse, "put_away", PACKAGED)(size=size) as terminal:
        told = " ".join((await terminal.sends("BAG-1\r")).replace("│", " ").split())
        assert "Not asked: GOODS-IN." in told
