"""Every sentence an operator can be told: one function a sentence, its name is the stable code.

A refusal of the store carries the code and the facts; `refusal` turns it into its sentence.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import ParamSpec

from serialhhd.flows.seam.view import Message, Severity
from serialhhd.store.words.refusal import UNSURE, Doubtful, Refused, StoreUnavailable

P = ParamSpec("P")
Sentence = Callable[..., Message]

SENTENCES: dict[str, Sentence] = {}

LISTED = 50
"""So many captured serials are listed."""
NAMED = 20
"""So many refused serials are named with their reason."""
FEW = 24
"""So many characters of a code that is none are shown."""
FIRST_NAMED = 3
"""So many are named where a sentence cannot name all; the others are counted."""
NO_STOCK = "no stock"
"""Stands for the next place of a task that has none."""
BETWEEN = ", "
"""What parts the entries of a list; a screen may give each a row of its own."""
LONGEST_SHOWN = 80
_CONTROL = {"\x1d": "<GS>", "\t": "<TAB>", "\r": "<CR>", "\n": "<LF>", "\x1b": "<ESC>"}


def _says(
    severity: Severity, code: str | None = None, *, is_unusual: bool = False
) -> Callable[[Callable[P, str]], Callable[P, Message]]:
    def decorate(sentence: Callable[P, str]) -> Callable[P, Message]:
        name = sentence.__name__

        @wraps(sentence)
        def message(*args: P.args, **kwargs: P.kwargs) -> Message:
            return Message(severity, code or name, sentence(*args, **kwargs), is_unusual)

        SENTENCES[name] = message
        return message

    return decorate


info, success, warning, error = _says("info"), _says("success"), _says("warning"), _says("error")


def refusal(refused: Refused) -> Message:
    """Return the sentence of a refusal, by its code."""
    return SENTENCES[refused.code](**refused.facts)


def question(doubt: Doubtful) -> Message:
    """Return the sentence of a doubt that somebody is asked about: nothing is refused yet."""
    return replace(refusal(doubt), severity="warning")


def _units(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _named(names: tuple[str, ...]) -> str:
    """Return the first few names, and how many more there are."""
    more = len(names) - FIRST_NAMED
    return BETWEEN.join(names[:FIRST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _visible(text: str) -> str:
    """Return a text with what cannot be printed shown as `<GS>` or `<1B>`, cut where it is too long for a screen."""
    shown = "".join(each if each.isprintable() else _CONTROL.get(each, f"<{ord(each):02X}>") for each in text)
    return shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "..."


# --- what a scan is (store/symbols/) ----------------------------------------------------------------------------


@error
def check_digit(*, value: str) -> str:
    return f"{value}: wrong check digit. Scan the label again."


@error
def too_short(*, ai: str, value: str, expected: int) -> str:
    return f"({ai}) {value} is too short: expected {_units(expected, 'character')}, got {len(value)}. Scan the label again."


@error
def too_long(*, ai: str, value: str, expected: int) -> str:
    return f"({ai}) {value} is too long: at most {_units(expected, 'character')}, got {len(value)}."


@error
def not_numeric(*, ai: str, value: str) -> str:
    return f"({ai}) {value}: expected digits only. Scan the label again."


@error
def bad_character(*, ai: str, value: str, character: str, is_separator: bool) -> str:
    if is_separator:
        return f"({ai}) {value}: the scanner may send {character} for FNC1. Tell your supervisor."
    shown = character if character.isprintable() and character != " " else f"U+{ord(character):04X}"
    return f"({ai}) {value}: {shown} is not allowed in GS1 data."


@error
def bad_date(*, ai: str, value: str) -> str:
    return f"({ai}) {value} is no date: expected YYMMDD."


@error
def bad_value(*, ai: str, value: str) -> str:
    return f"({ai}) {value} is no valid value."


@error
def empty_value(*, ai: str) -> str:
    return f"({ai}) has no value. Scan the label again."


@error
def unknown_ai(*, value: str) -> str:
    return f"{value} begins with no GS1 identifier. Scan the label again."


@error
def duplicate_ai(*, ai: str, value: str, other: str) -> str:
    return f"({ai}) comes twice: {value} and {other}. One symbol can have one."


@error
def forbidden_pair(*, ai: str, other: str) -> str:
    return f"({ai}) and ({other}) cannot be in one symbol. The label is wrong."


@error
def missing_required_ai(*, ai: str, expected: str) -> str:
    return f"({ai}) needs ({expected}), and it is missing. Scan the whole label."


@error
def bad_brackets(*, value: str) -> str:
    return f"{value}: brackets do not match. Expected (AI)value, such as (21)SN0001."


@error
def keyboard_layout(*, value: str, expected: str) -> str:
    return f"{value}: wrong keyboard layout, it may be {expected}. Tell your supervisor."


@error
def pallet_label() -> str:
    return "That is a pallet label. Scan the label of one unit."


@error
def separator_inside(*, value: str) -> str:
    return (
        f"{_visible(value)} holds a separator of GS1 data, but is no whole GS1 label. Scan the label again."
    )


@error
def envelope_unreadable() -> str:
    return "That maker's label cannot be read: its data are of no kind that is known here. Scan the serial alone."


@error
def hibc_unreadable(*, value: str) -> str:
    return f"{_visible(value)}: the check character of this HIBC label is wrong. Scan it again."


@error
def two_serials(*, first: str, last: str) -> str:
    return f"The label names two serials: {first} and {last}. Scan the one of this unit alone."


@error
def range_no_digits(*, value: str) -> str:
    return f"{value} has no digits to count up."


@error
def range_empty(*, value: str) -> str:
    return f"{value}: expected a count of 1 or more, got 0."


@error
def range_backwards(*, first: str, last: str) -> str:
    return f"{last} comes before {first}. Enter the first serial first."


@error
def range_differs(*, first: str, last: str) -> str:
    return f"{first} and {last} differ in more than the last number."


@error
def range_widens(*, first: str, last: str) -> str:
    return f"{first} and {last} have not as many digits. Enter two ranges, one for each length."


@error
def range_too_many(*, count: int, limit: int) -> str:
    return f"Expected at most {limit} serials, got {count}. Enter fewer at a time."


# --- codes, products and places ---------------------------------------------------------------------------------


@error
def scan_too_long(*, longest: int) -> str:
    return f"That is no code: it has more than {longest} characters."


@error
def code_empty(*, what: str) -> str:
    return f"The {what} is empty."


@error
def code_too_long(*, what: str, code: str, longest: int) -> str:
    return f"{code[:12]}...: a {what} has at most {longest} characters, got {len(code)}."


@error
def code_unprintable(*, what: str, code: str) -> str:
    return f"{_visible(code)}: a {what} has printable characters only."


@error
def already_there(*, what: str, code: str) -> str:
    return f"{what.capitalize()} {code} is already there."


@error
def unknown(*, what: str, code: str) -> str:
    return f"{_visible(code)}: no such {what}."


@error
def other_kind_of_code(*, code: str, known_as: str, wanted: str) -> str:
    return f"{code} is {_a(known_as)}. Scan the {wanted}."


@error
def nothing_entered(*, what: str) -> str:
    return f"Scan or type the {what}."


@error
def serial_pattern_invalid(*, pattern: str, problem: str) -> str:
    return f"{pattern} is no regular expression: {problem}."


@error
def barcode_taken(*, barcode: str, sku: str) -> str:
    return f"{barcode} is already a barcode of {sku}."


@error
def barcode_not_of_product(*, barcode: str, sku: str) -> str:
    return f"{_visible(barcode)} is no barcode of {sku}."


@error
def product_retired(*, sku: str, at: datetime) -> str:
    return f"{sku} is retired since {at.astimezone():%Y-%m-%d}: no new document takes it."


@error
def product_not_retired(*, sku: str) -> str:
    return f"{sku} is not retired."


@error
def not_enough_stock(*, location: str, available: int, wanted: int) -> str:
    return f"{location} has {available}, not {wanted}. Somebody else may have taken some."


# --- serials ----------------------------------------------------------------------------------------------------


@success
def serial_captured(*, serial: str, captured: int, expected: int | None) -> str:
    return f"{serial}  {captured}" if expected is None else f"{serial}  {captured}/{expected}"


@_says("success", "serial_captured", is_unusual=True)
def serial_captured_beyond(*, serial: str, captured: int, expected: int) -> str:
    return f"{serial} is {captured - expected} more than expected: {captured}/{expected}"


@success
def serials_captured(*, first: str, last: str, count: int, captured: int) -> str:
    return f"{count} serials {first} to {last}, {captured} in all"


@_says("success", "serials_captured", is_unusual=True)
def serials_captured_beyond(*, first: str, last: str, count: int, captured: int, expected: int) -> str:
    return f"{count} serials {first} to {last}, {captured} in all, {captured - expected} more than expected"


@success
def serial_removed_from_captures(*, serial: str, captured: int) -> str:
    return f"{serial} taken back, {captured} left"


@info
def serials_complete(*, captured: int, expected: int | None) -> str:
    return f"{_units(captured, 'serial')} scanned, {expected} expected"


@error
def serial_pattern_mismatch(*, serial: str, sku: str, example: str | None) -> str:
    looks = f" One looks like {example}." if example else " It has another form."
    return f"{_visible(serial)} is no serial of {sku}.{looks}"


# --- what speaks against a new serial: never one ----------------------------------------------------------------


@error
def serial_is_action(*, serial: str) -> str:
    return f"{serial} is an action, not a serial. Scan the serial."


@error
def serial_without_letters(*, value: str) -> str:
    return f"{value}: no letter and no digit. Scan the serial."


@error
def serial_is_link(*, value: str) -> str:
    return f"{_visible(value)} is a web address. Scan the serial."


@error
def serial_is_other_data(*, what: str) -> str:
    return f"That is {_a(what)}, not a serial. Scan the serial."


@error
def serial_has_keys(*, value: str, keys: tuple[str, ...]) -> str:
    named = f" ({BETWEEN.join(keys[:FIRST_NAMED])})"
    return f"{_visible(value[:FEW])}...: a code of names and values{named}. Scan the serial alone."


@error
def number_shortened(*, value: str) -> str:
    return (
        f"{value}: a spreadsheet shortened the number. Format the column as text, and enter the serials anew."
    )


@error
def cell_error(*, value: str) -> str:
    return f"{value} is what a spreadsheet writes for an error. Enter the serial anew."


@error
def labels_glued(*, value: str, first: str) -> str:
    return f"{_visible(value)}: two scans in one, {first} twice. Scan it once."


@error
def scans_glued(*, value: str) -> str:
    return f"{_visible(value)}: two scans in one. Scan the serial again."


@error
def labels_of_two(*, value: str, sku: str) -> str:
    return f"{_visible(value)} holds the barcode of {sku}: two scans in one. Scan the serial again."


@error
def serial_begins_with_barcode(*, value: str, sku: str) -> str:
    return f"{_visible(value)} begins with the barcode of {sku}. Scan the serial."


@error
def serial_letters(*, value: str, letters: str) -> str:
    return f"{value}: {letters} cannot be in a serial here. Tell your supervisor."


# --- what speaks against a new serial: a person may say yes ------------------------------------------------------


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
    return f"{_units(count, 'serial')} counted up: {first} to {last}."


@error
def serials_doubtful(*, doubts: tuple[Refused, ...], count: int) -> str:
    """Whatever may be asked about; who asks says how to say yes."""
    told = " ".join(refusal(doubt).text for doubt in doubts[:NAMED])
    more = f" And {len(doubts) - NAMED} more." if len(doubts) > NAMED else ""
    return f"Look at {len(doubts)} of {_units(count, 'serial')}: {told}{more}"


@warning
def typed_before_scan(*, typed: str, scanned: str) -> str:
    return f"{_visible(typed)} was typed, then {_visible(scanned)} scanned."


@info
def scan_dropped(*, code: str) -> str:
    return f"{_visible(code)} was not taken."


@error
def answer_by_number() -> str:
    return "Answer with a number of the list, or Enter for none."


@error
def serial_pattern_failed(*, serial: str, sku: str) -> str:
    return f"{serial} cannot be checked: the serial pattern of {sku} takes too long. The desk is told."


@error
def serial_already_captured(*, serial: str, operator: str, at: datetime) -> str:
    return f"{serial} is already scanned here ({at.astimezone():%H:%M} by {operator})."


@_says("warning", "serial_already_captured")
def serial_scanned_twice(*, serial: str) -> str:
    return f"{serial} scanned twice: counted once."


@error
def serial_captured_elsewhere(*, serial: str, operator: str, document: str) -> str:
    return f"{serial} is being scanned by {operator} on {document}."


@error
def serial_in_stock(*, serial: str, location: str) -> str:
    return f"{serial} is in stock at {location}."


@error
def serial_on_hold(*, serial: str, location: str | None, reason: str) -> str:
    place = f" at {location}" if location else ""
    return f"{serial}{place} is on hold: {reason}."


@info
def lot_holds(*, lot: str | None, expiry: str | None) -> str:
    if lot is None:
        return f"Expiry {expiry}: for the serials that follow."
    return f"Lot {lot}{f', expiry {expiry}' if expiry else ''}: for the serials that follow."


@error
def serial_of_other_lot(*, serial: str, lot: str, scanned: str) -> str:
    return f"{serial} came as lot {lot}; this label says {scanned}. Put it aside, tell your supervisor."


@error
def serial_of_other_expiry(*, serial: str, expiry: str, scanned: str) -> str:
    return (
        f"{serial} came with expiry {expiry}; this label says {scanned}. Put it aside, tell your supervisor."
    )


@error
def serial_expired(*, serial: str, expiry: str) -> str:
    return f"{serial} is expired: its last day was {expiry}. Put it aside."


@error
def serials_expired(*, serials: tuple[str, ...]) -> str:
    return f"Expired by now, and must stay: {', '.join(serials)}."


@error
def product_expired(*, sku: str, expiry: str) -> str:
    return f"This {sku} is expired: its last day was {expiry}. Take another one."


@error
def serial_not_among_known(*, serial: str, sku: str, location: str) -> str:
    return f"{serial} is not in stock at {location}, and the serials of all {sku} there are known."


@error
def known_serials_stay(*, sku: str, location: str, known: int, without: int) -> str:
    return (
        f"{location} has {without} {sku} without a known serial by now, and {known} with one: scan those, "
        "or :undo and :short."
    )


@error
def period_unclear(*, text: str) -> str:
    return f"{text!r} is no period. Type a day, or first and last day: 2026-03-01..2026-03-31."


@error
def changed_meanwhile(*, what: str, document: str) -> str:
    return f"Somebody else has changed {what} {document} meanwhile. Look at it again; nothing is overwritten."


@error
def line_has_receipts(*, sku: str, document: str) -> str:
    return f"A receipt of 0 {sku} is booked on {document}, so its line stays. Receive it, or close it with 0."


@error
def last_line(*, document: str) -> str:
    return f"It is the only line of {document}. Cancel the pre-receipt instead."


@error
def serials_needed(*, sku: str) -> str:
    return f"{sku} is under Full Tracking: enter the serials that came."


@error
def serials_not_taken(*, sku: str) -> str:
    return f"This line of {sku} takes no serials: enter the quantity."


@error
def line_unclear(*, text: str) -> str:
    return f"{text!r} is no line. Type SKU:QUANTITY, such as CAM-200:12."


@error
def serials_on_hold(*, serials: tuple[str, ...]) -> str:
    return f"On hold, and must stay: {', '.join(serials)}."


@error
def product_on_hold(*, sku: str, lot: str | None, reason: str) -> str:
    return f"{f'Lot {lot} of ' if lot else ''}{sku} is on hold: {reason}."


@error
def product_not_on_hold(*, sku: str, lot: str | None, held: tuple[str | None, ...]) -> str:
    what = f"Lot {lot} of {sku}" if lot else f"{sku} as a whole"
    others = ", ".join(f"lot {one}" if one else "the whole product" for one in held)
    return f"{what} is not on hold" + (f"; on hold is {others}." if others else ".")


@error
def serial_held_with_product(*, serial: str, sku: str, reason: str) -> str:
    return f"{serial} is on hold with its product {sku} or its lot: {reason}. Release that."


@error
def serial_not_holdable(*, serial: str, state: str) -> str:
    return f"{serial} is {state}: only what is in stock or picked can be put on hold."


@error
def serial_not_on_hold(*, serial: str) -> str:
    return f"{serial} is not on hold."


@error
def recall_of_nothing() -> str:
    return "Say what the recall is about: a product, serials, a pre-receipt, a supplier or a lot."


@error
def file_not_named() -> str:
    return "Say which file."


@error
def file_not_written(*, file: str, problem: str) -> str:
    return f"{file} cannot be written: {problem}."


@error
def pdf_needs_extra() -> str:
    return "A PDF needs the extra pdf: pip install '.[pdf]' in the folder of serialhhd."


@error
def metrics_need_extra() -> str:
    return "Metrics need the extra metrics: pip install '.[metrics]' in the folder of serialhhd."


@error
def no_server(*, file: str) -> str:
    return f"No server runs here: nobody answers at {file}."


@error
def several_servers(*, file: str) -> str:
    return f"Several servers run here. Say which one, such as --control {file}."


@error
def server_of_another_user(*, file: str) -> str:
    return f"{file} is another user's. Ask as the user that runs the server."


@error
def server_silent(*, problem: str) -> str:
    return f"The server does not answer: {problem}."


@error
def server_not_started(*, problem: str) -> str:
    return f"The server cannot start: {problem}."


@error
def host_key_unusable(*, problem: str) -> str:
    return f"The server's key cannot be used: {problem}."


@error
def no_host_key(*, file: str) -> str:
    return f"No key is in {file}: the server's first start makes it. If it is elsewhere, name its folder: --host-keys."


@error
def view_of_another(*, name: str, operator: str | None) -> str:
    return f"View {name} was saved by {operator}. Take another name."


@error
def warranty_not_positive(*, days: int) -> str:
    return f"A warranty of {days} days is none. Give days from 1, or none."


@error
def warranty_too_long(*, days: int, most: int) -> str:
    return f"A warranty of {days} days is too long: at most {most}."


@error
def serial_expected_elsewhere(*, serial: str, document: str) -> str:
    return f"{serial} is expected on {document}."


@error
def serial_never_received(*, serial: str, document: str) -> str:
    return f"{serial} was expected on {document} and never came."


@error
def serial_picked(*, serial: str, document: str) -> str:
    return f"{serial} was picked on {document}."


@error
def serial_dispatched(*, serial: str, document: str, customer: str | None) -> str:
    to = f" to {customer}" if customer else ""
    return f"{serial} was dispatched{to} on {document}. Only a return brings it back."


@error
def serial_removed(*, serial: str) -> str:
    return f"{serial} was adjusted out of stock. Only a return brings it back."


@error
def serial_unknown(*, serial: str, sku: str) -> str:
    return f"{serial} of {sku} was never received."


@error
def serial_not_on_list(*, serial: str, sku: str) -> str:
    return f"{serial} is not on the list of {sku}."


@error
def serial_is_other_code(*, serial: str, known_as: str, is_like_a_serial: bool) -> str:
    if is_like_a_serial:
        return f"{serial} is {_a(known_as)}, and looks like a serial."
    return f"{serial} is {_a(known_as)}, not a serial. Scan the serial label."


@error
def serial_needed() -> str:
    return "Scan a serial, or :done."


@error
def serials_repeated(*, serials: tuple[str, ...]) -> str:
    comes = "comes" if len(serials) == 1 else "come"
    return f"None taken: {_named(serials)} {comes} more than once."


@error
def serials_refused(*, refused: tuple[Refused, ...], count: int) -> str:
    reasons = " ".join(refusal(one).text for one in refused[:NAMED])
    rest = _named(tuple(str(one.facts.get("serial", one.facts.get("code", ""))) for one in refused[NAMED:]))
    return f"{len(refused)} of {count} refused, none taken. {reasons}" + (f" Also {rest}." if rest else "")


@error
def too_many_serials(*, most: int, given: int, captured: int) -> str:
    left = most - captured
    if left <= 0:
        return f"All {most} are scanned. No more are wanted."
    return f"{given} serials are too many: {left} of {most} {'is' if left == 1 else 'are'} left to scan."


@error
def nothing_captured() -> str:
    return "No serial is scanned yet."


@error
def not_captured(*, serial: str) -> str:
    return f"{serial} is not scanned here."


@error
def other_product(*, gtin: str, sku: str | None, wanted: str) -> str:
    return f"This label is of {sku or gtin}, not of {wanted}."


@error
def no_serial_in_symbol(*, sku: str) -> str:
    return f"This label of {sku} names no serial. Scan the serial label."


@info
def range_preview(*, first: str, last: str, count: int, wanted: int | None) -> str:
    beyond = f", and only {wanted} are wanted" if wanted is not None and count > wanted else ""
    return f"{_units(count, 'serial')} {first} to {last}{beyond}. Take them? :yes or :no"


@info
def range_dropped() -> str:
    return "Nothing taken."


@info
def captured_list(*, serials: tuple[str, ...], captured: int) -> str:
    more = f" and {captured - len(serials)} more" if captured > len(serials) else ""
    return f"{captured} scanned: {' '.join(serials)}{more}"


@error
def serial_not_in_stock(*, serial: str, state: str) -> str:
    return f"{serial} is {state}, not in stock."


@error
def serial_not_returnable(*, serial: str, state: str) -> str:
    return f"{serial} is {state}. Only what was dispatched or removed can come back."


@error
def serial_changed(*, serial: str) -> str:
    return f"{serial} has just changed or is being scanned. Try again."


@error
def serial_only_captured(*, serial: str, operator: str) -> str:
    return f"{serial} is scanned by {operator}, but not confirmed yet."


@error
def serial_of_several_products(*, serial: str, skus: tuple[str, ...]) -> str:
    return f"{serial} is a serial of {', '.join(skus)}. Say of which product."


# --- documents --------------------------------------------------------------------------------------------------


@info
def document_opened(*, document: str, partner: str | None, open_lines: int) -> str:
    who = f" {partner}" if partner else ""
    return f"{document}{who}: {open_lines} to do"


@error
def document_not_open(*, what: str, document: str, state: str) -> str:
    return f"{what.capitalize()} {document} is {state}."


@error
def document_has_captures(*, document: str, captured: int) -> str:
    return f"{_units(captured, 'serial')} scanned on {document}. Confirm them first, or :cancel."


@error
def document_gone(*, document: str, state: str) -> str:
    return f"{document} is {state} meanwhile. What you scanned on it is released."


@info
def documents_list(*, documents: tuple[str, ...], what: str) -> str:
    return "Open: " + BETWEEN.join(documents) if documents else nothing_open(what=what).text


@info
def nothing_open(*, what: str) -> str:
    return f"No {what} is open. Ask the office for one."


@info
def lines_list(*, lines: tuple[str, ...]) -> str:
    return "To do: " + BETWEEN.join(lines) if lines else "Nothing is left to do. Go back for the next paper."


@error
def no_lines(*, document: str) -> str:
    return f"{document} needs at least one line."


@error
def quantity_not_positive(*, sku: str, quantity: int) -> str:
    return f"{sku}: the quantity must be 1 or more, got {quantity}."


@error
def product_repeated(*, sku: str, document: str) -> str:
    return f"{sku} is on {document} already. A product is on one line."


@error
def not_on_document(*, sku: str, document: str) -> str:
    return f"{sku} is not on {document}."


@error
def line_already_received(*, sku: str, document: str, quantity: int, expected: int) -> str:
    if quantity < expected:
        return f"{sku} is closed on {document} with {quantity} of {expected}."
    return f"{sku} is already received on {document}."


@error
def line_partly_received(*, sku: str, document: str, quantity: int, expected: int) -> str:
    return f"{quantity} of {expected} {sku} are received on {document}, the rest is still open. The line stays as it is."


@error
def line_in_work(*, sku: str, operator: str) -> str:
    return f"{operator} has {sku} in work."


@error
def line_changed(*, sku: str) -> str:
    return f"The line of {sku} has changed meanwhile. Scan the product again."


@error
def line_gone(*, sku: str, document: str) -> str:
    return (
        f"The line of {sku} on {document} is closed or taken meanwhile. What you scanned on it is released."
    )


@error
def line_has_captures(*, sku: str, captured: int) -> str:
    return f"{_units(captured, 'serial')} of {sku} not confirmed yet. Scan {sku} to go on, or :cancel."


@error
def line_not_full_tracking(*, sku: str, tracking_type: str) -> str:
    return f"{sku} is {tracking_type}: it takes no serials at goods in."


@error
def pre_entered_count(*, sku: str, given: int, expected: int) -> str:
    return f"{sku} expects {expected}, got {_units(given, 'serial')}. All or none."


@error
def pick_list_has_picks(*, document: str, picked: int) -> str:
    return f"{_units(picked, 'unit')} picked on {document} already. Finish it short and dispatch it."


@error
def pick_list_not_picked(*, document: str, open_tasks: int) -> str:
    return f"{document} has {_units(open_tasks, 'open task')}. Pick or short them first."


@error
def run_not_open(*, run_id: int) -> str:
    return f"There is no open run {run_id}."


# --- receiving and picking --------------------------------------------------------------------------------------


@info
def product_chosen(*, sku: str, quantity: int) -> str:
    return f"{sku}  {quantity} to do"


@info
def location_chosen(*, location: str) -> str:
    return location


@info
def quantity_confirmed(*, quantity: int) -> str:
    return f"Quantity {quantity}"


@success
def line_received(
    *,
    sku: str,
    quantity: int,
    expected: int,
    open_quantity: int,
    location: str | None,
    document: str,
    is_complete: bool,
    without_serials: bool,
    missing: tuple[str, ...],
    missing_count: int,
) -> str:
    place = f" at {location}" if location else ""
    said = [f"{document} is complete."] if is_complete else []
    if quantity >= expected:
        said.append(f"{quantity} {sku} received{place}.")
    elif open_quantity:
        said.append(f"{quantity} of {expected} {sku} received{place}. {open_quantity} still to come.")
    else:
        said.append(f"Closed with {quantity} of {expected} {sku}{place}.")
    if without_serials:
        said.append("Without serials.")
    if missing:
        more = f" and {missing_count - len(missing)} more" if missing_count > len(missing) else ""
        said.append(f"Missing: {', '.join(missing)}{more}.")
    return " ".join(said)


@_says("warning", "line_received")
def held_line_received(*, received: str, reason: str) -> str:
    return f"{received} On hold: {reason}. Put it aside."


@success
def task_picked(
    *,
    sku: str,
    quantity: int,
    location: str | None,
    document: str,
    is_complete: bool,
    open_quantity: int,
    short_reason: str | None,
    without_serials: bool,
) -> str:
    place = f" from {location}" if location else ""
    said = [f"{document} is complete."] if is_complete else []
    said.append(f"{quantity} {sku} picked{place}.")
    if short_reason:
        said.append(f"Short: {short_reason}.")
    if without_serials:
        said.append("Without serials.")
    if open_quantity:
        said.append(f"{open_quantity} more elsewhere.")
    return " ".join(said)


@error
def task_changed(*, sku: str) -> str:
    return f"The task of {sku} has changed meanwhile. Scan the pick list again."


@error
def task_gone(*, sku: str, document: str) -> str:
    return (
        f"The task of {sku} on {document} is closed or taken meanwhile. What you scanned on it is released."
    )


@error
def tasks_in_work(*, document: str, operators: tuple[str, ...]) -> str:
    return f"All that is left of {document} is in work by {', '.join(operators)}."


@error
def no_serial_step(*, flow: str, sku: str) -> str:
    return f"{sku} needs serials, and flow {flow} has no serial step. Tell your supervisor."


@error
def serials_cannot_be_skipped(*, flow: str, sku: str, location: str) -> str:
    return f"{sku} at {location} is Full Tracking: which serials leave must be scanned, and flow {flow} has no serial step."


@error
def wrong_product(*, sku: str, wanted: str) -> str:
    return f"{sku} is the wrong product. Pick {wanted}."


@error
def wrong_location(*, location: str, wanted: str) -> str:
    return f"{location} is the wrong place. Go to {wanted}."


@error
def location_has_captures(*, location: str, captured: int) -> str:
    return f"{_units(captured, 'serial')} scanned at {location}. Confirm them first, or :undo."


@error
def no_stock(*, sku: str) -> str:
    return f"There is no stock of {sku}. :short ends the task."


@error
def no_stock_here(*, sku: str, location: str, wanted: str | None) -> str:
    return f"There is no {sku} at {location}." + (f" Go to {wanted}." if wanted else " :short ends the task.")


@error
def serials_missing(*, captured: int, wanted: int) -> str:
    return f"{captured} of {wanted} scanned. Scan the rest, or :short."


@error
def quantity_negative(*, quantity: int) -> str:
    return f"{quantity}: the quantity cannot be below 0."


@error
def quantity_needed() -> str:
    return "Type how many."


@error
def quantity_is_no_number(*, text: str) -> str:
    return f"{_visible(text)} is no quantity. Type a number, or Enter."


@error
def not_a_number(*, text: str) -> str:
    return f"{_visible(text)} is no number." if text else "Type a number."


@_says("error", "quantity_is_no_number")
def quantity_is_other_code(*, code: str, known_as: str) -> str:
    return f"{code} is {_a(known_as)}, not a quantity. Type a number, or Enter."


@error
def quantity_too_large(*, most: int) -> str:
    return f"The quantity can be {most} at most."


@error
def quantity_is_serial_count(*, given: int, captured: int) -> str:
    return (
        f"{_units(captured, 'serial')} scanned, not {given}. The quantity is their number: Enter, or :back."
    )


@error
def quantity_is_pre_entered(*, given: int, pre_entered: int) -> str:
    return (
        f"{_units(pre_entered, 'serial')} pre-entered, not {given}. "
        f"Receive {pre_entered}, or have the office correct the list."
    )


@error
def over_receipt(*, given: int, most: int, expected: int) -> str:
    return f"{given} is too many: {expected} expected, {most} at most now."


@error
def over_pick(*, given: int, most: int) -> str:
    return f"{given} is too many: pick {most}."


@warning
def quantity_far_above(*, quantity: int, expected: int) -> str:
    return f"{quantity} is far more than {expected}. Take {quantity}? :yes or :no"


@info
def quantity_dropped(*, quantity: int) -> str:
    return f"{quantity} is not taken. Type how many."


@info
def line_short(*, quantity: int, expected: int) -> str:
    return f"{quantity} of {expected}. Close the line? :yes or :no"


@info
def enter_short_quantity() -> str:
    return "Type how many came."


@info
def reason_wanted(*, quantity: int, wanted: int) -> str:
    return f"{quantity} of {wanted}. Why?"


@info
def stock_elsewhere(*, sku: str, quantity: int, location: str) -> str:
    return f"{location} has {quantity} {sku}. Go there? :yes or :no"


@info
def sent_elsewhere(*, location: str) -> str:
    return f"Go to {location}."


@info
def short_noted(*, reason: str) -> str:
    return f"Short: {reason}. Confirm how many."


@error
def reason_is_code(*, code: str, known_as: str) -> str:
    return f"{_visible(code)} is {_a(known_as)}, not a reason. Say why, or type its number."


@error
def reason_missing() -> str:
    return "Give a reason."


# --- the conversation -------------------------------------------------------------------------------------------


@success
def scan_accepted() -> str:
    return "Already taken."


@info
def run_resumed(*, document: str | None, captured: int) -> str:
    what = document or "your run"
    return f"Back on {what}." + (f" {_units(captured, 'serial')} scanned." if captured else "")


@error
def run_released() -> str:
    return "Your run was released by a supervisor. Its scans are gone: begin again."


@error
def run_moved() -> str:
    return "Your work went on at another handheld. Read the question, then scan again."


@error
def run_begun_elsewhere() -> str:
    return "You have just begun on another device. Scan again."


@info
def run_cancelled(*, captured: int) -> str:
    return "Cancelled." + (f" {_units(captured, 'serial')} dropped." if captured else "")


@info
def went_back(*, step: str) -> str:
    return f"Back to {step}."


@error
def nothing_before() -> str:
    return "This is the first question."


@error
def nothing_to_cancel() -> str:
    return "Nothing is begun."


@error
def not_now(*, word: str, step: str) -> str:
    return f"{word} does nothing at {step}."


@error
def unknown_action(*, word: str) -> str:
    return f"{_visible(word)}: no such action. :help lists them."


@error
def answer_yes_or_no() -> str:
    return "Answer :yes or :no first."


@info
def quantity_next(*, quantity: int | None) -> str:
    return f"Enter confirms {quantity}." if quantity is not None else "Type how many."


@info
def actions_list(*, actions: tuple[str, ...]) -> str:
    return "  ".join(actions)


@error
def no_document_yet() -> str:
    return "Scan the document first."


@error
def no_product_yet() -> str:
    return "Scan the product first."


@error
def no_task_yet() -> str:
    return "There is no task in work. Scan the pick list."


# --- what the device itself says --------------------------------------------------------------------------------


@warning
def no_such_action(*, number: int) -> str:
    return f"There is no number {number} here."


@warning
def no_such_label(*, number: int) -> str:
    return f"There is no label {number}."


@warning
def scans_ignored(*, count: int) -> str:
    return f"{_units(count, 'scan')} ignored"


@warning
def captures_to_drop(*, captured: int) -> str:
    return f"{_units(captured, 'serial')} scanned here will be dropped."


@info
def how_to_leave(*, character: str) -> str:
    return f"To leave: {character} + Enter, then Quit."


# --- sign-on and menu -------------------------------------------------------------------------------------------


@info
def signed_on(*, operator: str) -> str:
    return f"Hello {operator}."


@error
def operator_disabled(*, operator: str) -> str:
    return f"{_visible(operator)} may not sign on any more. Ask your supervisor."


@error
def wrong_pin() -> str:
    return "Badge and PIN do not go together. Type the PIN again, or go back for another badge."


@error
def no_pin() -> str:
    return "A PIN has only digits. Type it again, or go back for another badge."


@error
def pin_missing(*, operator: str) -> str:
    return f"{_visible(operator)} has no PIN yet. Ask your supervisor."


@error
def login_too_often(*, seconds: int) -> str:
    return f"Too many wrong tries. Wait {_units(seconds, 'second')}."


@error
def password_length(*, shortest: int, longest: int, size: int) -> str:
    return f"A password has {shortest} to {longest} characters, in at most {size} bytes."


@error
def password_characters() -> str:
    return "This password has characters that not all clients send alike. Take others."


@error
def pin_digits(*, shortest: int, longest: int) -> str:
    return f"A PIN has {shortest} to {longest} digits."


@error
def key_is_private() -> str:
    return "This is a private key: it stays on the device. Give the file that ends in .pub."


@error
def key_unreadable() -> str:
    return "This is no public key as OpenSSH writes it. Give the file that ends in .pub."


@error
def several_keys(*, keys: int) -> str:
    return f"One key at a time: this file has {keys} lines."


@error
def key_too_weak(*, bits: int) -> str:
    return f"This key is too weak: make one with ssh-keygen -t ed25519, or RSA of {bits} bits or more."


@warning
def key_opens_for_others(*, owners: tuple[str, ...]) -> str:
    return f"This key opens for {_named(owners)}, too."


@error
def unknown_flow(*, flow: str, flows: tuple[str, ...]) -> str:
    return f"{_visible(flow)}: no such flow. There are {', '.join(flows)}."


@warning
def flows_file_broken(*, problem: str) -> str:
    return f"flows.toml is broken and not used: {problem}"


# --- a store that cannot be used --------------------------------------------------------------------------------


def store_unavailable(unavailable: StoreUnavailable) -> Message:
    """Return the sentence of a store that cannot be used; the scan was not taken, unless nobody can say that.

    A scan that found its store replaced may be in the copy that was saved.
    """
    is_known = unavailable.code not in {UNSURE, "store_replaced"}
    return Message("error", unavailable.code, f"Not taken. {unavailable}" if is_known else str(unavailable))


# --- imports ----------------------------------------------------------------------------------------------------


@error
def import_range(*, serial: str) -> str:
    return f"{serial} is a range: write one serial a row."


@error
def import_under_way() -> str:
    return "Another import is under way, or was broken off less than a minute ago. Try again in a minute."


@error
def import_broken_off() -> str:
    return "The import stood still for too long and was taken back. Nothing is imported: begin it anew."


@error
def import_unreadable(*, file: str, problem: str) -> str:
    return f"{file} cannot be read: {problem}."


@error
def import_not_utf8(*, line: int) -> str:
    return f"Line {line} is not UTF-8. Save the file as UTF-8 and try again."


@error
def import_is_workbook(*, file: str) -> str:
    return f"{file} is a workbook. Save it as CSV UTF-8 in the spreadsheet, and take that file."


@error
def import_column_unnamed(*, place: int) -> str:
    return f"Column {place} has no name in the first line."


@error
def import_empty(*, file: str) -> str:
    return f"{file} is empty: the first line names the columns."


@error
def import_not_csv(*, line: int, problem: str) -> str:
    return f"Line {line} is not CSV: {problem}."


@error
def import_column_unknown(*, column: str, nearest: str | None) -> str:
    return f"There is no column {_visible(column)}." + (f" Did you mean {nearest}?" if nearest else "")


@error
def import_column_missing(*, column: str) -> str:
    return f"The column {column} is missing."


@error
def import_column_repeated(*, column: str) -> str:
    return f"The column {column} comes twice."


@error
def import_too_many_cells(*, line: int, cells: int, columns: int) -> str:
    return f"Line {line} has {cells} cells for {columns} columns."


@error
def import_tracking_unknown(*, tracking: str) -> str:
    return f"{_visible(tracking)} is no tracking type: no-tracking, track-during-pick or full-tracking."


@error
def import_line_repeated(*, line: int, sku: str) -> str:  # noqa: ARG001 - the line is shown beside the sentence
    return f"{sku} comes twice: one row without serials, or one row for each serial."


@error
def import_differs(*, line: int, column: str, first: str, other: str) -> str:  # noqa: ARG001 - as above
    return f"{column.capitalize()} is {first} and {other} in one document."


@error
def import_quantity(*, line: int, quantity: str) -> str:  # noqa: ARG001 - as above
    return f"{_visible(quantity) or 'Nothing'} is no quantity: a whole number."
