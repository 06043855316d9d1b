"""One serial at a time, off the stock and back, by whoever stands at the desk."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_receipts
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.serials import traces
from serialhhd.store.serials.traces import Trace
from serialhhd.store.stock import holds, stock
from serialhhd.store.stock.stock import StockFilter
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState, TrackingType

Change = Callable[..., Trace]


@pytest.fixture
def twins(store: Store) -> Store:
    """A store with a TWIN of two products, at GOODS-IN."""
    at = store.now()

    def fill(conn: Connection) -> None:
        for sku in ("CAM", "LENS"):
            products.add(conn, sku, at=at, name=sku, tracking_type=TrackingType.FULL_TRACKING, by="office")
        pre_receipts.add(conn, "PR-1", [("CAM", 1), ("LENS", 1)], at=at, by="office")
        for sku in ("CAM", "LENS"):
            delivery = Delivery("GOODS-IN", ("TWIN",))
            desk_receiving.receive(conn, "PR-1", sku, delivery, by="office", at=at)

    store.write(fill)
    return store


def change(store: Store, does: Change, sku: str | None, **more: Any) -> Trace:
    at = store.now()
    return store.write(lambda conn: does(conn, "TWIN", sku=sku, by="maria", at=at, **more))


def trace(store: Store, sku: str) -> Trace:
    with store.read() as conn:
        return traces.show(conn, "TWIN", sku)


@pytest.mark.parametrize(
    ("does", "more"),
    [
        (stock.remove, {"reason": "lost"}),
        (stock.take_back, {"reason": "found", "location": "GOODS-IN"}),
        (holds.hold, {"reason": "dented"}),
        (holds.release, {}),
    ],
)
def test_a_serial_of_two_products_is_not_guessed(twins: Store, does: Change, more: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        change(twins, does, None, **more)
    assert refused.value.code == "serial_of_several_products"


def test_what_happens_to_it_happens_to_the_one_that_is_named(twins: Store) -> None:
    before = trace(twins, "CAM")
    assert change(twins, holds.hold, "LENS", reason="dented").on_hold == "dented"
    assert change(twins, holds.release, "LENS").on_hold is None
    assert change(twins, stock.remove, "LENS", reason="lost").state is SerialState.REMOVED
    assert change(twins, stock.take_back, "LENS", reason="found", location="GOODS-IN").product == "LENS"
    assert trace(twins, "LENS").state is SerialState.IN_STOCK
    assert trace(twins, "CAM") == before


def test_a_reason_that_cannot_be_shown_is_refused_as_a_reason(twins: Store) -> None:
    for does, more in ((stock.remove, {}), (stock.take_back, {"location": "GOODS-IN"})):
        with pytest.raises(Refused) as refused:
            change(twins, does, "CAM", reason="lost\x1b", **more)
        assert refused.value.facts == {"what": "reason", "code": "lost\x1b"}


def test_the_stock_list_goes_on_after_a_line(twins: Store) -> None:
    with twins.read() as conn:
        first, second = stock.page(conn)
        assert stock.page(conn, limit=1) == (first,)
        assert stock.page(conn, after=first.id) == (second,)
        assert stock.page(conn, after=second.id) == ()


@pytest.mark.parametrize(
    ("search", "skus"), [("le", ["LENS"]), ("CAM", ["CAM"]), ("goods", ["CAM", "LENS"]), ("ENS", [])]
)
def test_the_stock_list_is_searched_by_how_products_and_places_begin(
    twins: Store, search: str, skus: list[str]
) -> None:
    with twins.read() as conn:
        assert [line.product for line in stock.page(conn, StockFilter(search=search))] == skus
