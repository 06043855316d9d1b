"""The seam: one scan in, one committed transaction, one frozen View out."""

import asyncio
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, event

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan, View
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.serials import captures
from serialhhd.store.stock import runs
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.words.vocabulary import TrackingType
from tests.dumps import dump


def runner_on(store: Store, operator: str = "anna") -> Runner:
    return Runner(store, lambda: FlowsFile(PACKAGED).current().flows["goods_in"], operator)


@pytest.fixture
def runner(store: Store) -> Runner:
    """A handheld on a store with one pre-receipt of 300 cameras."""
    at, full = store.now(), TrackingType.FULL_TRACKING
    store.write(
        lambda conn: products.add(conn, "CAM-1", at=at, name="Camera", tracking_type=full, by="office")
    )
    store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("CAM-1", 300)], at=at, by="office"))
    return runner_on(store)


def tell(runner: Runner, *texts: str) -> View:
    return [runner.submit(Scan(text)) for text in texts][-1]


def held(store: Store) -> tuple[str, ...]:
    with store.read() as conn:
        run = runs.peek_open(conn, "anna", "goods_in")
        return captures.newest(conn, run.id, 999) if run else ()


def test_looking_begins_no_run(runner: Runner, store: Store) -> None:
    assert runner.view().step == "scan_pre_receipt"
    with store.read() as conn:
        assert runs.all_open(conn) == ()


def test_a_refused_first_scan_begins_no_run(runner: Runner, store: Store) -> None:
    tell(runner, "NOPE")
    with store.read() as conn:
        assert runs.all_open(conn) == ()


def test_a_refused_scan_changes_nothing(runner: Runner, store: Store) -> None:
    tell(runner, "PR-1", "CAM-1", "SN1")
    with store.read() as conn:
        before = dump(conn)
    view = tell(runner, "SN2,SN1,SN3")
    assert view.message
    assert view.message.code == "serials_refused"
    with store.read() as conn:
        assert dump(conn) == before


def test_a_view_cannot_be_changed(runner: Runner) -> None:
    view = tell(runner, "PR-1")
    with pytest.raises(FrozenInstanceError):
        view.step = "enter_serials"  # type: ignore[misc]
    with pytest.raises(TypeError):
        view.fields["pre_receipt"] = "PR-2"  # type: ignore[index]


async def test_a_burst_of_scans_keeps_its_order_and_loses_none(runner: Runner, store: Store) -> None:
    tell(runner, "PR-1", "CAM-1")
    texts = [f"SN{number:03}" for number in range(200)]
    views = await asyncio.gather(*(runner.submit_async(Scan(text)) for text in texts))
    counted = [view.serials for view in views]
    assert [one.captured for one in counted if one] == list(range(1, 201))
    assert held(store) == tuple(reversed(texts))


async def test_a_burst_across_steps_lands_on_the_right_ones(runner: Runner, store: Store) -> None:
    texts = ["PR-1", "CAM-1", "SN1", "SN1", "SN2", ":done", "", ":yes", "GOODS-IN"]
    views = await asyncio.gather(*(runner.submit_async(Scan(text)) for text in texts))
    assert [view.message.code for view in views if view.message] == [
        "document_opened",
        "product_chosen",
        "serial_captured",
        "serial_already_captured",
        "serial_captured",
        "serials_complete",
        "line_short",
        "quantity_confirmed",
        "line_received",
    ]
    assert views[-1].done
    assert held(store) == ()


def test_more_captured_serials_than_a_view_carries_are_asked_for(runner: Runner) -> None:
    view = tell(runner, "PR-1", "CAM-1", "SN001..SN030", ":yes")
    assert view.serials
    assert view.serials.newest == tuple(f"SN{number:03}" for number in range(30, 18, -1))
    assert runner.captured(before=12, limit=3) == ("SN018", "SN017", "SN016")
    assert runner.captured(before=28) == ("SN002", "SN001")


def test_the_same_scan_id_is_accepted_again_only_while_it_is_remembered(runner: Runner) -> None:
    tell(runner, "PR-1", "CAM-1")
    for number in range(9):
        runner.submit(Scan(f"SN{number}", f"id-{number}"))
    for number, code in ((8, "scan_accepted"), (1, "scan_accepted"), (0, "serial_already_captured")):
        view = runner.submit(Scan(f"SN{number}", f"id-{number}"))
        assert view.message
        assert view.message.code == code


def test_a_crash_in_the_middle_of_a_scan_leaves_nothing_of_it(sqlite_store: Store) -> None:
    store, at = sqlite_store, sqlite_store.now()
    full = TrackingType.FULL_TRACKING
    store.write(
        lambda conn: products.add(conn, "CAM-1", at=at, name="Camera", tracking_type=full, by="office")
    )
    store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("CAM-1", 3)], at=at, by="office"))
    tell(runner_on(store), "PR-1", "CAM-1", "SN1")

    def posting_dies(_conn: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO stock_transaction"):
            raise MemoryError

    writing = store.write(lambda conn: conn.engine)
    tell(runner_on(store), ":done", "", ":yes")
    event.listen(writing, "before_cursor_execute", posting_dies)
    with pytest.raises(MemoryError):
        tell(runner_on(store), "GOODS-IN")
    event.remove(writing, "before_cursor_execute", posting_dies)
    assert runner_on(store).view().step == "scan_location"
    assert held(store) == ("SN1",)
    assert tell(runner_on(store), "GOODS-IN").done


def test_a_store_that_is_gone_takes_no_scan(runner: Runner, store: Store) -> None:
    store.close()
    with pytest.raises(StoreUnavailable):
        tell(runner, "PR-1")


def test_a_view_is_the_json_of_the_line_mode(runner: Runner) -> None:
    said = tell(runner, "PR-1", "CAM-1", "SN1").as_json()
    assert said["serials"] == {"captured": 1, "expected": 300, "last": "SN1", "newest": ["SN1"]}
    assert said["message"] == {"severity": "success", "code": "serial_captured", "text": "SN1  1/300"}
    assert (said["flow"], said["step"], said["prompt"], said["done"]) == (
        "goods_in",
        "enter_serials",
        "SERIAL?",
        False,
    )
    assert said["fields"] == {
        "pre_receipt": "PR-1",
        "product": "CAM-1",
        "name": "Camera",
        "tracking_type": "full_tracking",
        "quantity": 300,
    }
    assert said["actions"][:3] == [":done", ":undo", ":back"]


def test_the_newest_capture_is_undone_even_if_the_clock_was_set_back(store_url: str) -> None:
    times = iter(datetime(2026, 3, 29, 12, tzinfo=UTC) - timedelta(minutes=minute) for minute in count())
    with Store.open(store_url, clock=lambda: next(times)) as store:
        at, full = store.now(), TrackingType.FULL_TRACKING
        store.write(
            lambda conn: products.add(conn, "CAM-1", at=at, name="Camera", tracking_type=full, by="office")
        )
        store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("CAM-1", 300)], at=at, by="office"))
        view = tell(runner_on(store), "PR-1", "CAM-1", "SN1", "SN2,SN3", "SN4", ":undo", ":undo")
        assert view.serials
        assert (view.serials.captured, view.serials.newest) == (2, ("SN2", "SN1"))
