"""What an operator is told of the walk of a batch alone."""

from serialhhd.flows.sentences.english.wording import rest_of_line
from serialhhd.flows.sentences.sentence import error, success


@success
def walked(
    *,
    sku: str,
    quantity: int,
    location: str | None,
    cart: str,
    document: str,
    is_over: bool,
    open_quantity: int,
    short_reason: str | None,
) -> str:
    place = f" from {location}" if location else ""
    said = [f"{document} is walked."] if is_over else []
    said.append(f"{quantity} {sku}{place} onto {cart}.")
    return " ".join([*said, *rest_of_line(short_reason, open_quantity)])


@error
def walk_line_gone(*, sku: str, document: str) -> str:
    return f"{sku} is not wanted for {document} any more, or taken by another. What you scanned is released."
