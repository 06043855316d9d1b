"""Stock, and what of it is on hold or expired."""

from serialhhd.store.words.refusal import refuses


@refuses
def not_enough_stock(*, location: str, available: int, wanted: int) -> None: ...


@refuses
def same_place(*, location: str) -> None: ...


@refuses
def other_warehouse(*, location: str, warehouse: str, wanted: str) -> None: ...


@refuses
def wrong_location_kind(*, location: str, kind: str, wanted: str | None = None) -> None: ...


@refuses
def location_not_empty(*, location: str) -> None: ...


@refuses
def serial_on_hold(*, serial: str, location: str | None, reason: str) -> None: ...


@refuses
def serials_on_hold(*, serials: tuple[str, ...]) -> None: ...


@refuses
def serial_not_holdable(*, serial: str, state: str) -> None: ...


@refuses
def serial_not_on_hold(*, serial: str) -> None: ...


@refuses
def serial_held_with_product(*, serial: str, sku: str, reason: str) -> None: ...


@refuses
def product_on_hold(*, sku: str, lot: str | None, reason: str) -> None: ...


@refuses
def product_not_on_hold(*, sku: str, lot: str | None, held: tuple[str | None, ...]) -> None: ...


@refuses
def serial_of_other_lot(*, serial: str, lot: str, scanned: str) -> None: ...


@refuses
def serial_of_other_expiry(*, serial: str, expiry: str, scanned: str) -> None: ...


@refuses
def serial_expired(*, serial: str, expiry: str) -> None: ...


@refuses
def serials_expired(*, serials: tuple[str, ...]) -> None: ...


@refuses
def serial_not_among_known(*, serial: str, sku: str, location: str) -> None: ...


@refuses
def units_have_serials(*, sku: str, location: str, known: int, without: int) -> None: ...


@refuses
def known_serials_stay(*, sku: str, location: str, known: int, without: int) -> None: ...
