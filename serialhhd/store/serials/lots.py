"""The lot and the expiry of a serial: kept from its arrival on (R5), never overwritten, and refused where they contradict (R51)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeGuard

from sqlalchemy import ColumnElement, Connection, bindparam, case, func, null, or_, select

from serialhhd.store import refusals
from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState
from serialhhd.value_class import value_class

NAMED_AT_MOST = 5
ASKED_AT_ONCE = 500
"""So many serials are asked for by one statement."""


@value_class
class LotAndExpiry:
    """The lot (AI 10) and the expiry (AI 17, `YYYY-MM-DD`) of a unit; each may be unknown."""

    lot: str | None = None
    expiry: str | None = None

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return self.lot is not None or self.expiry is not None

    def completed(self, held: "LotAndExpiry") -> "LotAndExpiry":
        """Return it with what it does not say itself taken from what was scanned with the product.

        Nothing is taken where they differ: then the unit is of another lot.
        """
        if is_contradiction(self, held):
            return self
        return replace(self, lot=self.lot or held.lot, expiry=self.expiry or held.expiry)

    def as_fields(self) -> dict[str, str]:
        """Return what is known of it."""
        known = {"lot": self.lot, "expiry": self.expiry}
        return {name: value for name, value in known.items() if value is not None}

    def as_columns(self) -> dict[str, str | None]:
        """Return it as the columns of a serial."""
        return {"lot": self.lot, "lot_key": key(self.lot), "expiry": self.expiry}


UNKNOWN = LotAndExpiry()


def key(lot: str | None) -> str | None:
    """Return what a lot is looked up by: letter case does not count, as with serials (R4)."""
    return None if lot is None else codes.serial_key(lot)


def is_contradiction(one: LotAndExpiry, other: LotAndExpiry) -> bool:
    """Tell whether a unit cannot be of both."""
    return _differ(key(one.lot), key(other.lot)) or _differ(one.expiry, other.expiry)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def is_expired(expiry: str | None, day: date | None) -> TypeGuard[str]:
    """Tell whether a unit is over on a day: its last day was before. None of either: it is not."""
    return expiry is not None and day is not None and expiry < day.isoformat()


_s = t.serial.c


def _unless_expected(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((_s.state == SerialState.EXPECTED, null()), else_=column)


FREED: Mapping[str, Any] = {
    "run_id": None,
    "captured_at": None,
    **{name: _unless_expected(_s[name]) for name in ("lot", "lot_key", "expiry")},
}
"""A capture that is released: the serial is as it was before, and one that is only expected had no lot yet."""

_LOT, _EXPIRY, _DAY = (bindparam(name, type_=t.Text) for name in ("given_lot", "given_expiry", "day"))
MAY_LEAVE = (
    or_(_LOT.is_(None), func.coalesce(_s.lot_key, _LOT) == _LOT),
    or_(_EXPIRY.is_(None), func.coalesce(_s.expiry, _EXPIRY) == _EXPIRY),
    or_(_DAY.is_(None), func.coalesce(_s.expiry, _EXPIRY, _DAY) >= _DAY),
)
"""The conditions under which lot and expiry let a serial leave: no contradiction to the scan, and not over on the day."""
_ON_LINE = select(_s.lot, _s.expiry).where(
    _s.serial_key == bindparam("key"),
    _s.product_id == bindparam("product_id"),
    _s.stock_line_id == bindparam("line_id"),
)
_EXPIRED_MOVED = (
    select(_s.serial)
    .join_from(t.transaction_serial, t.serial, t.transaction_serial.c.serial_id == _s.id)
    .where(t.transaction_serial.c.transaction_id == bindparam("transaction_id"), _s.expiry < bindparam("day"))
    .order_by(_s.id)
    .limit(NAMED_AT_MOST)
)


def parameters(given: LotAndExpiry, day: date | None) -> dict[str, str | None]:
    """Return the parameters of `MAY_LEAVE`."""
    return {
        "given_lot": key(given.lot),
        "given_expiry": given.expiry,
        "day": day.isoformat() if day else None,
    }


def kept(conn: Connection, product_id: int, serial_key: str, line_id: int) -> LotAndExpiry:
    """Return what is kept of a serial on a stock line; unknown where it is not there."""
    where = {"key": serial_key, "product_id": product_id, "line_id": line_id}
    row = conn.execute(_ON_LINE, where).one_or_none()
    return LotAndExpiry(*row) if row else UNKNOWN


def known(conn: Connection, product_id: int, serial_keys: Sequence[str]) -> dict[str, LotAndExpiry]:
    """Return what is kept of each of these serials of a product, by their keys; none of one that the store does not know."""
    found: dict[str, LotAndExpiry] = {}
    for start in range(0, len(serial_keys), ASKED_AT_ONCE):
        wanted = (_s.product_id == product_id, _s.serial_key.in_(serial_keys[start : start + ASKED_AT_ONCE]))
        rows = conn.execute(select(_s.serial_key, _s.lot, _s.expiry).where(*wanted))
        found |= {row.serial_key: LotAndExpiry(row.lot, row.expiry) for row in rows}
    return found


def why_not(serial: str, of: LotAndExpiry, given: LotAndExpiry, day: date | None) -> Refused | None:
    """Return why a unit cannot leave as it was scanned; None where its lot and expiry are no reason.

    Args:
        serial: The serial.
        of: What is kept of it.
        given: What came with the scan.
        day: The day on which it must not be over; None: it may.
    """
    if of.lot is not None and given.lot is not None and key(of.lot) != key(given.lot):
        return refusals.serial_of_other_lot(serial=serial, lot=of.lot, scanned=given.lot)
    if of.expiry is not None and given.expiry is not None and of.expiry != given.expiry:
        return refusals.serial_of_other_expiry(serial=serial, expiry=of.expiry, scanned=given.expiry)
    expiry = of.expiry or given.expiry
    if is_expired(expiry, day):
        return refusals.serial_expired(serial=serial, expiry=expiry)
    return None


def check_moved(conn: Connection, transaction_id: int, day: date | None) -> None:
    """Check that no serial that a transaction is about to move is over by now: a day may have ended since it was scanned.

    Raises:
        Refused: `serials_expired`, naming the first few.
    """
    if day is None:
        return
    moved = {"transaction_id": transaction_id, "day": day.isoformat()}
    over = tuple(conn.scalars(_EXPIRED_MOVED, moved))
    if over:
        raise refusals.serials_expired(serials=over)
