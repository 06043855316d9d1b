"""Stock, and what of it is on hold or expired."""

from serialhhd.flows.sentences.english.wording import place_of
from serialhhd.flows.sentences.sentence import error, info, refuses


@error
def not_enough_stock(*, location: str, available: int, wanted: int) -> str:
    return f"{location} has {available}, not {wanted}. Somebody else may have taken some."


@error
def same_place(*, location: str) -> str:
    return f"The goods are at {location} already."


@error
def other_warehouse(*, location: str, warehouse: str, wanted: str) -> str:
    return f"{location} is in warehouse {warehouse}. Not in {wanted}."


@error
def wrong_location_kind(*, location: str, kind: str, wanted: str | None = None) -> str:
    return f"{location} is {place_of(kind)}. Take {place_of(wanted) if wanted else 'another one'}."


@error
def location_not_empty(*, location: str) -> str:
    return f"Goods are at {location}. Its kind can change only while it is empty."


@error
def serial_on_hold(*, serial: str, location: str | None, reason: str) -> str:
    place = f" at {location}" if location else ""
    return f"{serial}{place} is on hold: {reason}."


@error
def serials_on_hold(*, serials: tuple[str, ...]) -> str:
    return f"On hold, and must stay: {', '.join(serials)}."


@error
def serial_not_holdable(*, serial: str, state: str) -> str:
    return f"{serial} is {state}: only what is in stock or picked can be put on hold."


@error
def serial_not_on_hold(*, serial: str) -> str:
    return f"{serial} is not on hold."


@error
def serial_held_with_product(*, serial: str, sku: str, reason: str) -> str:
    return f"{serial} is on hold with its product {sku} or its lot: {reason}. Release that."


@error
def product_on_hold(*, sku: str, lot: str | None, reason: str) -> str:
    return f"{f'Lot {lot} of ' if lot else ''}{sku} is on hold: {reason}."


@error
def product_not_on_hold(*, sku: str, lot: str | None, held: tuple[str | None, ...]) -> str:
    what = f"Lot {lot} of {sku}" if lot else f"{sku} as a whole"
    others = ", ".join(f"lot {one}" if one else "the whole product" for one in held)
    return f"{what} is not on hold" + (f"; on hold is {others}." if others else ".")


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


@refuses
@error
def product_expired(*, sku: str, expiry: str) -> str:
    return f"This {sku} is expired: its last day was {expiry}. Take another one."


@error
def serial_not_among_known(*, serial: str, sku: str, location: str) -> str:
    return f"{serial} is not in stock at {location}, and the serials of all {sku} there are known."


@error
def units_have_serials(*, sku: str, location: str, known: int, without: int) -> str:
    there = f"{location} has {known} {sku} with a known serial: take those."
    return f"{there} {without} more go without." if without else there


@error
def known_serials_stay(*, sku: str, location: str, known: int, without: int) -> str:
    return (
        f"{location} has {without} {sku} without a known serial by now, and {known} with one: take those, "
        "or fewer."
    )
