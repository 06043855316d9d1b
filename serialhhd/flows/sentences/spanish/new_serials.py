"""Lo que habla contra un número de serie nuevo: nunca lo es, o una persona puede decir que sí."""

from serialhhd.flows.sentences.sentence import refusal
from serialhhd.flows.sentences.shown import BETWEEN, FIRST_NAMED, NAMED, visible
from serialhhd.flows.sentences.spanish.wording import a, serials
from serialhhd.store.words.refusal import Refused

FEW = 24
"""So many characters of a code that is none are shown."""


def serial_pattern_mismatch(*, serial: str, sku: str, example: str | None) -> str:
    looks = f" Son como {example}." if example else " Tienen otra forma."
    return f"{visible(serial)} no es un número de serie de {sku}.{looks}"


def serial_is_action(*, serial: str) -> str:
    return f"{serial} es una acción. Escanee el número de serie."


def serial_without_letters(*, value: str) -> str:
    return f"{value}: sin letras ni cifras. Escanee el número de serie."


def serial_is_link(*, value: str) -> str:
    return f"{visible(value)} es una dirección web. Escanee el número de serie."


def serial_is_other_data(*, what: str) -> str:
    return f"Eso es {a(what)}. Escanee el número de serie."


def serial_has_keys(*, value: str, keys: tuple[str, ...]) -> str:
    named = f" ({BETWEEN.join(keys[:FIRST_NAMED])})"
    return f"{visible(value[:FEW])}...: código de nombres y valores{named}. Escanee solo el número de serie."


def number_shortened(*, value: str) -> str:
    return f"{value}: la hoja de cálculo acortó el número. Ponga la columna como texto y entre los números otra vez."


def cell_error(*, value: str) -> str:
    return f"{value} es un error de hoja de cálculo. Entre el número de serie otra vez."


def labels_glued(*, value: str, first: str) -> str:
    return f"{visible(value)}: dos lecturas en una, {first} dos veces. Escanee una vez."


def scans_glued(*, value: str) -> str:
    return f"{visible(value)}: dos lecturas en una. Escanee el número de serie otra vez."


def labels_of_two(*, value: str, sku: str) -> str:
    return f"{visible(value)} contiene el código de barras de {sku}: dos lecturas en una. Escanee otra vez."


def serial_begins_with_barcode(*, value: str, sku: str) -> str:
    return f"{visible(value)} empieza con el código de barras de {sku}. Escanee el número de serie."


def serial_letters(*, value: str, letters: str) -> str:
    return f"{value}: {letters} no puede estar en un número de serie. Avise al supervisor."


def like_gs1(*, value: str) -> str:
    return f"{value} empieza como la etiqueta de un producto desconocido."


def like_date(*, value: str) -> str:
    return f"{value} parece una fecha."


def range_unfinished(*, value: str) -> str:
    return f"{value} parece medio rango."


def number_short(*, value: str) -> str:
    return f"{value} es muy corto para un número de serie."


def own_barcode_inside(*, value: str, sku: str) -> str:
    return f"{value} contiene el código de barras de {sku}."


def own_barcode_nearly(*, value: str, sku: str) -> str:
    return f"{value}: casi el código de barras de {sku}, cambia una cifra."


def short_barcode_begins(*, value: str, barcode: str, sku: str) -> str:
    return f"{value} empieza con {barcode}, el código de barras de {sku}."


def pallet_label_nearly(*, value: str) -> str:
    return f"{value}: casi una etiqueta de palé, con el dígito de control mal."


def serials_joined(*, value: str, first: str, last: str) -> str:
    return f"{value}: ¿dos lecturas en una, {first} y {last}?"


def range_written(*, first: str, last: str, count: int) -> str:
    return f"{serials(count)} por orden: {first} a {last}."


def serials_doubtful(*, doubts: tuple[Refused, ...], count: int) -> str:
    told = " ".join(refusal(doubt).text for doubt in doubts[:NAMED])
    more = f" Y {len(doubts) - NAMED} más." if len(doubts) > NAMED else ""
    return f"Mire {len(doubts)} de {serials(count)}: {told}{more}"


def serial_is_other_code(*, serial: str, known_as: str, is_like_a_serial: bool) -> str:
    if is_like_a_serial:
        return f"{serial} es {a(known_as)}, y parece un número de serie."
    return f"{serial} es {a(known_as)}. Escanee la etiqueta con el número de serie."


def other_product(*, gtin: str, sku: str | None, wanted: str) -> str:
    return f"Esta etiqueta es de {sku or gtin}, no de {wanted}."


def no_serial_in_symbol(*, sku: str) -> str:
    return f"Esta etiqueta de {sku} no lleva número de serie. Escanee la que lo lleva."
