"""Was von dem bekannt ist, woran gearbeitet wird."""

from collections.abc import Mapping
from typing import Final

from serialhhd.flows.sentences.german.wording import tracking

NAMES: Final[Mapping[str, str]] = {
    "pre_receipt": "Avis",
    "pick_list": "Pickliste",
    "transfer": "Transfer",
    "return": "Retoure",
    "count": "Zählung",
    "batch": "Sammelauftrag",
    "product": "Artikel",
    "name": "Name",
    "tracking_type": "Verfolgung",
    "location": "Lagerplatz",
    "destination": "Zielplatz",
    "from_warehouse": "von Lager",
    "to_warehouse": "nach Lager",
    "from_account": "von Mandant",
    "to_account": "an Mandant",
    "cart": "Wagen",
    "tote": "Wanne",
    "container": "Behälter",
    "quantity": "Menge",
    "lot": "Charge",
    "expiry": "Verfall",
    "customer": "Kunde",
    "condition": "Zustand",
    "reason": "Grund",
    "pass": "Durchgang",
    "left_on": "versandt auf",
    "left_at": "versandt am",
}


def field_name(*, field: str) -> str:
    return NAMES.get(field, field.replace("_", " "))


SHORT: Final[Mapping[str, str]] = {
    "no_tracking": "ohne Serie",
    "track_during_pick": "am Ausgang",
    "full_tracking": "mit Serie",
}


def tracking_type(*, value: str) -> str:
    return tracking(value)


def tracking_type_in_a_line(*, value: str) -> str:
    return tracking(value)


def tracking_type_in_short(*, value: str) -> str:
    return SHORT.get(value, value)


def lot(*, lot: str) -> str:
    return f"Charge {lot}"


def until(*, expiry: str) -> str:
    return f"Bis {expiry}"


def quantity(*, quantity: int | str) -> str:
    return f"Mge {quantity}"


def product_head() -> str:
    return "Artikel"


def tracking_head() -> str:
    return "Verfolg."


def location_head() -> str:
    return "Platz"


def quantity_head() -> str:
    return "Menge"


def line_of(*, line: int | None, lines: int) -> str:
    if line:
        return f"Pos. {line} von {lines}"
    return f"{lines} Pos."


def units_of(*, done: int, expected: int) -> str:
    return f"{done} von {expected} Stück"
