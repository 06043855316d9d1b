"""Lo que solo dice la llegada de un traspaso."""

from serialhhd.flows.sentences.spanish.wording import named


def transfer_received(
    *,
    sku: str,
    quantity: int,
    location: str,
    document: str,
    is_complete: bool,
    in_transit: tuple[str, ...],
    in_transit_units: int,
) -> str:
    said = [f"{document} está completo."] if is_complete else []
    said.append(f"Llegó: {quantity} {sku} en {location}.")
    if in_transit:
        said.append(f"Aún en tránsito: {named(in_transit)}.")
    elif in_transit_units:
        said.append(f"Aún en tránsito: {in_transit_units}.")
    return " ".join(said)


def came_back(*, sender: str, receiver: str) -> str:
    return f"Eso es {sender}, que lo envió: no está en {receiver}."


def nothing_on_the_road() -> str:
    return "No hay nada en tránsito. Un traspaso llega cuando se ha enviado."


def arrival_gone(*, sku: str, document: str) -> str:
    return f"De {sku} en {document} ya no hay nada en tránsito. Sus lecturas quedan libres."
