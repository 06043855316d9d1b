"""Was als Nächstes dran ist: Artikel und Lagerplatz."""

from serialhhd.flows.sentences.german.wording import a, serials
from serialhhd.flows.sentences.shown import BETWEEN, visible


def no_place() -> str:
    return "kein Bestand"


def product_chosen(*, sku: str, quantity: int) -> str:
    return f"{sku}  {quantity} offen"


def nothing_left(*, sku: str, location: str | None) -> str:
    at = f" auf {location}" if location else ""
    return f"Von {sku} ist{at} nichts mehr da. :short sagt es."


def stock_chosen(*, sku: str, quantity: int) -> str:
    return f"{sku}  {quantity} da"


def location_chosen(*, location: str) -> str:
    return location


def location_once_more(*, location: str) -> str:
    return f"{location}: noch einmal scannen."


def other_location(*, location: str, before: str) -> str:
    return f"Jetzt {location}, nicht {before}. {location} noch einmal scannen."


def location_to_confirm() -> str:
    return "Der richtige Platz? :yes (ja) oder :no (nein)"


def location_dropped(*, location: str) -> str:
    return f"{location} nicht angenommen."


def default_is_no_location(*, code: str, known_as: str | None) -> str:
    if known_as:
        return f"Enter nähme {code}, das ist {a(known_as)}. Lagerplatz scannen."
    return f"Enter nähme {code}, diesen Platz gibt es nicht. Lagerplatz scannen."


def not_asked(*, answers: tuple[str, ...]) -> str:
    return f"Nicht gefragt: {BETWEEN.join(answers)}."


def wrong_product(*, sku: str, wanted: str) -> str:
    return f"{sku} ist der falsche Artikel. {wanted} entnehmen."


def wrong_location(*, location: str, wanted: str) -> str:
    return f"{location} ist der falsche Lagerplatz. Zu {wanted} gehen."


def location_has_captures(*, location: str, captured: int) -> str:
    return f"{serials(captured)} auf {location} gescannt. Erst bestätigen, oder :undo."


def line_has_captures(*, sku: str, captured: int) -> str:
    return f"{serials(captured)} von {sku} nicht bestätigt. {sku} scannen und weiter, oder :cancel."


def no_stock(*, sku: str) -> str:
    return f"Kein Bestand von {sku}. :short beendet die Aufgabe."


def no_stock_here(*, sku: str, location: str, wanted: str | None) -> str:
    go_on = f" Zu {wanted} gehen." if wanted else " :short beendet die Aufgabe."
    return f"Kein {sku} auf {location}.{go_on}"


def nothing_of_it_here(*, sku: str, location: str) -> str:
    return f"Kein {sku} auf {location}."


def nothing_at_place(*, location: str) -> str:
    return f"Auf {location} liegt nichts. Einen anderen Lagerplatz scannen."


def which_stock(*, sku: str, location: str, kinds: int) -> str:
    return f"Auf {location} liegen {kinds} Sorten {sku}. Eine wählen, oder eine Seriennummer scannen."


def no_such_kind(*, code: str, sku: str, location: str) -> str:
    return f"{visible(code)} ist keine Nummer der Liste und keine Seriennummer von {sku} auf {location}."
