"""Recalls: what is concerned, where it is, to whom it went."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import products
from serialhhd.store.desk import recalls
from serialhhd.store.desk.recalls import Concerned, Recall, Scope
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_receipts
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState, TrackingType
from tests.filled import fill

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def sampled(store: Store) -> Store:
    store.write(lambda conn: sample.fill(conn, AT))
    return store


def find(store: Store, **scope: str | tuple[str, ...]) -> tuple[Recall, tuple[Concerned, ...]]:
    with store.read() as conn:
        recall = recalls.find(conn, Scope(**scope))  # type: ignore[arg-type]
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


def test_a_recall_by_lot_whatever_its_letter_case(sampled: Store) -> None:
    ean = ["9521234543305"]

    def announce(conn: Connection) -> None:
        products.add(
            conn,
            "MED",
            at=AT,
            name="Pump",
            tracking_type=TrackingType.FULL_TRACKING,
            barcodes=ean,
            by="office",
        )
        pre_receipts.add(conn, "PR-9", [("MED", 3)], at=AT, by="office")

    sampled.write(announce)
    handheld = Session(sampled, FlowsFile(PACKAGED), "ben", "goods_in")
    label = "(01)09521234543305(21){}"
    serials = (label.format("M1"), f"{label.format('M2')}(10)L7", f"{label.format('M3')}(10)l7")
    for text in ("PR-9", "MED", *serials, ":done", "", "A-01-01"):
        handheld.submit(Scan(text))
    for lot in ("L7", "l7 "):
        assert [row.serial for row in find(sampled, lot=lot)[1]] == ["M2", "M3"]


def test_everything_in_the_house_is_held_in_one_step(sampled: Store) -> None:
    recall, _ = find(sampled, product="CAM-200", serials=("SN0001", "SN0002", "SN0003"))
    held = sampled.write(lambda conn: recalls.hold(conn, recall, reason="fire", by="maria", at=AT))
    assert held == 2
    _, rows = find(sampled, product="CAM-200")
    assert [row.on_hold for row in rows] == [None, "fire", "fire", None, None, None]
    recall, _ = find(sampled, product="CAM-200")
    assert sampled.write(lambda conn: recalls.hold(conn, recall, reason="all", by="maria", at=AT)) == 3


@pytest.mark.parametrize(
    ("scope", "refusal"),
    [
        ({}, "recall_of_nothing"),
        ({"product": "NOPE"}, "unknown"),
        ({"pre_receipt": "NOPE"}, "unknown"),
        ({"supplier": "Nobody"}, "unknown"),
    ],
)
def test_what_cannot_be_recalled_is_refused(sampled: Store, scope: dict[str, str], refusal: str) -> None:
    with pytest.raises(Refused) as refused:
        find(sampled, **scope)
    assert refused.value.code == refusal


def test_a_long_recall_comes_in_pages(store: Store) -> None:
    texts = tuple(f"S{number:04}" for number in range(1200))

    def receive(conn: object) -> None:
        products.add(conn, "CAM", at=AT, name="Camera", tracking_type=TrackingType.FULL_TRACKING, by="office")  # type: ignore[arg-type]
        pre_receipts.add(conn, "PR-1", [("CAM", 1200)], at=AT, by="office")  # type: ignore[arg-type]
        desk_receiving.receive(conn, "PR-1", "CAM", Delivery("GOODS-IN", texts), by="x", at=AT)  # type: ignore[arg-type]

    store.write(receive)
    for scope in ({"product": "CAM"}, {"serials": texts}, {"pre_receipt": "PR-1"}):
        _, rows = find(store, **scope)
        assert [row.serial for row in rows] == list(texts)


def receive(store: Store, ref: str, supplier: str, *texts: str) -> None:
    """Announce and receive cameras, from a supplier."""

    def work(conn: Connection) -> None:
        if products.find(conn, "CAM") is None:
            products.add(
                conn, "CAM", at=AT, name="Camera", tracking_type=TrackingType.FULL_TRACKING, by="office"
            )
        pre_receipts.add(conn, ref, [("CAM", len(texts))], at=AT, supplier=supplier, by="office")
        desk_receiving.receive(conn, ref, "CAM", Delivery("GOODS-IN", texts), by="x", at=AT)

    store.write(work)


@pytest.mark.parametrize("supplier", ["Ömer & Straße", "ÖMER & STRASSE", " ömer & strasse "])
def test_a_supplier_is_found_whatever_its_letters(store: Store, supplier: str) -> None:
    receive(store, "PR-1", "Ömer & Straße", "S1")
    receive(store, "PR-2", "ÖMER & STRASSE", "S2")
    receive(store, "PR-3", "Omer", "S3")
    assert [row.serial for row in find(store, supplier=supplier)[1]] == ["S1", "S2"]


def test_what_is_asked_together_narrows_together(store: Store) -> None:
    receive(store, "PR-1", "Lens & Co", "S1", "S2")
    receive(store, "PR-2", "Lens & Co", "S3")
    receive(store, "PR-3", "Volt", "S4")
    named = ("S2", "S3", "S4", "S9")
    recall, rows = find(store, supplier="Lens & Co", serials=named)
    assert [row.serial for row in rows] == ["S2", "S3"]
    assert recall.unknown == ("S9",)
    assert [row.serial for row in find(store, supplier="Lens & Co", pre_receipt="PR-2")[1]] == ["S3"]
    assert find(store, supplier="Lens & Co", pre_receipt="PR-3", serials=named)[1] == ()
    assert store.write(lambda conn: recalls.hold(conn, recall, reason="fire", by="x", at=AT)) == 2
    assert [row.on_hold for row in find(store, product="CAM")[1]] == [None, "fire", "fire", None]


def test_what_came_in_since_it_was_found_is_held_too(store: Store) -> None:
    receive(store, "PR-1", "Lens & Co", "S1")
    recall, _ = find(store, supplier="Lens & Co")
    receive(store, "PR-2", "Lens & Co", "S2")
    assert store.write(lambda conn: recalls.hold(conn, recall, reason="fire", by="x", at=AT)) == 2


def test_a_recall_for_people_says_first_what_can_still_be_stopped(sampled: Store) -> None:
    with sampled.read() as conn:
        recall = recalls.find(conn, Scope(product="CAM-200"))
        rows = tuple(recalls.grouped(conn, recall))
        (gone,) = recalls.every(conn, recall, SerialState.DISPATCHED)
    assert [row.serial for row in rows] == [f"SN{number:04}" for number in (2, 3, 4, 5, 6, 1)]
    assert rows[-1] == gone
    assert {row.name for row in rows} == {"Camera 4K outdoor"}


@pytest.mark.parametrize("scope", [Scope(supplier="Supplier 1"), Scope(product="P000001")], ids=str)
def test_a_page_asks_no_more_of_a_large_store(tmp_path: Path, scope: Scope) -> None:
    steps = [_steps_of_a_page(tmp_path / f"{size}.db", size, scope) for size in (9_000, 36_000)]
    assert 0 < steps[1] <= 1.1 * steps[0]


def _steps_of_a_page(path: Path, serials: int, scope: Scope) -> int:
    """Return how many steps SQLite's machine takes for the last full page of a recall, in tens."""
    with Store.open(str(path), create=True) as store:
        fill(store, serials)
        with store.read() as conn:
            recall = recalls.find(conn, scope)
            after = tuple(recalls.every(conn, recall))[-21].id
            ticks = count()
            conn.connection.dbapi_connection.set_progress_handler(lambda: next(ticks) * 0, 10)  # type: ignore[union-attr]
            assert len(recalls.page(conn, recall, limit=20, after=after)) == 20
            conn.connection.dbapi_connection.set_progress_handler(None, 0)  # type: ignore[union-attr]
            return next(ticks)
