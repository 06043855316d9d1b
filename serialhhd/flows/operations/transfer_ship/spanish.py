"""Lo que solo dice el envío de un traspaso."""

from serialhhd.flows.sentences.spanish.wording import rest_of_line


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
    place = f" de {location}" if location else ""
    said = [f"{document} está enviado."] if is_complete else []
    said.append(f"Enviado: {quantity} {sku}{place}.")
    return " ".join([*said, *rest_of_line(short_reason, open_quantity)])


def transfer_line_gone(*, sku: str, document: str) -> str:
    return f"{sku} en {document} ya está enviado o lo tiene otro. Sus lecturas quedan libres."
