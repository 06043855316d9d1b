"""The demo's warehouse keeps every rule, and each flow of it can be played at once with the labels beside the handheld."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.config.loader import load
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.samples import two_warehouses as sample
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.check import check
from serialhhd.store.serials import traces
from serialhhd.store.stock import runs
from serialhhd.store.transfers import transfers
from serialhhd.store.words.vocabulary import SerialState

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MOST_SCANS = 30
PAPERS = {
    "goods_in": "PR-1007",
    "goods_out": "PL-501",
    "transfer_out": "TR-22",
    "transfer_in": "TR-21",
    "account_transfer": "TR-23",
    "count": "CT-31",
    "tote_pick": "BA-41",
    "batch_walk": "BA-41",
    "batch_sort": "BA-42",
    "returns": "RT-61",
}

ADJUSTS = {"adjust_out", "adjust_in"}
"""Flows that have no end: one adjustment will do."""


@pytest.fixture
def sampled(store: Store) -> Store:
    """A store that holds the demo's warehouse as it was filled at AT."""
    store.write(lambda conn: sample.fill(conn, AT))
    return store


def next_scan(session: Session, view: View) -> str:
    """Return what a newcomer enters: `:done` when all serials are there, one of what is adjusted, else the first good label."""
    if view.step == "enter_serials" and view.serials:
        wanted = 1 if view.flow in ADJUSTS else view.serials.expected
        if view.serials.captured == wanted:
            return ":done"
    return next(label.text for label in session.labels() if label.is_good)


def played(store: Store, flow: str, paper: str = "") -> View:
    """Scan the paper, then what the virtual scanner calls good, until the document is done; without one, until all is moved."""
    session = Session(store, FlowsFile(PACKAGED), "anna", flow)
    view = session.submit(Scan(paper)) if paper else session.view()
    for _ in range(MOST_SCANS):
        asks_first = view.asks in {"product", "container"}
        is_over = not paper and asks_first and not any(one.is_good for one in session.labels())
        if view.done or is_over:
            return view
        is_last = view.asks == "reason"
        view = session.submit(Scan(next_scan(session, view)))
        assert view.message is not None
        assert view.message.severity in {"info", "success"}
        if is_last:
            return view
    pytest.fail(f"{flow} is not over after {MOST_SCANS} scans")


def test_it_breaks_no_rule_and_nobody_has_anything_in_work(sampled: Store) -> None:
    with sampled.read() as conn:
        assert check(conn) == ()
        assert runs.all_open(conn) == ()


def test_its_past_lies_before_the_time_it_was_filled_at(sampled: Store) -> None:
    with sampled.read() as conn:
        times = conn.scalars(select(t.stock_transaction.c.at).order_by(t.stock_transaction.c.id)).all()
    assert times == sorted(times)
    assert times[-1] < AT


def test_one_transfer_is_on_the_road(sampled: Store) -> None:
    with sampled.read() as conn:
        on_the_road = {one.document.ref: one.in_transit for one in transfers.listed(conn)}
        states = {traces.show(conn, serial, "LCK-7").state for serial in sample.ON_THE_ROAD}
    assert on_the_road == {"TR-21": 2, "TR-22": 0, "TR-23": 0}
    assert states == {SerialState.IN_TRANSIT}


@pytest.mark.parametrize("flow", load(PACKAGED).flows)
def test_each_flow_can_be_played_at_once_with_the_labels_beside_the_handheld(
    sampled: Store, flow: str
) -> None:
    paper = PAPERS.get(flow, "")
    view = played(sampled, flow, paper)
    assert view.done is bool(paper)
    assert view.posted or paper
    with sampled.read() as conn:
        assert check(conn) == ()


def test_what_is_received_is_put_where_it_was_sent(sampled: Store) -> None:
    played(sampled, "transfer_in", "TR-21")
    with sampled.read() as conn:
        placed = traces.show(conn, sample.ON_THE_ROAD[0], "LCK-7")
    assert placed.location == sample.LOCATIONS[0]


@pytest.mark.parametrize(("condition", "place"), [("1", "A-01-01"), ("3", sample.QUARANTINE)])
def test_the_places_of_a_return_fit_its_condition(sampled: Store, condition: str, place: str) -> None:
    session = Session(sampled, FlowsFile(PACKAGED), "anna", "returns")
    for text in ("RT-61", "CAM-200", "SN0001", ":done", "", condition):
        session.submit(Scan(text))
    assert next(label.text for label in session.labels() if label.is_good) == place


def test_what_was_picked_for_a_cancelled_list_is_offered_to_be_put_back(sampled: Store) -> None:
    session = Session(sampled, FlowsFile(PACKAGED), "ben", "goods_out")
    for text in ("PL-501", "A-01-01", "CAM-200", "SN0002", "SN0003", ""):
        session.submit(Scan(text))
    session.submit(Scan(":cancel"))
    sampled.write(lambda conn: pick_lists.cancel(conn, "PL-501", AT, by="maria"))
    view = played(sampled, "returns", "PL-501")
    assert view.done


def test_goods_on_the_cart_of_a_batch_are_no_good_label_of_a_move(sampled: Store) -> None:
    labels = Session(sampled, FlowsFile(PACKAGED), "anna", "move").labels()
    assert sample.CARTS[1] not in {label.text for label in labels if label.is_good}
    assert "A-01-01" in {label.text for label in labels if label.is_good}
