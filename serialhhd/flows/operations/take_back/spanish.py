"""Lo que solo dice la devolución."""

from serialhhd.flows.sentences.spanish.wording import named, reason_name


def taken_back(
    *,
    sku: str,
    quantity: int,
    location: str,
    condition: str,
    document: str | None,
    is_complete: bool,
    serials: tuple[str, ...],
    others: int,
    left_on: str | None,
    left_at: str | None,
    customer: str | None,
) -> str:
    said = [f"{document} está completo."] if is_complete else []
    said.append(f"Vuelve: {quantity} {sku} en {location}: {reason_name(condition)}.")
    if serials:
        on = f" en {left_on}" if left_on else ""
        to = f" a {customer}" if customer else ""
        how = f"{on}. Otras listas: {others}." if others else f" {left_at}{on}{to}."
        said.append(f"{named(serials)} {'salió' if len(serials) == 1 else 'salieron'}{how}")
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
