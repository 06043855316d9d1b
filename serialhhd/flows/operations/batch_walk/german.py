"""Was nur das Sammeln für einen Sammelauftrag sagt."""

from serialhhd.flows.sentences.german.wording import reason_name


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
    if short_reason:
        said.append(f"Fehlmenge: {reason_name(short_reason)}.")
    if open_quantity:
        said.append(f"{open_quantity} mehr woanders.")
    return " ".join(said)


def walk_line_gone(*, sku: str, document: str) -> str:
    return f"{sku} wird für {document} nicht mehr gebraucht oder ist vergeben. Die Scans sind freigegeben."
