"""What a scan is, and what is wrong with one."""

from collections.abc import Mapping
from typing import Final

from serialhhd.flows.sentences.english.wording import units
from serialhhd.flows.sentences.sentence import error, info, refuses, warning
from serialhhd.flows.sentences.shown import BETWEEN, visible

FORMS: Final[Mapping[str, str]] = {
    "gs1": "GS1 label",
    "list": "number of the list",
    "range": "range of serials",
    "several": "several serials in one code",
    "sku": "SKU",
}
"""What the forms of an answer are called that are not called what they are."""


@error
def check_digit(*, value: str) -> str:
    return f"{value}: wrong check digit. Scan the label again."


@error
def too_short(*, ai: str, value: str, expected: int) -> str:
    return f"({ai}) {value} is too short: expected {units(expected, 'character')}, got {len(value)}. Scan the label again."


@error
def too_long(*, ai: str, value: str, expected: int) -> str:
    return f"({ai}) {value} is too long: at most {units(expected, 'character')}, got {len(value)}."


@error
def not_numeric(*, ai: str, value: str) -> str:
    return f"({ai}) {value}: expected digits only. Scan the label again."


@error
def bad_character(*, ai: str, value: str, character: str, is_separator: bool) -> str:
    if is_separator:
        return f"({ai}) {value}: the scanner may send {character} for FNC1. Tell your supervisor."
    shown = character if character.isprintable() and character != " " else f"U+{ord(character):04X}"
    return f"({ai}) {value}: {shown} is not allowed in GS1 data."


@error
def bad_date(*, ai: str, value: str) -> str:
    return f"({ai}) {value} is no date: expected YYMMDD."


@error
def bad_value(*, ai: str, value: str) -> str:
    return f"({ai}) {value} is no valid value."


@error
def empty_value(*, ai: str) -> str:
    return f"({ai}) has no value. Scan the label again."


@error
def unknown_ai(*, value: str) -> str:
    return f"{value} begins with no GS1 identifier. Scan the label again."


@error
def duplicate_ai(*, ai: str, value: str, other: str) -> str:
    return f"({ai}) comes twice: {value} and {other}. One symbol can have one."


@error
def forbidden_pair(*, ai: str, other: str) -> str:
    return f"({ai}) and ({other}) cannot be in one symbol. The label is wrong."


@error
def missing_required_ai(*, ai: str, expected: str) -> str:
    return f"({ai}) needs ({expected}), and it is missing. Scan the whole label."


@error
def bad_brackets(*, value: str) -> str:
    return f"{value}: brackets do not match. Expected (AI)value, such as (21)SN0001."


@error
def keyboard_layout(*, value: str, expected: str) -> str:
    return f"{value}: wrong keyboard layout, it may be {expected}. Tell your supervisor."


@error
def pallet_label() -> str:
    return "That is a pallet label. Scan the label of one unit."


@error
def separator_inside(*, value: str) -> str:
    return f"{visible(value)} holds a separator of GS1 data, but is no whole GS1 label. Scan the label again."


@error
def envelope_unreadable() -> str:
    return "That maker's label cannot be read: its data are of no kind that is known here. Scan the serial alone."


@error
def hibc_unreadable(*, value: str) -> str:
    return f"{visible(value)}: the check character of this HIBC label is wrong. Scan it again."


@error
def two_serials(*, first: str, last: str) -> str:
    return f"The label names two serials: {first} and {last}. Scan the one of this unit alone."


@error
def range_no_digits(*, value: str) -> str:
    return f"{value} has no digits to count up."


@error
def range_empty(*, value: str) -> str:
    return f"{value}: expected a count of 1 or more, got 0."


@error
def range_backwards(*, first: str, last: str) -> str:
    return f"{last} comes before {first}. Enter the first serial first."


@error
def range_differs(*, first: str, last: str) -> str:
    return f"{first} and {last} differ in more than the last number."


@error
def range_widens(*, first: str, last: str) -> str:
    return f"{first} and {last} have not as many digits. Enter two ranges, one for each length."


@error
def range_too_many(*, count: int, limit: int) -> str:
    return f"Expected at most {limit} serials, got {count}. Enter fewer at a time."


@refuses
@error
def scan_without_code() -> str:
    return "The scanner sent no code, only what stands before one. Scan again."


@error
def scan_too_long(*, longest: int) -> str:
    return f"That is no code: it has more than {longest} characters."


@warning
def typed_before_scan(*, typed: str, scanned: str) -> str:
    return f"{visible(typed)} was typed, then {visible(scanned)} scanned."


@info
def scan_dropped(*, code: str) -> str:
    return f"{visible(code)} was not taken."


# --- what a step of the flow does not accept ----------------------------------------------------------------------


@refuses
@error
def form_not_accepted(*, code: str, wanted: tuple[str, ...]) -> str:
    return f"{visible(code)} is not taken here. Wanted: {BETWEEN.join(FORMS.get(form, form) for form in wanted)}."


@refuses
@error
def carrier_not_accepted(*, scanned: str, wanted: tuple[str, ...]) -> str:
    """Say so; nothing is scanned where the kind of symbol is not known here."""
    return f"Scan the {' or '.join(wanted)}" + (f", not the {scanned}." if scanned else ".")
