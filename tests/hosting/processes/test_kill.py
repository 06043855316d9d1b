"""The promise of the beep (R14): a process killed at any moment has lost nothing that was acknowledged."""

import pytest
from sqlalchemy import select

from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.check import check
from serialhhd.store.words.vocabulary import TrackingType
from tests.hosting.handheld_process import Handheld


@pytest.fixture
def filled(sqlite_store: Store) -> Store:
    """A store with a pre-receipt of many cameras."""
    at = sqlite_store.now()
    full = TrackingType.FULL_TRACKING
    sqlite_store.write(
        lambda conn: products.add(conn, "CAM-1", at=at, name="Camera", tracking_type=full, by="office")
    )
    sqlite_store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("CAM-1", 10_000)], at=at, by="office"))
    return sqlite_store


def captured(store: Store) -> list[str]:
    with store.read() as conn:
        return list(conn.scalars(select(t.serial.c.serial).where(t.serial.c.run_id.is_not(None))))


@pytest.mark.parametrize(
    "acknowledged_before", [7, *(pytest.param(before, marks=pytest.mark.slow) for before in (0, 1, 23, 40))]
)
def test_a_kill_in_a_burst_of_scans_loses_nothing_acknowledged_and_doubles_nothing(
    filled: Store, acknowledged_before: int
) -> None:
    handheld = Handheld(filled)
    handheld.send("PR-1", "CAM-1")
    for _ in range(2):
        handheld.answer()
    sent = [f"SN{number:05}" for number in range(60)]
    handheld.send(*sent)
    acknowledged = [handheld.answer() for _ in range(acknowledged_before)]
    acknowledged += handheld.kill()
    beeped = [view["serials"]["last"] for view in acknowledged]
    kept = captured(filled)
    assert set(beeped) <= set(kept) <= set(sent)
    assert len(kept) == len(set(kept))
    assert len(kept) <= len(beeped) + 1, "at most the scan that had not beeped yet"

    again = Handheld(filled)
    assert again.first["step"] == "enter_serials"
    assert again.first["serials"]["captured"] == len(kept)
    again.kill()


@pytest.mark.slow
def test_a_kill_after_each_answer_of_a_receipt_resumes_at_that_step(filled: Store) -> None:
    for entry in ("PR-1", "CAM-1", "SN1", "SN2", ":done", "", ":yes", "GOODS-IN"):
        handheld = Handheld(filled)
        handheld.send(entry)
        answer = handheld.answer()
        handheld.kill()
        resumed = Handheld(filled)
        assert resumed.first["step"] == answer["step"]
        assert resumed.first["fields"] == answer["fields"]
        assert resumed.first["serials"] == answer["serials"]
        assert resumed.first["proposed"] == answer["proposed"]
        resumed.kill()
    with filled.read() as conn:
        assert check(conn) == ()
        assert pre_receipts.lines(conn, pre_receipts.show(conn, "PR-1"))[0].done == 2
