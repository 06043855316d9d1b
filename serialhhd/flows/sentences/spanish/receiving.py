"""Recepción, en el terminal y en la oficina."""

from serialhhd.flows.sentences.spanish.wording import serials, tracking


def line_already_received(*, sku: str, document: str, quantity: int, expected: int) -> str:
    if quantity < expected:
        return f"{sku} está cerrado en {document} con {quantity} de {expected}."
    return f"{sku} ya está recibido en {document}."


def line_partly_received(*, sku: str, document: str, quantity: int, expected: int) -> str:
    return f"{quantity} de {expected} {sku} recibidos en {document}, el resto está abierto. La línea se queda como está."


def line_in_work(*, sku: str, operator: str) -> str:
    return f"{operator} ya trabaja con {sku}."


def line_changed(*, sku: str) -> str:
    return f"La línea de {sku} ha cambiado. Escanee el producto otra vez."


def line_has_receipts(*, sku: str, document: str) -> str:
    return f"Hay una recepción de 0 {sku} en {document}, la línea se queda. Recíbala, o ciérrela con 0."


def last_line(*, document: str) -> str:
    return f"Es la única línea de {document}. Anule el aviso."


def line_not_full_tracking(*, sku: str, tracking_type: str) -> str:
    return f"{sku} va {tracking(tracking_type)}: en la recepción no lleva series."


def pre_entered_count(*, sku: str, given: int, expected: int) -> str:
    return f"{sku} espera {expected}, hay {serials(given)}. Todas o ninguna."


def serials_needed(*, sku: str) -> str:
    return f"{sku} lleva series: introdúzcalas."


def serials_not_taken(*, sku: str) -> str:
    return f"Esta línea de {sku} no lleva series: entre la cantidad."


def quantity_is_pre_entered(*, given: int, pre_entered: int) -> str:
    return (
        f"Hay {serials(pre_entered)} en la lista, no {given}. "
        f"Reciba {pre_entered}, o que la oficina corrija la lista."
    )


def over_receipt(*, given: int, most: int, expected: int) -> str:
    return f"{given} es demasiado: {expected} esperados, ahora {most} como máximo."


def over_receipt_unapproved(*, sku: str, quantity: int, expected: int) -> str:
    return f"{quantity} de {expected} {sku}: más, solo con el supervisor. Escanee su tarjeta, o :no"
