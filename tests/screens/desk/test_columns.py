"""The columns of a list on terminals of every width."""

import pytest

from serialhhd.screens.desk.pages.documents.pre_receipts import PreReceiptsScreen
from serialhhd.screens.desk.pages.transactions import COLUMNS
from serialhhd.screens.desk.parts.columns import Column, R, fitted, shown
from tests.screens.conftest import AT
from tests.screens.desk.conftest import OpenDesk

TEXT, NUMBER = Column("name", "Name", 12, str), Column("quantity", "Quantity", 8, str, is_number=True)


def width(columns: tuple[Column[R], ...], gap: int) -> int:
    return sum(column.width + gap for column in columns)


@pytest.mark.parametrize("room", [60, 80, 120, 160, 200, 320])
@pytest.mark.parametrize("columns", [COLUMNS, PreReceiptsScreen.KIND.columns])
def test_columns_fill_the_room_and_none_is_narrower_than_it_can_be(
    columns: tuple[Column[R], ...], room: int
) -> None:
    found, gap = fitted(columns, room)
    assert [column.name for column in found] == [column.name for column in columns]
    assert all(column.width >= own.narrowest for column, own in zip(found, columns, strict=True))
    least = sum(column.narrowest + 1 for column in columns)
    assert width(found, gap) <= max(room, least)
    assert width(found, gap) >= room - len(columns) * 2


def test_numbers_keep_their_width_and_a_heading_is_never_cut() -> None:
    assert fitted((Column("n", "Serials", 6, str, is_number=True),), 40)[0][0].headed == 7
    for room in (10, 20, 100):
        assert fitted((TEXT, NUMBER), room)[0][1] == NUMBER


@pytest.mark.parametrize(
    ("columns", "said"), [(16, "2026-03-02 09:00"), (11, "03-02 09:00"), (10, "2026-03-02")]
)
def test_a_time_says_as_much_as_there_is_room_for(columns: int, said: str) -> None:
    assert shown(AT, columns) == said


async def test_what_matters_of_a_transaction_is_seen_at_80_columns(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as clerk:
        screen = await clerk.presses("f6")
        assert "Location" in screen
        assert "From / to" in screen
        assert "A-01-01" in screen
        await clerk.resizes(220, 50)
        assert "Note" in clerk.screen
        assert "2026-02-28 09:00" in clerk.screen
