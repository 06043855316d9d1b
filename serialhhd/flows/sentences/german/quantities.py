"""Mengen, getippt oder bestätigt."""

from serialhhd.flows.sentences.german.wording import a, serials
from serialhhd.flows.sentences.shown import visible


def quantity_confirmed(*, quantity: int) -> str:
    return f"Menge {quantity}"


def quantity_needed() -> str:
    return "Menge tippen."


def quantity_is_no_number(*, text: str) -> str:
    return f"{visible(text)} ist keine Menge. Eine Zahl tippen, oder Enter."


def quantity_is_other_code(*, code: str, known_as: str) -> str:
    return f"{code} ist {a(known_as)}, keine Menge. Eine Zahl tippen, oder Enter."


def quantity_too_large(*, most: int) -> str:
    return f"Die Menge kann höchstens {most} sein."


def quantity_next(*, quantity: int | None) -> str:
    return f"Enter bestätigt {quantity}." if quantity is not None else "Menge tippen."


def quantity_not_positive(*, sku: str, quantity: int) -> str:
    return f"{sku}: die Menge muss 1 oder mehr sein, nicht {quantity}."


def quantity_negative(*, quantity: int) -> str:
    return f"{quantity}: die Menge kann nicht unter 0 sein."


def quantity_is_serial_count(*, given: int, captured: int) -> str:
    return f"{serials(captured)}, nicht {given}. Die Menge ist ihre Anzahl."


def quantity_is_scanned(*, given: int, captured: int) -> str:
    return f"{serials(captured)} gescannt, nicht {given}. Die Menge ist ihre Anzahl: Enter, oder :back."


def not_a_number(*, text: str) -> str:
    return f"{visible(text)} ist keine Zahl." if text else "Eine Zahl tippen."


def quantity_far_above(*, quantity: int, expected: int) -> str:
    return f"{quantity} ist viel mehr als {expected}."


def take_so_many(*, quantity: int, expected: int) -> str:
    return f"{quantity} ist viel mehr als {expected}. {quantity} nehmen? :yes (ja) oder :no (nein)"


def quantity_dropped(*, quantity: int) -> str:
    return f"{quantity} nicht angenommen. Menge tippen."
