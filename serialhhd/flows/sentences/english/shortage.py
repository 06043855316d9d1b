"""Being short, and why."""

from serialhhd.flows.sentences.english.wording import a
from serialhhd.flows.sentences.sentence import error, info, refuses, says
from serialhhd.flows.sentences.shown import visible


@info
def line_short(*, quantity: int, expected: int) -> str:
    return f"{quantity} of {expected}. Close the line? :yes or :no"


@info
def enter_short_quantity() -> str:
    return "Type how many came."


@info
def reason_wanted(*, quantity: int, wanted: int, sku: str, location: str | None) -> str:
    return f"{quantity} of {wanted} {sku}" + (f" at {location}" if location else "") + ". Why?"


@info
def stock_elsewhere(*, sku: str, quantity: int, location: str) -> str:
    return f"{location} has {quantity} {sku}. Go there? :yes or :no"


@info
def sent_elsewhere(*, location: str) -> str:
    return f"Go to {location}."


@info
def short_noted(*, reason: str) -> str:
    return f"Short: {reason}. Confirm how many."


@info
def choice_noted(*, reason: str) -> str:
    return f"{reason}."


@refuses
@error
def no_such_choice(*, code: str) -> str:
    return f"There is no number {code}. Type one of the list, or say it in words."


@error
def reason_is_code(*, code: str, known_as: str) -> str:
    return f"{visible(code)} is {a(known_as)}, not a reason. Say why."


@says("error", "reason_is_code")
def condition_is_code(*, code: str, known_as: str) -> str:
    return f"{visible(code)} is {a(known_as)}, not a condition. Say how it is."


@error
def reason_missing() -> str:
    return "Give a reason."


@error
def short_unapproved(*, sku: str, quantity: int, expected: int) -> str:
    return f"{quantity} of {expected} {sku}: fewer only with a supervisor. Scan the badge, or :no"


@error
def words_unreadable(*, code: str, what: str) -> str:
    return f"{visible(code)} is no {what} in words. Choose from the list, or say it in words."
