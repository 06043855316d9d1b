"""Goods out."""

from serialhhd.store.words.refusal import refusal


@refusal
def pick_list_has_picks(*, document: str, picked: int) -> None: ...


@refusal
def pick_list_not_picked(*, document: str, open_tasks: int) -> None: ...


@refusal
def task_changed(*, sku: str) -> None: ...


@refusal
def tasks_in_work(*, document: str, operators: tuple[str, ...]) -> None: ...


@refusal
def serials_cannot_be_skipped(*, flow: str, sku: str, location: str) -> None: ...


@refusal
def serial_not_among_known(*, serial: str, sku: str, location: str) -> None: ...


@refusal
def known_serials_stay(*, sku: str, location: str, known: int, without: int) -> None: ...


@refusal
def over_pick(*, given: int, most: int) -> None: ...
