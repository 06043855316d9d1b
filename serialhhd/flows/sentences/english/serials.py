"""Serials: captured, where one is, and why it cannot be had."""

from datetime import datetime

from serialhhd.flows.sentences.english.wording import named, units
from serialhhd.flows.sentences.sentence import error, info, refusal, refuses, says, success
from serialhhd.flows.sentences.shown import NAMED
from serialhhd.store.words.refusal import Refused

LISTED = 50
"""So many captured serials are listed."""


@success
def serial_captured(*, serial: str, captured: int, expected: int | None) -> str:
    return f"{serial}  {captured}" if expected is None else f"{serial}  {captured}/{expected}"


@says("success", "serial_captured", is_unusual=True)
def serial_captured_beyond(*, serial: str, captured: int, expected: int) -> str:
    return f"{serial} is {captured - expected} more than expected: {captured}/{expected}"


@success
def serials_captured(*, first: str, last: str, count: int, captured: int) -> str:
    return f"{count} serials {first} to {last}, {captured} in all"


@says("success", "serials_captured", is_unusual=True)
def serials_captured_beyond(*, first: str, last: str, count: int, captured: int, expected: int) -> str:
    return f"{count} serials {first} to {last}, {captured} in all, {captured - expected} more than expected"


@success
def serial_removed_from_captures(*, serial: str, captured: int) -> str:
    return f"{serial} taken back, {captured} left"


@info
def serials_complete(*, captured: int, expected: int | None) -> str:
    scanned = f"{units(captured, 'serial')} scanned"
    return scanned if expected is None else f"{scanned}, {expected} expected"


@info
def range_preview(*, first: str, last: str, count: int, wanted: int | None) -> str:
    beyond = f", and only {wanted} are wanted" if wanted is not None and count > wanted else ""
    return f"{units(count, 'serial')} {first} to {last}{beyond}. Take them? :yes or :no"


@info
def range_dropped() -> str:
    return "Nothing taken."


@info
def captured_list(*, serials: tuple[str, ...], captured: int) -> str:
    more = f" and {captured - len(serials)} more" if captured > len(serials) else ""
    return f"{captured} scanned: {' '.join(serials)}{more}"


@refuses
@error
def serial_needed() -> str:
    return "Scan a serial, or :done."


@error
def serials_repeated(*, serials: tuple[str, ...]) -> str:
    comes = "comes" if len(serials) == 1 else "come"
    return f"None taken: {named(serials)} {comes} more than once."


@error
def serials_refused(*, refused: tuple[Refused, ...], count: int) -> str:
    reasons = " ".join(refusal(one).text for one in refused[:NAMED])
    rest = named(tuple(str(one.facts.get("serial", one.facts.get("code", ""))) for one in refused[NAMED:]))
    return f"{len(refused)} of {count} refused, none taken. {reasons}" + (f" Also {rest}." if rest else "")


@error
def too_many_serials(*, most: int, given: int, captured: int) -> str:
    left = most - captured
    if left <= 0:
        return f"All {most} are scanned. No more are wanted."
    return f"{given} serials are too many: {left} of {most} {'is' if left == 1 else 'are'} left."


@error
def nothing_captured() -> str:
    return "No serial is scanned yet."


@error
def not_captured(*, serial: str) -> str:
    return f"{serial} is not scanned here."


@error
def serial_already_captured(*, serial: str, operator: str, at: datetime) -> str:
    return f"{serial} is already scanned here ({at.astimezone():%H:%M} by {operator})."


@says("warning", "serial_already_captured")
def serial_scanned_twice(*, serial: str) -> str:
    return f"{serial} scanned twice: counted once."


@error
def serial_captured_elsewhere(*, serial: str, operator: str, document: str | None) -> str:
    on = f" on {document}" if document else ""
    return f"{serial} is being scanned by {operator}{on}."


@error
def serial_only_captured(*, serial: str, operator: str) -> str:
    return f"{serial} is scanned by {operator}, but not confirmed yet."


@error
def serial_in_stock(*, serial: str, location: str) -> str:
    return f"{serial} is in stock at {location}."


@error
def serial_in_quarantine(*, serial: str, location: str) -> str:
    return f"{serial} is in quarantine at {location}."


@error
def serial_on_cart(*, serial: str, location: str) -> str:
    return f"{serial} is on cart {location}."


@error
def serial_in_transit(*, serial: str, document: str) -> str:
    return f"{serial} is in transit on {document}."


@error
def serial_other_tracking(*, serial: str, tracking_type: str) -> str:
    return f"{serial} left under {tracking_type}. It is put back by itself: finish this first."


@error
def serial_of_other_account(*, serial: str, account: str) -> str:
    return f"{serial} is {account}'s. It comes back to that account only."


@error
def serial_not_on_transfer(*, serial: str, sku: str) -> str:
    return f"{serial} is not in transit on this transfer of {sku}."


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
def serial_returned(*, serial: str, document: str, supplier: str | None) -> str:
    to = f" to {supplier}" if supplier else ""
    return f"{serial} went back{to} on {document}."


@error
def serial_other_supplier(*, serial: str, supplier: str | None, wanted: str) -> str:
    if supplier is None:
        return f"{serial}: nobody knows who sent it. Only what {wanted} sent goes back there."
    return f"{serial} was sent by {supplier}, not by {wanted}."


@error
def serial_not_dispatched(*, serial: str, document: str) -> str:
    return f"{serial} was picked on {document} and has not left. Only what left comes back."


@error
def serial_other_customer(*, serial: str, customer: str | None, document: str | None, wanted: str) -> str:
    to = f" to {customer}" if customer else ""
    on = f" on {document}" if document else ""
    return f"{serial} went{to}{on}. This return is of {wanted}."


@error
def serial_never_here(*, serial: str, sku: str) -> str:
    return f"{serial} of {sku} never left from here. Put it aside, tell your supervisor."


@error
def serial_removed(*, serial: str) -> str:
    return f"{serial} was adjusted out of stock. A return or an adjustment brings it back."


@error
def serial_unknown(*, serial: str, sku: str) -> str:
    return f"{serial} of {sku} was never received."


@error
def serial_not_on_list(*, serial: str, sku: str) -> str:
    return f"{serial} is not on the list of {sku}."


@error
def serial_not_in_stock(*, serial: str, state: str) -> str:
    return f"{serial} is {state}, not in stock."


@error
def serial_not_returnable(*, serial: str, state: str) -> str:
    return f"{serial} is {state}. Only what was dispatched, returned or removed, or picked for a cancelled list, can come back."


@error
def serial_changed(*, serial: str, operator: str, document: str | None) -> str:
    on = f" on {document}" if document else ""
    return f"{serial} has just changed or is being scanned by {operator}{on}. Try again."


@error
def serial_of_several_products(*, serial: str, skus: tuple[str, ...]) -> str:
    return f"{serial} is a serial of {', '.join(skus)}. Say of which product."


@refuses
@error
def serials_missing(*, captured: int, wanted: int, word: str) -> str:
    return f"{captured} of {wanted} scanned. Scan the rest, or {word}."


@info
def serial_to_remove(*, is_near: bool) -> str:
    return "Take it out with :remove." if is_near else "Go :back to the serials and :remove it."
