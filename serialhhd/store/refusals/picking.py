"""Goods out."""

from serialhhd.store.words.refusal import refuses


@refuses
def pick_list_not_picked(*, document: str, open_tasks: int) -> None: ...


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
