"""Receiving a line at the desk: beside the handhelds, with what it leaves in the ledger."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select

from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_entered, pre_receipts, receiving
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.inbound.receiving import Received
from serialhhd.store.schema import check
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures, serials, traces
from serialhhd.store.stock import ledger, runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.store.words.vocabulary import DocumentState, RunState, SerialState, TrackingType


@pytest.fixture
def announced(store: Store) -> Iterator[Store]:
    """PR-1 with 2 cameras under Full Tracking and 3 batteries without tracking."""
    at = store.now()

    def fill(conn: Connection) -> None:
        products.add(conn, "CAM", at=at, name="Camera", tracking_type=TrackingType.FULL_TRACKING, by="office")
        products.add(conn, "BAT", at=at, name="Battery", tracking_type=TrackingType.NO_TRACKING, by="office")
        pre_receipts.add(conn, "PR-1", [("CAM", 2), ("BAT", 3)], at=at, by="office")

    store.write(fill)
    yield store
    assert store.write(check.check) == ()


def receive(store: Store, sku: str, delivery: Delivery, operator: str = "office") -> Received:
    at = store.now()
    return store.write(lambda conn: desk_receiving.receive(conn, "PR-1", sku, delivery, by=operator, at=at))


def refusal_of(store: Store, sku: str, delivery: Delivery) -> Refused:
    with pytest.raises(Refused) as refused:
        receive(store, sku, delivery)
    return refused.value


def take_in_work(store: Store, sku: str, operator: str, flow: str = "goods_in") -> Run:
    at = store.now()

    def work(conn: Connection) -> Run:
        document = pre_receipts.show(conn, "PR-1")
        run = runs.begin(conn, operator=operator, flow=flow, config="{}", position="{}", at=at)
        runs.set_document(conn, run.id, document.id)
        line = pre_receipts.line_of(conn, document, products.show(conn, sku))
        receiving.claim(conn, line, run, document.ref)
        return run

    return store.write(work)


def test_a_line_that_a_handheld_has_in_work_is_refused_with_who_has_it(announced: Store) -> None:
    run = take_in_work(announced, "CAM", "anna")
    refused = refusal_of(announced, "CAM", Delivery("GOODS-IN", ("A", "B")))
    assert (refused.code, refused.facts) == ("line_in_work", {"sku": "CAM", "operator": "anna"})
    receive(announced, "BAT", Delivery("GOODS-IN"))
    at = announced.now()
    announced.write(lambda conn: runs.release(conn, run.id, at, by="office"))
    assert receive(announced, "CAM", Delivery("GOODS-IN", ("A", "B"))).is_complete


def test_the_same_person_may_have_a_handheld_in_work(announced: Store) -> None:
    run = take_in_work(announced, "BAT", "anna", flow="desk")
    receive(announced, "CAM", Delivery("GOODS-IN", ("A", "B")), operator="anna")
    with announced.read() as conn:
        assert [one.id for one in runs.all_open(conn)] == [run.id]


def test_its_run_is_done_and_holds_nothing(announced: Store) -> None:
    receive(announced, "CAM", Delivery("GOODS-IN", ("A", "B")))
    with announced.read() as conn:
        (run,) = conn.execute(select(t.run.c.id, t.run.c.state, t.run.c.captured)).all()
        assert (run.state, run.captured) == (RunState.DONE, 0)
        assert captures.newest(conn, run.id, 9) == ()


def test_the_ledger_says_who_received_which_serials(announced: Store) -> None:
    receive(announced, "CAM", Delivery("GOODS-IN", ("A", " B ", "c")))
    with announced.read() as conn:
        (entry,) = ledger.page(conn)
        trace = traces.show(conn, "C")
    assert (entry.operator, entry.document, entry.quantity) == ("office", "PR-1", 3)
    assert (trace.serial, trace.state, trace.location) == ("c", SerialState.IN_STOCK, "GOODS-IN")


def test_pre_entered_serials_are_accepted_whole_and_no_others_are_taken(announced: Store) -> None:
    announced.write(lambda conn: pre_entered.set_serials(conn, "PR-1", "CAM", ["A", "B"], by="office"))
    assert refusal_of(announced, "CAM", Delivery("GOODS-IN", ("A", "B"))).code == "serials_not_taken"
    for quantity in (0, 1, 3):
        refused = refusal_of(announced, "CAM", Delivery("GOODS-IN", quantity=quantity))
        assert (refused.code, refused.facts["pre_entered"]) == ("quantity_is_pre_entered", 2)
    assert receive(announced, "CAM", Delivery("GOODS-IN")).line.done == 2
    with announced.read() as conn:
        assert traces.show(conn, "A").state is SerialState.IN_STOCK


def test_a_serial_that_a_handheld_holds_is_refused_with_who_has_it(announced: Store) -> None:
    at = announced.now()

    def capture(conn: Connection) -> None:
        product = products.show(conn, "CAM")
        run = runs.begin(conn, operator="anna", flow="goods_in", config="{}", position="{}", at=at)
        captures.insert_new(conn, product.id, serials.entry("A"), run.id, at)

    announced.write(capture)
    refused = refusal_of(announced, "CAM", Delivery("GOODS-IN", ("A", "B")))
    assert (refused.code, len(refused.facts["refused"]), refused.facts["count"]) == ("serials_refused", 1, 2)
    (why,) = refused.facts["refused"]
    assert (why.code, why.facts["operator"]) == ("serial_captured_elsewhere", "anna")
    at = announced.now()
    with announced.read() as conn:
        (run,) = runs.all_open(conn)
    announced.write(lambda conn: runs.release(conn, run.id, at, by="office"))


def test_a_line_is_closed_with_nothing_and_no_location(announced: Store) -> None:
    received = receive(announced, "CAM", Delivery("", quantity=0))
    assert (received.line.state, received.line.done) == (DocumentState.RECEIVED, 0)
    assert refusal_of(announced, "CAM", Delivery("GOODS-IN", ("A",))).code == "line_already_received"


def test_a_quantity_below_zero_is_refused(announced: Store) -> None:
    refused = refusal_of(announced, "BAT", Delivery("GOODS-IN", quantity=-1))
    assert (refused.code, refused.facts) == ("quantity_negative", {"quantity": -1})


def test_what_speaks_against_serials_is_asked_about_and_taken_where_somebody_is_sure(
    announced: Store,
) -> None:
    with pytest.raises(Doubtful) as doubtful:
        receive(announced, "CAM", Delivery("GOODS-IN", ("A", "1")))
    assert doubtful.value.code == "serials_doubtful"
    assert receive(announced, "CAM", Delivery("GOODS-IN", ("A", "1"), sure=True)).line.done == 2
