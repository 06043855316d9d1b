"""Was nur der Besitzerwechsel sagt."""

from serialhhd.flows.sentences.german.wording import reason_name


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
    place = f" auf {location}" if location else ""
    said = [f"{document} ist vollständig."] if is_complete else []
    said.append(f"{quantity} {sku}{place}: jetzt {account}.")
    if short_reason:
        said.append(f"Fehlmenge: {reason_name(short_reason)}.")
    if open_quantity:
        said.append(f"{open_quantity} mehr woanders.")
    return " ".join(said)


def account_line_gone(*, sku: str, document: str) -> str:
    return f"Position {sku} von {document} ist inzwischen zu oder vergeben. Die Scans dafür sind freigegeben."
