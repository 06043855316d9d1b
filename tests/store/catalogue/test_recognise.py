"""What a scanned code is in this warehouse."""

import pytest
from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products, recognise
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_entered, pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TrackingType


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """A store with one thing of each kind."""
    at, full = sqlite_store.now(), TrackingType.FULL_TRACKING

    def fill(conn: Connection) -> None:
        products.add(
            conn, "CAM-1", at=at, name="Camera", tracking_type=full, barcodes=["96385074"], by="office"
        )
        places.add_location(conn, "A-01", by="office")
        pre_receipts.add(conn, "PR-1", [("CAM-1", 1)], at=at, by="office")
        pre_entered.set_serials(conn, "PR-1", "CAM-1", ["SN1"], by="office")
        pick_lists.add(conn, "PL-1", [WantedTask("CAM-1", 1)], at=at, by="office")

    sqlite_store.write(fill)
    return sqlite_store


@pytest.mark.parametrize(
    ("code", "is_a"),
    [
        ("cam-1", "product"),
        ("96385074", "product"),
        ("a-01", "location"),
        ("PR-1", "pre-receipt"),
        ("PL-1", "pick list"),
        ("NOPE", None),
    ],
)
def test_a_code_names_what_it_is_whether_asked_for_a_code_or_a_label(
    store: Store, code: str, is_a: str | None
) -> None:
    with store.read() as conn:
        assert recognise.what_is(conn, code) == is_a
        assert recognise.what_is_label(conn, code) == is_a


def test_a_label_may_be_a_serials(store: Store) -> None:
    with store.read() as conn:
        assert recognise.what_is(conn, "sn1") is None
        assert recognise.what_is_label(conn, "sn1") == "serial"


@pytest.mark.parametrize("code", [":undo", "\uff1aundo"])
def test_what_is_said_to_a_handheld_is_the_code_of_nothing(store: Store, code: str) -> None:
    def add_product(conn: Connection, sku: str, barcodes: list[str]) -> None:
        full = TrackingType.FULL_TRACKING
        products.add(
            conn, sku, at=store.now(), name="Camera", tracking_type=full, barcodes=barcodes, by="office"
        )

    for adding in (
        lambda conn: places.add_location(conn, code, by="office"),
        lambda conn: add_product(conn, code, []),
        lambda conn: add_product(conn, "CAM-2", [code]),
    ):
        with pytest.raises(Refused, match="code_is_action"):
            store.write(adding)
    store.write(lambda conn: places.add_warehouse(conn, code, by="office"))  # nobody scans it


@pytest.mark.parametrize(
    ("refused", "names"),
    [
        (refusals.unknown(what="serial", code="a-01"), ("a-01", "location")),
        (refusals.unknown(what="product", code="SN1"), ("SN1", "serial")),
        (refusals.unknown(what="location", code="NOPE"), None),
        (refusals.unknown(what="stock line", code="7"), None),
        (refusals.serial_unknown(serial="PR-1", sku="CAM-1"), ("PR-1", "pre-receipt")),
        (refusals.serial_unknown(serial="SN1", sku="LENS-1"), None),
        (refusals.serial_not_waiting(serial="96385074", document="PL-1"), ("96385074", "product")),
        (refusals.not_on_document(sku="CAM-1", document="PL-1"), None),
    ],
)
def test_r64_a_refusal_of_a_code_that_is_not_there_says_what_it_is(
    store: Store, refused: Refused, names: tuple[str, str] | None
) -> None:
    with store.read() as conn:
        recognise.name(conn, refused)
    assert refused.names == names
