"""Salida de mercancía."""

from serialhhd.flows.sentences.spanish.wording import units


def pick_list_not_picked(*, document: str, open_tasks: int) -> str:
    return (
        f"{document} tiene {units(open_tasks, 'tarea abierta', 'tareas abiertas')}. Recoja antes, o :short."
    )


def supplier_or_customer() -> str:
    return "Una devolución al proveedor nombra al proveedor y a ningún cliente."


def list_not_cancelled(*, document: str) -> str:
    return f"{document} no está anulada. Solo se devuelve lo recogido de una lista anulada."


def nothing_waiting(*, document: str) -> str:
    return f"No queda nada de {document} por devolver a su sitio."


def serial_not_waiting(*, serial: str, document: str) -> str:
    return f"{serial} no está entre lo que queda por devolver de {document}."


def more_than_waiting(*, sku: str, document: str, given: int, most: int) -> str:
    return f"{given} es demasiado: de {document} quedan {most} de {sku} sin serie."


def task_changed(*, sku: str) -> str:
    return f"La tarea de {sku} ha cambiado. Escanee la lista de picking otra vez."


def tasks_in_work(*, document: str, operators: tuple[str, ...]) -> str:
    return f"Lo que queda de {document} lo hace ya {', '.join(operators)}."


def serials_cannot_be_skipped(*, flow: str, sku: str, location: str) -> str:
    return f"{sku} en {location} lleva series que hay que escanear, y el proceso {flow} no las pide."


def over_pick(*, given: int, most: int) -> str:
    return f"{given} es demasiado: recoja {most}."
