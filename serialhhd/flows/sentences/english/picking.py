"""Goods out."""

from serialhhd.flows.sentences.english.wording import a, units
from serialhhd.flows.sentences.sentence import error, info, refuses, success
from serialhhd.flows.sentences.shown import visible

NO_STOCK = "no stock"
"""Stands for the next place of a task that has none."""


@error
def pick_list_has_picks(*, document: str, picked: int) -> str:
    return f"{units(picked, 'unit')} picked on {document} already. Finish it short and dispatch it."


@error
def pick_list_not_picked(*, document: str, open_tasks: int) -> str:
    return f"{document} has {units(open_tasks, 'open task')}. Pick or short them first."


@success
def task_picked(
    *,
    sku: str,
    quantity: int,
    location: str | None,
    document: str,
    is_complete: bool,
    open_quantity: int,
    short_reason: str | None,
    without_serials: bool,
) -> str:
    place = f" from {location}" if location else ""
    said = [f"{document} is complete."] if is_complete else []
    said.append(f"{quantity} {sku} picked{place}.")
    if short_reason:
        said.append(f"Short: {short_reason}.")
    if without_serials:
        said.append("Without serials.")
    if open_quantity:
        said.append(f"{open_quantity} more elsewhere.")
    return " ".join(said)


@error
def task_changed(*, sku: str) -> str:
    return f"The task of {sku} has changed meanwhile. Scan the pick list again."


@error
def task_gone(*, sku: str, document: str) -> str:
    return (
        f"The task of {sku} on {document} is closed or taken meanwhile. What you scanned on it is released."
    )


@error
def tasks_in_work(*, document: str, operators: tuple[str, ...]) -> str:
    return f"All that is left of {document} is in work by {', '.join(operators)}."


@error
def serials_cannot_be_skipped(*, flow: str, sku: str, location: str) -> str:
    return f"{sku} at {location} is Full Tracking: which serials leave must be scanned, and flow {flow} has no serial step."


@error
def serial_not_among_known(*, serial: str, sku: str, location: str) -> str:
    return f"{serial} is not in stock at {location}, and the serials of all {sku} there are known."


@error
def known_serials_stay(*, sku: str, location: str, known: int, without: int) -> str:
    return (
        f"{location} has {without} {sku} without a known serial by now, and {known} with one: scan those, "
        "or :undo and :short."
    )


@refuses
@error
def wrong_product(*, sku: str, wanted: str) -> str:
    return f"{sku} is the wrong product. Pick {wanted}."


@refuses
@error
def wrong_location(*, location: str, wanted: str) -> str:
    return f"{location} is the wrong place. Go to {wanted}."


@refuses
@error
def location_has_captures(*, location: str, captured: int) -> str:
    return f"{units(captured, 'serial')} scanned at {location}. Confirm them first, or :undo."


@refuses
@error
def product_expired(*, sku: str, expiry: str) -> str:
    return f"This {sku} is expired: its last day was {expiry}. Take another one."


@refuses
@error
def no_stock(*, sku: str) -> str:
    return f"There is no stock of {sku}. :short ends the task."


@refuses
@error
def no_stock_here(*, sku: str, location: str, wanted: str | None) -> str:
    return f"There is no {sku} at {location}." + (f" Go to {wanted}." if wanted else " :short ends the task.")


@refuses
@error
def serials_missing(*, captured: int, wanted: int) -> str:
    return f"{captured} of {wanted} scanned. Scan the rest, or :short."


@error
def over_pick(*, given: int, most: int) -> str:
    return f"{given} is too many: pick {most}."


@info
def reason_wanted(*, quantity: int, wanted: int) -> str:
    return f"{quantity} of {wanted}. Why?"


@info
def stock_elsewhere(*, sku: str, quantity: int, location: str) -> str:
    return f"{location} has {quantity} {sku}. Go there? :yes or :no"


@info
def sent_elsewhere(*, location: str) -> str:
    return f"Go to {location}."


@info
def short_noted(*, reason: str) -> str:
    return f"Short: {reason}. Confirm how many."


@refuses
@error
def reason_is_code(*, code: str, known_as: str) -> str:
    return f"{visible(code)} is {a(known_as)}, not a reason. Say why, or type its number."


@refuses
@error
def no_task_yet() -> str:
    return "There is no task in work. Scan the pick list."
