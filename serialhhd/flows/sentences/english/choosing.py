"""What is done next: the product and the place that are chosen."""

from serialhhd.flows.sentences.english.wording import a, units
from serialhhd.flows.sentences.language import said
from serialhhd.flows.sentences.sentence import error, info, refuses, says, warning
from serialhhd.flows.sentences.shown import BETWEEN, visible


@said
def no_place() -> str:
    """Stands for the next place of a task that has no stock."""
    return "no stock"


@info
def product_chosen(*, sku: str, quantity: int) -> str:
    return f"{sku}  {quantity} to do"


@warning
def nothing_left(*, sku: str, location: str | None) -> str:
    at = f" at {location}" if location else ""
    return f"No {sku} is left{at}. :short says so."


@says("info", "product_chosen")
def stock_chosen(*, sku: str, quantity: int) -> str:
    return f"{sku}  {quantity} there"


@info
def location_chosen(*, location: str) -> str:
    return location


@info
def location_once_more(*, location: str) -> str:
    return f"{location}: scan it once more."


@warning
def other_location(*, location: str, before: str) -> str:
    return f"{location} now, not {before}. Scan {location} once more."


@info
def location_to_confirm() -> str:
    return "The right place? :yes or :no"


@info
def location_dropped(*, location: str) -> str:
    return f"{location} is not taken."


@refuses
@error
def default_is_no_location(*, code: str, known_as: str | None) -> str:
    if known_as:
        return f"Enter would take {code}, which is {a(known_as)}. Scan the location."
    return f"Enter would take {code}, but there is no such place. Scan the location."


@said
def not_asked(*, answers: tuple[str, ...]) -> str:
    """Tell what was taken without asking, behind what was said of the scan."""
    return f"Not asked: {BETWEEN.join(answers)}."


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
def line_has_captures(*, sku: str, captured: int) -> str:
    return f"{units(captured, 'serial')} of {sku} not confirmed yet. Scan {sku} to go on, or :cancel."


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
def nothing_of_it_here(*, sku: str, location: str) -> str:
    return f"There is no {sku} at {location}."


@refuses
@error
def nothing_at_place(*, location: str) -> str:
    return f"Nothing lies at {location}. Scan another location."


@warning
def which_stock(*, sku: str, location: str, kinds: int) -> str:
    return f"{location} has {kinds} kinds of {sku}. Choose one, or scan a serial."


@refuses
@error
def no_such_kind(*, code: str, sku: str, location: str) -> str:
    return f"{visible(code)} is neither a number of the list nor a serial of {sku} at {location}."
