"""Goods out."""

from serialhhd.flows.sentences.english.wording import named, units
from serialhhd.flows.sentences.sentence import error, info


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
def line_from_elsewhere(*, sku: str, location: str) -> str:
    return f"{sku} is taken from {location} only."


@error
def over_pick(*, given: int, most: int) -> str:
    return f"{given} is too many: {most} left." if most else "Nothing of it is left to do."


@error
def no_lists(*, document: str) -> str:
    return f"{document} has no pick lists."


@error
def list_in_batch(*, document: str, batch: str) -> str:
    return f"{document} is in batch {batch} already."


@error
def list_repeated(*, document: str) -> str:
    return f"{document} is named twice. Name each list once."


@error
def list_has_picks(*, document: str, picked: int) -> str:
    return f"{units(picked, 'unit')} of {document} picked already. A batch begins with lists of which nothing is."


@error
def list_to_supplier(*, document: str) -> str:
    return f"{document} goes back to its supplier. Such a list is in no batch."


@error
def lists_of_two_accounts(*, document: str, account: str, other: str) -> str:
    return f"{document} is of account {account}, not {other}. A batch is of one account."


@error
def lists_of_two_warehouses(*, warehouses: tuple[str, ...]) -> str:
    return f"The lists name several warehouses: {', '.join(warehouses)}. A batch is walked in one."


@error
def cart_in_use(*, location: str, batch: str) -> str:
    return f"{location} is in use: batch {batch}."


@error
def cart_not_empty(*, location: str) -> str:
    return f"Goods are on {location}. Take an empty cart."


@error
def batch_is_walked(*, document: str) -> str:
    return f"{document} is walked already."


@error
def batch_on_other_cart(*, document: str, location: str) -> str:
    return f"{document} is on cart {location}."


@error
def batch_without_cart(*, document: str) -> str:
    return f"Nothing is walked for {document} yet: it has no cart."


@error
def unit_not_on_cart(*, code: str, location: str) -> str:
    return f"{code} is not on {location}."


@error
def unit_not_wanted(*, sku: str, serial: str | None, document: str, location: str) -> str:
    return f"No list of {document} wants {serial or sku}. It stays on {location}."


@error
def unit_of_several(*, serial: str, skus: tuple[str, ...]) -> str:
    return f"{serial} is of several: {named(skus)}. Scan the product first."


@error
def unit_needs_serial(*, sku: str) -> str:
    return f"Scan the serial of this {sku}."


@error
def wanted_on_cart(*, location: str, skus: tuple[str, ...]) -> str:
    return f"Still to sort on {location}: {named(skus)}."


@info
def serial_of_unit(*, sku: str) -> str:
    return f"{sku}: scan its serial."


@info
def put_to(*, document: str, tote: str | None) -> str:
    return f"{document}, tote {tote}" if tote else document


@info
def unit_stays() -> str:
    return "Leave it on the cart; :done ends the sort without it."
