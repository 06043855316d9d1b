"""Why a label cannot be printed."""

from serialhhd.flows.sentences.sentence import error, refusal, refuses
from serialhhd.flows.sentences.shown import visible
from serialhhd.store.words.refusal import Refused


@refuses
@error
def label_needs_extra() -> str:
    return "Labels need the extra labels: pip install '.[labels]' in the folder of serialhhd. --format zpl needs none."


@refuses
@error
def label_not_in_gs1(*, value: str, reason_of: Refused) -> str:
    return f"{visible(value)} cannot stand in GS1 data: {refusal(reason_of).text} --symbol code128 and qr hold any serial."


@refuses
@error
def label_not_drawn(*, value: str, symbology: str) -> str:
    return f"{visible(value)} cannot be drawn as {symbology}: it is too long, or has a character that the symbol does not hold. --symbol qr holds every one."


@refuses
@error
def label_too_small(*, value: str, symbology: str, width: int, height: int) -> str:
    return f"{visible(value)} as {symbology} does not fit on a label of {width} x {height} mm. Larger ones: --sheet; smaller symbols: --symbol gs1-datamatrix."


@refuses
@error
def label_too_many(*, count: int, most: int) -> str:
    return f"A PNG picture holds {most} labels at most, and these are {count}. --format pdf has pages."


@refuses
@error
def label_needs_screen(*, columns: int, rows: int) -> str:
    return f"A symbol needs {columns} columns and {rows} rows. Make the terminal larger, or take --symbol gs1-datamatrix."


@refuses
@error
def check_symbol_needs_screen(*, columns: int, rows: int) -> str:
    return f"The check symbol needs {columns} columns and {rows} rows. Make the terminal larger, or use paper: --print FILE, then --paper."
