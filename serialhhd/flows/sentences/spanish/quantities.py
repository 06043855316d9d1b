"""Cantidades, tecleadas o confirmadas."""

from serialhhd.flows.sentences.shown import visible
from serialhhd.flows.sentences.spanish.wording import a, units


def quantity_confirmed(*, quantity: int) -> str:
    return f"Cantidad {quantity}"


def quantity_needed() -> str:
    return "Teclee cuántas unidades."


def quantity_is_no_number(*, text: str) -> str:
    return f"{visible(text)} no es una cantidad. Teclee un número, o Enter."


def quantity_is_other_code(*, code: str, known_as: str) -> str:
    return f"{code} es {a(known_as)}. Teclee una cantidad, o Enter."


def quantity_too_large(*, most: int) -> str:
    return f"La cantidad puede ser {most} como máximo."


def quantity_next(*, quantity: int | None) -> str:
    return f"Enter confirma {quantity}." if quantity is not None else "Teclee cuántas unidades."


def quantity_not_positive(*, sku: str, quantity: int) -> str:
    return f"{sku}: la cantidad tiene que ser 1 o más, no {quantity}."


def quantity_negative(*, quantity: int) -> str:
    return f"{quantity}: la cantidad no puede ser menos de 0."


def quantity_is_serial_count(*, given: int, captured: int) -> str:
    return f"{units(captured, 'serie', 'series')}, no {given}. La cantidad es su número."


def quantity_is_scanned(*, given: int, captured: int) -> str:
    scanned = units(captured, "serie escaneada", "series escaneadas")
    return f"{scanned}, no {given}. La cantidad es su número: Enter, o :back."


def not_a_number(*, text: str) -> str:
    return f"{visible(text)} no es un número." if text else "Teclee un número."


def quantity_far_above(*, quantity: int, expected: int) -> str:
    return f"{quantity} es mucho más que {expected}."


def take_so_many(*, quantity: int, expected: int) -> str:
    return f"{quantity} es mucho más que {expected}. ¿Aceptar {quantity}? :yes (sí) o :no (no)"


def quantity_dropped(*, quantity: int) -> str:
    return f"{quantity} no aceptado. Teclee cuántas unidades."
