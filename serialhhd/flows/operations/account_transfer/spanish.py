"""Lo que solo dice el cambio de propietario."""

from serialhhd.flows.sentences.spanish.wording import rest_of_line


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
    return " ".join([*said, *rest_of_line(short_reason, open_quantity)])


def account_line_gone(*, sku: str, document: str) -> str:
    return f"La línea {sku} de {document} ya está cerrada o la tiene otro. Sus lecturas quedan libres."
