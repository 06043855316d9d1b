"""Why a serial cannot be had."""

from datetime import datetime

from serialhhd.store.words.refusal import Refused, refusal


@refusal
def serials_repeated(*, serials: tuple[str, ...]) -> None: ...


@refusal
def serials_refused(*, refused: tuple[Refused, ...], count: int) -> None: ...


@refusal
def too_many_serials(*, most: int, given: int, captured: int) -> None: ...


@refusal
def nothing_captured() -> None: ...


@refusal
def not_captured(*, serial: str) -> None: ...


@refusal
def serial_already_captured(*, serial: str, operator: str, at: datetime) -> None: ...


@refusal
def serial_captured_elsewhere(*, serial: str, operator: str, document: str) -> None: ...


@refusal
def serial_only_captured(*, serial: str, operator: str) -> None: ...


@refusal
def serial_in_stock(*, serial: str, location: str) -> None: ...


@refusal
def serial_expected_elsewhere(*, serial: str, document: str) -> None: ...


@refusal
def serial_never_received(*, serial: str, document: str) -> None: ...


@refusal
def serial_picked(*, serial: str, document: str) -> None: ...


@refusal
def serial_dispatched(*, serial: str, document: str, customer: str | None) -> None: ...


@refusal
def serial_removed(*, serial: str) -> None: ...


@refusal
def serial_unknown(*, serial: str, sku: str) -> None: ...


@refusal
def serial_not_on_list(*, serial: str, sku: str) -> None: ...


@refusal
def serial_not_in_stock(*, serial: str, state: str) -> None: ...


@refusal
def serial_not_returnable(*, serial: str, state: str) -> None: ...


@refusal
def serial_changed(*, serial: str) -> None: ...


@refusal
def serial_of_several_products(*, serial: str, skus: tuple[str, ...]) -> None: ...
