"""Days of warranty as they are typed."""

import pytest

from serialhhd.store.words.refusal import Refused
from serialhhd.typed.warranty import parse_warranty


@pytest.mark.parametrize(
    ("text", "days"), [("none", None), (" NONE ", None), ("0", None), ("730", 730), (" 730 ", 730)]
)
def test_what_is_typed(text: str, days: int | None) -> None:
    assert parse_warranty(text) == days


@pytest.mark.parametrize(
    ("text", "code"), [("", "not_a_number"), ("-1", "not_a_number"), ("9" * 5000, "quantity_too_large")]
)
def test_what_is_no_number_of_days(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_warranty(text)
    assert refused.value.code == code
