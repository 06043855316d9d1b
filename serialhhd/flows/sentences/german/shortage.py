"""Wenn etwas fehlt, und warum."""

from serialhhd.flows.sentences.german.wording import a, noun, reason_name
from serialhhd.flows.sentences.shown import visible


def line_short(*, quantity: int, expected: int) -> str:
    return f"{quantity} von {expected}. Position abschließen? :yes (ja) oder :no (nein)"


def enter_short_quantity() -> str:
    return "Tippen, wie viele kamen."


def reason_wanted(*, quantity: int, wanted: int, sku: str, location: str | None) -> str:
    return f"{quantity} von {wanted} {sku}" + (f" auf {location}" if location else "") + ". Warum?"


def stock_elsewhere(*, sku: str, quantity: int, location: str) -> str:
    return f"Auf {location} sind {quantity} {sku}. Dorthin? :yes (ja) oder :no (nein)"


def sent_elsewhere(*, location: str) -> str:
    return f"Zu {location} gehen."


def short_noted(*, reason: str) -> str:
    return f"Fehlmenge: {reason_name(reason)}. Menge bestätigen."


def choice_noted(*, reason: str) -> str:
    return f"{reason_name(reason)}."


def no_such_choice(*, code: str) -> str:
    return f"Nummer {code} gibt es nicht. Eine der Liste tippen, oder Worte."


def reason_is_code(*, code: str, known_as: str) -> str:
    return f"{visible(code)} ist {a(known_as)}, kein Grund. Den Grund nennen."


def condition_is_code(*, code: str, known_as: str) -> str:
    return f"{visible(code)} ist {a(known_as)}, kein Zustand. Den Zustand nennen."


def reason_missing() -> str:
    return "Einen Grund angeben."


def short_unapproved(*, sku: str, quantity: int, expected: int) -> str:
    return (
        f"{quantity} von {expected} {sku}: weniger nur mit Schichtleitung. Ausweis scannen, oder :no (nein)"
    )


def words_unreadable(*, code: str, what: str) -> str:
    return f"{visible(code)} ist kein Wort. {noun(what)} aus der Liste wählen oder in Worten nennen."
