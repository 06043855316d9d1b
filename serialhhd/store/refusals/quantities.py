"""Quantities."""

from serialhhd.store.words.refusal import refusal


@refusal
def quantity_too_large(*, most: int) -> None: ...


@refusal
def quantity_not_positive(*, sku: str, quantity: int) -> None: ...


@refusal
def quantity_negative(*, quantity: int) -> None: ...


@refusal
def quantity_is_serial_count(*, given: int, captured: int) -> None: ...


@refusal
def not_a_number(*, text: str) -> None: ...
