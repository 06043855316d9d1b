"""The ledger as it is asked: by what people call things, page by page."""

import pytest
from sqlalchemy import Connection

from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_receipts
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.stock import ledger
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TrackingType

RECEIVED = {"PR-1": ("CAM", ("C3", "C1", "C2")), "PR-2": ("LENS", ("L1",))}


@pytest.fixture
def received(store: Store) -> Store:
    """Two receipts, each of a document and a product of its own."""
    at = store.now()

    def fill(conn: Connection) -> None:
        for ref, (sku, serials) in RECEIVED.items():
            products.add(conn, sku, at=at, name=sku, tracking_type=TrackingType.FULL_TRACKING, by="office")
            pre_receipts.add(conn, ref, [(sku, len(serials))], at=at, by="office")
            desk_receiving.receive(conn, ref, sku, Delivery("GOODS-IN", serials), by="office", at=at)

    store.write(fill)
    return store


@pytest.mark.parametrize(
    "asked",
    [{"document": "pr-2"}, {"product": "LENS"}, {"serial": " l1 "}, {"document": "PR-2", "serial": "L1"}],
)
def test_it_is_asked_by_number_product_and_serial(received: Store, asked: dict[str, str]) -> None:
    with received.read() as conn:
        (found,) = ledger.page(conn, ledger.named(conn, ledger.EVERYTHING, **asked))
    assert (found.product, found.serials) == ("LENS", ("L1",))


@pytest.mark.parametrize("what", ["document", "serial"])
def test_what_is_unknown_is_called_by_what_it_is(received: Store, what: str) -> None:
    with received.read() as conn, pytest.raises(Refused) as refused:
        ledger.named(conn, ledger.EVERYTHING, **{what: "NOPE"})
    assert (refused.value.code, refused.value.facts) == ("unknown", {"what": what, "code": "NOPE"})


def test_its_serials_are_told_in_the_order_in_which_they_came(received: Store) -> None:
    with received.read() as conn:
        _, cameras = ledger.page(conn)
        first = ledger.serials_of(conn, cameras.id, limit=2)
        rest = ledger.serials_of(conn, cameras.id, after=first[-1].id)
    assert [one.serial for one in (*first, *rest)] == ["C3", "C1", "C2"]
