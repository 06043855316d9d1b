"""Goods out, one list at a time or several in a batch."""

from serialhhd.store.words.refusal import refuses


@refuses
def pick_list_not_picked(*, document: str, open_tasks: int) -> None: ...


@refuses
def line_from_elsewhere(*, sku: str, location: str) -> None: ...


@refuses
def supplier_or_customer() -> None: ...


@refuses
def list_not_cancelled(*, document: str) -> None: ...


@refuses
def nothing_waiting(*, document: str) -> None: ...


@refuses
def serial_not_waiting(*, serial: str, document: str) -> None: ...


@refuses
def more_than_waiting(*, sku: str, document: str, given: int, most: int) -> None: ...


@refuses
def task_changed(*, sku: str) -> None: ...


@refuses
def tasks_in_work(*, document: str, operators: tuple[str, ...]) -> None: ...


@refuses
def serials_cannot_be_skipped(*, flow: str, sku: str, location: str) -> None: ...


@refuses
def over_pick(*, given: int, most: int) -> None: ...


@refuses
def no_lists(*, document: str) -> None: ...


@refuses
def list_in_batch(*, document: str, batch: str) -> None: ...


@refuses
def list_repeated(*, document: str) -> None: ...


@refuses
def list_has_picks(*, document: str, picked: int) -> None: ...


@refuses
def list_to_supplier(*, document: str) -> None: ...


@refuses
def lists_of_two_accounts(*, document: str, account: str, other: str) -> None: ...


@refuses
def lists_of_two_warehouses(*, warehouses: tuple[str, ...]) -> None: ...


@refuses
def cart_in_use(*, location: str, batch: str) -> None: ...


@refuses
def cart_not_empty(*, location: str) -> None: ...


@refuses
def batch_is_walked(*, document: str) -> None: ...


@refuses
def batch_on_other_cart(*, document: str, location: str) -> None: ...


@refuses
def batch_without_cart(*, document: str) -> None: ...


@refuses
def unit_not_on_cart(*, code: str, location: str) -> None: ...


@refuses
def unit_not_wanted(*, sku: str, serial: str | None, document: str, location: str) -> None: ...


@refuses
def unit_of_several(*, serial: str, skus: tuple[str, ...]) -> None: ...


@refuses
def unit_needs_serial(*, sku: str) -> None: ...


@refuses
def wanted_on_cart(*, location: str, skus: tuple[str, ...]) -> None: ...
