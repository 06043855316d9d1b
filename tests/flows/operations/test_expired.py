"""A unit is expired by the local day: the same moment is another day elsewhere."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.words.vocabulary import TrackingType

LATE = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


@pytest.fixture
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The computer's time zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def work(store: Store, flow: str, *texts: str) -> View:
    handheld = Session(store, FlowsFile(PACKAGED), "anna", flow)
    return [handheld.submit(Scan(text)) for text in texts][-1]


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(
    ("zone", "code"),
    [("UTC", "serial_captured"), ("Pacific/Auckland", "serial_expired"), ("America/Lima", "serial_captured")],
    indirect=["zone"],
)
def test_the_last_day_ends_at_local_midnight(store_url: str, code: str) -> None:
    with Store.open(store_url, clock=lambda: LATE) as store:
        full = TrackingType.FULL_TRACKING
        ean = ["09521234543213"]
        store.write(
            lambda conn: products.add(
                conn, "CAM", at=LATE, name="Camera", tracking_type=full, barcodes=ean, by="office"
            )
        )
        store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("CAM", 1)], at=LATE, by="office"))
        store.write(lambda conn: pick_lists.add(conn, "PL-1", [WantedTask("CAM", 1)], at=LATE, by="office"))
        label = "(01)09521234543213(21)S1(17)260301"
        work(store, "goods_in", "PR-1", label, ":done", "", "GOODS-IN")
        message = work(store, "goods_out", "PL-1", "GOODS-IN", "CAM", "S1").message
        assert message
        assert message.code == code
