"""Por qué no se puede imprimir una etiqueta."""

from serialhhd.flows.sentences.sentence import refusal
from serialhhd.flows.sentences.shown import visible
from serialhhd.store.words.refusal import Refused


def label_needs_extra() -> str:
    return "Las etiquetas necesitan el extra labels: pip install '.[labels]' en la carpeta de serialhhd. --format zpl no necesita ninguno."


def label_not_in_gs1(*, value: str, reason_of: Refused) -> str:
    return f"{visible(value)} no puede estar en datos GS1: {refusal(reason_of).text} --symbol code128 y qr admiten cualquier serie."


def label_not_drawn(*, value: str, symbology: str) -> str:
    return f"{visible(value)} no se puede dibujar como {symbology}: es demasiado larga, o tiene un carácter que no cabe en él. --symbol qr los admite todos."


def label_too_small(*, value: str, symbology: str, width: int, height: int) -> str:
    return f"{visible(value)} como {symbology} no cabe en una etiqueta de {width} x {height} mm. Más grandes: --sheet; símbolos más pequeños: --symbol gs1-datamatrix."


def label_too_many(*, count: int, most: int) -> str:
    return f"Una imagen PNG admite {most} etiquetas como máximo, y son {count}. --format pdf tiene páginas."


def label_needs_screen(*, columns: int, rows: int) -> str:
    return f"Un símbolo necesita {columns} columnas y {rows} filas. Agrande el terminal, o use --symbol gs1-datamatrix."


def check_symbol_needs_screen(*, columns: int, rows: int) -> str:
    return f"El símbolo de prueba necesita {columns} columnas y {rows} filas. Agrande el terminal, o use papel: --print FILE, y --paper."
