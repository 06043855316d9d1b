"""Lo que solo dice la recogida de un grupo."""

from serialhhd.flows.sentences.spanish.wording import rest_of_line


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
    place = f" de {location}" if location else ""
    said = [f"{document} está recogido."] if is_over else []
    said.append(f"{quantity} {sku}{place} a {cart}.")
    return " ".join([*said, *rest_of_line(short_reason, open_quantity)])


def walk_line_gone(*, sku: str, document: str) -> str:
    return f"{sku} ya no hace falta para {document} o lo tiene otro. Sus lecturas quedan libres."
