"""Was nur die Retoure sagt."""

from serialhhd.flows.sentences.german.wording import named, reason_name


def taken_back(
    *,
    sku: str,
    quantity: int,
    location: str,
    condition: str,
    document: str | None,
    is_complete: bool,
    serials: tuple[str, ...],
    others: int,
    left_on: str | None,
    left_at: str | None,
    customer: str | None,
) -> str:
    said = [f"{document} ist vollständig."] if is_complete else []
    said.append(f"{quantity} {sku} zurück auf {location}: {reason_name(condition)}.")
    if serials:
        on = f" mit {left_on}" if left_on else ""
        to = f" an {customer}" if customer else ""
        how = f"{on}. Andere Listen: {others}." if others else f" {left_at}{on}{to}."
        said.append(f"{named(serials)} {'ging' if len(serials) == 1 else 'gingen'}{how}")
    return " ".join(said)


def put_back(*, sku: str, quantity: int, location: str, document: str, is_complete: bool) -> str:
    said = [f"{document} ist ganz zurück."] if is_complete else []
    said.append(f"{quantity} {sku} zurückgelegt auf {location}.")
    return " ".join(said)


def coming_chosen(*, sku: str) -> str:
    return f"{sku} kommt zurück."


def nothing_to_take_back() -> str:
    return "Keine Retoure ist angekündigt, und von stornierten Picklisten wartet nichts."


def return_gone(*, sku: str, document: str) -> str:
    return f"Von {sku} auf {document} kommt nichts mehr zurück. Die Scans dafür sind freigegeben."
