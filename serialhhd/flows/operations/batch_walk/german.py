"""Was nur das Sammeln für einen Sammelauftrag sagt."""

from serialhhd.flows.sentences.german.wording import rest_of_line


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
    place = f" von {location}" if location else ""
    said = [f"{document} ist gesammelt."] if is_over else []
    said.append(f"{quantity} {sku}{place} auf {cart}.")
    return " ".join([*said, *rest_of_line(short_reason, open_quantity)])


def walk_line_gone(*, sku: str, document: str) -> str:
    return f"{sku} wird für {document} nicht mehr gebraucht oder ist vergeben. Die Scans sind freigegeben."
