"""Lo que es una lectura, y lo que está mal en una."""

from collections.abc import Mapping
from typing import Final

from serialhhd.flows.sentences.shown import BETWEEN, visible
from serialhhd.flows.sentences.spanish.wording import serials, units

FORMS: Final[Mapping[str, str]] = {
    "barcode": "código de barras",
    "code": "código",
    "gs1": "etiqueta GS1",
    "list": "número de la lista",
    "range": "rango de series",
    "serial": "número de serie",
    "several": "varias series en un código",
    "sku": "referencia",
}


def check_digit(*, value: str) -> str:
    return f"{value}: dígito de control mal. Escanee la etiqueta otra vez."


def too_short(*, ai: str, value: str, expected: int) -> str:
    wanted = units(expected, "carácter", "caracteres")
    return f"({ai}) {value} es corto: {wanted}, no {len(value)}. Escanee la etiqueta otra vez."


def too_long(*, ai: str, value: str, expected: int) -> str:
    return (
        f"({ai}) {value} es largo: {units(expected, 'carácter', 'caracteres')} como máximo, no {len(value)}."
    )


def not_numeric(*, ai: str, value: str) -> str:
    return f"({ai}) {value}: solo puede tener cifras. Escanee la etiqueta otra vez."


def bad_character(*, ai: str, value: str, character: str, is_separator: bool) -> str:
    if is_separator:
        return f"({ai}) {value}: el escáner quizá envía {character} por FNC1. Avise al supervisor."
    shown = character if character.isprintable() and character != " " else f"U+{ord(character):04X}"
    return f"({ai}) {value}: {shown} no vale en datos GS1."


def bad_date(*, ai: str, value: str) -> str:
    return f"({ai}) {value} no es una fecha: AAMMDD."


def bad_value(*, ai: str, value: str) -> str:
    return f"({ai}) {value} no es un valor válido."


def empty_value(*, ai: str) -> str:
    return f"({ai}) no tiene valor. Escanee la etiqueta otra vez."


def unknown_ai(*, value: str) -> str:
    return f"{value} no empieza con un identificador GS1. Escanee la etiqueta otra vez."


def duplicate_ai(*, ai: str, value: str, other: str) -> str:
    return f"({ai}) está dos veces: {value} y {other}. Una etiqueta solo puede tener uno."


def forbidden_pair(*, ai: str, other: str) -> str:
    return f"({ai}) y ({other}) no pueden ir juntos. La etiqueta está mal."


def missing_required_ai(*, ai: str, expected: str) -> str:
    return f"({ai}) necesita ({expected}), y falta. Escanee la etiqueta entera."


def bad_brackets(*, value: str) -> str:
    return f"{value}: los paréntesis no casan. Tiene que ser (AI)valor, como (21)SN0001."


def keyboard_layout(*, value: str, expected: str) -> str:
    return f"{value}: teclado equivocado, quizá es {expected}. Avise al supervisor."


def pallet_label() -> str:
    return "Es una etiqueta de palé. Escanee la etiqueta de una unidad."


def separator_inside(*, value: str) -> str:
    return f"{visible(value)} tiene un separador GS1, pero no es una etiqueta entera. Escanee otra vez."


def envelope_unreadable() -> str:
    return (
        "No se puede leer esta etiqueta del fabricante: datos desconocidos. Escanee solo el número de serie."
    )


def hibc_unreadable(*, value: str) -> str:
    return f"{visible(value)}: carácter de control mal en esta etiqueta HIBC. Escanee otra vez."


def two_serials(*, first: str, last: str) -> str:
    return f"La etiqueta tiene dos números de serie: {first} y {last}. Escanee solo el de esta unidad."


def range_no_digits(*, value: str) -> str:
    return f"{value} no tiene cifras para contar."


def range_empty(*, value: str) -> str:
    return f"{value}: cuente desde 1, no 0."


def range_backwards(*, first: str, last: str) -> str:
    return f"{last} va antes que {first}. Entre primero la primera serie."


def range_differs(*, first: str, last: str) -> str:
    return f"{first} y {last} no se diferencian solo en el último número."


def range_widens(*, first: str, last: str) -> str:
    return f"{first} y {last} no tienen las mismas cifras. Entre dos rangos, uno por cada largo."


def range_too_many(*, count: int, limit: int) -> str:
    return f"{serials(limit)} como máximo, no {count}. Entre menos de una vez."


def scan_without_code() -> str:
    return "El escáner no envió ningún código, solo lo que va delante. Escanee otra vez."


def scan_too_long(*, longest: int) -> str:
    return f"Eso no es un código: tiene más de {longest} caracteres."


def typed_before_scan(*, typed: str, scanned: str) -> str:
    return f"{visible(typed)} tecleado, y luego {visible(scanned)} escaneado."


def scan_dropped(*, code: str) -> str:
    return f"{visible(code)} no aceptado."


def form_not_accepted(*, code: str, wanted: tuple[str, ...]) -> str:
    return f"{visible(code)} no vale aquí. Se pide: {BETWEEN.join(FORMS.get(form, form) for form in wanted)}."


def carrier_not_accepted(*, scanned: str, wanted: tuple[str, ...]) -> str:
    return f"Escanee {' o '.join(wanted)}" + (f", no {scanned}." if scanned else ".")
