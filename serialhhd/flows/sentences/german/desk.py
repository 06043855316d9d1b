"""Was am Schreibtisch oder auf einer Befehlszeile getippt, gesichert und gedruckt wird."""

from serialhhd.flows.sentences.shown import visible


def flows_file_broken(*, problem: str) -> str:
    return f"flows.toml ist fehlerhaft. Handgeräte arbeiten wie bisher. {problem}"


def view_of_another(*, name: str, operator: str | None) -> str:
    return f"Die Ansicht {name} ist von {operator}. Einen anderen Namen nehmen."


def recall_of_nothing() -> str:
    return "Worum geht der Rückruf: Artikel, Seriennummern, Avis, Lieferant oder Charge?"


def file_not_named() -> str:
    return "Welche Datei?"


def file_not_written(*, file: str, problem: str) -> str:
    return f"{file} kann nicht geschrieben werden: {problem}."


def pdf_needs_extra() -> str:
    return "Ein PDF braucht das Extra pdf: pip install '.[pdf]' im Ordner von serialhhd."


def line_unclear(*, text: str) -> str:
    return f"{text!r} ist keine Position. ARTIKEL:MENGE tippen, etwa CAM-200:12."


def period_unclear(*, text: str) -> str:
    return f"{text!r} ist kein Zeitraum. Ein Tag, oder erster und letzter: 2026-03-01..2026-03-31."


def line_names_location(*, text: str, without: str) -> str:
    return f"{visible(text)} nennt einen Lagerplatz. Der kommt erst beim Eingang: {visible(without)} tippen."
