"""What an operator is told of shipping a transfer alone."""

from serialhhd.flows.sentences.english.wording import rest_of_line
from serialhhd.flows.sentences.sentence import error, success


@success
def shipped(
    *,
    sku: str,
    quantity: int,
    location: str | None,
    document: str,
    is_complete: bool,
    open_quantity: int,
    short_reason: str | None,
) -> str:
    place = f" from {location}" if location else ""
    said = [f"{document} is shipped."] if is_complete else []
    said.append(f"{quantity} {sku} shipped{place}.")
    return " ".join([*said, *rest_of_line(short_reason, open_quantity)])


@error
def transfer_line_gone(*, sku: str, document: str) -> str:
    return f"Line {sku} of {document} is shipped or taken meanwhile. What you scanned on it is released."
