"""Serials as a person pastes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serialhhd.flows.serial_texts import MOST, SerialText, parse_serial_texts, parse_serials
from serialhhd.store.refusal import Refused


@pytest.mark.parametrize(
    ("text", "serials"),
    [
        ("", ()),
        (" \r\n\n ", ()),
        ("A\nB", ("A", "B")),
        ("A\r\nB\r\n", ("A", "B")),
        ("A, B;C|D\tE", ("A", "B", "C", "D", "E")),
        ("SN0009 + 3", ("SN0009", "SN0010", "SN0011")),
        ("SN0008..SN0010, X", ("SN0008", "SN0009", "SN0010", "X")),
        ("A\x1dB", ("A\x1dB",)),
        ("a\na", ("a", "a")),
    ],
)
def test_what_is_pasted(text: str, serials: tuple[str, ...]) -> None:
    assert parse_serials(text) == serials


def test_a_serial_knows_its_line_as_an_editor_counts_them() -> None:
    found = parse_serial_texts("A, B\r\n\r\nSN8..SN9\rC\n\n D \n")
    assert found == (
        SerialText("A", 1),
        SerialText("B", 1),
        SerialText("SN8", 3),
        SerialText("SN9", 3),
        SerialText("C", 4),
        SerialText("D", 6),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [("A..B", "range_no_digits"), ("SN2..SN1", "range_backwards"), ("SN1+0", "range_empty")],
)
def test_a_range_that_is_none_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_serials(text)
    assert refused.value.code == code


def test_too_many_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        parse_serials("\n".join(f"S{number}X0+10000" for number in range(11)))
    assert (refused.value.code, refused.value.facts["limit"]) == ("range_too_many", MOST)


@given(st.lists(st.text(alphabet="ABC123-_/", min_size=1, max_size=20)))
def test_what_stands_on_lines_of_its_own_comes_back_with_its_line(serials: list[str]) -> None:
    found = parse_serial_texts("\n".join(serials))
    assert found == tuple(SerialText(serial, line) for line, serial in enumerate(serials, start=1))
