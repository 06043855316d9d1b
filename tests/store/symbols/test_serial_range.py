import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from serialhhd.flows.sentences import messages
from serialhhd.store.symbols.serial_range import LIMIT, SerialRange, parse_range, split_serials
from serialhhd.store.words.refusal import Refused


def serials(text: str) -> list[str]:
    found = parse_range(text)
    assert found is not None
    return list(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SN0009+3", ["SN0009", "SN0010", "SN0011"]),
        ("SN0009 + 3", ["SN0009", "SN0010", "SN0011"]),
        ("  SN0009+03 ", ["SN0009", "SN0010", "SN0011"]),
        ("SN0999+2", ["SN0999", "SN1000"]),
        ("A-009-X+2", ["A-009-X", "A-010-X"]),
        ("2024-7+2", ["2024-7", "2024-8"]),
        ("7+1", ["7"]),
        ("A+1+2", ["A+1", "A+2"]),
        ("SN 09 + 2", ["SN 09", "SN 10"]),
        ("SN0009..SN0011", ["SN0009", "SN0010", "SN0011"]),
        ("SN0009 .. SN0011", ["SN0009", "SN0010", "SN0011"]),
        ("SN09..SN11", ["SN09", "SN10", "SN11"]),
        ("1-8-X..1-9-X", ["1-8-X", "1-9-X"]),
        ("SN5..SN5", ["SN5"]),
    ],
)
def test_a_range_gives_its_serials_in_order(text: str, expected: list[str]) -> None:
    assert serials(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SN0001",
        "+3",
        "SN1+",
        "SN1+A",
        "SN1+-2",
        "SN0001..",
        "..SN0001",
        "..",
        "SN1.2",
        "SN1+²",
        "SN1+2\x1d",
        "9" * 250 + "+2",
    ],
)
def test_any_other_text_is_no_range(text: str) -> None:
    assert parse_range(text) is None


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("SN+3", "range_no_digits", {"value": "SN"}),
        ("SN..SN3", "range_no_digits", {"value": "SN"}),
        ("SN3..SN", "range_no_digits", {"value": "SN"}),
        ("SN0001+0", "range_empty", {"value": "SN0001"}),
        ("SN0050..SN0001", "range_backwards", {"first": "SN0050", "last": "SN0001"}),
        ("SN10..SN9", "range_backwards", {"first": "SN10", "last": "SN9"}),
        ("SN0001..SX0002", "range_differs", {"first": "SN0001", "last": "SX0002"}),
        ("SN0001..sn0002", "range_differs", {"first": "SN0001", "last": "sn0002"}),
        ("A1X..A2Y", "range_differs", {"first": "A1X", "last": "A2Y"}),
        ("A1-1..A2-2", "range_differs", {"first": "A1-1", "last": "A2-2"}),
        ("SN0001..SN50", "range_differs", {"first": "SN0001", "last": "SN50"}),
        ("SN50..SN0001", "range_differs", {"first": "SN50", "last": "SN0001"}),
        ("SN0001...SN0003", "range_differs", {"first": "SN0001", "last": ".SN0003"}),
        ("SN99+2", "range_widens", {"first": "SN99", "last": "SN100"}),
        ("SN9..SN11", "range_widens", {"first": "SN9", "last": "SN11"}),
        ("SN1+10001", "range_too_many", {"count": 10_001, "limit": LIMIT}),
        ("SN1..SN10001", "range_too_many", {"count": 10_001, "limit": LIMIT}),
        ("SN1+" + "9" * 60, "range_too_many", {"count": int("9" * 60), "limit": LIMIT}),
    ],
)
def test_an_impossible_range_is_refused(text: str, code: str, facts: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        parse_range(text)
    assert (refused.value.code, refused.value.facts) == (code, facts)
    assert messages.refusal(refused.value).text


def test_the_longest_range_is_ten_thousand() -> None:
    found = parse_range("SN00001..SN10000")
    assert found == SerialRange("SN00001", "SN10000", 10_000)
    assert len(set(found)) == len(found) == LIMIT


def test_serials_of_a_range_are_made_one_by_one() -> None:
    assert next(iter(SerialRange("SN1", "SN1000000000000", 10**12))) == "SN1"


letters = st.text("AZ-/x", max_size=5)


@given(letters, st.integers(0, 99_999), st.integers(1, 6), letters, st.integers(1, 50))
def test_a_count_and_its_span_are_the_same_range(
    prefix: str, number: int, width: int, suffix: str, count: int
) -> None:
    first = f"{prefix}{number:0{width}}{suffix}"
    assume(len(str(number + count - 1)) <= max(width, len(str(number))))
    counted = parse_range(f"{first}+{count}")
    assert counted is not None
    found = list(counted)
    assert found[0] == first
    assert found[-1] == counted.last
    assert found == [f"{prefix}{number + offset:0{width}}{suffix}" for offset in range(count)]
    assert parse_range(f"{first}..{counted.last}") == counted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SN1", ("SN1",)),
        ("SN1,SN2;SN3\x1dSN4\r\nSN5\tSN6", ("SN1", "SN2", "SN3", "SN4", "SN5", "SN6")),
        ("SN1 , SN 2 ,", ("SN1", "SN 2")),
        (",,SN1,,SN1", ("SN1", "SN1")),
        (" , ", ()),
        ("", ()),
    ],
)
def test_a_symbol_may_hold_several_serials(text: str, expected: tuple[str, ...]) -> None:
    assert split_serials(text) == expected


def test_only_the_configured_separators_separate() -> None:
    assert split_serials("A,B\x1dC|D", separators="|") == ("A,B\x1dC", "D")
    assert split_serials("A,B", separators="") == ("A,B",)
