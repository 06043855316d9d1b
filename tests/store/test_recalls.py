"""Recalls: what is concerned, where it is, to whom it went."""

from datetime import UTC, datetime, timedelta

import pytest

from serialhhd.store import desk_receiving, holds, pre_receipts, products, recalls, sample, stock, traces
from serialhhd.store.desk_receiving import Delivery
from serialhhd.store.recalls import Asked, Concerned, Recall
from serialhhd.store.refusal import Refused
from serialhhd.store.store import Store
from serialhhd.store.vocabulary import SerialState, TrackingType

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def sampled(store: Store) -> Store:
    store.write(lambda conn: sample.fill(conn, AT))
    return store


def find(store: Store, **asked: str | tuple[str, ...]) -> tuple[Recall, tuple[Concerned, ...]]:
    with store.read() as conn:
        recall = recalls.find(conn, Asked(**asked))  # type: ignore[arg-type]
        rows = tuple(recalls.every(conn, recall))
        counts = recalls.counts(conn, recall)
    assert sum(counts.values()) == len(rows)
    assert all(sum(row.state is state for row in rows) == number for state, number in counts.items())
    return recall, rows


def test_a_recall_by_product_finds_all_its_serials_and_where_they_are(sampled: Store) -> None:
    _, rows = find(sampled, product="cam-200")
    gone, *here = rows
    assert (gone.serial, gone.state, gone.customer, gone.document) == (
        "SN0001",
        SerialState.DISPATCHED,
        "Harbour Office",
        "PL-499",
    )
    assert gone.dispatched_at == AT - timedelta(days=2)
    assert {(row.state, row.location, row.dispatched_at) for row in here} == {
        (SerialState.IN_STOCK, "A-01-01", None)
    }


def test_what_is_on_its_way_is_named_with_its_pre_receipt(sampled: Store) -> None:
    _, rows = find(sampled, product="RTR-10", pre_receipt="PR-1008")
    assert {(row.state, row.document, row.customer) for row in rows} == {
        (SerialState.EXPECTED, "PR-1008", None)
    }
    assert len(rows) == 4


def test_a_recall_by_pre_receipt_and_by_supplier_finds_what_they_brought(sampled: Store) -> None:
    _, of_delivery = find(sampled, pre_receipt="PR-1001")
    assert [row.serial for row in of_delivery] == [
        *(f"SN{number:04}" for number in range(1, 7)),
        *(f"R10-{number:05}" for number in range(1, 4)),
    ]
    assert find(sampled, supplier="LENS & CO")[1] == of_delivery
    assert find(sampled, supplier="Northlink", product="CAM-200")[1] == ()


def test_a_recall_of_named_serials_says_which_are_not_known(sampled: Store) -> None:
    recall, rows = find(sampled, product="CAM-200", serials=("sn0002", "SN0001", "SN0009", "R10-00001"))
    assert [row.serial for row in rows] == ["SN0001", "SN0002"]
    assert recall.unknown == ("SN0009", "R10-00001")


def test_a_recall_by_lot(sampled: Store) -> None:
    def receive(conn: object) -> None:
        products.add(conn, "MED", at=AT, name="Pump", tracking_type=TrackingType.FULL_TRACKING)  # type: ignore[arg-type]
        pre_receipts.add(conn, "PR-9", [("MED", 2)], at=AT)  # type: ignore[arg-type]
        desk_receiving.receive(conn, "PR-9", "MED", Delivery("A-01-01", ("M1", "M2")), operator="x", at=AT)  # type: ignore[arg-type]
        conn.exec_driver_sql("UPDATE serial SET lot = 'L7' WHERE serial = 'M2'")  # type: ignore[attr-defined]

    sampled.write(receive)
    assert [row.serial for row in find(sampled, lot="L7")[1]] == ["M2"]


def test_everything_in_the_house_is_held_in_one_step(sampled: Store) -> None:
    recall, _ = find(sampled, product="CAM-200", serials=("SN0001", "SN0002", "SN0003"))
    held = sampled.write(lambda conn: recalls.hold(conn, recall, reason="fire", operator="maria", at=AT))
    assert held == 2
    _, rows = find(sampled, product="CAM-200")
    assert [row.on_hold for row in rows] == [None, "fire", "fire", None, None, None]
    recall, _ = find(sampled, product="CAM-200")
    assert sampled.write(lambda conn: recalls.hold(conn, recall, reason="all", operator="maria", at=AT)) == 3


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [({}, "recall_of_nothing"), ({"product": "NOPE"}, "unknown"), ({"pre_receipt": "NOPE"}, "unknown")],
)
def test_what_cannot_be_recalled_is_refused(sampled: Store, asked: dict[str, str], refusal: str) -> None:
    with pytest.raises(Refused) as refused:
        find(sampled, **asked)
    assert refused.value.code == refusal


def test_a_long_recall_comes_in_pages(store: Store) -> None:
    texts = tuple(f"S{number:04}" for number in range(1200))

    def receive(conn: object) -> None:
        products.add(conn, "CAM", at=AT, name="Camera", tracking_type=TrackingType.FULL_TRACKING)  # type: ignore[arg-type]
        pre_receipts.add(conn, "PR-1", [("CAM", 1200)], at=AT)  # type: ignore[arg-type]
        desk_receiving.receive(conn, "PR-1", "CAM", Delivery("GOODS-IN", texts), operator="x", at=AT)  # type: ignore[arg-type]

    store.write(receive)
    for asked in ({"product": "CAM"}, {"serials": texts}):
        _, rows = find(store, **asked)
        assert [row.serial for row in rows] == list(texts)


# --- warranty ---------------------------------------------------------------------------------------------------


def trace_of(store: Store, serial: str) -> traces.Trace:
    with store.read() as conn:
        return traces.show(conn, serial)


def test_a_warranty_runs_from_dispatch_and_covers_its_last_moment_but_one(sampled: Store) -> None:
    sampled.write(lambda conn: products.set_warranty(conn, "CAM-200", 365))
    trace = trace_of(sampled, "SN0001")
    until = AT - timedelta(days=2) + timedelta(days=365)
    assert trace.warranty_until == until
    assert trace.is_covered(until - timedelta(microseconds=1)) is True
    assert trace.is_covered(until) is False
    in_stock = trace_of(sampled, "SN0002")
    assert (in_stock.warranty_until, in_stock.is_covered(AT)) == (None, None)


def test_a_returned_serial_has_no_running_warranty(sampled: Store) -> None:
    sampled.write(lambda conn: products.set_warranty(conn, "CAM-200", 365))
    back = {"sku": None, "location": "A-01-02", "reason": "unwanted", "operator": "maria"}
    sampled.write(lambda conn: stock.take_back(conn, "SN0001", at=AT, **back))  # type: ignore[arg-type]
    assert trace_of(sampled, "SN0001").warranty_until is None


def test_a_product_without_warranty_covers_nothing(sampled: Store) -> None:
    assert trace_of(sampled, "SN0001").warranty_until is None
    with pytest.raises(Refused) as refused:
        sampled.write(lambda conn: products.set_warranty(conn, "CAM-200", 0))
    assert refused.value.code == "warranty_not_positive"


def test_a_trace_names_supplier_and_customer(sampled: Store) -> None:
    gone, here = trace_of(sampled, "SN0001"), trace_of(sampled, "SN0002")
    assert (gone.supplier, gone.customer) == ("Lens & Co", "Harbour Office")
    assert (here.supplier, here.customer) == ("Lens & Co", None)
    assert holds.HOLDABLE == (SerialState.IN_STOCK, SerialState.PICKED)
