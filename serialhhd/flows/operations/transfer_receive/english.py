"""What an operator is told of receiving a transfer alone."""

from serialhhd.flows.sentences.english.wording import named
from serialhhd.flows.sentences.language import said as text
from serialhhd.flows.sentences.sentence import error, info, success


@success
def transfer_received(
    *,
    sku: str,
    quantity: int,
    location: str,
    document: str,
    is_complete: bool,
    in_transit: tuple[str, ...],
    in_transit_units: int,
) -> str:
    said = [f"{document} is complete."] if is_complete else []
    said.append(f"{quantity} {sku} received at {location}.")
    if in_transit:
        said.append(f"Still in transit: {named(in_transit)}.")
    elif in_transit_units:
        said.append(f"{in_transit_units} still in transit.")
    return " ".join(said)


@text
def came_back(*, sender: str, receiver: str) -> str:
    return f"That is {sender}, which sent it: it is not in {receiver}."


@info
def nothing_on_the_road() -> str:
    return "Nothing is in transit. A transfer can arrive once it is shipped."


@error
def arrival_gone(*, sku: str, document: str) -> str:
    return f"Nothing of {sku} on {document} is in transit any more. What you scanned of it is released."
