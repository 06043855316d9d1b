"""Der Server, und ein Datenspeicher, der nicht benutzbar ist."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

PROBLEMS: Final[Mapping[str, str]] = {
    "store_missing": "Es gibt keine Datenbank.",
    "store_not_ours": "Die Datenbank gehört nicht zu serialhhd.",
    "store_empty": "Die Datenbank ist leer.",
    "store_damaged": "Die Datenbank ist beschädigt. Schichtleitung rufen.",
    "store_newer": "Die Datenbank ist neuer als dieses Programm.",
    "store_older": "Die Datenbank ist älter als dieses Programm.",
    "store_read_only": "In die Datenbank darf nicht geschrieben werden. Schichtleitung rufen.",
    "store_locked": "Die Datenbank ist gesperrt. Gleich noch einmal.",
    "store_full": "Der Platz für die Datenbank ist voll. Schichtleitung rufen.",
    "store_unreachable": "Die Datenbank ist nicht erreichbar. Gleich noch einmal.",
    "store_silent": "Die Datenbank hat nicht geantwortet. Das Letzte kann gespeichert sein: erst nachsehen.",
    "store_replaced": "Hier wird nichts mehr angenommen: die Datenbank wurde ausgetauscht. Schichtleitung rufen.",
    "store_served": "Ein anderer Server hat die Datenbank.",
}
"""What an operator can be told of each; a technician reads the English sentence in the log."""


def no_server(*, file: Path) -> str:
    return f"Hier läuft kein Server: an {file} antwortet niemand."


def several_servers(*, file: Path) -> str:
    return f"Hier laufen mehrere Server. Welcher ist gemeint? Etwa --control {file}."


def server_of_another_user(*, file: Path) -> str:
    return f"{file} gehört einem anderen Benutzer. Als der fragen, der den Server betreibt."


def server_silent(*, problem: str) -> str:
    return f"Der Server antwortet nicht: {problem}."


def server_not_started(*, problem: str) -> str:
    return f"Der Server kann nicht starten: {problem}."


def host_key_unusable(*, problem: str) -> str:
    return f"Der Schlüssel des Servers ist unbrauchbar: {problem}."


def no_host_key(*, file: Path) -> str:
    return f"In {file} ist kein Schlüssel: der erste Start des Servers macht ihn. Sonst den Ordner nennen: --host-keys."


def metrics_need_extra() -> str:
    return "Metriken brauchen das Extra metrics: pip install '.[metrics]' im Ordner von serialhhd."


def store_problem(*, code: str, sentence: str) -> str:
    return PROBLEMS.get(code, sentence)


def not_taken(*, why: str) -> str:
    return f"Nicht angenommen. {why}"
