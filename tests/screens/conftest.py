"""A small warehouse on a temporary store, and a handheld on it, for the tests of the screens."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from serialhhd.flows.discovery import PACKAGED, FlowsFile
from serialhhd.flows.session import Session
from serialhhd.screens.hhd.app import HandheldApp
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.store import places, pre_receipts, products
from serialhhd.store.store import Store
from serialhhd.store.vocabulary import TrackingType

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

MakeApp = Callable[..., HandheldApp]


def fill(conn: Connection) -> None:
    """Announce one delivery of cameras (serials at goods in), bags (none) and chargers (none)."""
    places.add_location(conn, "A-01-02")
    cameras = TrackingType.FULL_TRACKING
    products.add(conn, "CAM-200", at=AT, name="Camera 4K Weatherproof", tracking_type=cameras)
    products.add(conn, "BAG-1", at=AT, name="Bag", tracking_type=TrackingType.NO_TRACKING)
    products.add(conn, "CHG-5", at=AT, name="Charger", tracking_type=TrackingType.TRACK_DURING_PICK)
    pre_receipts.add(
        conn, "PR-1007", [("CAM-200", 300), ("BAG-1", 4), ("CHG-5", 2)], at=AT, supplier="Acme Optics"
    )
    pre_receipts.add(conn, "PR-1008", [("BAG-1", 10)], at=AT)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The warehouse's store."""
    with Store.open(str(tmp_path / "screens.db"), create=True, clock=lambda: AT) as opened:
        opened.write(fill)
        yield opened


@pytest.fixture
def make_app(store: Store) -> MakeApp:
    """Return what makes a handheld on the store; keywords are the device's settings."""

    def make(operator: str | None = "anna", flow: str | None = "goods_in", **settings: object) -> HandheldApp:
        session = Session(store, FlowsFile(PACKAGED), operator, flow)
        return HandheldApp(session, DeviceSettings(**settings))  # type: ignore[arg-type]

    return make
