"""Bestand, und was davon gesperrt oder abgelaufen ist."""

from serialhhd.flows.sentences.german.wording import place_of, place_wanted
from serialhhd.flows.sentences.german.wording import state as state_name


def not_enough_stock(*, location: str, available: int, wanted: int) -> str:
    return f"Auf {location} sind {available}, nicht {wanted}. Vielleicht hat jemand etwas entnommen."


def same_place(*, location: str) -> str:
    return f"Die Ware liegt schon auf {location}."


def other_warehouse(*, location: str, warehouse: str, wanted: str) -> str:
    return f"{location} ist im Lager {warehouse}. Nicht in {wanted}."


def wrong_location_kind(*, location: str, kind: str, wanted: str | None = None) -> str:
    return f"{location} ist {place_of(kind)}. {place_wanted(wanted)} nehmen."


def location_not_empty(*, location: str) -> str:
    return f"Auf {location} liegt Ware. Die Art ändern geht nur, wenn der Platz leer ist."


def serial_on_hold(*, serial: str, location: str | None, reason: str) -> str:
    place = f" auf {location}" if location else ""
    return f"{serial}{place} ist gesperrt: {reason}."


def serials_on_hold(*, serials: tuple[str, ...]) -> str:
    return f"Gesperrt, bleibt hier: {', '.join(serials)}."


def serial_not_holdable(*, serial: str, state: str) -> str:
    return f"{serial} ist {state_name(state)}: sperren geht nur im Bestand oder entnommen."


def serial_not_on_hold(*, serial: str) -> str:
    return f"{serial} ist nicht gesperrt."


def serial_held_with_product(*, serial: str, sku: str, reason: str) -> str:
    return f"{serial} ist mit dem Artikel {sku} oder der Charge gesperrt: {reason}. Diese freigeben."


def product_on_hold(*, sku: str, lot: str | None, reason: str) -> str:
    return f"{f'Charge {lot} von ' if lot else ''}{sku} ist gesperrt: {reason}."


def product_not_on_hold(*, sku: str, lot: str | None, held: tuple[str | None, ...]) -> str:
    what = f"Charge {lot} von {sku}" if lot else f"{sku} als Ganzes"
    others = ", ".join(f"Charge {one}" if one else "der ganze Artikel" for one in held)
    return f"{what} ist nicht gesperrt" + (f"; gesperrt ist {others}." if others else ".")


def lot_holds(*, lot: str | None, expiry: str | None) -> str:
    if lot is None:
        return f"Verfall {expiry}: für die folgenden Seriennummern."
    return f"Charge {lot}{f', Verfall {expiry}' if expiry else ''}: für die folgenden Seriennummern."


def serial_of_other_lot(*, serial: str, lot: str, scanned: str) -> str:
    return f"{serial} kam mit Charge {lot}; dieses Etikett sagt {scanned}. Beiseite legen, Schichtleitung fragen."


def serial_of_other_expiry(*, serial: str, expiry: str, scanned: str) -> str:
    return f"{serial} kam mit Verfall {expiry}; dieses Etikett sagt {scanned}. Beiseite legen, Schichtleitung fragen."


def serial_expired(*, serial: str, expiry: str) -> str:
    return f"{serial} ist abgelaufen: letzter Tag war {expiry}. Beiseite legen."


def serials_expired(*, serials: tuple[str, ...]) -> str:
    return f"Abgelaufen, bleibt hier: {', '.join(serials)}."


def product_expired(*, sku: str, expiry: str) -> str:
    return f"Dieser {sku} ist abgelaufen: letzter Tag war {expiry}. Einen anderen nehmen."


def serial_not_among_known(*, serial: str, sku: str, location: str) -> str:
    return f"{serial} ist nicht auf {location}, und die Seriennummern aller {sku} dort sind bekannt."


def units_have_serials(*, sku: str, location: str, known: int, without: int) -> str:
    there = f"{location} hat {known} {sku} mit bekannter Seriennummer: diese nehmen."
    return f"{there} Ohne gehen {without} mehr." if without else there


def known_serials_stay(*, sku: str, location: str, known: int, without: int) -> str:
    return f"Auf {location} sind {without} {sku} ohne bekannte Seriennummer, {known} mit: die nehmen, oder weniger."
