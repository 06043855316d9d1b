"""Seriennummern: gescannt, wo eine ist, und warum sie nicht zu haben ist."""

from datetime import datetime

from serialhhd.flows.sentences.german.wording import are, named, serials, tracking, units
from serialhhd.flows.sentences.german.wording import state as state_name
from serialhhd.flows.sentences.sentence import refusal
from serialhhd.flows.sentences.shown import NAMED
from serialhhd.store.words.refusal import Refused


def serial_captured(*, serial: str, captured: int, expected: int | None) -> str:
    return f"{serial}  {captured}" if expected is None else f"{serial}  {captured}/{expected}"


def serial_captured_beyond(*, serial: str, captured: int, expected: int) -> str:
    return f"{serial}: {captured - expected} mehr als erwartet: {captured}/{expected}"


def serials_captured(*, first: str, last: str, count: int, captured: int) -> str:
    return f"{serials(count)} {first} bis {last}, zusammen {captured}"


def serials_captured_beyond(*, first: str, last: str, count: int, captured: int, expected: int) -> str:
    return (
        f"{serials(count)} {first} bis {last}, zusammen {captured}, {captured - expected} mehr als erwartet"
    )


def serial_removed_from_captures(*, serial: str, captured: int) -> str:
    return f"{serial} zurückgenommen, noch {captured}"


def serials_complete(*, captured: int, expected: int | None) -> str:
    scanned = f"{serials(captured)} gescannt"
    return scanned if expected is None else f"{scanned}, {expected} erwartet"


def range_preview(*, first: str, last: str, count: int, wanted: int | None) -> str:
    beyond = f", nur {wanted} gebraucht" if wanted is not None and count > wanted else ""
    return f"{serials(count)} {first} bis {last}{beyond}. Nehmen? :yes (ja) oder :no (nein)"


def range_dropped() -> str:
    return "Nichts angenommen."


def captured_list(*, serials: tuple[str, ...], captured: int) -> str:
    more = f" und {captured - len(serials)} weitere" if captured > len(serials) else ""
    return f"{captured} gescannt: {' '.join(serials)}{more}"


def serial_needed() -> str:
    return "Eine Seriennummer scannen, oder :done."


def serials_repeated(*, serials: tuple[str, ...]) -> str:
    come = "kommt" if len(serials) == 1 else "kommen"
    return f"Keine angenommen: {named(serials)} {come} mehrmals vor."


def serials_refused(*, refused: tuple[Refused, ...], count: int) -> str:
    reasons = " ".join(refusal(one).text for one in refused[:NAMED])
    rest = named(tuple(str(one.facts.get("serial", one.facts.get("code", ""))) for one in refused[NAMED:]))
    return f"{len(refused)} von {count} abgelehnt, keine angenommen. {reasons}" + (
        f" Auch {rest}." if rest else ""
    )


def too_many_serials(*, most: int, given: int, captured: int) -> str:
    left = most - captured
    if left <= 0:
        return f"Alle {most} sind gescannt. Mehr werden nicht gebraucht."
    return f"{serials(given)} {are(given)} zu viel: von {most} {'fehlt' if left == 1 else 'fehlen'} {left}."


def nothing_captured() -> str:
    return "Noch keine Seriennummer gescannt."


def not_captured(*, serial: str) -> str:
    return f"{serial} ist hier nicht gescannt."


def serial_already_captured(*, serial: str, operator: str, at: datetime) -> str:
    return f"{serial} ist hier schon gescannt ({at.astimezone():%H:%M} von {operator})."


def serial_scanned_twice(*, serial: str) -> str:
    return f"{serial} zweimal gescannt: einmal gezählt."


def serial_captured_elsewhere(*, serial: str, operator: str, document: str | None) -> str:
    on = f" für {document}" if document else ""
    return f"{serial} wird gerade von {operator}{on} gescannt."


def serial_only_captured(*, serial: str, operator: str) -> str:
    return f"{serial} ist von {operator} gescannt, aber noch nicht bestätigt."


def serial_in_stock(*, serial: str, location: str) -> str:
    return f"{serial} liegt schon auf {location}."


def serial_in_quarantine(*, serial: str, location: str) -> str:
    return f"{serial} ist in Quarantäne auf {location}."


def serial_on_cart(*, serial: str, location: str) -> str:
    return f"{serial} ist auf Wagen {location}."


def serial_in_transit(*, serial: str, document: str) -> str:
    return f"{serial} ist unterwegs auf {document}."


def serial_other_tracking(*, serial: str, tracking_type: str) -> str:
    return f"{serial} ging unter {tracking(tracking_type)}. Sie wird für sich zurückgelegt: erst dies abschließen."


def serial_of_other_account(*, serial: str, account: str) -> str:
    return f"{serial} gehört {account}. Zurück kommt sie nur zu diesem Mandanten."


def serial_not_on_transfer(*, serial: str, sku: str) -> str:
    return f"{serial} ist auf diesem Transfer von {sku} nicht unterwegs."


def serial_expected_elsewhere(*, serial: str, document: str) -> str:
    return f"{serial} wird auf {document} erwartet."


def serial_never_received(*, serial: str, document: str) -> str:
    return f"{serial} wurde auf {document} erwartet und kam nie."


def serial_picked(*, serial: str, document: str) -> str:
    return f"{serial} wurde für {document} entnommen."


def serial_dispatched(*, serial: str, document: str, customer: str | None) -> str:
    to = f" an {customer}" if customer else ""
    return f"{serial} wurde{to} mit {document} versandt. Nur eine Retoure bringt sie zurück."


def serial_returned(*, serial: str, document: str, supplier: str | None) -> str:
    to = f" an {supplier}" if supplier else ""
    return f"{serial} ging{to} zurück auf {document}."


def serial_other_supplier(*, serial: str, supplier: str | None, wanted: str) -> str:
    if supplier is None:
        return f"{serial}: Absender unbekannt. Nur Ware von {wanted} geht zurück."
    return f"{serial} kam von {supplier}, nicht von {wanted}."


def serial_not_dispatched(*, serial: str, document: str) -> str:
    return f"{serial} ist auf {document} entnommen und nicht versandt. Zurück kommt nur, was versandt ist."


def serial_other_customer(*, serial: str, customer: str | None, document: str | None, wanted: str) -> str:
    to = f" an {customer}" if customer else ""
    on = f" mit {document}" if document else ""
    return f"{serial} ging{to}{on}. Diese Retoure nimmt nur von {wanted}."


def serial_never_here(*, serial: str, sku: str) -> str:
    return f"{serial} von {sku} ging nie von hier weg. Zur Seite legen, Leitung rufen."


def serial_removed(*, serial: str) -> str:
    return f"{serial} wurde ausgebucht. Eine Retoure oder Korrektur bringt sie zurück."


def serial_unknown(*, serial: str, sku: str) -> str:
    return f"{serial} von {sku} wurde nie vereinnahmt."


def serial_not_on_list(*, serial: str, sku: str) -> str:
    return f"{serial} steht nicht auf der Liste von {sku}."


def serial_not_in_stock(*, serial: str, state: str) -> str:
    return f"{serial} ist {state_name(state)}, nicht im Bestand."


def serial_not_returnable(*, serial: str, state: str) -> str:
    return f"{serial} ist {state_name(state)}. Zurück kommt nur Versandtes, Zurückgesandtes, Ausgebuchtes und für Stornos Entnommenes."


def serial_changed(*, serial: str, operator: str, document: str | None) -> str:
    on = f" für {document}" if document else ""
    return f"{serial} wurde gerade von {operator}{on} geändert oder wird gescannt. Noch einmal."


def serial_of_several_products(*, serial: str, skus: tuple[str, ...]) -> str:
    return f"{serial} ist eine Seriennummer von {', '.join(skus)}. Welcher Artikel?"


def serials_missing(*, captured: int, wanted: int, word: str) -> str:
    return f"{captured} von {units(wanted, 'Seriennummer', 'Seriennummern')} gescannt. Rest scannen, oder {word}."


def serial_to_remove(*, is_near: bool) -> str:
    return "Mit :remove herausnehmen." if is_near else "Mit :back zu den Seriennummern, dann :remove."
