"""The measures of the rows, against what is really drawn."""

from typing import TYPE_CHECKING

import pytest

from serialhhd.screens.hhd.drawing.display import Display, FactsRow, ListRows, QuestionRow
from serialhhd.screens.hhd.drawing.measures import Measures
from serialhhd.screens.hhd.settings import parse_size
from serialhhd.screens.widgets.scan_input import ScanInput

if TYPE_CHECKING:
    from tests.screens.conftest import OpenTerminal

SIZES = (
    "16x8",
    "20x8",
    "20x9",
    "20x10",
    "20x13",
    "20x14",
    "20x16",
    "29x8",
    "30x8",
    "40x13",
    "40x14",
    "80x24",
)


@pytest.mark.parametrize("size", SIZES)
async def test_the_rows_are_as_high_as_the_measures_say(open_terminal: "OpenTerminal", size: str) -> None:
    async with open_terminal(tuple(parse_size(size))) as terminal:
        await terminal.sends("PR-1007\r", "CAM-200\r", "SN1\r")
        device = terminal.app.screen.query_one(Display)
        measures = device.measures
        assert measures == Measures(*parse_size(size))
        assert device.query_one(FactsRow).size.height == measures.facts
        question, line = device.query_one(QuestionRow).region, device.query_one(ScanInput).region
        assert (question.y == line.y) is measures.asks_in_one_row
        assert device.query_one(ListRows).size.height == measures.rest - measures.least_answer


@pytest.mark.parametrize(
    ("size", "drawn"),
    [
        ((15, 5), ["Screen too     ", "small          ", *[" " * 15] * 3]),
        ((16, 4), ["Screen too small", *[" " * 16] * 3]),
        ((40, 1), ["Screen too small".ljust(40)]),
        ((6, 2), ["Screen", "too s…"]),
    ],
)
async def test_a_screen_that_is_too_small_says_so_and_nothing_else(
    open_terminal: "OpenTerminal", size: tuple[int, int], drawn: list[str]
) -> None:
    async with open_terminal(size) as terminal:
        for entered in ("PR-1007\r", "CAM-200\r", "CAM-200\r"):
            assert (await terminal.sends(entered)).split("\n") == drawn
        await terminal.resize(26, 16)
        assert "ERROR" in await terminal.settles()
        assert "SERIAL?" in await terminal.sends(".\r")


async def test_the_smallest_screen_has_the_question_the_input_and_the_keys(
    open_terminal: "OpenTerminal",
) -> None:
    async with open_terminal((16, 5)) as terminal:
        rows = (await terminal.sends("PR-1007\r", "CAM-200\r", "SN00")).split("\n")
    assert [rows[2][:7], rows[3].rstrip(" "), rows[4][:5]] == ["SERIAL?", ">SN00", ".Menu"]


@pytest.mark.parametrize(
    ("size", "entered", "listed"),
    [
        ((16, 5), (".\r",), [" 1 Help         ", "        1/7 PgDn"]),
        ((16, 5), (".\r", "1\r"), ["F4  Done :done  ", "       1/21 PgDn"]),
        ((16, 6), (".\r",), [" 1 Help         ", " 2 Back         ", "        1/4 PgDn"]),
    ],
    ids=["actions", "help", "with a row more"],
)
async def test_on_the_smallest_screens_the_product_gives_way_to_what_is_opened(
    open_terminal: "OpenTerminal", size: tuple[int, int], entered: tuple[str, ...], listed: list[str]
) -> None:
    async with open_terminal(size) as terminal:
        before = await terminal.sends("PR-1007\r", "CAM-200\r")
        assert before.startswith("PR-1007  CAM-200\nQty 300 ")
        opened = (await terminal.sends(*entered)).split("\n")
        assert opened[1].startswith(">")
        assert opened[2:-1] == listed
        assert await terminal.sends(".\r") == before


async def test_a_word_says_yes_where_there_is_no_row_for_the_choices(open_terminal: "OpenTerminal") -> None:
    async with open_terminal((16, 5)) as terminal:
        assert "2/300" in await terminal.sends("PR-1007\r", "CAM-200\r", "SN1+2\r", ":yes\r")


@pytest.mark.parametrize(
    ("measures", "facts", "rest"),
    [
        (Measures(20, 8), 1, 2),
        (Measures(40, 8), 1, 3),
        (Measures(20, 12), 2, 5),
        (Measures(20, 16), 4, 7),
        (Measures(20, 15), 3, 7),
        (Measures(16, 5), 1, 0),
        (Measures(16, 6), 1, 0),
        (Measures(0, 0), 1, 0),
    ],
)
def test_what_is_left_for_the_answer_and_the_list(measures: Measures, facts: int, rest: int) -> None:
    assert (measures.facts, measures.rest) == (facts, rest)


@pytest.mark.parametrize(("rows", "echo"), [(5, 0), (6, 1), (8, 1)])
def test_the_smallest_screen_has_no_row_for_the_echo(rows: int, echo: int) -> None:
    assert Measures(16, rows).echo == echo
