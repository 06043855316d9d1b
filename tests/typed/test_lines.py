"""Lines of a new document mean the same wherever they are typed."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from serialhhd.store.words.numbers import MOST_UNITS
from serialhhd.store.words.refusal import Refused
from serialhhd.typed.lines import TypedLine, parse_expected, parse_line, parts

CODES = st.text(alphabet="AB1:@-. ", min_size=1, max_size=8).map(lambda code: f"S{code}E")
"""Codes with no blanks at their ends: the store takes those off."""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("CAM-200:12", TypedLine("CAM-200", 12)),
        (" CAM-200:12 ", TypedLine("CAM-200", 12)),
        ("CAM-200:2@A-01", TypedLine("CAM-200", 2, "A-01")),
        ("X:2@L:3", TypedLine("X", 2, "L:3")),
        ("CAM:200:12", TypedLine("CAM:200", 12)),
        ("CAM@200:12", TypedLine("CAM@200", 12)),
        ("A:1:2@L", TypedLine("A:1", 2, "L")),
        ("CAM-200:007", TypedLine("CAM-200", 7)),
        ("Camera, big:2", TypedLine("Camera, big", 2)),
    ],
)
def test_what_is_typed(text: str, line: TypedLine) -> None:
    assert parse_line(text) == line


@pytest.mark.parametrize("text", ["", "CAM", ":2", "CAM:", "CAM:two", "CAM:-2", "CAM:2@", "CAM:²", "CAM:٢"])
def test_what_is_no_line(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_line(text)
    assert (refused.value.code, refused.value.facts) == ("line_unclear", {"text": text})


@pytest.mark.parametrize("text", ["CAM:1000000000", "CAM:1234567890@A-01", f"CAM:{'9' * 5000}"])
def test_a_line_of_more_units_than_there_can_be_says_so(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_line(text)
    assert (refused.value.code, refused.value.facts) == ("quantity_too_large", {"most": MOST_UNITS})


def test_a_line_of_a_pre_receipt_names_no_location() -> None:
    assert parse_expected("CAM:200:12") == ("CAM:200", 12)
    with pytest.raises(Refused) as refused:
        parse_expected("CAM-200:12@A-01")
    assert refused.value.code == "line_names_location"
    assert refused.value.facts["without"] == "CAM-200:12"


def test_the_lines_of_a_field() -> None:
    assert parts(" CAM-200:12, BAT-5:40 ,,  ") == ["CAM-200:12", "BAT-5:40"]


@given(st.from_regex(r"[AB1:@ -]{0,5}:[0-9]{1,3}(@[AB1:@ -]{1,6})?", fullmatch=True))
@example("X:2@L:3")
def test_what_is_read_is_printed_so_that_it_reads_the_same(text: str) -> None:
    try:
        line = parse_line(text)
    except Refused:
        return
    assert parse_line(str(line)) == line


@given(CODES, st.integers(0, MOST_UNITS), st.none() | CODES)
def test_what_is_printed_is_read(sku: str, quantity: int, location: str | None) -> None:
    line = TypedLine(sku, quantity, location)
    if not re.search(":[0-9]{1,9}@", sku):  # such a SKU is known by its barcode only
        assert parse_line(str(line)) == line
