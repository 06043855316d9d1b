"""Cuando falta algo, y por qué."""

from serialhhd.flows.sentences.shown import visible
from serialhhd.flows.sentences.spanish.wording import a, reason_name, the


def line_short(*, quantity: int, expected: int) -> str:
    return f"{quantity} de {expected}. ¿Cerrar la línea? :yes (sí) o :no (no)"


def enter_short_quantity() -> str:
    return "Teclee cuántas llegaron."


def reason_wanted(*, quantity: int, wanted: int, sku: str, location: str | None) -> str:
    return f"{quantity} de {wanted} {sku}" + (f" en {location}" if location else "") + ". ¿Por qué?"


def stock_elsewhere(*, sku: str, quantity: int, location: str) -> str:
    return f"En {location} hay {quantity} {sku}. ¿Ir allí? :yes (sí) o :no (no)"


def sent_elsewhere(*, location: str) -> str:
    return f"Vaya a {location}."


def short_noted(*, reason: str) -> str:
    return f"Falta: {reason_name(reason)}. Confirme cuántas."


def choice_noted(*, reason: str) -> str:
    return f"{reason_name(reason)}."


def no_such_choice(*, code: str) -> str:
    return f"No hay número {code}. Escriba uno de la lista, o dígalo."


def reason_is_code(*, code: str, known_as: str) -> str:
    return f"{visible(code)} es {a(known_as)}, no un motivo. Diga por qué."


def condition_is_code(*, code: str, known_as: str) -> str:
    return f"{visible(code)} es {a(known_as)}, no un estado. Diga cómo está."


def reason_missing() -> str:
    return "Diga un motivo."


def short_unapproved(*, sku: str, quantity: int, expected: int) -> str:
    return f"{quantity} de {expected} {sku}: menos, solo con el supervisor. Escanee su tarjeta, o :no"


def words_unreadable(*, code: str, what: str) -> str:
    return f"{visible(code)} no son palabras. Elija {the(what)} de la lista, o dígalo con palabras."
