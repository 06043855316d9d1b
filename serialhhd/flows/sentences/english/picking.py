"""Goods out."""

from serialhhd.flows.sentences.english.wording import units
from serialhhd.flows.sentences.sentence import error


@error
def pick_list_not_picked(*, document: str, open_tasks: int) -> str:
    return f"{document} has {units(open_tasks, 'open task')}. Pick or short them first."


@error
def supplier_or_customer() -> str:
    return "A supplier return names its supplier, and no customer."


@error
def list_not_cancelled(*, document: str) -> str:
    return f"{document} is not cancelled. Only what a cancelled pick list had picked is put back."


@error
def nothing_waiting(*, document: str) -> str:
    return f"Nothing of {document} waits to be put back."


@error
def serial_not_waiting(*, serial: str, document: str) -> str:
    return f"{serial} is not among what waits of {document}."


@error
def more_than_waiting(*, sku: str, document: str, given: int, most: int) -> str:
    return f"{given} is too many: {most} of {sku} wait of {document} without serials."


@error
def task_changed(*, sku: str) -> str:
    return f"The task of {sku} has changed meanwhile. Scan the pick list again."


@error
def tasks_in_work(*, document: str, operators: tuple[str, ...]) -> str:
    return f"All that is left of {document} is in work by {', '.join(operators)}."


@error
def serials_cannot_be_skipped(*, flow: str, sku: str, location: str) -> str:
    return f"{sku} at {location} is Full Tracking: which serials leave must be scanned, and flow {flow} has no serial step."


@error
def over_pick(*, given: int, most: int) -> str:
    return f"{given} is too many: pick {most}."
