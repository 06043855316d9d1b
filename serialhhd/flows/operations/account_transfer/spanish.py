"""Lo que solo dice el cambio de propietario."""

from serialhhd.flows.sentences.spanish.wording import reason_name


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
    place = f" en {location}" if location else ""
    said = [f"{document} está completo."] if is_complete else []
    said.append(f"{quantity} {sku}{place}: ahora de {account}.")
    if short_reason:
        said.append(f"Falta: {reason_name(short_reason)}.")
    if open_quantity:
        said.append(f"{open_quantity} más en otra ubicación.")
    return " ".join(said)


def account_line_gone(*, sku: str, document: str) -> str:
    return f"La línea {sku} de {document} ya está cerrada o la tiene otro. Sus lecturas quedan libres."
