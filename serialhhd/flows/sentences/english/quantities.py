"""Quantities, typed or confirmed."""

from serialhhd.flows.sentences.english.wording import a, units
from serialhhd.flows.sentences.sentence import error, info, refuses, says, warning
from serialhhd.flows.sentences.shown import visible


@info
def quantity_confirmed(*, quantity: int) -> str:
    return f"Quantity {quantity}"


@refuses
@error
def quantity_needed() -> str:
    return "Type how many."


@refuses
@error
def quantity_is_no_number(*, text: str) -> str:
    return f"{visible(text)} is no quantity. Type a number, or Enter."


@refuses
@says("error", "quantity_is_no_number")
def quantity_is_other_code(*, code: str, known_as: str) -> str:
    return f"{code} is {a(known_as)}, not a quantity. Type a number, or Enter."


@error
def quantity_too_large(*, most: int) -> str:
    return f"The quantity can be {most} at most."


@info
def quantity_next(*, quantity: int | None) -> str:
    return f"Enter confirms {quantity}." if quantity is not None else "Type how many."


@error
def quantity_not_positive(*, sku: str, quantity: int) -> str:
    return f"{sku}: the quantity must be 1 or more, got {quantity}."


@error
def quantity_negative(*, quantity: int) -> str:
    return f"{quantity}: the quantity cannot be below 0."


@error
def quantity_is_serial_count(*, given: int, captured: int) -> str:
    return f"{units(captured, 'serial')}, not {given}. The quantity is their number."


@refuses
@says("error", "quantity_is_serial_count")
def quantity_is_scanned(*, given: int, captured: int) -> str:
    return f"{units(captured, 'serial')} scanned, not {given}. The quantity is their number: Enter, or :back."


@error
def not_a_number(*, text: str) -> str:
    return f"{visible(text)} is no number." if text else "Type a number."


@warning
def quantity_far_above(*, quantity: int, expected: int) -> str:
    return f"{quantity} is far more than {expected}."


@says("warning", "quantity_far_above")
def take_so_many(*, quantity: int, expected: int) -> str:
    return f"{quantity} is far more than {expected}. Take {quantity}? :yes or :no"


@info
def quantity_dropped(*, quantity: int) -> str:
    return f"{quantity} is not taken. Type how many."
