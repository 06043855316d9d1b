"""Lo que solo dice la devolución."""

from serialhhd.flows.sentences.spanish.wording import reason_name


def taken_back(
    *,
    sku: str,
    quantity: int,
    location: str,
    condition: str,
    document: str | None,
    is_complete: bool,
    serial: str | None,
    left_on: str | None,
    left_at: str | None,
    customer: str | None,
) -> str:
    said = [f"{document} está completo."] if is_complete else []
    said.append(f"Vuelve: {quantity} {sku} en {location}: {reason_name(condition)}.")
    if serial:
        on = f" en {left_on}" if left_on else ""
        to = f" a {customer}" if customer else ""
        said.append(f"{serial} salió {left_at}{on}{to}.")
    return " ".join(said)


def put_back(*, sku: str, quantity: int, location: str, document: str, is_complete: bool) -> str:
    said = [f"{document} ha vuelto todo."] if is_complete else []
    said.append(f"Repuesto: {quantity} {sku} en {location}.")
    return " ".join(said)


def coming_chosen(*, sku: str) -> str:
    return f"{sku} vuelve."


def nothing_to_take_back() -> str:
    return "No hay devoluciones anunciadas ni nada por reponer de listas anuladas."


def return_gone(*, sku: str, document: str) -> str:
    return f"De {sku} en {document} ya no vuelve nada. Sus lecturas quedan libres."
