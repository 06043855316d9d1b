"""Was ein Scan ist, und was an einem falsch ist."""

from collections.abc import Mapping
from typing import Final

from serialhhd.flows.sentences.german.wording import units
from serialhhd.flows.sentences.shown import BETWEEN, visible

FORMS: Final[Mapping[str, str]] = {
    "barcode": "Barcode",
    "code": "Code",
    "gs1": "GS1-Etikett",
    "list": "Nummer der Liste",
    "range": "Bereich von Seriennummern",
    "serial": "Seriennummer",
    "several": "mehrere Seriennummern in einem Code",
    "sku": "Artikelnummer",
}


def check_digit(*, value: str) -> str:
    return f"{value}: falsche Prüfziffer. Etikett noch einmal scannen."


def too_short(*, ai: str, value: str, expected: int) -> str:
    return f"({ai}) {value} ist zu kurz: {expected} Zeichen erwartet, {len(value)} da. Etikett noch einmal scannen."


def too_long(*, ai: str, value: str, expected: int) -> str:
    return f"({ai}) {value} ist zu lang: höchstens {expected} Zeichen, {len(value)} da."


def not_numeric(*, ai: str, value: str) -> str:
    return f"({ai}) {value}: nur Ziffern erwartet. Etikett noch einmal scannen."


def bad_character(*, ai: str, value: str, character: str, is_separator: bool) -> str:
    if is_separator:
        return f"({ai}) {value}: der Scanner sendet vielleicht {character} für FNC1. Schichtleitung fragen."
    shown = character if character.isprintable() and character != " " else f"U+{ord(character):04X}"
    return f"({ai}) {value}: {shown} ist in GS1-Daten nicht erlaubt."


def bad_date(*, ai: str, value: str) -> str:
    return f"({ai}) {value} ist kein Datum: JJMMTT erwartet."


def bad_value(*, ai: str, value: str) -> str:
    return f"({ai}) {value} ist kein gültiger Wert."


def empty_value(*, ai: str) -> str:
    return f"({ai}) ist leer. Etikett noch einmal scannen."


def unknown_ai(*, value: str) -> str:
    return f"{value} beginnt mit keinem GS1-Bezeichner. Etikett noch einmal scannen."


def duplicate_ai(*, ai: str, value: str, other: str) -> str:
    return f"({ai}) kommt zweimal vor: {value} und {other}. Ein Etikett hat nur eins."


def forbidden_pair(*, ai: str, other: str) -> str:
    return f"({ai}) und ({other}) passen nicht in ein Etikett. Das Etikett ist falsch."


def missing_required_ai(*, ai: str, expected: str) -> str:
    return f"({ai}) braucht ({expected}), und das fehlt. Das ganze Etikett scannen."


def bad_brackets(*, value: str) -> str:
    return f"{value}: die Klammern passen nicht. Erwartet (AI)Wert, etwa (21)SN0001."


def keyboard_layout(*, value: str, expected: str) -> str:
    return f"{value}: falsches Tastaturlayout, vielleicht {expected}. Schichtleitung fragen."


def pallet_label() -> str:
    return "Das ist ein Palettenetikett. Das Etikett eines Stücks scannen."


def separator_inside(*, value: str) -> str:
    return (
        f"{visible(value)} hat ein GS1-Trennzeichen, ist aber kein ganzes GS1-Etikett. Noch einmal scannen."
    )


def envelope_unreadable() -> str:
    return "Dieses Etikett des Herstellers ist nicht lesbar: unbekannte Daten. Nur die Seriennummer scannen."


def hibc_unreadable(*, value: str) -> str:
    return f"{visible(value)}: falsches Prüfzeichen auf diesem HIBC-Etikett. Noch einmal scannen."


def two_serials(*, first: str, last: str) -> str:
    return f"Das Etikett nennt zwei Seriennummern: {first} und {last}. Nur die von diesem Stück scannen."


def range_no_digits(*, value: str) -> str:
    return f"{value} hat keine Ziffern zum Hochzählen."


def range_empty(*, value: str) -> str:
    return f"{value}: Anzahl ab 1 erwartet, nicht 0."


def range_backwards(*, first: str, last: str) -> str:
    return f"{last} kommt vor {first}. Die erste Seriennummer zuerst eingeben."


def range_differs(*, first: str, last: str) -> str:
    return f"{first} und {last} sind nicht nur in der letzten Zahl verschieden."


def range_widens(*, first: str, last: str) -> str:
    return f"{first} und {last} sind nicht gleich lang. Zwei Bereiche eingeben, je einen für jede Länge."


def range_too_many(*, count: int, limit: int) -> str:
    return f"Höchstens {units(limit, 'Seriennummer', 'Seriennummern')}, nicht {count}. Weniger auf einmal eingeben."


def scan_without_code() -> str:
    return "Der Scanner hat keinen Code gesendet, nur was davor steht. Noch einmal scannen."


def scan_too_long(*, longest: int) -> str:
    return f"Das ist kein Code: er hat mehr als {longest} Zeichen."


def typed_before_scan(*, typed: str, scanned: str) -> str:
    return f"{visible(typed)} getippt, dann {visible(scanned)} gescannt."


def scan_dropped(*, code: str) -> str:
    return f"{visible(code)} nicht angenommen."


def form_not_accepted(*, code: str, wanted: tuple[str, ...]) -> str:
    return (
        f"{visible(code)} gilt hier nicht. Gefragt: {BETWEEN.join(FORMS.get(form, form) for form in wanted)}."
    )


def carrier_not_accepted(*, scanned: str, wanted: tuple[str, ...]) -> str:
    return f"{' oder '.join(wanted)} scannen" + (f", nicht {scanned}." if scanned else ".")
