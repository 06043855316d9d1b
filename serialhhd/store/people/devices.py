"""Shared devices: terminals that log in with a key of their own, and then ask who is at them (R59)."""

from datetime import datetime

from sqlalchemy import Connection, func, select, update

from serialhhd.store import refusals
from serialhhd.store.schema import tables as t
from serialhhd.store.words import acting, codes
from serialhhd.value_class import value_class


@value_class
class Device:
    """A shared device, and how many keys it may log in with."""

    name: str
    is_disabled: bool
    keys: int


_KEYS = (
    select(func.count())
    .where(t.public_key.c.device_id == t.device.c.id)
    .correlate(t.device)
    .scalar_subquery()
)


def add(conn: Connection, name: str, at: datetime, *, by: str) -> str:
    """Add a device and return its name; no operator may have it, as both are names to log in by.

    Raises:
        Refused: `already_there`, or the name is not one.
    """
    acting.named(by)
    cleaned = codes.clean(name, "device")
    name_key = codes.key(cleaned)
    if conn.scalar(select(t.operator.c.id).where(t.operator.c.name_key == name_key)) is not None:
        raise refusals.already_there(what="operator", code=cleaned)
    row = {"name": cleaned, "name_key": name_key, "created_at": at}
    if not conn.execute(t.insert_if_new(t.device), row).rowcount:
        raise refusals.already_there(what="device", code=cleaned)
    return cleaned


def all_devices(conn: Connection) -> tuple[Device, ...]:
    """Return all devices, by name."""
    d = t.device.c
    rows = conn.execute(select(d.name, d.disabled_at.is_not(None), _KEYS).order_by(d.name_key))
    return tuple(Device(name, bool(is_disabled), keys) for name, is_disabled, keys in rows)


def disable(conn: Connection, name: str, at: datetime, *, by: str) -> None:
    """Let a device log in no longer.

    Raises:
        Refused: `unknown` device.
    """
    _set_disabled(conn, name, at, by)


def enable(conn: Connection, name: str, *, by: str) -> None:
    """Let a device log in again.

    Raises:
        Refused: `unknown` device.
    """
    _set_disabled(conn, name, None, by)


def _set_disabled(conn: Connection, name: str, at: datetime | None, by: str) -> None:
    acting.named(by)
    cleaned = codes.clean(name, "device")
    changed = update(t.device).where(t.device.c.name_key == codes.key(cleaned)).values(disabled_at=at)
    if not conn.execute(changed).rowcount:
        raise refusals.unknown(what="device", code=cleaned)
