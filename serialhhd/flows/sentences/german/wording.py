"""How German says how many, names some of many, and which word it has for one of ours."""

from collections.abc import Mapping
from typing import Final, Literal

from serialhhd.flows.sentences.shown import BETWEEN, FIRST_NAMED

Gender = Literal["m", "f", "n"]

NOUNS: Final[Mapping[str, tuple[str, Gender]]] = {
    "SKU": ("Artikelnummer", "f"),
    "product": ("Artikel", "m"),
    "barcode": ("Barcode", "m"),
    "name": ("Name", "m"),
    "location": ("Lagerplatz", "m"),
    "warehouse": ("Lager", "n"),
    "account": ("Mandant", "m"),
    "pre-receipt": ("Avis", "n"),
    "pick list": ("Pickliste", "f"),
    "transfer": ("Transfer", "m"),
    "count": ("Zählung", "f"),
    "batch": ("Sammelauftrag", "m"),
    "adjustment": ("Korrektur", "f"),
    "container": ("Behälter", "m"),
    "tote": ("Wanne", "f"),
    "pallet": ("Palette", "f"),
    "number": ("Zahl", "f"),
    "SSCC": ("SSCC", "f"),
    "pallet label": ("Palettenetikett", "n"),
    "return": ("Retoure", "f"),
    "condition": ("Zustand", "m"),
    "cart": ("Wagen", "m"),
    "unit": ("Stück", "n"),
    "document": ("Beleg", "m"),
    "stock line": ("Bestand", "m"),
    "serial": ("Seriennummer", "f"),
    "serial to be taken back": ("Seriennummer, die weg soll", "f"),
    "serial pattern": ("Muster der Seriennummern", "n"),
    "lot": ("Charge", "f"),
    "reason": ("Grund", "m"),
    "supplier": ("Lieferant", "m"),
    "customer": ("Kunde", "m"),
    "partner": ("Partner", "m"),
    "flow": ("Ablauf", "m"),
    "operator": ("Bediener", "m"),
    "supervisor": ("Schichtleitung", "f"),
    "device": ("Gerät", "n"),
    "operator or device": ("Bediener, auch kein Gerät", "m"),
    "key": ("Schlüssel", "m"),
    "PIN": ("PIN", "f"),
    "view": ("Ansicht", "f"),
    "version": ("Version", "f"),
    "GS1 label": ("GS1-Etikett", "n"),
    "web address": ("Internetadresse", "f"),
    "Wi-Fi code": ("WLAN-Code", "m"),
    "contact": ("Kontakt", "m"),
    "calendar entry": ("Termin", "m"),
    "message": ("Nachricht", "f"),
    "place on a map": ("Ort auf einer Karte", "m"),
    "login code": ("Anmeldecode", "m"),
    "SIM code": ("SIM-Code", "m"),
    "payment": ("Zahlung", "f"),
    "file of data": ("Datei", "f"),
}
"""What something is called, and how it is inflected, by its English name."""
STATES: Final[Mapping[str, str]] = {
    "open": "offen",
    "expected": "erwartet",
    "received": "vereinnahmt",
    "in stock": "im Bestand",
    "in transit": "unterwegs",
    "shipped": "abgesandt",
    "captured": "gescannt",
    "picked": "entnommen",
    "dispatched": "versandt",
    "returned": "zurückgesandt",
    "counted": "gezählt",
    "waiting": "wartend",
    "posted": "gebucht",
    "rejected": "abgelehnt",
    "done": "erledigt",
    "removed": "ausgebucht",
    "cancelled": "storniert",
}
STEPS: Final[Mapping[str, str]] = {
    "menu": "Menü",
    "scan_pre_receipt": "Avis",
    "scan_pick_list": "Pickliste",
    "scan_transfer": "Transfer",
    "scan_count": "Zählung",
    "scan_batch": "Sammelauftrag",
    "scan_cart": "Wagen",
    "scan_unit": "Stück",
    "scan_product": "Artikel",
    "scan_location": "Lagerplatz",
    "scan_destination": "Zielplatz",
    "scan_tote": "Wanne",
    "scan_container": "Behälter",
    "scan_into": "Ziel",
    "enter_serials": "Seriennummern",
    "confirm_quantity": "Menge",
    "scan_return": "Retoure",
    "choose_condition": "Zustand",
    "choose_reason": "Grund",
}
"""What a step asks for: an operator knows it by that."""
TRACKING_TYPES: Final[Mapping[str, str]] = {
    "no_tracking": "ohne Serie",
    "track_during_pick": "Serie am Ausgang",
    "full_tracking": "mit Serie",
}
PLACES: Final[Mapping[str, str]] = {
    "storage": "ein Lagerplatz",
    "quarantine": "ein Quarantäneplatz",
    "cart": "ein Wagen",
    "transit": "ein Transitplatz",
}
"""What a place is, by its kind."""
TITLES: Final[Mapping[str, str]] = {
    "Pre-Receipt Receive": "Wareneingang",
    "Receive": "Eingang",
    "Pick Tasks by Pick List": "Entnahme nach Pickliste",
    "Pick": "Entnahme",
    "Move Stock": "Umlagern",
    "Move": "Umlagern",
    "Put Away": "Einlagern",
    "Transfer Out": "Transferausgang",
    "Transfer In": "Transfereingang",
    "Batch Walk": "Sammelgang",
    "Batch Sort": "Verteilen",
    "Account Transfer": "Mandantenwechsel",
    "Count": "Zählung",
    "To Account": "Mandant",
    "Returns": "Retouren",
    "Adjust Out": "Ausbuchen",
    "Tote Pick": "Entnahme in Wannen",
    "Pack Totes": "Wannen packen",
    "Adjust In": "Einbuchen",
}
"""What flows are called where a site has given them no title of its own, long and short."""
REASONS: Final[Mapping[str, str]] = {
    "Expired": "Abgelaufen",
    "Not found": "Nicht gefunden",
    "Damaged": "Beschädigt",
    "Location empty": "Platz leer",
    "Not on the cart": "Nicht auf dem Wagen",
    "On hold": "Gesperrt",
    "Lost": "Verloren",
    "Scrapped": "Verschrottet",
    "Found": "Gefunden",
    "As new": "Wie neu",
    "Opened": "Geöffnet",
    "Not booked in": "Nicht gebucht",
}
"""The reasons that a flow has where a site has set none."""
INDEFINITE: Final[Mapping[Gender, str]] = {"m": "ein", "f": "eine", "n": "ein"}


def noun(what: str) -> str:
    return NOUNS.get(what, (what, "n"))[0]


def a(what: str) -> str:
    name, gender = NOUNS.get(what, (what, "n"))
    return f"{INDEFINITE[gender]} {name}"


def no(what: str) -> str:
    return f"k{a(what)}"


def units(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def serials(count: int) -> str:
    return units(count, "Seriennummer", "Seriennummern")


def are(count: int) -> str:
    return "ist" if count == 1 else "sind"


def named(names: tuple[str, ...]) -> str:
    """Return the first few names, and how many more there are."""
    more = len(names) - FIRST_NAMED
    return BETWEEN.join(names[:FIRST_NAMED]) + (f" und {more} weitere" if more > 0 else "")


def state(english: str) -> str:
    return STATES.get(english, english)


def step_name(step: str) -> str:
    return STEPS.get(step, step.replace("_", " "))


def tracking(english: str) -> str:
    return TRACKING_TYPES.get(english.casefold().replace(" ", "_"), english)


def title_of(english: str) -> str:
    return TITLES.get(english, english)


def reason_name(english: str) -> str:
    return REASONS.get(english, english)


def place_of(kind: str) -> str:
    return PLACES.get(kind, kind)


def place_wanted(kind: str | None) -> str:
    """Return which place is to be taken: `Einen Wagen`."""
    return f"Einen{place_of(kind).removeprefix('ein')}" if kind else "Einen anderen"


def rest_of_line(short_reason: str | None, open_quantity: int, also: str = "") -> list[str]:
    """Return what is said of a line that goods were taken for, beside what was taken: why it ended short, what else, and what is elsewhere."""
    said = [f"Fehlmenge: {reason_name(short_reason)}."] if short_reason else []
    said += [also] if also else []
    return [*said, f"{open_quantity} mehr woanders."] if open_quantity else said
