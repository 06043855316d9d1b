"""Quantities."""

from serialhhd.store.words.refusal import doubts, refuses


@refuses
def quantity_too_large(*, most: int) -> None: ...


@refuses
def quantity_not_positive(*, sku: str, quantity: int) -> None: ...


@refuses
def quantity_negative(*, quantity: int) -> None: ...


@refuses
def quantity_is_serial_count(*, given: int, captured: int) -> None: ...


@refuses
def not_a_number(*, text: str) -> None: ...


@doubts
def quantity_far_above(*, quantity: int, expected: int) -> None: ...
