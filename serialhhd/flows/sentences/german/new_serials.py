"""Was gegen eine neue Seriennummer spricht: niemals eine, oder jemand darf ja sagen."""

from serialhhd.flows.sentences.german.wording import a, serials
from serialhhd.flows.sentences.sentence import refusal
from serialhhd.flows.sentences.shown import BETWEEN, FIRST_NAMED, NAMED, visible
from serialhhd.store.words.refusal import Refused

FEW = 24
"""So many characters of a code that is none are shown."""


def serial_pattern_mismatch(*, serial: str, sku: str, example: str | None) -> str:
    looks = f" Muster: {example}." if example else " Sie sieht anders aus."
    return f"{visible(serial)} ist keine Seriennummer von {sku}.{looks}"


def serial_is_action(*, serial: str) -> str:
    return f"{serial} ist eine Aktion. Seriennummer scannen."


def serial_without_letters(*, value: str) -> str:
    return f"{value}: kein Buchstabe, keine Ziffer. Seriennummer scannen."


def serial_is_link(*, value: str) -> str:
    return f"{visible(value)} ist eine Internetadresse. Seriennummer scannen."


def serial_is_other_data(*, what: str) -> str:
    return f"Das ist {a(what)}, keine Seriennummer. Seriennummer scannen."


def serial_has_keys(*, value: str, keys: tuple[str, ...]) -> str:
    named = f" ({BETWEEN.join(keys[:FIRST_NAMED])})"
    return f"{visible(value[:FEW])}...: Code aus Namen und Werten{named}. Nur die Seriennummer scannen."


def number_shortened(*, value: str) -> str:
    return f"{value}: von der Tabelle gekürzt. Spalte als Text formatieren, Nummern neu eingeben."


def cell_error(*, value: str) -> str:
    return f"{value} schreibt eine Tabelle bei einem Fehler. Seriennummer neu eingeben."


def labels_glued(*, value: str, first: str) -> str:
    return f"{visible(value)}: zwei Scans in einem, zweimal {first}. Einmal scannen."


def scans_glued(*, value: str) -> str:
    return f"{visible(value)}: zwei Scans in einem. Seriennummer noch einmal scannen."


def labels_of_two(*, value: str, sku: str) -> str:
    return f"{visible(value)} enthält den Barcode von {sku}: zwei Scans in einem. Seriennummer noch einmal scannen."


def serial_begins_with_barcode(*, value: str, sku: str) -> str:
    return f"{visible(value)} beginnt mit dem Barcode von {sku}. Seriennummer scannen."


def serial_letters(*, value: str, letters: str) -> str:
    return f"{value}: {letters} kommt hier in keiner Seriennummer vor. Schichtleitung fragen."


def like_gs1(*, value: str) -> str:
    return f"{value} beginnt wie das Etikett eines unbekannten Artikels."


def like_date(*, value: str) -> str:
    return f"{value} sieht wie ein Datum aus."


def range_unfinished(*, value: str) -> str:
    return f"{value} sieht wie ein halber Bereich aus."


def number_short(*, value: str) -> str:
    return f"{value} ist sehr kurz für eine Seriennummer."


def own_barcode_inside(*, value: str, sku: str) -> str:
    return f"{value} enthält den Barcode von {sku}."


def own_barcode_nearly(*, value: str, sku: str) -> str:
    return f"{value}: fast der Barcode von {sku}, eine Ziffer ist anders."


def short_barcode_begins(*, value: str, barcode: str, sku: str) -> str:
    return f"{value} beginnt mit {barcode}, dem Barcode von {sku}."


def pallet_label_nearly(*, value: str) -> str:
    return f"{value}: fast ein Palettenetikett, mit falscher Prüfziffer."


def serials_joined(*, value: str, first: str, last: str) -> str:
    return f"{value}: zwei Scans in einem, {first} und {last}?"


def range_written(*, first: str, last: str, count: int) -> str:
    return f"{serials(count)} gezählt: {first} bis {last}."


def serials_doubtful(*, doubts: tuple[Refused, ...], count: int) -> str:
    told = " ".join(refusal(doubt).text for doubt in doubts[:NAMED])
    more = f" Und {len(doubts) - NAMED} weitere." if len(doubts) > NAMED else ""
    return f"{len(doubts)} von {count} Seriennummern ansehen: {told}{more}"


def serial_is_other_code(*, serial: str, known_as: str, is_like_a_serial: bool) -> str:
    if is_like_a_serial:
        return f"{serial} ist {a(known_as)} und sieht wie eine Seriennummer aus."
    return f"{serial} ist {a(known_as)}, keine Seriennummer. Etikett mit der Seriennummer scannen."


def other_product(*, gtin: str, sku: str | None, wanted: str) -> str:
    return f"Dieses Etikett ist von {sku or gtin}, nicht von {wanted}."


def no_serial_in_symbol(*, sku: str) -> str:
    return f"Dieses Etikett von {sku} hat keine Seriennummer. Etikett mit der Seriennummer scannen."
