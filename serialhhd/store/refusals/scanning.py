"""What is wrong with what was scanned."""

from serialhhd.store.words.refusal import refuses


@refuses
def check_digit(*, value: str) -> None: ...


@refuses
def too_short(*, ai: str, value: str, expected: int) -> None: ...


@refuses
def too_long(*, ai: str, value: str, expected: int) -> None: ...


@refuses
def not_numeric(*, ai: str, value: str) -> None: ...


@refuses
def bad_character(*, ai: str, value: str, character: str, is_separator: bool) -> None: ...


@refuses
def bad_date(*, ai: str, value: str) -> None: ...


@refuses
def bad_value(*, ai: str, value: str) -> None: ...


@refuses
def empty_value(*, ai: str) -> None: ...


@refuses
def unknown_ai(*, value: str) -> None: ...


@refuses
def duplicate_ai(*, ai: str, value: str, other: str) -> None: ...


@refuses
def forbidden_pair(*, ai: str, other: str) -> None: ...


@refuses
def missing_required_ai(*, ai: str, expected: str) -> None: ...


@refuses
def bad_brackets(*, value: str) -> None: ...


@refuses
def keyboard_layout(*, value: str, expected: str) -> None: ...


@refuses
def pallet_label() -> None: ...


@refuses
def separator_inside(*, value: str) -> None: ...


@refuses
def envelope_unreadable() -> None: ...


@refuses
def hibc_unreadable(*, value: str) -> None: ...


@refuses
def two_serials(*, first: str, last: str) -> None: ...


@refuses
def range_no_digits(*, value: str) -> None: ...


@refuses
def range_empty(*, value: str) -> None: ...


@refuses
def range_backwards(*, first: str, last: str) -> None: ...


@refuses
def range_differs(*, first: str, last: str) -> None: ...


@refuses
def range_widens(*, first: str, last: str) -> None: ...


@refuses
def range_too_many(*, count: int, limit: int) -> None: ...


@refuses
def scan_too_long(*, longest: int) -> None: ...
