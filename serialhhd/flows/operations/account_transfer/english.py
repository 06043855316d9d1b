"""What an operator is told of an account transfer alone."""

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
    if short_reason:
        said.append(f"Short: {short_reason}.")
    if open_quantity:
        said.append(f"{open_quantity} more elsewhere.")
    return " ".join(said)


@error
def account_line_gone(*, sku: str, document: str) -> str:
    return f"Line {sku} of {document} is closed or taken meanwhile. What you scanned on it is released."
