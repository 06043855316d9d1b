import pytest
from hypothesis import given
from hypothesis import strategies as st

from serialhhd.store.symbols import gtin


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("96385074", "00000096385074"),
        ("036000291452", "00036000291452"),
        ("9521234543213", "09521234543213"),
        ("19521234543210", "19521234543210"),
        ("96385075", None),
        ("036000291453", None),
        ("9521234543214", None),
        ("19521234543211", None),
        ("952123454321", None),
        ("123456789", None),
        ("", None),
        ("952123454321X", None),
        ("٩521234543213", None),
    ],
)
def test_a_gtin_is_fourteen_digits_or_nothing(code: str, expected: str | None) -> None:
    assert gtin.gtin14(code) == expected


@pytest.mark.parametrize("code", ["1" * length for length in (8, 12, 13, 14)])
def test_these_are_the_lengths_of_a_gtin(code: str) -> None:
    assert gtin.has_gtin_length(code)


@pytest.mark.parametrize("code", ["", "1" * 7, "1" * 9, "1" * 11, "1" * 15, "1234567A", "١" * 13, "1234567²"])  # noqa: RUF001
def test_nothing_else_has_the_length_of_a_gtin(code: str) -> None:
    assert not gtin.has_gtin_length(code)


@pytest.mark.parametrize(
    ("payload", "digit"),
    [("950110153100", "0"), ("9501234", "6"), ("39521234543210010", "3"), ("0" * 13, "0")],
)
def test_the_check_digit_is_that_of_the_standard(payload: str, digit: str) -> None:
    assert gtin.check_digit(payload) == digit


@given(st.text("0123456789", min_size=7, max_size=17), st.integers(0, 16), st.integers(1, 9))
def test_one_changed_digit_is_always_found(payload: str, place: int, change: int) -> None:
    code = payload + gtin.check_digit(payload)
    place %= len(code)
    changed = str((int(code[place]) + change) % 10)
    assert gtin.has_check_digit(code)
    assert not gtin.has_check_digit(code[:place] + changed + code[place + 1 :])


@given(st.from_regex(r"[0-9]{1,40}", fullmatch=True))
def test_every_gtin_in_a_run_of_digits_is_found(digits: str) -> None:
    parts = [
        (begin, digits[begin : begin + length])
        for length in (14, 13, 12)
        for begin in range(len(digits) - length + 1)
    ]
    assert list(gtin.gtins_in(digits)) == [
        (begin, found) for begin, part in parts if (found := gtin.gtin14(part))
    ]
