"""Lo que solo dice la salida de mercancía."""

from serialhhd.flows.sentences.spanish.wording import named, rest_of_line


def task_picked(
    *,
    sku: str,
    quantity: int,
    location: str | None,
    document: str,
    is_complete: bool,
    open_quantity: int,
    short_reason: str | None,
    without_serials: bool,
) -> str:
    place = f" de {location}" if location else ""
    said = [f"{document} está completo."] if is_complete else []
    said.append(f"Recogido: {quantity} {sku}{place}.")
    return " ".join(
        [*said, *rest_of_line(short_reason, open_quantity, "Sin series." if without_serials else "")]
    )


def task_picked_set_aside(
    *,
    sku: str,
    quantity: int,
    location: str,
    document: str,
    is_complete: bool,
    on_hold: tuple[str, ...],
    expired: tuple[str, ...],
) -> str:
    said = [f"{document} está completo."] if is_complete else []
    said += [f"Recogido: {quantity} {sku} de {location}."]
    if on_hold:
        said.append(f"Bloqueado: {named(on_hold)}.")
    if expired:
        said.append(f"Caducado: {named(expired)}.")
    return " ".join(said)


def task_skipped(*, sku: str, document: str) -> str:
    return f"{sku} de {document} queda para el final."


def task_gone(*, sku: str, document: str) -> str:
    return f"La tarea de {sku} en {document} ya está cerrada o la tiene otro. Sus lecturas quedan libres."


def no_task_yet() -> str:
    return "No hay tarea en curso. Escanee la lista de picking."
