"""What could be scanned now: the virtual scanner is told what is true, and nothing is changed by asking."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from sqlalchemy import Connection, select

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.samples import scannable
from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import TrackingType

T = TypeVar("T")
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def sampled(store: Store) -> Store:
    """The sample warehouse."""
    store.write(lambda conn: sample.fill(conn, AT))
    return store


def ask(store: Store, question: Callable[[Connection], T]) -> T:
    with store.read() as conn:
        return question(conn)


def product_id(conn: Connection, sku: str) -> int:
    return products.show(conn, sku).id


def line_id(conn: Connection, ref: str, sku: str) -> int:
    document = pre_receipts.show(conn, ref)
    return pre_receipts.line_of(conn, document, products.show(conn, sku)).id


def stock_line_id(conn: Connection, sku: str) -> int:
    wanted = select(t.stock_line.c.id).where(t.stock_line.c.product_id == product_id(conn, sku))
    return int(conn.execute(wanted).scalar_one())


def scan(store: Store, flow: str, *texts: str) -> None:
    """Scan on a handheld, and leave it there."""
    session = Session(store, FlowsFile(PACKAGED), "anna", flow)
    for text in texts:
        session.submit(Scan(text))


def test_the_barcode_is_the_one_on_the_label_else_the_sku(sampled: Store) -> None:
    full = TrackingType.FULL_TRACKING
    sampled.write(
        lambda conn: products.add(conn, "PLAIN", at=AT, name="No label", tracking_type=full, by="office")
    )
    assert (
        ask(sampled, lambda conn: scannable.barcode(conn, products.show(conn, "CAM-200"))) == "9521234543213"
    )
    assert ask(sampled, lambda conn: scannable.barcode(conn, products.show(conn, "PLAIN"))) == "PLAIN"


def test_another_product_is_none_of_those_that_are_wanted(sampled: Store) -> None:
    def other(conn: Connection) -> str:
        (found,) = scannable.other_products(
            conn, {product_id(conn, "CAM-200"), product_id(conn, "RTR-10")}, 1
        )
        return found.sku

    assert ask(sampled, other) == "LCK-7"


def test_there_is_no_other_product_where_all_are_wanted(sampled: Store) -> None:
    with sampled.read() as conn:
        everything = {product_id(conn, sku) for sku, *_ in sample.PRODUCTS}
        assert scannable.other_products(conn, everything, 1) == ()


def test_locations_come_by_code_and_no_more_than_asked_for(sampled: Store) -> None:
    assert ask(sampled, lambda conn: scannable.locations(conn, 2)) == ("A-01-01", "A-01-02")
    assert ask(sampled, lambda conn: scannable.locations(conn, 99)) == tuple(
        sorted((*sample.LOCATIONS, "GOODS-IN"))
    )


def test_expected_serials_are_those_of_the_line_in_the_order_they_were_entered(sampled: Store) -> None:
    def expected(conn: Connection, limit: int) -> tuple[str, ...]:
        return scannable.expected_serials(conn, line_id(conn, "PR-1008", "RTR-10"), limit)

    everything = ("R10-00031", "R10-00032", "R10-00033", "R10-00034")
    assert ask(sampled, lambda conn: expected(conn, 9)) == everything
    assert ask(sampled, lambda conn: expected(conn, 2)) == everything[:2]


def test_a_line_without_pre_entered_serials_expects_none(sampled: Store) -> None:
    assert (
        ask(sampled, lambda conn: scannable.expected_serials(conn, line_id(conn, "PR-1007", "CAM-200"), 9))
        == ()
    )


def test_an_expected_serial_that_is_scanned_is_offered_no_more(
    sampled: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    flows = tmp_path_factory.mktemp("verify") / "flows.toml"
    text = PACKAGED.read_text(encoding="utf-8").replace('"accept"', '"verify"')
    flows.write_text(text, encoding="utf-8")
    session = Session(sampled, FlowsFile(flows), "anna", "goods_in")
    for entry in ("PR-1008", "RTR-10", "R10-00032"):
        session.submit(Scan(entry))
    left = ask(sampled, lambda conn: scannable.expected_serials(conn, line_id(conn, "PR-1008", "RTR-10"), 9))
    assert left == ("R10-00031", "R10-00033", "R10-00034")


def test_serials_in_stock_are_those_of_the_stock_line_that_nobody_has_scanned(sampled: Store) -> None:
    def there(conn: Connection, limit: int = 9) -> tuple[str, ...]:
        return scannable.serials_in_stock(conn, stock_line_id(conn, "CAM-200"), limit)

    assert ask(sampled, there) == ("SN0002", "SN0003", "SN0004", "SN0005", "SN0006")
    assert ask(sampled, lambda conn: there(conn, 1)) == ("SN0002",)
    scan(sampled, "goods_out", "PL-501", "A-01-01", "CAM-200", "SN0002", "SN0004")
    assert ask(sampled, there) == ("SN0003", "SN0005", "SN0006")


def test_a_stock_line_under_track_during_pick_has_no_serials_to_offer(sampled: Store) -> None:
    assert ask(sampled, lambda conn: scannable.serials_in_stock(conn, stock_line_id(conn, "SEN-3"), 9)) == ()


def test_a_serial_elsewhere_has_left_and_is_none_of_those_named(sampled: Store) -> None:
    def elsewhere(conn: Connection, sku: str, *but: str) -> str | None:
        return scannable.serial_elsewhere(conn, product_id(conn, sku), but)

    assert ask(sampled, lambda conn: elsewhere(conn, "CAM-200")) == "SN0001"
    assert ask(sampled, lambda conn: elsewhere(conn, "CAM-200", "SN0001")) is None
    assert ask(sampled, lambda conn: elsewhere(conn, "RTR-10")) is None


def test_the_highest_serial_is_the_last_of_the_product_whatever_its_state(sampled: Store) -> None:
    def highest(conn: Connection, sku: str) -> str | None:
        return scannable.highest_serial(conn, product_id(conn, sku))

    assert ask(sampled, lambda conn: highest(conn, "CAM-200")) == "SN0006"
    assert ask(sampled, lambda conn: highest(conn, "RTR-10")) == "R10-00034"
    assert ask(sampled, lambda conn: highest(conn, "BAT-5")) is None
    scan(sampled, "goods_in", "PR-1007", "CAM-200", "SN0100")
    assert ask(sampled, lambda conn: highest(conn, "CAM-200")) == "SN0100"


def test_known_serials_are_looked_up_by_their_keys_and_per_product(sampled: Store) -> None:
    def known(conn: Connection, sku: str) -> set[str]:
        return scannable.known_serials(conn, product_id(conn, sku), ["sn0001", "sn0002", "sn0099"])

    assert ask(sampled, lambda conn: known(conn, "CAM-200")) == {"sn0001", "sn0002"}
    assert ask(sampled, lambda conn: known(conn, "RTR-10")) == set()


@pytest.mark.parametrize(
    ("flow", "entries"),
    [
        ("goods_in", ("PR-1007", "CAM-200", "SN0007", ":done", "")),
        ("goods_out", ("PL-501", "A-01-01", "CAM-200", "SN0002", "SN0003")),
    ],
)
def test_asking_for_labels_at_any_step_changes_nothing(
    sampled: Store, flow: str, entries: tuple[str, ...]
) -> None:
    def everything(conn: Connection) -> list[object]:
        tables = (t.serial, t.document_line, t.pre_receipt_line, t.stock_line, t.run)
        return [tuple(conn.execute(select(table)).all()) for table in tables]

    session = Session(sampled, FlowsFile(PACKAGED), "anna", flow)
    for entry in ("", *entries):
        session.submit(Scan(entry))
        before = ask(sampled, everything)
        assert session.labels()
        assert ask(sampled, everything) == before
