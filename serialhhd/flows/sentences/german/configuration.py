"""Welche Abläufe gelten."""

from serialhhd.flows.sentences.shown import visible


def flows_changed_meanwhile(*, version: int, operator: str) -> str:
    if not version:
        return "Noch gilt keine Version: ohne --based-on anwenden."
    return f"Inzwischen gilt Version {version} von {visible(operator)}. Ansehen (flows history), dann noch einmal."


def flows_in_force_already(*, version: int) -> str:
    return f"Die Datei sagt schon genau das: Version {version}, und die gilt."


def flows_not_applied() -> str:
    return "Nichts wurde geändert."


def no_pilot() -> str:
    return "Kein Versuch läuft."


def no_reason() -> str:
    return "Warum? Der Grund wird mit der Version aufgehoben."
