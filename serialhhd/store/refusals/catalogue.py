"""Codes and words that name something: products, places and whatever else has one."""

from datetime import datetime

from serialhhd.store.words.refusal import refuses


@refuses
def code_empty(*, what: str) -> None: ...


@refuses
def code_too_long(*, what: str, code: str, longest: int) -> None: ...


@refuses
def code_unprintable(*, what: str, code: str) -> None: ...


@refuses
def code_is_action(*, what: str, code: str) -> None: ...


@refuses
def code_is_sscc(*, what: str, code: str) -> None: ...


@refuses
def already_there(*, what: str, code: str) -> None: ...


@refuses
def unknown(*, what: str, code: str) -> None: ...


@refuses
def serial_pattern_invalid(*, pattern: str, problem: str) -> None: ...


@refuses
def serial_pattern_failed(*, serial: str, sku: str) -> None: ...


@refuses
def barcode_taken(*, barcode: str, sku: str) -> None: ...


@refuses
def barcode_not_of_product(*, barcode: str, sku: str) -> None: ...


@refuses
def product_retired(*, sku: str, at: datetime) -> None: ...


@refuses
def product_not_retired(*, sku: str) -> None: ...


@refuses
def warranty_not_positive(*, days: int) -> None: ...


@refuses
def warranty_too_long(*, days: int, most: int) -> None: ...
