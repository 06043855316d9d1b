"""Wer sich anmelden darf: Ausweise, PINs, Passwörter und Schlüssel."""

from serialhhd.flows.sentences.german.wording import named, units
from serialhhd.flows.sentences.shown import visible


def signed_on(*, operator: str) -> str:
    return f"Hallo {operator}."


def operator_disabled(*, operator: str) -> str:
    return f"{visible(operator)} darf sich nicht mehr anmelden. Schichtleitung fragen."


def wrong_pin() -> str:
    return "Ausweis und PIN passen nicht zusammen. PIN noch einmal, oder :back für einen anderen Ausweis."


def no_pin() -> str:
    return "Eine PIN hat nur Ziffern. Noch einmal, oder :back für einen anderen Ausweis."


def pin_missing(*, operator: str) -> str:
    return f"{visible(operator)} hat noch keine PIN. Schichtleitung fragen."


def login_too_often(*, seconds: int) -> str:
    return f"Zu viele falsche Versuche. {units(seconds, 'Sekunde', 'Sekunden')} warten."


def not_a_supervisor() -> str:
    return "Das ist kein Ausweis einer Schichtleitung. Einen scannen, oder :no (nein)."


def supervisor_named(*, operator: str) -> str:
    return f"{operator}: PIN tippen, oder :no (nein)"


def no_supervisor() -> str:
    return "Nur mit Schichtleitung, und keine hat eine PIN. :no (nein) führt zurück."


def not_approved() -> str:
    return "Nicht genehmigt. Alles ist, wie es war."


def password_length(*, shortest: int, longest: int, size: int) -> str:
    return f"Ein Passwort hat {shortest} bis {longest} Zeichen, in höchstens {size} Byte."


def password_characters() -> str:
    return "Dieses Passwort hat Zeichen, die nicht jedes Programm gleich sendet. Andere nehmen."


def pin_digits(*, shortest: int, longest: int) -> str:
    return f"Eine PIN hat {shortest} bis {longest} Ziffern."


def key_is_private() -> str:
    return "Das ist ein privater Schlüssel: er bleibt auf dem Gerät. Die Datei nehmen, die auf .pub endet."


def key_unreadable() -> str:
    return "Das ist kein öffentlicher Schlüssel von OpenSSH. Die Datei nehmen, die auf .pub endet."


def several_keys(*, keys: int) -> str:
    return f"Ein Schlüssel auf einmal: diese Datei hat {keys} Zeilen."


def key_too_weak(*, bits: int) -> str:
    return f"Dieser Schlüssel ist zu schwach: ssh-keygen -t ed25519, oder RSA ab {bits} Bit."


def key_opens_for_others(*, owners: tuple[str, ...]) -> str:
    return f"Dieser Schlüssel öffnet auch für {named(owners)}."


def role_needed(*, operator: str) -> str:
    return f"{operator} hat keine Schichtleitung. Die ist hier nötig."
