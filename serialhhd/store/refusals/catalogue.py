"""Codes and words that name something: products, places and whatever else has one."""

from datetime import datetime

from serialhhd.store.words.refusal import refusal


@refusal
def code_empty(*, what: str) -> None: ...


@refusal
def code_too_long(*, what: str, code: str, longest: int) -> None: ...


@refusal
def code_unprintable(*, what: str, code: str) -> None: ...


@refusal
def already_there(*, what: str, code: str) -> None: ...


@refusal
def unknown(*, what: str, code: str) -> None: ...


@refusal
def serial_pattern_invalid(*, pattern: str, problem: str) -> None: ...


@refusal
def serial_pattern_failed(*, serial: str, sku: str) -> None: ...


@refusal
def barcode_taken(*, barcode: str, sku: str) -> None: ...


@refusal
def barcode_not_of_product(*, barcode: str, sku: str) -> None: ...


@refusal
def product_retired(*, sku: str, at: datetime) -> None: ...


@refusal
def product_not_retired(*, sku: str) -> None: ...


@refusal
def warranty_not_positive(*, days: int) -> None: ...


@refusal
def warranty_too_long(*, days: int, most: int) -> None: ...
