"""Códigos y palabras que nombran algo: productos, ubicaciones y todo lo que tiene nombre."""

from datetime import datetime

from serialhhd.flows.sentences.shown import visible
from serialhhd.flows.sentences.spanish.wording import a, first_letter_up, inflected, noun, the, units


def code_empty(*, what: str) -> str:
    return f"{first_letter_up(the(what))} está {inflected('vacío', what)}."


def code_too_long(*, what: str, code: str, longest: int) -> str:
    return f"{code[:12]}...: {noun(what)} de {longest} caracteres como máximo, aquí {len(code)}."


def code_unprintable(*, what: str, code: str) -> str:
    return f"{visible(code)}: {the(what)} solo puede tener caracteres imprimibles."


def code_is_action(*, what: str, code: str) -> str:
    return f"{code} empieza como una acción y no se podría escanear ({noun(what)})."


def code_is_sscc(*, what: str, code: str) -> str:
    return f"{code} es un SSCC, el código de un palé, y no nombra otra cosa ({noun(what)})."


def already_there(*, what: str, code: str) -> str:
    return f"Ya existe {the(what)} {code}."


def unknown(*, what: str, code: str) -> str:
    return f"{visible(code)}: {noun(what)} {inflected('desconocido', what)}."


def named_otherwise(*, code: str, known_as: str) -> str:
    return f"{visible(code)} es {a(known_as)}."


def other_kind_of_code(*, code: str, known_as: str, wanted: str) -> str:
    return f"{code} es {a(known_as)}. Escanee {the(wanted)}."


def no_document_but(*, code: str, known_as: str, wanted: str) -> str:
    return f"{code} es {a(known_as)}. Escanee {the(wanted)}."


def nothing_entered(*, what: str) -> str:
    return f"Escanee o teclee {the(what)}."


def serial_pattern_invalid(*, pattern: str, problem: str) -> str:
    return f"{pattern} no es una expresión regular: {problem}."


def serial_pattern_failed(*, serial: str, sku: str) -> str:
    return f"{serial} no se puede comprobar: el patrón de {sku} tarda demasiado. La oficina lo sabe."


def barcode_taken(*, barcode: str, sku: str) -> str:
    return f"{barcode} ya es un código de barras de {sku}."


def barcode_not_of_product(*, barcode: str, sku: str) -> str:
    return f"{visible(barcode)} no es un código de barras de {sku}."


def product_retired(*, sku: str, at: datetime) -> str:
    return f"{sku} está descatalogado desde el {at.astimezone():%d/%m/%Y}: no entra en documentos nuevos."


def product_not_retired(*, sku: str) -> str:
    return f"{sku} no está descatalogado."


def warranty_not_positive(*, days: int) -> str:
    return f"{units(days, 'día', 'días')} no es una garantía. Dé días desde 1, o nada."


def warranty_too_long(*, days: int, most: int) -> str:
    return f"Una garantía de {units(days, 'día', 'días')} es demasiado: {most} como máximo."
