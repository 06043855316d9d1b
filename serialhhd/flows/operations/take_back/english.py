"""What an operator is told of returns alone."""

from serialhhd.flows.sentences.english.wording import named
from serialhhd.flows.sentences.sentence import error, info, says, success


@success
def taken_back(
    *,
    sku: str,
    quantity: int,
    location: str,
    condition: str,
    document: str | None,
    is_complete: bool,
    serials: tuple[str, ...],
    others: int,
    left_on: str | None,
    left_at: str | None,
    customer: str | None,
) -> str:
    said = [f"{document} is complete."] if is_complete else []
    said.append(f"{quantity} {sku} back at {location}: {condition}.")
    if serials:
        on = f" on {left_on}" if left_on else ""
        to = f" to {customer}" if customer else ""
        how = f"{on}. {others} left on other lists." if others else f" {left_at}{on}{to}."
        said.append(f"{named(serials)} left{how}")
    return " ".join(said)


@says("success", "taken_back")
def put_back(*, sku: str, quantity: int, location: str, document: str, is_complete: bool) -> str:
    said = [f"{document} is all back."] if is_complete else []
    said.append(f"{quantity} {sku} put back at {location}.")
    return " ".join(said)


@info
def coming_chosen(*, sku: str) -> str:
    return f"{sku} comes back."


@info
def nothing_to_take_back() -> str:
    return "No return is announced, and nothing of a cancelled pick list waits."


@error
def return_gone(*, sku: str, document: str) -> str:
    return f"Nothing of {sku} on {document} is to come back any more. What you scanned of it is released."
