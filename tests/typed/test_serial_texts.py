"""Serials as a person pastes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serialhhd.store.symbols.spreadsheet import bare
from serialhhd.store.words.refusal import Refused
from serialhhd.typed.serial_texts import MOST, as_announced, parse_announced, parse_serials


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
    assert parse_serials(text).serials == serials


def test_each_range_is_counted_for_a_person_to_see() -> None:
    found = parse_serials("A, B\r\n\r\nSN8..SN9\rC001+3")
    assert [one.facts for one in found.doubts] == [
        {"first": "SN8", "last": "SN9", "count": 2},
        {"first": "C001", "last": "C003", "count": 3},
    ]
    assert parse_serials("A\nB").doubts == ()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('"SN1"', "SN1"),
        ('="00123"', "00123"),
        ("'00123", "00123"),
        (" SN1\u00a0", "SN1"),
        ('" SN1 "', "SN1"),
        ("SN'1", "SN'1"),
        ('SN"1', 'SN"1'),
        ('"SN1', '"SN1'),
        ("=1+2", "=1+2"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_put_round_a_serial_is_taken_off_where_that_is_certain(
    cell: str, text: str
) -> None:
    assert bare(cell) == text


@pytest.mark.parametrize("text", ["1.23457E+11", "1,23E+12", "1E+15", " 1.2e+10 "])
def test_a_number_that_a_spreadsheet_shortened_stays_whole_and_counts_nothing(text: str) -> None:
    found = parse_serials(text)
    assert (found.serials, found.doubts) == ((text.strip(" "),), ())


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
        parse_serials("\n".join(f"S{number}X00000+10000" for number in range(11)))
    assert (refused.value.code, refused.value.facts["limit"]) == ("range_too_many", MOST)


@given(st.lists(st.text(alphabet="ABC123-_/", min_size=1, max_size=20)))
def test_what_stands_on_lines_of_its_own_comes_back(serials: list[str]) -> None:
    assert parse_serials("\n".join(serials)).serials == tuple(serials)


SSCC, OTHER = "340123450000000017", "340123450000000024"


def test_a_line_may_say_in_which_sscc_a_serial_comes() -> None:
    found = parse_announced(f"SN1,{SSCC}\nSN2;(00){SSCC}\nSN3..SN4\t00{OTHER}\nSN5\nSN6,SN7\n{SSCC},{OTHER}")
    assert found.serials == ("SN1", "SN2", "SN3", "SN4", "SN5", "SN6", "SN7", SSCC, OTHER)
    assert found.ssccs == {"SN1": SSCC, "SN2": SSCC, "SN3": OTHER, "SN4": OTHER}


def test_what_is_announced_is_written_as_it_is_read() -> None:
    text = f"SN1,{SSCC}\nSN2\nSN3,{OTHER}"
    found = parse_announced(text)
    assert as_announced(found.serials, found.ssccs) == text


def test_eighteen_digits_behind_a_serial_with_a_wrong_check_digit_are_refused() -> None:
    with pytest.raises(Refused, match="sscc_wrong"):
        parse_announced("SN1,340123450000000018")
