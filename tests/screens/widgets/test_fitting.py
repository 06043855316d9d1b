import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from serialhhd.screens.widgets.fitting import (
    apart,
    centre,
    columns_for,
    cut,
    cut_middle,
    cut_words,
    in_columns,
    pad,
    printable,
    tail,
    wrap,
)

TEXTS = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]) | st.sampled_from("摄像机é"))
WIDTHS = st.integers(2, 80)


@given(TEXTS, WIDTHS)
def test_a_padded_text_has_exactly_the_width(text: str, width: int) -> None:
    assert cell_len(pad(text, width)) == width
    assert cell_len(centre(text, width)) == width


@given(TEXTS, TEXTS, WIDTHS)
def test_two_texts_apart_have_exactly_the_width(left: str, right: str, width: int) -> None:
    assert cell_len(apart(left, right, width)) == width


@given(TEXTS, WIDTHS)
def test_no_wrapped_line_is_wider_than_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(TEXTS, WIDTHS, st.integers(1, 4))
def test_a_wrapped_text_keeps_to_its_rows(text: str, width: int, rows: int) -> None:
    lines = wrap(text, width, rows)
    assert len(lines) <= rows
    assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "expected"), [("Camera", 6, "Camera"), ("Camera 4K", 6, "Camer…"), ("Camera", 0, "")]
)
def test_a_long_text_ends_in_an_ellipsis(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


@given(TEXTS, WIDTHS)
def test_no_cut_text_is_wider_than_the_width(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width
    assert cell_len(cut_words(text, width)) <= width
    assert cell_len(cut_middle(text, width)) <= width


@given(TEXTS)
def test_what_fits_is_not_cut(text: str) -> None:
    width = cell_len(text)
    assert cut(text, width) == cut_words(text, width) == cut_middle(text, width) == text


@pytest.mark.parametrize(
    ("width", "expected"),
    [(22, "Pick Tasks by Pick…"), (13, "Pick Tasks by"), (12, "Pick Tasks…"), (5, "Pick…"), (3, "Pi…")],
)
def test_words_are_kept_whole_where_one_fits(width: int, expected: str) -> None:
    assert cut_words("Pick Tasks by Pick List", width) == expected


@pytest.mark.parametrize(("width", "expected"), [(12, "SER…00000042"), (5, "S…042"), (3, "042"), (0, "")])
def test_of_a_long_code_the_end_is_kept(width: int, expected: str) -> None:
    assert cut_middle("SERIAL-0000000042", width) == expected


def test_the_right_text_stays_whole_and_the_left_one_gives_way() -> None:
    assert apart("Pre-Receipt Receive", "PR-1007", 20) == "Pre-Receipt… PR-1007"


def test_the_end_of_what_is_typed_is_seen() -> None:
    assert tail("SN0012345", 4) == "2345"


def test_words_are_kept_whole_and_long_ones_broken() -> None:
    assert wrap("SN0011 is already here", 10) == ["SN0011 is", "already", "here"]
    assert wrap("ABCDEFGHIJKL", 5) == ["ABCDE", "FGHIJ", "KL"]


def test_what_does_not_fit_the_rows_ends_in_an_ellipsis() -> None:
    assert wrap("one two three four", 9, 2) == ["one two", "three fo…"]


def test_control_characters_can_be_seen() -> None:
    assert printable("01\x1d21\x7f") == "01^]21^?"


def test_as_many_columns_as_fit() -> None:
    items = ["SN1", "SN2", "SN3"]
    assert columns_for(items, 11) == 3
    assert columns_for(items, 10) == 2
    assert columns_for(["A serial wider than that"], 10) == 1
    assert in_columns(items, 10, 2) == ["SN1  SN2  ", "SN3       "]
