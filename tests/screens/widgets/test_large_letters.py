import pytest
from hypothesis import given
from hypothesis import strategies as st

from serialhhd.screens.widgets.large_letters import HALVES, LETTERS, ROWS, large_letters

CODES = st.text(st.sampled_from(sorted(LETTERS)), min_size=1, max_size=12)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_is_five_half_rows_of_one_width(letter: str) -> None:
    half_rows = LETTERS[letter].split(" ")
    assert len(half_rows) == 5
    assert len({len(row) for row in half_rows}) == 1
    assert set("".join(half_rows)) <= {"#", "."}


def test_no_two_letters_look_alike() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS)


def test_a_place_is_drawn() -> None:
    assert large_letters("A-01", 20, 3) == ["▄▀▄    █▀█ ▄█ ", "█▀█ ▀▀ █ █  █ ", "▀ ▀    ▀▀▀ ▀▀▀"]


def test_small_letters_are_drawn_as_capitals() -> None:
    assert large_letters("dock", 40, 3) == large_letters("DOCK", 40, 3)


def test_what_is_too_wide_is_broken_behind_a_separator() -> None:
    above, below = large_letters("A-01-", 20, 3), large_letters("01", 20, 3)
    assert large_letters("A-01-01", 20, 6) == above + below


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [("A-01-01", 20, 5), ("GOODSIN", 20, 6), ("A-01-01", 40, 2), ("", 40, 6), ("KÄLTE", 40, 6), ("A", 2, 3)],
    ids=["too few rows", "no separator", "no row", "nothing", "unknown letter", "too narrow"],
)
def test_what_cannot_be_drawn_whole_is_not_drawn(text: str, width: int, rows: int) -> None:
    assert large_letters(text, width, rows) == []


@given(CODES, st.integers(1, 80), st.integers(0, 12))
def test_what_is_drawn_keeps_to_its_room(text: str, width: int, rows: int) -> None:
    drawn = large_letters(text, width, rows)
    assert len(drawn) <= rows
    assert len(drawn) % ROWS == 0
    assert all(len(row) <= width and set(row) <= set(HALVES.values()) for row in drawn)
