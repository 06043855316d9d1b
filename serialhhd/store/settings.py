"""Settings of the site."""

from sqlalchemy import Connection, select

from serialhhd.store import tables as t
from serialhhd.store.vocabulary import TrackingType

DEFAULT_TRACKING_TYPE = "default_tracking_type"


def default_tracking_type(conn: Connection) -> TrackingType:
    """Return the tracking type that a new product gets when none is named (R1)."""
    value = conn.scalar(select(t.setting.c.value).where(t.setting.c.key == DEFAULT_TRACKING_TYPE))
    return TrackingType(value) if value else TrackingType.NO_TRACKING


def set_default_tracking_type(conn: Connection, tracking_type: TrackingType) -> None:
    """Change the site's default; no existing product is touched (R1)."""
    values = {"key": DEFAULT_TRACKING_TYPE, "value": tracking_type}
    conn.execute(t.insert_if_new(t.setting), values)
    conn.execute(
        t.setting.update().where(t.setting.c.key == DEFAULT_TRACKING_TYPE).values(value=tracking_type)
    )
