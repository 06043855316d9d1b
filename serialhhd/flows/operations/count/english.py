"""What an operator is told of a count alone."""

from serialhhd.flows.sentences.sentence import error, info, refuses, success, warning


@info
def count_it(*, sku: str, location: str) -> str:
    return f"Count {sku} at {location}."


@success
def serial_noted(*, serial: str, captured: int) -> str:
    return f"{serial}  {captured}"


@success
def serials_noted(*, first: str, last: str, count: int, captured: int) -> str:
    return f"{count} serials {first} to {last}, {captured} in all"


@success
def product_counted(*, sku: str, quantity: int, location: str) -> str:
    return f"{quantity} {sku} counted at {location}."


@success
def place_counted(*, location: str, document: str, is_complete: bool, is_posted: bool) -> str:
    if is_posted:
        return f"{document} is complete and posted. {location} is counted."
    return f"{document} is complete. {location} is counted." if is_complete else f"{location} is counted."


@warning
def recount_wanted(*, location: str, is_for_others: bool) -> str:
    return f"Count {location} again: another operator." if is_for_others else f"Count {location} again."


@error
def stock_moved_during_pass(*, sku: str, location: str) -> str:
    return f"Stock of {sku} at {location} moved meanwhile. What you counted of it is void: count it again."


@info
def nothing_to_be_counted() -> str:
    return "No count is open."


@refuses
@error
def no_place_yet() -> str:
    return "Scan the place first."
