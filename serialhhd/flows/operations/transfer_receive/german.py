"""Was nur der Eingang eines Transfers sagt."""

from serialhhd.flows.sentences.german.wording import named


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
    said = [f"{document} ist vollständig."] if is_complete else []
    said.append(f"{quantity} {sku} auf {location} angekommen.")
    if in_transit:
        said.append(f"Noch unterwegs: {named(in_transit)}.")
    elif in_transit_units:
        said.append(f"{in_transit_units} noch unterwegs.")
    return " ".join(said)


def came_back(*, sender: str, receiver: str) -> str:
    return f"Das ist {sender}, von wo es kam: in {receiver} ist es nicht."


def nothing_on_the_road() -> str:
    return "Nichts ist unterwegs. Ein Transfer kommt an, wenn er abgesandt ist."


def arrival_gone(*, sku: str, document: str) -> str:
    return f"Von {sku} auf {document} ist nichts mehr unterwegs. Die Scans dafür sind freigegeben."
