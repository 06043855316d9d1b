"""Many scans in one write, and everything a terminal does to them on the way."""

import pytest
from sqlalchemy import text

from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.store.store import Store
from tests.screens.conftest import MakeApp, OpenTerminal

SIZE = (26, 16)
ON_SERIALS = ("PR-1007\r", "CAM-200\r")


def captured(store: Store) -> list[str]:
    with store.read() as conn:
        rows = conn.execute(text("SELECT serial FROM serial WHERE state = 'captured' ORDER BY captured_at"))
        return [row.serial for row in rows]
