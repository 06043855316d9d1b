"""Warum ein Etikett nicht gedruckt werden kann."""

from serialhhd.flows.sentences.sentence import refusal
from serialhhd.flows.sentences.shown import visible
from serialhhd.store.words.refusal import Refused


def label_needs_extra() -> str:
    return "Etiketten brauchen das Extra labels: pip install '.[labels]' im Ordner von serialhhd. --format zpl braucht keines."


def label_not_in_gs1(*, value: str, reason_of: Refused) -> str:
    return f"{visible(value)} kann nicht in GS1-Daten stehen: {refusal(reason_of).text} --symbol code128 und qr halten jede Seriennummer."


def label_not_drawn(*, value: str, symbology: str) -> str:
    return f"{visible(value)} lässt sich nicht als {symbology} zeichnen: zu lang, oder mit einem Zeichen, das darin nicht stehen kann. --symbol qr hält jedes."


def label_too_small(*, value: str, symbology: str, width: int, height: int) -> str:
    return f"{visible(value)} passt als {symbology} nicht auf ein Etikett von {width} x {height} mm. Größere: --sheet; kleinere Symbole: --symbol gs1-datamatrix."


def label_too_many(*, count: int, most: int) -> str:
    return f"Ein PNG-Bild hält höchstens {most} Etiketten, und es sind {count}. --format pdf hat Seiten."


def label_needs_screen(*, columns: int, rows: int) -> str:
    return f"Ein Symbol braucht {columns} Spalten und {rows} Zeilen. Das Terminal vergrößern, oder --symbol gs1-datamatrix."


def check_symbol_needs_screen(*, columns: int, rows: int) -> str:
    return f"Das Prüfsymbol braucht {columns} Spalten und {rows} Zeilen. Terminal vergrößern, oder Papier: --print FILE, dann --paper."
