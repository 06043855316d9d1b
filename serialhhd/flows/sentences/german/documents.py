"""Belege, ihre Positionen, und wer an einer arbeitet."""

from serialhhd.flows.sentences.german.wording import are, named, no, noun, serials, state, step_name
from serialhhd.flows.sentences.shown import BETWEEN


def document_opened(*, document: str, partner: str | None, open_lines: int) -> str:
    who = f" {partner}" if partner else ""
    return f"{document}{who}: {open_lines} offen"


def document_not_open(*, what: str, document: str, state: str) -> str:
    return f"{noun(what)} {document} ist {_state(state)}."


def document_not_for_now(*, what: str, document: str, state: str, goes_on: str | None) -> str:
    idle = document_not_open(what=what, document=document, state=state)
    return f"{idle} {f'Mit {goes_on} weitermachen' if goes_on else 'Einen anderen Beleg scannen'}."


def document_has_captures(*, document: str, captured: int) -> str:
    return f"{serials(captured)} für {document} gescannt. Erst bestätigen, oder :cancel."


def document_gone(*, document: str, state: str) -> str:
    return f"{document} ist inzwischen {_state(state)}. Die Scans dafür sind freigegeben."


def documents_list(*, documents: tuple[str, ...], nothing: str) -> str:
    return "Offen: " + BETWEEN.join(documents) if documents else nothing


def nothing_open(*, what: str) -> str:
    return f"{no(what).capitalize()} offen. Im Büro nachfragen."


def place_is_empty(*, location: str) -> str:
    return f"{location} ist leer. :back fragt nach einem anderen."


def lines_list(*, lines: tuple[str, ...], left: str | None, step: str) -> str:
    if lines:
        return "Zu tun: " + BETWEEN.join(lines)
    return place_is_empty(location=left) if left else f"Hier gibt es keine Liste. {step_name(step)} scannen."


def no_lines(*, document: str) -> str:
    return f"{document} braucht mindestens eine Position."


def product_repeated(*, sku: str, document: str) -> str:
    return f"{sku} steht schon auf {document}. Alles nur einmal nennen."


def not_on_document(*, sku: str, document: str) -> str:
    return f"{sku} steht nicht auf {document}."


def changed_meanwhile(*, what: str, document: str) -> str:
    return f"{noun(what)} {document} wurde inzwischen geändert. Neu ansehen; nichts wird überschrieben."


def run_not_open(*, run_id: int) -> str:
    return f"Es gibt keine offene Arbeit {run_id}."


def run_begun_elsewhere() -> str:
    return "Gerade an einem anderen Gerät angefangen. Noch einmal scannen."


def no_serial_step(*, flow: str, sku: str) -> str:
    return f"{sku} braucht Seriennummern, der Ablauf {flow} fragt keine ab. Schichtleitung fragen."


def cancel_unapproved(*, captured: int) -> str:
    dropped = f" {serials(captured)} verfallen." if captured else ""
    return f"Abbrechen nur mit Schichtleitung.{dropped} Ausweis scannen, oder :no (nein)"


_state = state


def transfer_one_way() -> str:
    return "Ein Transfer geht in ein anderes Lager oder an einen anderen Mandanten: eines davon nennen."


def same_side(*, side: str) -> str:
    return f"Die Ware ist schon bei {side}. Anderes Ziel nennen."


def transfer_has_shipments(*, document: str, shipped: int) -> str:
    return f"{document}: {shipped} schon abgesandt. Stornieren geht nicht mehr."


def not_in_transit(*, sku: str, document: str, given: int, most: int) -> str:
    if not most:
        return f"Auf {document} ist kein {sku} unterwegs."
    return f"{given} sind zu viel: {most} {sku} unterwegs auf {document}."


def nothing_in_transit(*, document: str) -> str:
    return f"Auf {document} ist nichts unterwegs."


def transfer_of_account(*, document: str) -> str:
    return f"{document} wechselt den Mandanten, nicht das Lager. Anderen Ablauf nehmen."


def transfer_of_warehouse(*, document: str) -> str:
    return f"{document} wechselt das Lager, nicht den Mandanten. Anderen Ablauf nehmen."


def nothing_to_count(*, location: str) -> str:
    return f"Auf {location} liegt nichts. Nennen Sie, was dort zu zählen ist."


def place_not_on_count(*, location: str, document: str) -> str:
    return f"{document} zählt {location} nicht."


def place_is_counted(*, location: str) -> str:
    return f"{location} ist schon gezählt."


def line_counted(*, sku: str, location: str) -> str:
    return f"{sku} auf {location} ist schon gezählt."


def recount_by_other(*, sku: str, location: str) -> str:
    return f"{sku} auf {location} haben Sie zuletzt gezählt. Noch einmal nur jemand anderes."


def nothing_to_decide(*, document: str) -> str:
    return f"Zu {document} gibt es nichts zu entscheiden."


def serial_counted_already(*, serial: str) -> str:
    return f"{serial} ist schon gezählt."


def list_not_dispatched(*, document: str) -> str:
    return f"{document} ging an keinen Kunden. Eine Retoure nennt eine versandte Pickliste."


def list_of_other_customer(*, document: str, customer: str) -> str:
    return f"{document} ging an {customer}."


def customer_missing() -> str:
    return "Eine Retoure nennt den Kunden oder eine Pickliste mit Kunden."


def condition_missing() -> str:
    return "Den Zustand angeben."


def condition_not_taken(*, serial: str) -> str:
    return f"{serial} war entnommen und nie weg: Zurück geht es ohne Zustand. Keinen angeben."


def more_than_dispatched(*, sku: str, document: str | None, given: int, most: int) -> str:
    if document is None:
        return f"{sku} ohne Seriennummern kommt nur auf einer Retoure mit Pickliste zurück."
    return f"{given} {sku} ohne Seriennummern sind zu viele: {most} von {document} sind noch nicht zurück."


def own_request(*, document: str) -> str:
    return f"{document} haben Sie selbst beantragt. Jemand anderes genehmigt."


def stock_line_changed(
    *, sku: str, location: str, document: str, serials: tuple[str, ...], available: int, wanted: int
) -> str:
    changed = f"{sku} auf {location} ist nicht mehr wie bei {document}: "
    return changed + (
        f"{named(serials)} {are(len(serials))} weg oder in Arbeit."
        if serials
        else f"{available} da, {wanted} gefragt."
    )


def serial_waits(*, serial: str, document: str) -> str:
    return f"{serial} wartet auf {document}. Erst darüber entscheiden."
