"""Goods out."""

from serialhhd.flows.sentences.english.wording import units
from serialhhd.flows.sentences.sentence import error


@error
def pick_list_has_picks(*, document: str, picked: int) -> str:
    return f"{units(picked, 'unit')} picked on {document} already. Finish it short and dispatch it."


@error
def pick_list_not_picked(*, document: str, open_tasks: int) -> str:
    return f"{document} has {units(open_tasks, 'open task')}. Pick or short them first."


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
