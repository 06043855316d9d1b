"""Stock, y lo que está bloqueado o caducado."""

from serialhhd.flows.sentences.spanish.wording import place_of, place_wanted
from serialhhd.flows.sentences.spanish.wording import state as state_name


def not_enough_stock(*, location: str, available: int, wanted: int) -> str:
    return f"En {location} hay {available}, no {wanted}. Quizá alguien recogió algo."


def same_place(*, location: str) -> str:
    return f"La mercancía ya está en {location}."


def other_warehouse(*, location: str, warehouse: str, wanted: str) -> str:
    return f"{location} está en el almacén {warehouse}. No en {wanted}."


def wrong_location_kind(*, location: str, kind: str, wanted: str | None = None) -> str:
    return f"{location} es {place_of(kind)}. Use {place_wanted(wanted)}."


def location_not_empty(*, location: str) -> str:
    return f"En {location} hay mercancía. Su tipo solo cambia si está vacía."


def serial_on_hold(*, serial: str, location: str | None, reason: str) -> str:
    place = f" en {location}" if location else ""
    return f"{serial}{place} está bloqueado: {reason}."


def serials_on_hold(*, serials: tuple[str, ...]) -> str:
    return f"Bloqueado, no sale: {', '.join(serials)}."


def serial_not_holdable(*, serial: str, state: str) -> str:
    return f"{serial} está {state_name(state)}: solo se bloquea lo que está en stock o recogido."


def serial_not_on_hold(*, serial: str) -> str:
    return f"{serial} no está bloqueado."


def serial_held_with_product(*, serial: str, sku: str, reason: str) -> str:
    return f"{serial} está bloqueado con su producto {sku} o su lote: {reason}. Libere eso."


def product_on_hold(*, sku: str, lot: str | None, reason: str) -> str:
    return f"{f'Lote {lot} de ' if lot else ''}{sku} está bloqueado: {reason}."


def product_not_on_hold(*, sku: str, lot: str | None, held: tuple[str | None, ...]) -> str:
    what = f"Lote {lot} de {sku}" if lot else f"{sku} entero"
    others = ", ".join(f"lote {one}" if one else "todo el producto" for one in held)
    return f"{what} no está bloqueado" + (f"; está bloqueado {others}." if others else ".")


def lot_holds(*, lot: str | None, expiry: str | None) -> str:
    if lot is None:
        return f"Caducidad {expiry}: para las series que siguen."
    return f"Lote {lot}{f', caducidad {expiry}' if expiry else ''}: para las series que siguen."


def serial_of_other_lot(*, serial: str, lot: str, scanned: str) -> str:
    return f"{serial} llegó con lote {lot}; esta etiqueta dice {scanned}. Apártelo, avise al supervisor."


def serial_of_other_expiry(*, serial: str, expiry: str, scanned: str) -> str:
    return f"{serial} llegó con caducidad {expiry}; aquí pone {scanned}. Apártelo, avise al supervisor."


def serial_expired(*, serial: str, expiry: str) -> str:
    return f"{serial} está caducado: su último día fue {expiry}. Apártelo."


def serials_expired(*, serials: tuple[str, ...]) -> str:
    return f"Caducado, no sale: {', '.join(serials)}."


def product_expired(*, sku: str, expiry: str) -> str:
    return f"Este {sku} está caducado: su último día fue {expiry}. Tome otro."


def serial_not_among_known(*, serial: str, sku: str, location: str) -> str:
    return f"{serial} no está en {location}, y allí se conocen las series de todos los {sku}."


def units_have_serials(*, sku: str, location: str, known: int, without: int) -> str:
    there = f"{location} tiene {known} {sku} con serie conocida: tómelas."
    return f"{there} Sin serie van {without} más." if without else there


def known_serials_stay(*, sku: str, location: str, known: int, without: int) -> str:
    return f"En {location} hay {without} {sku} sin serie conocida y {known} con ella: tome esas, o menos."
