"""Characters that command a terminal, hide, or turn what is read: refused at every border, and by the database."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, insert, update
from sqlalchemy.exc import IntegrityError

from serialhhd.store.catalogue import places, products
from serialhhd.store.desk import list_views
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipt_editing, pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.people import operators
from serialhhd.store.schema import tables
from serialhhd.store.schema.columns import Text
from serialhhd.store.schema.printable import OF_USERS
from serialhhd.store.stock import holds, stock
from serialhhd.store.words import controls
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import Role
from tests.hostile import OURS

BAD = ["\x07", "\x1b", "\x7f", "\x9b", "\u00ad", "\u200b", "\u200e", "\u2028", "\u202e", "\u2066", "\ufeff"]
GOOD = ["Gerät", "O'Neill & Söhne", "عنوان", "می\u200cخواهم", "क्\u200dष", "倉庫　A", "👩\u200d🔧", "[/b]"]  # noqa: RUF001 - other scripts

Border = Callable[[Connection, Store, str], object]
BORDERS: dict[str, Border] = {
    "SKU": lambda conn, store, text: products.add(conn, text, at=store.now(), name="A", by="office"),
    "name": lambda conn, store, text: products.add(conn, "A", at=store.now(), name=text, by="office"),
    "pattern": lambda conn, store, text: products.add(
        conn, "A", at=store.now(), name="A", serial_pattern=text, by="office"
    ),
    "barcode": lambda conn, store, text: products.add(
        conn, "A", at=store.now(), name="A", barcodes=[text], by="office"
    ),
    "account": lambda conn, _store, text: places.add_account(conn, text, by="office"),
    "warehouse": lambda conn, _store, text: places.add_warehouse(conn, text, by="office"),
    "location": lambda conn, _store, text: places.add_location(conn, text, by="office"),
    "operator": lambda conn, store, text: operators.add(conn, text, Role.OPERATOR, store.now(), by="office"),
    "pre-receipt": lambda conn, store, text: pre_receipts.add(
        conn, text, [("P", 1)], at=store.now(), by="office"
    ),
    "supplier": lambda conn, store, text: pre_receipts.add(
        conn, "R", [("P", 1)], at=store.now(), supplier=text, by="office"
    ),
    "another supplier": lambda conn, _store, text: pre_receipt_editing.change_supplier(
        conn, "PR-1", text, by="office"
    ),
    "pick list": lambda conn, store, text: pick_lists.add(
        conn, text, [WantedTask("P", 1)], at=store.now(), by="office"
    ),
    "customer": lambda conn, store, text: pick_lists.add(
        conn, "L", [WantedTask("P", 1)], at=store.now(), customer=text, by="office"
    ),
    "view": lambda conn, store, text: list_views.save(
        conn, "stock", text, columns=[], filters={}, by="o", at=store.now()
    ),
    "reason of a hold": lambda conn, store, text: holds.hold_all(
        conn, [1], reason=text, by="o", at=store.now()
    ),
}
CALLED = {"another supplier": "supplier", "pattern": "serial pattern", "reason of a hold": "reason"}
CODES = {"SKU", "barcode", "account", "warehouse", "location", "operator", "pre-receipt", "pick list", "view"}


@pytest.fixture
def warehouse(store: Store) -> Store:
    at = store.now()
    store.write(lambda conn: products.add(conn, "P", at=at, name="Product", by="office"))
    store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("P", 1)], at=at, by="office"))
    return store


@pytest.mark.parametrize("border", BORDERS)
def test_no_border_lets_them_in(warehouse: Store, border: str) -> None:
    for character in BAD:
        with pytest.raises(Refused) as refused:
            warehouse.write(lambda conn, text=f"A{character}B": BORDERS[border](conn, warehouse, text))  # type: ignore[misc]
        assert refused.value.code == "code_unprintable", repr(character)
        assert refused.value.facts["what"] == CALLED.get(border, border)


@pytest.mark.parametrize("text", GOOD)
def test_the_scripts_of_the_world_are_names(store: Store, text: str) -> None:
    added = store.write(lambda conn: products.add(conn, "A", at=store.now(), name=text, by="office"))
    assert added.name == text


def test_a_reason_is_checked_before_a_serial_is_looked_at(warehouse: Store) -> None:
    at = warehouse.now()
    with pytest.raises(Refused):
        warehouse.write(lambda conn: stock.remove(conn, "SN1", sku=None, reason="\x1b[2J", by="o", at=at))


def test_every_text_of_a_user_is_constrained() -> None:
    texts = {
        (table.name, column.name)
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if type(column.type) is type(Text)
    }
    of_users = {(table, column) for table, columns in OF_USERS.items() for column in columns}
    keys = {one for one in texts if one[1].endswith("_key")}
    assert texts - of_users - keys - OURS == set()


@pytest.mark.parametrize("character", BAD)
def test_the_database_refuses_them_as_well(warehouse: Store, character: str) -> None:
    for table, column in (("product", "name"), ("document", "partner"), ("account", "code")):
        changed = update(tables.metadata.tables[table]).values({column: f"A{character}B"})
        with pytest.raises(IntegrityError, match="printable"):
            warehouse.write(lambda conn, changed=changed: conn.execute(changed))  # type: ignore[misc]


@pytest.mark.parametrize("text", GOOD)
def test_the_database_takes_what_is_a_name(warehouse: Store, text: str) -> None:
    row = {"code": text, "code_key": text}
    warehouse.write(lambda conn: conn.execute(insert(tables.metadata.tables["account"]).values(row)))


def test_what_is_shown_of_them() -> None:
    assert controls.visible("a\x1b[2Jb\nc\x9b\u202e") == "a<1B>[2Jb\nc<9B><202E>"
    assert controls.escaped('["\x9b\u202e\U000e0041"]') == '["\\u009b\\u202e\\udb40\\udc41"]'
