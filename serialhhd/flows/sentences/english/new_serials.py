"""What speaks against a new serial: never one, or a person may say yes."""

from serialhhd.flows.sentences.english.wording import a, units
from serialhhd.flows.sentences.sentence import error, refusal, warning
from serialhhd.flows.sentences.shown import BETWEEN, FIRST_NAMED, NAMED, visible
from serialhhd.store.words.refusal import Refused

FEW = 24
"""So many characters of a code that is none are shown."""


@error
def serial_pattern_mismatch(*, serial: str, sku: str, example: str | None) -> str:
    looks = f" One looks like {example}." if example else " It has another form."
    return f"{visible(serial)} is no serial of {sku}.{looks}"


@error
def serial_is_action(*, serial: str) -> str:
    return f"{serial} is an action, not a serial. Scan the serial."


@error
def serial_without_letters(*, value: str) -> str:
    return f"{value}: no letter and no digit. Scan the serial."


@error
def serial_is_link(*, value: str) -> str:
    return f"{visible(value)} is a web address. Scan the serial."


@error
def serial_is_other_data(*, what: str) -> str:
    return f"That is {a(what)}, not a serial. Scan the serial."


@error
def serial_has_keys(*, value: str, keys: tuple[str, ...]) -> str:
    named = f" ({BETWEEN.join(keys[:FIRST_NAMED])})"
    return f"{visible(value[:FEW])}...: a code of names and values{named}. Scan the serial alone."


@error
def number_shortened(*, value: str) -> str:
    return f"{value}: a spreadsheet shortened the number. Format the column as text, and enter it anew."


@error
def cell_error(*, value: str) -> str:
    return f"{value} is what a spreadsheet writes for an error. Enter the serial anew."


@error
def labels_glued(*, value: str, first: str) -> str:
    return f"{visible(value)}: two scans in one, {first} twice. Scan it once."


@error
def scans_glued(*, value: str) -> str:
    return f"{visible(value)}: two scans in one. Scan the serial again."


@error
def labels_of_two(*, value: str, sku: str) -> str:
    return f"{visible(value)} holds the barcode of {sku}: two scans in one. Scan the serial again."


@error
def serial_begins_with_barcode(*, value: str, sku: str) -> str:
    return f"{visible(value)} begins with the barcode of {sku}. Scan the serial."


@error
def serial_letters(*, value: str, letters: str) -> str:
    return f"{value}: {letters} cannot be in a serial here. Tell your supervisor."


@warning
def like_gs1(*, value: str) -> str:
    return f"{value} begins like a label of a product that is not known here."


@warning
def like_date(*, value: str) -> str:
    return f"{value} looks like a date."


@warning
def range_unfinished(*, value: str) -> str:
    return f"{value} looks like half of a range."


@warning
def number_short(*, value: str) -> str:
    return f"{value} is very short for a serial."


@warning
def own_barcode_inside(*, value: str, sku: str) -> str:
    return f"{value} holds the barcode of {sku}."


@warning
def own_barcode_nearly(*, value: str, sku: str) -> str:
    return f"{value}: nearly the barcode of {sku}, one digit is different."


@warning
def short_barcode_begins(*, value: str, barcode: str, sku: str) -> str:
    return f"{value} begins with {barcode}, the barcode of {sku}."


@warning
def pallet_label_nearly(*, value: str) -> str:
    return f"{value}: nearly a pallet label, with a wrong check digit."


@warning
def serials_joined(*, value: str, first: str, last: str) -> str:
    return f"{value}: two scans in one, {first} and {last}?"


@warning
def range_written(*, first: str, last: str, count: int) -> str:
    return f"{units(count, 'serial')} counted up: {first} to {last}."


@error
def serials_doubtful(*, doubts: tuple[Refused, ...], count: int) -> str:
    """Whatever may be asked about; who asks says how to say yes."""
    told = " ".join(refusal(doubt).text for doubt in doubts[:NAMED])
    more = f" And {len(doubts) - NAMED} more." if len(doubts) > NAMED else ""
    return f"Look at {len(doubts)} of {units(count, 'serial')}: {told}{more}"


@error
def serial_is_other_code(*, serial: str, known_as: str, is_like_a_serial: bool) -> str:
    if is_like_a_serial:
        return f"{serial} is {a(known_as)}, and looks like a serial."
    return f"{serial} is {a(known_as)}, not a serial. Scan the serial label."


@error
def other_product(*, gtin: str, sku: str | None, wanted: str) -> str:
    return f"This label is of {sku or gtin}, not of {wanted}."


@error
def no_serial_in_symbol(*, sku: str) -> str:
    return f"This label of {sku} names no serial. Scan the serial label."
