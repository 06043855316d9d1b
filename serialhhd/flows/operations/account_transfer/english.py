"""What an operator is told of an account transfer alone."""

from serialhhd.flows.sentences.english.wording import rest_of_line
from serialhhd.flows.sentences.sentence import error, success


@success
def account_changed(
    *,
    account: str,
    sku: str,
    quantity: int,
    location: str | None,
    document: str,
    is_complete: bool,
    open_quantity: int,
    short_reason: str | None,
) -> str:
    place = f" at {location}" if location else ""
    said = [f"{document} is complete."] if is_complete else []
    said.append(f"{quantity} {sku}{place}: now of {account}.")
    return " ".join([*said, *rest_of_line(short_reason, open_quantity)])


@error
def account_line_gone(*, sku: str, document: str) -> str:
    return f"Line {sku} of {document} is closed or taken meanwhile. What you scanned on it is released."
