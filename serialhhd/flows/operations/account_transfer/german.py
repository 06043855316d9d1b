"""Was nur der Mandantenwechsel sagt."""

from serialhhd.flows.sentences.german.wording import rest_of_line


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
    return " ".join([*said, *rest_of_line(short_reason, open_quantity)])


def account_line_gone(*, sku: str, document: str) -> str:
    return f"Position {sku} von {document} ist inzwischen zu oder vergeben. Die Scans dafür sind freigegeben."
