"""Dateien, die importiert werden."""

from serialhhd.flows.sentences.sentence import refusal
from serialhhd.flows.sentences.shown import visible
from serialhhd.store.words.refusal import Refused


def import_range(*, serial: str) -> str:
    return f"{serial} ist ein Bereich: eine Seriennummer je Zeile schreiben."


def import_under_way() -> str:
    return (
        "Ein anderer Import läuft, oder brach vor weniger als einer Minute ab. In einer Minute noch einmal."
    )


def import_broken_off() -> str:
    return "Der Import stand zu lange still und wurde zurückgenommen. Nichts ist importiert: neu anfangen."


def import_unreadable(*, file: str, problem: str) -> str:
    return f"{file} ist nicht lesbar: {problem}."


def import_not_utf8(*, line: int) -> str:
    return f"Zeile {line} ist kein UTF-8. Die Datei als UTF-8 speichern und noch einmal."


def import_is_workbook(*, file: str) -> str:
    return f"{file} ist eine Arbeitsmappe. In der Tabelle als CSV UTF-8 speichern, und diese Datei nehmen."


def import_column_unnamed(*, place: int) -> str:
    return f"Spalte {place} hat in der ersten Zeile keinen Namen."


def import_empty(*, file: str) -> str:
    return f"{file} ist leer: die erste Zeile nennt die Spalten."


def import_not_csv(*, line: int, problem: str) -> str:
    return f"Zeile {line} ist kein CSV: {problem}."


def import_column_unknown(*, column: str, nearest: str | None) -> str:
    return f"Es gibt keine Spalte {visible(column)}." + (f" Gemeint: {nearest}?" if nearest else "")


def import_column_missing(*, column: str) -> str:
    return f"Die Spalte {column} fehlt."


def import_column_repeated(*, column: str) -> str:
    return f"Die Spalte {column} kommt zweimal vor."


def import_columns(*, refused: tuple[Refused, ...]) -> str:
    return " ".join(refusal(one).text for one in refused)


def import_too_many_cells(*, line: int, cells: int, columns: int) -> str:
    return f"Zeile {line} hat {cells} Zellen bei {columns} Spalten."


def import_tracking_unknown(*, tracking: str) -> str:
    return f"{visible(tracking)} ist keine Verfolgung: no-tracking, track-during-pick oder full-tracking."


def import_line_repeated(*, line: int, sku: str) -> str:  # noqa: ARG001 - the line is shown beside the sentence
    return f"{sku} kommt zweimal vor: eine Zeile ohne Seriennummern, oder eine Zeile je Seriennummer."


def import_differs(*, line: int, column: str, first: str, other: str) -> str:  # noqa: ARG001 - as above
    return f"{column.capitalize()} ist {first} und {other} auf einem Beleg."


def import_quantity(*, line: int, quantity: str) -> str:  # noqa: ARG001 - as above
    return f"{visible(quantity) or 'Nichts'} ist keine Menge: eine ganze Zahl ab 1."
