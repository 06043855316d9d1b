"""Codes und Wörter, die etwas benennen: Artikel, Lagerplätze und was sonst einen Namen hat."""

from datetime import datetime

from serialhhd.flows.sentences.german.wording import a, noun
from serialhhd.flows.sentences.shown import visible


def code_empty(*, what: str) -> str:
    return f"{noun(what)}: leer."


def code_too_long(*, what: str, code: str, longest: int) -> str:
    return f"{code[:12]}...: {noun(what)} hat höchstens {longest} Zeichen, hier {len(code)}."


def code_unprintable(*, what: str, code: str) -> str:
    return f"{visible(code)}: {noun(what)} darf nur druckbare Zeichen haben."


def code_is_action(*, what: str, code: str) -> str:
    return f"{code} beginnt wie eine Aktion und ließe sich nicht scannen ({noun(what)})."


def code_is_sscc(*, what: str, code: str) -> str:
    return f"{code} ist eine SSCC, der Code einer Palette, und benennt nichts anderes ({noun(what)})."


def already_there(*, what: str, code: str) -> str:
    return f"{noun(what)} {code} gibt es schon."


def unknown(*, what: str, code: str) -> str:
    return f"{visible(code)}: {noun(what)} unbekannt."


def named_otherwise(*, code: str, known_as: str) -> str:
    return f"{visible(code)} ist {a(known_as)}."


def other_kind_of_code(*, code: str, known_as: str, wanted: str) -> str:
    return f"{code} ist {a(known_as)}. {noun(wanted)} scannen."


def no_document_but(*, code: str, known_as: str, wanted: str) -> str:
    return f"{code} ist {a(known_as)}. {noun(wanted)} scannen."


def nothing_entered(*, what: str) -> str:
    return f"{noun(what)} scannen oder tippen."


def serial_pattern_invalid(*, pattern: str, problem: str) -> str:
    return f"{pattern} ist kein regulärer Ausdruck: {problem}."


def serial_pattern_failed(*, serial: str, sku: str) -> str:
    return f"{serial} ist nicht prüfbar: das Muster von {sku} dauert zu lange. Das Büro weiß Bescheid."


def barcode_taken(*, barcode: str, sku: str) -> str:
    return f"{barcode} ist schon ein Barcode von {sku}."


def barcode_not_of_product(*, barcode: str, sku: str) -> str:
    return f"{visible(barcode)} ist kein Barcode von {sku}."


def product_retired(*, sku: str, at: datetime) -> str:
    return f"{sku} ist seit {at.astimezone():%d.%m.%Y} ausgelaufen: kommt auf keinen neuen Beleg."


def product_not_retired(*, sku: str) -> str:
    return f"{sku} ist nicht ausgelaufen."


def warranty_not_positive(*, days: int) -> str:
    return f"{days} Tage sind keine Garantie. Tage ab 1 angeben, oder nichts."


def warranty_too_long(*, days: int, most: int) -> str:
    return f"{days} Tage Garantie sind zu viele: höchstens {most}."
