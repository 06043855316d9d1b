"""What an operator is told of goods out alone."""

from serialhhd.flows.sentences.english.wording import named, rest_of_line
from serialhhd.flows.sentences.sentence import error, info, refuses, says, success


@success
def task_picked(
    *,
    sku: str,
    quantity: int,
    location: str | None,
    document: str,
    is_complete: bool,
    open_quantity: int,
    short_reason: str | None,
    without_serials: bool,
) -> str:
    place = f" from {location}" if location else ""
    said = [f"{document} is complete."] if is_complete else []
    said.append(f"{quantity} {sku} picked{place}.")
    return " ".join(
        [*said, *rest_of_line(short_reason, open_quantity, "Without serials." if without_serials else "")]
    )


@says("success", "task_picked", is_unusual=True)
def task_picked_set_aside(
    *,
    sku: str,
    quantity: int,
    location: str,
    document: str,
    is_complete: bool,
    on_hold: tuple[str, ...],
    expired: tuple[str, ...],
) -> str:
    said = [f"{document} is complete."] if is_complete else []
    said += [f"{quantity} {sku} picked from {location}."]
    if on_hold:
        said.append(f"On hold: {named(on_hold)}.")
    if expired:
        said.append(f"Expired: {named(expired)}.")
    return " ".join(said)


@info
def task_skipped(*, sku: str, document: str) -> str:
    return f"{sku} of {document} comes last."


@error
def task_gone(*, sku: str, document: str) -> str:
    return (
        f"The task of {sku} on {document} is closed or taken meanwhile. What you scanned on it is released."
    )


@refuses
@error
def no_task_yet() -> str:
    return "There is no task in work. Scan the pick list."
