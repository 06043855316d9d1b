"""What is wrong with what was scanned."""

from serialhhd.store.words.refusal import refusal


@refusal
def check_digit(*, value: str) -> None: ...


@refusal
def too_short(*, ai: str, value: str, expected: int) -> None: ...


@refusal
def too_long(*, ai: str, value: str, expected: int) -> None: ...


@refusal
def not_numeric(*, ai: str, value: str) -> None: ...


@refusal
def bad_character(*, ai: str, value: str, character: str, is_separator: bool) -> None: ...


@refusal
def bad_date(*, ai: str, value: str) -> None: ...


@refusal
def bad_value(*, ai: str, value: str) -> None: ...


@refusal
def empty_value(*, ai: str) -> None: ...


@refusal
def unknown_ai(*, value: str) -> None: ...


@refusal
def duplicate_ai(*, ai: str, value: str, other: str) -> None: ...


@refusal
def forbidden_pair(*, ai: str, other: str) -> None: ...


@refusal
def missing_required_ai(*, ai: str, expected: str) -> None: ...


@refusal
def bad_brackets(*, value: str) -> None: ...


@refusal
def keyboard_layout(*, value: str, expected: str) -> None: ...


@refusal
def pallet_label() -> None: ...


@refusal
def separator_inside(*, value: str) -> None: ...


@refusal
def envelope_unreadable() -> None: ...


@refusal
def hibc_unreadable(*, value: str) -> None: ...


@refusal
def two_serials(*, first: str, last: str) -> None: ...


@refusal
def range_no_digits(*, value: str) -> None: ...


@refusal
def range_empty(*, value: str) -> None: ...


@refusal
def range_backwards(*, first: str, last: str) -> None: ...


@refusal
def range_differs(*, first: str, last: str) -> None: ...


@refusal
def range_widens(*, first: str, last: str) -> None: ...


@refusal
def range_too_many(*, count: int, limit: int) -> None: ...


@refusal
def scan_too_long(*, longest: int) -> None: ...
