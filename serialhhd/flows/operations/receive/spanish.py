"""Lo que solo dice la recepción."""


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
    place = f" en {location}" if location else ""
    said = [f"{document} está completo."] if is_complete else []
    if quantity >= expected:
        said.append(f"Recibido: {quantity} {sku}{place}.")
    elif open_quantity:
        said.append(f"Recibido: {quantity} de {expected} {sku}{place}. Por llegar: {open_quantity}.")
    else:
        said.append(f"Cerrado con {quantity} de {expected} {sku}{place}.")
    if without_serials:
        said.append("Sin series.")
    if missing:
        more = f" y {missing_count - len(missing)} más" if missing_count > len(missing) else ""
        said.append(f"No llegó: {', '.join(missing)}{more}.")
    return " ".join(said)


def held_line_received(*, received: str, reason: str) -> str:
    return f"{received} Bloqueado: {reason}. Apártelo."


def line_gone(*, sku: str, document: str) -> str:
    return f"La línea de {sku} en {document} ya está cerrada o la tiene otro. Sus lecturas quedan libres."
