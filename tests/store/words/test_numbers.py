"""Whole numbers as people write them."""

import pytest

from serialhhd.store.words.numbers import MOST_UNITS, is_number, quantity
from serialhhd.store.words.refusal import Refused


@pytest.mark.parametrize(
    ("text", "units"), [("0", 0), (" 12 ", 12), ("0000000000012", 12), ("999999999", MOST_UNITS)]
)
def test_a_quantity(text: str, units: int) -> None:
    assert quantity(text) == units


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_number"),
        ("-1", "not_a_number"),
        ("1.5", "not_a_number"),
        ("²", "not_a_number"),
        ("٣", "not_a_number"),
        ("1000000000", "quantity_too_large"),
        ("9" * 5000, "quantity_too_large"),
    ],
)
def test_what_is_none(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        quantity(text)
    assert refused.value.code == code


def test_a_number_has_plain_digits_only() -> None:
    assert [is_number(text) for text in ("7", "", "+7", "७")] == [True, False, False, False]
