"""Was nur der Wareneingang sagt."""


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
    place = f" auf {location}" if location else ""
    said = [f"{document} ist vollständig."] if is_complete else []
    if quantity >= expected:
        said.append(f"{quantity} {sku}{place} vereinnahmt.")
    elif open_quantity:
        said.append(f"{quantity} von {expected} {sku}{place} vereinnahmt. {open_quantity} kommen noch.")
    else:
        said.append(f"Mit {quantity} von {expected} {sku}{place} abgeschlossen.")
    if without_serials:
        said.append("Ohne Seriennummern.")
    if missing:
        more = f" und {missing_count - len(missing)} weitere" if missing_count > len(missing) else ""
        said.append(f"Fehlt: {', '.join(missing)}{more}.")
    return " ".join(said)


def held_line_received(*, received: str, reason: str) -> str:
    return f"{received} Gesperrt: {reason}. Beiseite legen."


def line_gone(*, sku: str, document: str) -> str:
    return f"Die Position {sku} auf {document} ist inzwischen zu oder vergeben. Die Scans dafür sind freigegeben."
