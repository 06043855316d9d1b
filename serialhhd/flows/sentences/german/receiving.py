"""Wareneingang, am Handgerät und am Schreibtisch."""

from serialhhd.flows.sentences.german.wording import serials, tracking


def line_already_received(*, sku: str, document: str, quantity: int, expected: int) -> str:
    if quantity < expected:
        return f"{sku} ist auf {document} mit {quantity} von {expected} abgeschlossen."
    return f"{sku} ist auf {document} schon vereinnahmt."


def line_partly_received(*, sku: str, document: str, quantity: int, expected: int) -> str:
    return f"{quantity} von {expected} {sku} auf {document} sind vereinnahmt, der Rest ist offen. Die Position bleibt."


def line_in_work(*, sku: str, operator: str) -> str:
    return f"{operator} arbeitet schon an {sku}."


def line_changed(*, sku: str) -> str:
    return f"Die Position {sku} hat sich inzwischen geändert. Artikel noch einmal scannen."


def line_has_receipts(*, sku: str, document: str) -> str:
    return f"Für {sku} auf {document} ist ein Eingang mit 0 gebucht, die Position bleibt. Vereinnahmen, oder mit 0 schließen."


def last_line(*, document: str) -> str:
    return f"Das ist die einzige Position von {document}. Stattdessen das Avis stornieren."


def line_not_full_tracking(*, sku: str, tracking_type: str) -> str:
    return f"{sku} ist {tracking(tracking_type)}: am Wareneingang ohne Seriennummern."


def pre_entered_count(*, sku: str, given: int, expected: int) -> str:
    return f"{sku} erwartet {expected}, das sind {serials(given)}. Alle oder keine."


def serials_needed(*, sku: str) -> str:
    return f"{sku} hat Seriennummern: bitte eingeben."


def serials_not_taken(*, sku: str) -> str:
    return f"Diese Position {sku} nimmt keine Seriennummern: Menge eingeben."


def quantity_is_pre_entered(*, given: int, pre_entered: int) -> str:
    return (
        f"{serials(pre_entered)} angekündigt, nicht {given}. "
        f"{pre_entered} vereinnahmen, oder das Büro ändert die Liste."
    )


def over_receipt(*, given: int, most: int, expected: int) -> str:
    return f"{given} sind zu viel: {expected} erwartet, jetzt höchstens {most}."


def over_receipt_unapproved(*, sku: str, quantity: int, expected: int) -> str:
    return f"{quantity} von {expected} {sku}: mehr nur mit Schichtleitung. Ausweis scannen, oder :no (nein)"
