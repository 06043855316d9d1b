"""Why a serial cannot be had."""

from datetime import datetime

from serialhhd.store.words.refusal import Refused, refuses


@refuses
def serials_repeated(*, serials: tuple[str, ...]) -> None: ...


@refuses
def serials_refused(*, refused: tuple[Refused, ...], count: int) -> None: ...


@refuses
def too_many_serials(*, most: int, given: int, captured: int) -> None: ...


@refuses
def nothing_captured() -> None: ...


@refuses
def not_captured(*, serial: str) -> None: ...


@refuses
def serial_already_captured(*, serial: str, operator: str, at: datetime) -> None: ...


@refuses
def serial_captured_elsewhere(*, serial: str, operator: str, document: str | None) -> None: ...


@refuses
def serial_only_captured(*, serial: str, operator: str) -> None: ...


@refuses
def serial_in_stock(*, serial: str, location: str) -> None: ...


@refuses
def serial_in_quarantine(*, serial: str, location: str) -> None: ...


@refuses
def serial_on_cart(*, serial: str, location: str) -> None: ...


@refuses
def serial_in_transit(*, serial: str, document: str) -> None: ...


@refuses
def serial_other_tracking(*, serial: str, tracking_type: str) -> None: ...


@refuses
def serial_of_other_account(*, serial: str, account: str) -> None: ...


@refuses
def serial_not_on_transfer(*, serial: str, sku: str) -> None: ...


@refuses
def serial_expected_elsewhere(*, serial: str, document: str) -> None: ...


@refuses
def serial_never_received(*, serial: str, document: str) -> None: ...


@refuses
def serial_picked(*, serial: str, document: str) -> None: ...


@refuses
def serial_dispatched(*, serial: str, document: str, customer: str | None) -> None: ...


@refuses
def serial_returned(*, serial: str, document: str, supplier: str | None) -> None: ...


@refuses
def serial_other_supplier(*, serial: str, supplier: str | None, wanted: str) -> None: ...


@refuses
def serial_not_dispatched(*, serial: str, document: str) -> None: ...


@refuses
def serial_other_customer(
    *, serial: str, customer: str | None, document: str | None, wanted: str
) -> None: ...


@refuses
def serial_never_here(*, serial: str, sku: str) -> None: ...


@refuses
def serial_removed(*, serial: str) -> None: ...


@refuses
def serial_unknown(*, serial: str, sku: str) -> None: ...


@refuses
def serial_not_on_list(*, serial: str, sku: str) -> None: ...


@refuses
def serial_not_in_stock(*, serial: str, state: str) -> None: ...


@refuses
def serial_not_returnable(*, serial: str, state: str) -> None: ...


@refuses
def serial_changed(*, serial: str, operator: str, document: str | None) -> None: ...


@refuses
def serial_of_several_products(*, serial: str, skus: tuple[str, ...]) -> None: ...
