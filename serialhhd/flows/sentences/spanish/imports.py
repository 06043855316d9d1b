"""Ficheros que se importan."""

from serialhhd.flows.sentences.sentence import refusal
from serialhhd.flows.sentences.shown import visible
from serialhhd.store.words.refusal import Refused


def import_range(*, serial: str) -> str:
    return f"{serial} es un rango: escriba un número de serie por fila."


def import_under_way() -> str:
    return "Hay otra importación en curso, o se cortó hace menos de un minuto. Pruebe en un minuto."


def import_broken_off() -> str:
    return "La importación se paró demasiado tiempo y se deshizo. No hay nada importado: empiece de nuevo."


def import_unreadable(*, file: str, problem: str) -> str:
    return f"{file} no se puede leer: {problem}."


def import_not_utf8(*, line: int) -> str:
    return f"La línea {line} no es UTF-8. Guarde el fichero como UTF-8 y pruebe otra vez."


def import_is_workbook(*, file: str) -> str:
    return f"{file} es un libro de cálculo. Guárdelo como CSV UTF-8 y use ese fichero."


def import_column_unnamed(*, place: int) -> str:
    return f"La columna {place} no tiene nombre en la primera línea."


def import_empty(*, file: str) -> str:
    return f"{file} está vacío: la primera línea nombra las columnas."


def import_not_csv(*, line: int, problem: str) -> str:
    return f"La línea {line} no es CSV: {problem}."


def import_column_unknown(*, column: str, nearest: str | None) -> str:
    return f"No hay columna {visible(column)}." + (f" ¿Quería decir {nearest}?" if nearest else "")


def import_column_missing(*, column: str) -> str:
    return f"Falta la columna {column}."


def import_column_repeated(*, column: str) -> str:
    return f"La columna {column} está dos veces."


def import_columns(*, refused: tuple[Refused, ...]) -> str:
    return " ".join(refusal(one).text for one in refused)


def import_too_many_cells(*, line: int, cells: int, columns: int) -> str:
    return f"La línea {line} tiene {cells} celdas para {columns} columnas."


def import_tracking_unknown(*, tracking: str) -> str:
    return f"{visible(tracking)} no es un seguimiento: no-tracking, track-during-pick o full-tracking."


def import_line_repeated(*, line: int, sku: str) -> str:  # noqa: ARG001 - the line is shown beside the sentence
    return f"{sku} está dos veces: una fila sin series, o una fila por cada serie."


def import_differs(*, line: int, column: str, first: str, other: str) -> str:  # noqa: ARG001 - as above
    return f"{column.capitalize()} es {first} y {other} en un mismo documento."


def import_quantity(*, line: int, quantity: str) -> str:  # noqa: ARG001 - as above
    return f"{visible(quantity) or 'Nada'} no es una cantidad: un número entero, 1 o más."
