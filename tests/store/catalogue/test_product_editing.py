"""Editing and retiring products: what came stays, every change is kept, and nothing new is promised of what is retired."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import product_editing, products
from serialhhd.store.catalogue.product_editing import Edit
from serialhhd.store.catalogue.products import Product
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipt_editing, pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.schema import check
from serialhhd.store.serials import traces
from serialhhd.store.stock import stock
from serialhhd.store.words.refusal import Refused
from tests.conftest import Sql

T = TypeVar("T")


@pytest.fixture
def sampled(store: Store) -> Store:
    store.write(lambda conn: sample.fill(conn, store.now()))
    return store


def ask(store: Store, question: Callable[[Connection], T]) -> T:
    with store.read() as conn:
        return question(conn)


def edit(store: Store, sku: str, wanted: Edit) -> Product:
    at = store.now()
    return store.write(lambda conn: product_editing.edit(conn, sku, wanted, by="maria", at=at))


def kept(store: Store, sku: str) -> list[tuple[str, str | None, str | None, str]]:
    changes = ask(store, lambda conn: product_editing.changes(conn, products.show(conn, sku)))
    return [(one.what.value, one.old, one.new, one.operator) for one in changes]


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.code


def test_a_slip_is_mended_and_every_change_is_kept(sampled: Store) -> None:
    edited = edit(
        sampled, "CAM-200", Edit(" Camera ", "CAM[0-9]+", ["HOUSE-9", "9521234543213"], ["09521234543213"])
    )
    assert (edited.name, edited.serial_pattern) == ("Camera", "CAM[0-9]+")
    assert ask(sampled, lambda conn: products.barcodes(conn, edited)) == ("09521234543213", "house-9")
    assert kept(sampled, "CAM-200") == [
        ("name", "Camera 4K outdoor", "Camera", "maria"),
        ("serial_pattern", r"SN\d{4}", "CAM[0-9]+", "maria"),
        ("barcode", "09521234543213", None, "maria"),
        ("barcode", None, "house-9", "maria"),
        ("barcode", None, "09521234543213", "maria"),
    ]
    assert edit(sampled, "CAM-200", Edit("Camera", "CAM[0-9]+", ["house-9"])) == edited
    assert len(kept(sampled, "CAM-200")) == 5
    assert edit(sampled, "CAM-200", Edit(serial_pattern="")).serial_pattern is None
    assert ask(sampled, lambda conn: traces.show(conn, "SN0002")).serial == "SN0002"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Edit("Other", "("), "serial_pattern_invalid"),
        (Edit("Other", add=["9521234543220"]), "barcode_taken"),
        (Edit("Other", add=["9521234543221"]), "check_digit"),
        (Edit("Other", remove=["9521234543220"]), "barcode_not_of_product"),
        (Edit(" "), "code_empty"),
    ],
)
def test_what_cannot_be_edited_changes_nothing(sampled: Store, wanted: Edit, code: str) -> None:
    before = ask(sampled, lambda conn: products.show(conn, "CAM-200"))
    assert refusal(lambda: edit(sampled, "CAM-200", wanted)) == code
    assert ask(sampled, lambda conn: products.show(conn, "CAM-200")) == before
    assert kept(sampled, "CAM-200") == []


def retire(store: Store, sku: str) -> Product:
    at = store.now()
    return store.write(lambda conn: product_editing.retire(conn, sku, by="maria", at=at))


def test_a_retired_product_is_in_no_new_document_until_it_is_reinstated(sampled: Store) -> None:
    retire(sampled, "BAT-5")
    at = sampled.now()
    for work in (
        lambda conn: pre_receipts.add(conn, "PR-2", [("BAT-5", 1)], at=at, by="office"),
        lambda conn: pre_receipt_editing.add_line(conn, "PR-1007", "BAT-5", 1, by="office"),
        lambda conn: pre_receipt_editing.replace_line(conn, "PR-1009", "BAT-5", 1, by="office"),
        lambda conn: pick_lists.add(conn, "PL-2", [WantedTask("BAT-5", 1)], at=at, by="office"),
        lambda conn: product_editing.retire(conn, "BAT-5", by="maria", at=at),
    ):
        assert refusal(lambda work=work: sampled.write(work)) == "product_retired"  # type: ignore[misc]
    sampled.write(lambda conn: product_editing.reinstate(conn, "bat-5", by="ben", at=at))
    assert kept(sampled, "BAT-5") == [("retired", None, "yes", "maria"), ("retired", "yes", None, "ben")]
    sampled.write(lambda conn: pre_receipts.add(conn, "PR-2", [("BAT-5", 1)], at=at, by="office"))
    assert (
        refusal(lambda: sampled.write(lambda conn: product_editing.reinstate(conn, "BAT-5", by="ben", at=at)))
        == "product_not_retired"
    )


def test_what_is_in_stock_of_a_retired_product_still_leaves(sampled: Store) -> None:
    retire(sampled, "CAM-200")
    at = sampled.now()
    sampled.write(lambda conn: pick_lists.add(conn, "PL-2", [WantedTask("CAM-200", 2)], at=at, by="office"))
    assert ask(sampled, lambda conn: stock.page(conn, stock.StockFilter(products.show(conn, "CAM-200").id)))
    assert sampled.write(check.check) == ()


@pytest.mark.parametrize(
    "statement",
    [
        (
            "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
            " SELECT d.kind, d.id, 9, p.id, 1, 0, 'open'"
            " FROM product AS p, document AS d WHERE p.sku = 'BAT-5' AND d.ref = 'PR-1007'"
        ),
        (
            "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
            " SELECT d.kind, d.id, 9, p.id, 1, 0, 'open' FROM product AS p, document AS d WHERE p.sku = 'BAT-5' AND d.ref = 'PL-501'"
        ),
    ],
)
def test_the_database_takes_no_retired_product_into_a_document(
    sampled: Store, sql: Sql, statement: str
) -> None:
    retire(sampled, "BAT-5")
    with pytest.raises(Exception, match="R52: no new document takes a retired product"):
        sql(statement)


@pytest.mark.parametrize(
    "statement", ["DELETE FROM product_change", "UPDATE product_change SET operator = 'x'"]
)
def test_the_database_keeps_every_change(sampled: Store, sql: Sql, statement: str) -> None:
    edit(sampled, "CAM-200", Edit("Camera"))
    with pytest.raises(Exception, match="R53: every change of a product is kept"):
        sql(statement)
    assert len(kept(sampled, "CAM-200")) == 1
