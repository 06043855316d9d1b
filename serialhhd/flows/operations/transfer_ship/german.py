"""Was nur der Transferversand sagt."""

from serialhhd.flows.sentences.german.wording import rest_of_line


def shipped(
    *,
    sku: str,
    quantity: int,
    location: str | None,
    document: str,
    is_complete: bool,
    open_quantity: int,
    short_reason: str | None,
) -> str:
    place = f" von {location}" if location else ""
    said = [f"{document} ist abgesandt."] if is_complete else []
    said.append(f"{quantity} {sku}{place} abgesandt.")
    return " ".join([*said, *rest_of_line(short_reason, open_quantity)])


def transfer_line_gone(*, sku: str, document: str) -> str:
    return f"{sku} auf {document} ist inzwischen abgesandt oder vergeben. Die Scans dafür sind freigegeben."
