"""Goods in, at the handheld and at the desk."""

from serialhhd.flows.sentences.english.wording import units
from serialhhd.flows.sentences.sentence import error


@error
def line_already_received(*, sku: str, document: str, quantity: int, expected: int) -> str:
    if quantity < expected:
        return f"{sku} is closed on {document} with {quantity} of {expected}."
    return f"{sku} is already received on {document}."


@error
def line_partly_received(*, sku: str, document: str, quantity: int, expected: int) -> str:
    return f"{quantity} of {expected} {sku} are received on {document}, the rest is still open. The line stays as it is."


@error
def line_in_work(*, sku: str, operator: str) -> str:
    return f"{operator} has {sku} in work."


@error
def line_changed(*, sku: str) -> str:
    return f"The line of {sku} has changed meanwhile. Scan the product again."


@error
def line_has_receipts(*, sku: str, document: str) -> str:
    return f"A receipt of 0 {sku} is booked on {document}, so its line stays. Receive it, or close it with 0."


@error
def last_line(*, document: str) -> str:
    return f"It is the only line of {document}. Cancel the pre-receipt instead."


@error
def line_not_full_tracking(*, sku: str, tracking_type: str) -> str:
    return f"{sku} is {tracking_type}: it takes no serials at goods in."


@error
def pre_entered_count(*, sku: str, given: int, expected: int) -> str:
    return f"{sku} expects {expected}, got {units(given, 'serial')}. All or none."


@error
def serials_needed(*, sku: str) -> str:
    return f"{sku} has serials: enter them."


@error
def serials_not_taken(*, sku: str) -> str:
    return f"This line of {sku} takes no serials: enter the quantity."


@error
def quantity_is_pre_entered(*, given: int, pre_entered: int) -> str:
    return (
        f"{units(pre_entered, 'serial')} pre-entered, not {given}. "
        f"Receive {pre_entered}, or have the office correct the list."
    )


@error
def over_receipt(*, given: int, most: int, expected: int) -> str:
    return f"{given} is too many: {expected} expected, {most} at most now."


@error
def over_receipt_unapproved(*, sku: str, quantity: int, expected: int) -> str:
    return f"{quantity} of {expected} {sku}: more only with a supervisor. Scan the badge, or :no"
