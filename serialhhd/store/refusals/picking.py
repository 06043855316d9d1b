"""Goods out."""

from serialhhd.store.words.refusal import refuses


@refuses
def pick_list_has_picks(*, document: str, picked: int) -> None: ...


@refuses
def pick_list_not_picked(*, document: str, open_tasks: int) -> None: ...


@refuses
def task_changed(*, sku: str) -> None: ...


@refuses
def tasks_in_work(*, document: str, operators: tuple[str, ...]) -> None: ...


@refuses
def serials_cannot_be_skipped(*, flow: str, sku: str, location: str) -> None: ...


@refuses
def over_pick(*, given: int, most: int) -> None: ...
