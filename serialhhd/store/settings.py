"""Settings of the site."""

from datetime import datetime

from sqlalchemy import Connection, select

from serialhhd.store import tables as t
from serialhhd.store.vocabulary import TrackingType

DEFAULT_TRACKING_TYPE = "default_tracking_type"
SIGN_OF_LIFE = "sign_of_life"


def default_tracking_type(conn: Connection) -> TrackingType:
    """Return the tracking type that a new product gets when none is named (R1)."""
    value = conn.scalar(select(t.setting.c.value).where(t.setting.c.key == DEFAULT_TRACKING_TYPE))
    return TrackingType(value) if value else TrackingType.NO_TRACKING


def set_default_tracking_type(conn: Connection, tracking_type: TrackingType) -> None:
    """Change the site's default; no existing product is touched (R1)."""
    _set(conn, DEFAULT_TRACKING_TYPE, tracking_type)


def note_sign_of_life(conn: Connection, at: datetime) -> None:
    """Write down when a server last showed that it can write."""
    _set(conn, SIGN_OF_LIFE, at.isoformat(timespec="seconds"))


def _set(conn: Connection, key: str, value: str) -> None:
    conn.execute(t.insert_if_new(t.setting), {"key": key, "value": value})
    conn.execute(t.setting.update().where(t.setting.c.key == key).values(value=value))
