"""What an operator is told of goods in alone."""

from serialhhd.flows.sentences.sentence import error, says, success


@success
def line_received(
    *,
    sku: str,
    quantity: int,
    expected: int,
    open_quantity: int,
    location: str | None,
    document: str,
    is_complete: bool,
    without_serials: bool,
    missing: tuple[str, ...],
    missing_count: int,
) -> str:
    place = f" at {location}" if location else ""
    said = [f"{document} is complete."] if is_complete else []
    if quantity >= expected:
        said.append(f"{quantity} {sku} received{place}.")
    elif open_quantity:
        said.append(f"{quantity} of {expected} {sku} received{place}. {open_quantity} still to come.")
    else:
        said.append(f"Closed with {quantity} of {expected} {sku}{place}.")
    if without_serials:
        said.append("Without serials.")
    if missing:
        more = f" and {missing_count - len(missing)} more" if missing_count > len(missing) else ""
        said.append(f"Missing: {', '.join(missing)}{more}.")
    return " ".join(said)


@says("warning", "line_received")
def held_line_received(*, received: str, reason: str) -> str:
    return f"{received} On hold: {reason}. Put it aside."


@error
def line_gone(*, sku: str, document: str) -> str:
    return (
        f"The line of {sku} on {document} is closed or taken meanwhile. What you scanned on it is released."
    )
