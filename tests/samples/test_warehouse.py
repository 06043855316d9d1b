"""The sample warehouse is a true one: it keeps every rule, has one of everything, and all of it can be worked on."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.inbound.pre_receipts import PreReceiptLine
from serialhhd.store.outbound import pick_lists
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.check import check
from serialhhd.store.serials import traces
from serialhhd.store.stock import runs
from serialhhd.store.words.vocabulary import DocumentState, SerialState, TrackingType

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MOST_SCANS = 40


@pytest.fixture
def sampled(store: Store) -> Store:
    """A store that holds the sample warehouse as it was filled at AT."""
    store.write(lambda conn: sample.fill(conn, AT))
    return store


def goods_in_lines(conn: Connection) -> list[PreReceiptLine]:
    """Return the lines of the open pre-receipts."""
    announced = pre_receipts.all_of(conn, DocumentState.OPEN)
    return [line for pre_receipt in announced for line in pre_receipts.lines(conn, pre_receipt)]


def handheld(store: Store, flow: str) -> Session:
    """Return a handheld in somebody's hand."""
    return Session(store, FlowsFile(PACKAGED), "anna", flow)


def work_through(session: Session, paper: str) -> View:
    """Scan the paper, then the first label that the virtual scanner calls good, until the document is done."""
    view = session.submit(Scan(paper))
    for _ in range(MOST_SCANS):
        if view.done or (view.message and view.message.severity == "error"):
            return view
        view = session.submit(Scan(next_scan(session, view)))
    return view


def next_scan(session: Session, view: View) -> str:
    """Return what a newcomer enters: `:done` when all serials are there, else the first good label."""
    if view.step == "enter_serials" and view.serials and view.serials.captured == view.serials.expected:
        return ":done"
    return next(label.text for label in session.labels() if label.is_good)


def test_it_breaks_no_rule(sampled: Store) -> None:
    with sampled.read() as conn:
        assert check(conn) == ()


def test_it_has_products_of_every_tracking_type_each_with_a_barcode(sampled: Store) -> None:
    with sampled.read() as conn:
        known = [products.show(conn, sku) for sku, *_ in sample.PRODUCTS]
        assert {product.tracking_type for product in known} == set(TrackingType)
        assert all(products.barcodes(conn, product) for product in known)


def test_it_has_stock_of_every_tracking_type(sampled: Store) -> None:
    with sampled.read() as conn:
        lines = conn.execute(select(t.stock_line.c.tracking_type).where(t.stock_line.c.quantity > 0)).all()
    assert {TrackingType(line.tracking_type) for line in lines} == set(TrackingType)


def test_full_tracking_is_announced_with_and_without_serials(sampled: Store) -> None:
    with sampled.read() as conn:
        lines = [line for line in goods_in_lines(conn) if line.tracking_type is TrackingType.FULL_TRACKING]
        assert {line.pre_entered for line in lines} == {0, 4}
        assert all(line.pre_entered in {0, line.quantity} for line in lines)
        assert [len(pre_receipts.serials_of(conn, line)) for line in lines if line.pre_entered] == [4]


def test_every_tracking_type_is_announced_and_is_to_be_picked(sampled: Store) -> None:
    with sampled.read() as conn:
        tasks = [
            task
            for pick_list in pick_lists.all_of(conn, DocumentState.OPEN)
            for task in pick_lists.tasks(conn, pick_list)
        ]
        announced = {line.tracking_type for line in goods_in_lines(conn)}
        wanted = {products.show(conn, task.product).tracking_type for task in tasks}
    assert announced == wanted == set(TrackingType)


def test_one_serial_has_left_and_can_be_traced(sampled: Store) -> None:
    with sampled.read() as conn:
        trace = traces.show(conn, "SN0001", "CAM-200")
        states = Counter(conn.scalars(select(t.serial.c.state)))
    assert trace.state is SerialState.DISPATCHED
    assert [event.kind for event in trace.history] == ["receipt", "pick", "dispatch"]
    assert states[SerialState.DISPATCHED] == 1
    assert SerialState.CAPTURED not in states


def test_its_past_lies_before_the_time_it_was_filled_at(sampled: Store) -> None:
    with sampled.read() as conn:
        times = conn.scalars(select(t.stock_transaction.c.at).order_by(t.stock_transaction.c.id)).all()
    assert times == sorted(times)
    assert times[0] == AT - timedelta(days=9)
    assert times[-1] < AT


def test_nobody_has_anything_in_work(sampled: Store) -> None:
    with sampled.read() as conn:
        assert runs.all_open(conn) == ()


@pytest.mark.parametrize("paper", ["PR-1007", "PR-1008", "PR-1009"])
def test_every_pre_receipt_can_be_received_with_the_labels_beside_the_handheld(
    sampled: Store, paper: str
) -> None:
    view = work_through(handheld(sampled, "goods_in"), paper)
    assert view.done
    with sampled.read() as conn:
        received = pre_receipts.show(conn, paper)
        assert received.state is DocumentState.RECEIVED
        assert all(line.done == line.quantity for line in pre_receipts.lines(conn, received))
        assert check(conn) == ()


@pytest.mark.parametrize("paper", ["PL-501", "PL-502"])
def test_every_pick_list_can_be_picked_with_the_labels_beside_the_handheld(
    sampled: Store, paper: str
) -> None:
    view = work_through(handheld(sampled, "goods_out"), paper)
    assert view.done
    with sampled.read() as conn:
        picked = pick_lists.show(conn, paper)
        assert picked.state is DocumentState.PICKED
        assert all(task.done == task.quantity for task in pick_lists.tasks(conn, picked))
        assert check(conn) == ()
