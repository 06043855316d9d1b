"""All serials under the Stock List, and those of a stock line: searched by any part, narrowed, and written into a file."""

from pathlib import Path

from textual.widgets import Input

from serialhhd.screens.desk.parts.paged_table import PagedTable
from tests.screens.desk.conftest import Clerk, OpenDesk


def shown(clerk: Clerk, table: str = "#rows") -> list[str]:
    return [row.serial for row in clerk.app.screen.query_one(table, PagedTable).shown]


async def test_every_serial_is_listed_with_where_it_is(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 30)) as clerk:
        screen = await clerk.presses("f5", "s")
        row = next(row for row in screen.splitlines() if "SN0002" in row)
        assert row.split()[:7] == ["SN0002", "CAM-200", "in", "stock", "A-01-01", "Full", "Tracking"]
        assert "MAIN" in row
        assert "dispatched" in next(row for row in screen.splitlines() if "SN0001" in row)
        assert "expected" in next(row for row in screen.splitlines() if "R10-00031" in row)


async def test_a_serial_is_searched_by_any_part_and_opened(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f5", "s", "slash")
        await clerk.types("10-0000")
        assert shown(clerk) == ["R10-00001", "R10-00002", "R10-00003"]
        await clerk.types("N0002")
        assert shown(clerk) == ["SN0002"]
        await clerk.types("02")
        assert shown(clerk) == ["R10-00002", "SN0002"]
        await clerk.types("n0003")
        assert "receipt" in await clerk.presses("enter", "enter")
        await clerk.presses("escape", "escape")
        assert len(shown(clerk)) > 3
        assert "Quantity" in await clerk.presses("escape")


async def test_filters_narrow_and_a_name_that_is_unknown_is_said(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f5", "s", "f")
        await clerk.fills(product="cam-200", location="A-01-01")
        assert "Location: A-01-01" in await clerk.presses("ctrl+s")
        assert shown(clerk) == [f"SN{number:04}" for number in range(2, 7)]
        await clerk.presses("f")
        await clerk.fills(account="nowhere")
        await clerk.presses("ctrl+s")
        assert "nowhere" in clerk.told
        assert shown(clerk) == []
        await clerk.presses("escape", "v", "down", "down", "enter")
        assert shown(clerk) == [f"R10-{number:05}" for number in range(31, 35)]


async def test_what_is_found_is_written_into_a_file(open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f5", "s", "slash")
        await clerk.types("n000")
        await clerk.presses("enter", "x")
        clerk.app.screen.query_one("#file", Input).value = str(tmp_path / "serials.csv")
        await clerk.presses("ctrl+s")
        lines = (tmp_path / "serials.csv").read_text(encoding="utf-8-sig").splitlines()
        assert lines[0].startswith("serial,product,state,location,tracking_type,account,lot")
        assert [line.split(",")[0] for line in lines[1:]] == [f"SN{number:04}" for number in range(1, 7)]


async def test_the_serials_of_a_stock_line_are_searched_and_written_the_same_way(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f5", "enter")
        assert shown(clerk, "#serials") == [f"SN{number:04}" for number in range(2, 7)]
        await clerk.presses("slash")
        await clerk.types("0004")
        assert shown(clerk, "#serials") == ["SN0004"]
        await clerk.presses("enter", "x")
        clerk.app.screen.query_one("#file", Input).value = str(tmp_path / "line.csv")
        await clerk.presses("ctrl+s")
        lines = (tmp_path / "line.csv").read_text(encoding="utf-8-sig").splitlines()
        assert [line.split(",")[0] for line in lines] == ["serial", "SN0004"]
        await clerk.presses("escape")
        assert len(shown(clerk, "#serials")) == 5
        assert "Location" in await clerk.presses("escape")
