"""Codes and words that name something: products, places and whatever else has one."""

from datetime import datetime

from serialhhd.flows.sentences.english.wording import a
from serialhhd.flows.sentences.sentence import error, info, refuses, says
from serialhhd.flows.sentences.shown import visible


@error
def code_empty(*, what: str) -> str:
    return f"The {what} is empty."


@error
def code_too_long(*, what: str, code: str, longest: int) -> str:
    return f"{code[:12]}...: {a(what)} has at most {longest} characters, got {len(code)}."


@error
def code_unprintable(*, what: str, code: str) -> str:
    return f"{visible(code)}: {a(what)} has printable characters only."


@error
def code_is_action(*, what: str, code: str) -> str:
    return f"{code} begins as an action does, and could not be scanned as {a(what)}."


@error
def code_is_sscc(*, what: str, code: str) -> str:
    return f"{code} is an SSCC, the code of a pallet: no {what} can have it."


@error
def already_there(*, what: str, code: str) -> str:
    return f"{what.capitalize()} {code} is already there."


@error
def unknown(*, what: str, code: str) -> str:
    return f"{visible(code)}: no such {what}."


@info
def named_otherwise(*, code: str, known_as: str) -> str:
    return f"{visible(code)} is {a(known_as)}."


@refuses
@error
def other_kind_of_code(*, code: str, known_as: str, wanted: str) -> str:
    return f"{code} is {a(known_as)}. Scan the {wanted}."


@refuses
@says("error", "unknown")
def no_document_but(*, code: str, known_as: str, wanted: str) -> str:
    return f"{code} is {a(known_as)}. Scan the {wanted}."


@refuses
@error
def nothing_entered(*, what: str) -> str:
    return f"Scan or type the {what}."


@error
def serial_pattern_invalid(*, pattern: str, problem: str) -> str:
    return f"{pattern} is no regular expression: {problem}."


@error
def serial_pattern_failed(*, serial: str, sku: str) -> str:
    return f"{serial} cannot be checked: the serial pattern of {sku} takes too long. The desk is told."


@error
def barcode_taken(*, barcode: str, sku: str) -> str:
    return f"{barcode} is already a barcode of {sku}."


@error
def barcode_not_of_product(*, barcode: str, sku: str) -> str:
    return f"{visible(barcode)} is no barcode of {sku}."


@error
def product_retired(*, sku: str, at: datetime) -> str:
    return f"{sku} is retired since {at.astimezone():%Y-%m-%d}: no new document takes it."


@error
def product_not_retired(*, sku: str) -> str:
    return f"{sku} is not retired."


@error
def warranty_not_positive(*, days: int) -> str:
    return f"A warranty of {days} days is none. Give days from 1, or none."


@error
def warranty_too_long(*, days: int, most: int) -> str:
    return f"A warranty of {days} days is too long: at most {most}."
