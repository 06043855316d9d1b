"""Listings by key: every filter, on both engines, and every page joined to the next without a gap."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.stock import ledger, stock
from serialhhd.store.stock.ledger import TransactionFilter
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import (
    DocumentState,
    SerialState,
    TrackingType,
    TransactionKind,
)

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def sampled(store: Store) -> Store:
    store.write(lambda conn: sample.fill(conn, AT))
    return store


def paged(store: Store, page: Callable[[Connection, Any], tuple[Any, ...]]) -> list[Any]:
    """All rows, two a page."""
    rows: list[Any] = []
    with store.read() as conn:
        while found := page(conn, rows[-1] if rows else None):
            assert len(found) <= 2
            rows.extend(found)
    return rows


def test_products_are_searched_by_sku_name_and_barcode(sampled: Store) -> None:
    def skus(search: str) -> list[str]:
        found = paged(
            sampled,
            lambda conn, last: products.page(conn, search=search, limit=2, after=last and last.sku),
        )
        return [product.sku for product in found]

    assert skus("") == ["BAT-5", "BRK-1", "CAM-200", "CBL-2", "LCK-7", "RTR-10", "SEN-3"]
    assert skus("c") == ["CAM-200", "CBL-2"]
    assert skus("WALL") == ["BRK-1"]
    assert skus("9521234543213") == ["CAM-200"]
    assert skus("%") == skus("_") == skus("zzz") == []


def test_documents_are_searched_by_number_partner_and_state(sampled: Store) -> None:
    def announced(**narrowed: Any) -> list[str]:
        found = paged(
            sampled,
            lambda conn, last: pre_receipts.page(conn, limit=2, after=last and last.document.id, **narrowed),
        )
        return [one.document.ref for one in found]

    def wanted(**narrowed: Any) -> list[str]:
        found = paged(
            sampled,
            lambda conn, last: pick_lists.page(conn, limit=2, after=last and last.document.id, **narrowed),
        )
        return [one.document.ref for one in found]

    assert announced() == ["PR-1009", "PR-1008", "PR-1007", "PR-1001"]
    assert announced(search="lens") == ["PR-1007", "PR-1001"]
    assert announced(search="pr-1001") == announced(state=DocumentState.RECEIVED) == ["PR-1001"]
    assert wanted() == ["PL-502", "PL-501", "PL-499"]
    assert wanted(search="Hotel") == ["PL-501"]
    assert wanted(state=DocumentState.DISPATCHED) == ["PL-499"]


def test_a_page_of_documents_tells_how_far_they_are(sampled: Store) -> None:
    with sampled.read() as conn:
        of_delivery = pre_receipts.page(conn, search="PR-1009")[0]
        of_list = pick_lists.page(conn, search="PL-499")[0]
    assert (of_delivery.lines, of_delivery.open_lines) == (3, 3)
    assert (of_delivery.quantity, of_delivery.done) == (47, 0)
    assert (of_list.lines, of_list.open_lines, of_list.quantity, of_list.done) == (1, 0, 1, 1)


def test_the_stock_list_is_narrowed(sampled: Store) -> None:
    def lines(wanted: stock.StockFilter = stock.EVERYTHING, **codes: str) -> list[str]:
        def page(conn: Connection, last: Any) -> tuple[Any, ...]:
            return stock.page(conn, wanted.named(conn, **codes), limit=2, after=last and last.id)

        return [line.product for line in paged(sampled, page)]

    assert lines() == ["CAM-200", "RTR-10", "SEN-3", "CBL-2", "BRK-1"]
    assert lines(location="b-01-01") == ["CBL-2", "BRK-1"]
    assert lines(product="cam-200", account="main") == ["CAM-200"]
    assert lines(stock.StockFilter(tracking_type=TrackingType.TRACK_DURING_PICK)) == ["SEN-3"]
    assert lines(stock.StockFilter(search="a-01")) == ["CAM-200", "RTR-10"]
    with pytest.raises(Refused):
        lines(location="NOWHERE")


def test_the_ledger_is_narrowed(sampled: Store) -> None:
    def kinds(wanted: TransactionFilter = ledger.EVERYTHING, **codes: str) -> list[str]:
        def page(conn: Connection, last: Any) -> tuple[Any, ...]:
            narrowed = ledger.named(conn, wanted, **codes)
            return ledger.page(conn, narrowed, limit=2, after=last and last.id)

        return [entry.kind.value for entry in paged(sampled, page)]

    assert kinds() == ["dispatch", "pick", *["receipt"] * 5]
    assert kinds(TransactionFilter(with_serials=True)) == ["dispatch", "pick", "receipt", "receipt"]
    assert kinds(product="CAM-200") == ["dispatch", "pick", "receipt"]
    assert kinds(document="pl-499") == ["dispatch", "pick"]
    assert kinds(document="PR-1001", product="RTR-10") == ["receipt"]
    assert kinds(serial="sn0002") == ["receipt"]
    assert kinds(TransactionFilter(operator="maria")) == ["pick", *["receipt"] * 5]
    assert kinds(TransactionFilter(kind=TransactionKind.DISPATCH)) == ["dispatch"]
    assert kinds(TransactionFilter(begin=AT - timedelta(days=3))) == ["dispatch", "pick"]
    assert kinds(TransactionFilter(end=AT - timedelta(days=3))) == ["receipt"] * 5
    assert kinds(TransactionFilter(begin=AT)) == []
    for unknown in ("document", "serial", "product"):
        with pytest.raises(Refused):
            kinds(ledger.EVERYTHING, **{unknown: "NOPE"})


def test_a_period_is_right_even_if_the_clock_was_set_back(store: Store) -> None:
    """Ids rise, times do not: a period is in order of time, page by page."""

    def fill(conn: Connection) -> None:
        sample.fill(conn, AT)
        for hours in (5, 1, 3, 1, 4):
            ref = f"PR-{hours}-{conn.exec_driver_sql('SELECT count(*) FROM document').scalar()}"
            from serialhhd.store.inbound import desk_receiving
            from serialhhd.store.inbound.desk_receiving import Delivery

            at = AT + timedelta(hours=hours)
            pre_receipts.add(conn, ref, [("CBL-2", 1)], at=at, by="office")
            desk_receiving.receive(conn, ref, "CBL-2", Delivery("B-01-01"), by="ben", at=at)

    store.write(fill)
    wanted = TransactionFilter(begin=AT + timedelta(hours=1), end=AT + timedelta(hours=5))
    found = paged(store, lambda conn, last: ledger.page(conn, wanted, limit=2, after=last and last.id))
    assert [(entry.at - AT) / timedelta(hours=1) for entry in found] == [4, 3, 1, 1]
    assert len({entry.id for entry in found}) == 4


def test_the_serials_of_a_transaction_are_paged(sampled: Store) -> None:
    with sampled.read() as conn:
        entry = next(one for one in ledger.page(conn) if one.product == "CAM-200" and one.quantity == 6)
    found = paged(
        sampled,
        lambda conn, last: ledger.serials_of(conn, entry.id, limit=2, after=last and last.id),
    )
    assert [one.serial for one in found] == list(entry.serials)
    assert [one.state for one in found] == [SerialState.DISPATCHED, *[SerialState.IN_STOCK] * 5]
