"""R19, R23-R26 What a foreign client may not do with places and with goods on the road: refused by both databases."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import Broken, check
from tests.store.schema.tampering import LINK, TO_ACME, TO_EAST, Sql, entry, everything, refused
from tests.store.schema.test_check import tamper

pytestmark = pytest.mark.usefixtures("warehouse")

STOCK_LINE = (
    "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
    " VALUES (1, {location}, {account}, 'full_tracking', 0, 0)"
)
HERE, ROAD, EAST, NEAR, ACMES, CART = 1, 4, 5, 6, 7, 8
"""Stock lines of cameras: at GOODS-IN, on the road to EAST, at E-01, at another place of MAIN, at GOODS-IN as ACME's, on a cart."""
TO_EAST_LINE, TO_ACME_LINE = 5, 6
MOVED = "UPDATE serial SET state = '{state}', stock_line_id = {line} WHERE id = {serial}"


@pytest.fixture
def floor(warehouse: Store, sql: Sql) -> Sql:  # noqa: ARG001 - it is there first
    """A transfer of two cameras to EAST (line 5) and one to ACME (line 6); stock lines where they could go."""
    for statement in TO_EAST:
        sql(statement)
    for statement in TO_ACME:
        sql(statement.format(document=5))
    sql("INSERT INTO location (code, code_key, warehouse_id) VALUES ('A-01', 'a-01', 1)")
    sql("INSERT INTO location (code, code_key, warehouse_id, kind) VALUES ('C-1', 'c-1', 1, 'cart')")
    for location, account in ((3, 1), (4, 1), (5, 1), (1, 2), (6, 1)):
        sql(STOCK_LINE.format(location=location, account=account))
    return sql


@pytest.fixture
def shipped(floor: Sql) -> Sql:
    """Serial 1 is in transit to EAST, by the transactions 4 and 5."""
    floor(entry("transfer", -1, 1, task=TO_EAST_LINE))
    floor(LINK.format(transaction=4, serial=1))
    floor(entry("transfer", 1, 1, line=ROAD, left=4, task=TO_EAST_LINE))
    floor(LINK.format(transaction=5, serial=1))
    floor(MOVED.format(state="in_transit", line=ROAD, serial=1))
    floor("UPDATE document_line SET done = 1 WHERE id = 5")
    return floor


def test_goods_go_and_arrive_as_their_transfer_says(warehouse: Store, shipped: Sql) -> None:
    with warehouse.read() as connection:
        assert check(connection) == ()
    shipped(entry("transfer", -1, 0, line=ROAD, task=TO_EAST_LINE))
    shipped(LINK.format(transaction=6, serial=1))
    shipped(entry("transfer", 1, 1, line=EAST, left=6, task=TO_EAST_LINE))
    shipped(LINK.format(transaction=7, serial=1))
    shipped(MOVED.format(state="in_stock", line=EAST, serial=1))
    shipped("UPDATE document_line SET received = 1 WHERE id = 5")
    with warehouse.read() as connection:
        assert check(connection) == ()


ARRIVING = {
    "without a document at another warehouse": (
        entry("transfer", 1, 1, line=EAST, left=4),
        entry("transfer", -1, 1),
        "R22",
    ),
    "without a document as another account's": (
        entry("transfer", 1, 1, line=ACMES, left=4).replace(f"1, 1, {ACMES},", f"1, 2, {ACMES},"),
        entry("transfer", -1, 1),
        "R22",
    ),
    "without a document on the road": (
        entry("transfer", 1, 1, line=ROAD, left=4),
        entry("transfer", -1, 1),
        "R19|R22",
    ),
    "past the road": (
        entry("transfer", 1, 1, line=EAST, left=4, task=TO_EAST_LINE),
        entry("transfer", -1, 1, task=TO_EAST_LINE),
        "R23",
    ),
    "within the warehouse that sends": (
        entry("transfer", 1, 1, line=NEAR, left=4, task=TO_EAST_LINE),
        entry("transfer", -1, 1, task=TO_EAST_LINE),
        "R23",
    ),
    "as another account's, by a transfer to a warehouse": (
        entry("transfer", 1, 1, line=ACMES, left=4, task=TO_EAST_LINE).replace(
            f"1, 1, {ACMES},", f"1, 2, {ACMES},"
        ),
        entry("transfer", -1, 1, task=TO_EAST_LINE),
        "R23",
    ),
    "on the road, by a transfer to an account": (
        entry("transfer", 1, 1, line=ROAD, left=4, task=TO_ACME_LINE),
        entry("transfer", -1, 1, task=TO_ACME_LINE),
        "R23",
    ),
    "under another line than it left": (
        entry("transfer", 1, 1, line=ROAD, left=4, task=TO_EAST_LINE),
        entry("transfer", -1, 1, task=TO_ACME_LINE),
        "R23",
    ),
}


@pytest.mark.parametrize(("arrives", "leaves", "rule"), ARRIVING.values(), ids=ARRIVING)
def test_nothing_arrives_another_way(
    foreign: Engine, floor: Sql, arrives: str, leaves: str, rule: str
) -> None:
    floor(leaves)
    refused(foreign, floor, arrives, rule)


ON_THE_ROAD = {
    "a receipt": entry("receipt", 1, 2, line=ROAD, task=TO_EAST_LINE),
    "a return": entry("return", 1, 2, line=ROAD),
    "what is found there": entry("adjustment", 1, 2, line=ROAD, task=TO_EAST_LINE),
    "a pick": entry("pick", -1, 0, line=ROAD, task=3),
    "an adjustment without the transfer": entry("adjustment", -1, 0, line=ROAD),
    "a move": entry("transfer", -1, 0, line=ROAD),
    "a count": entry("count", -1, 0, line=ROAD, task=TO_EAST_LINE),
}


@pytest.mark.parametrize("statement", ON_THE_ROAD.values(), ids=ON_THE_ROAD)
def test_r19_only_a_transfer_is_at_a_transit_location(foreign: Engine, shipped: Sql, statement: str) -> None:
    refused(foreign, shipped, statement, "R19")


def test_r19_a_pick_takes_from_storage(foreign: Engine, floor: Sql) -> None:
    floor(entry("adjustment", 1, 1, line=CART))
    refused(foreign, floor, entry("pick", -1, 0, line=CART, task=3), "R19")


def test_r19_a_pick_list_that_names_a_warehouse_takes_from_it(foreign: Engine, floor: Sql) -> None:
    floor(
        "INSERT INTO document (kind, ref, ref_key, account_id, warehouse_id, state, created_at)"
        " VALUES ('pick_list', 'PL-2', 'pl-2', 1, 2, 'open', 0)"
    )
    floor(
        "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
        " VALUES ('pick_list', 6, 1, 1, 1, 0, 'open')"
    )
    refused(foreign, floor, entry("pick", -1, 1, task=7), "R19")


def test_r25_no_more_than_is_on_the_road_arrives_on_a_transfer(foreign: Engine, shipped: Sql) -> None:
    """Serial 2 is shipped on another transfer, to the same place."""
    shipped(
        "INSERT INTO document (kind, ref, ref_key, account_id, warehouse_id, state, created_at)"
        " VALUES ('transfer', 'TR-3', 'tr-3', 1, 1, 'open', 0)"
    )
    shipped("INSERT INTO transfer (document_id, to_warehouse_id) VALUES (6, 2)")
    shipped(
        "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
        " VALUES ('transfer', 6, 1, 1, 1, 0, 'open')"
    )
    shipped(entry("transfer", -1, 0, task=7))
    shipped(LINK.format(transaction=6, serial=2))
    shipped(entry("transfer", 1, 2, line=ROAD, left=6, task=7))
    shipped(LINK.format(transaction=7, serial=2))
    shipped(MOVED.format(state="in_transit", line=ROAD, serial=2))
    refused(foreign, shipped, entry("transfer", -2, 0, line=ROAD, serials=2, task=7), "R25")
    shipped(entry("transfer", -1, 1, line=ROAD, task=7))
    refused(foreign, shipped, LINK.format(transaction=8, serial=1), "R5")
    with pytest.raises(IntegrityError, match="never_more"):
        shipped("UPDATE document_line SET received = 2 WHERE id = 5")


def test_a_serial_is_in_transit_on_the_road_and_nowhere_else(foreign: Engine, floor: Sql) -> None:
    floor(entry("transfer", -1, 1))
    floor(LINK.format(transaction=4, serial=1))
    floor(entry("transfer", 1, 1, line=NEAR, left=4))
    floor(LINK.format(transaction=5, serial=1))
    refused(foreign, floor, MOVED.format(state="in_transit", line=NEAR, serial=1), "R5")
    floor(entry("transfer", -1, 0, task=TO_EAST_LINE))
    floor(LINK.format(transaction=6, serial=2))
    floor(entry("transfer", 1, 1, line=ROAD, left=6, task=TO_EAST_LINE))
    floor(LINK.format(transaction=7, serial=2))
    refused(foreign, floor, MOVED.format(state="in_stock", line=ROAD, serial=2), "R5")


def test_r42_a_serial_on_hold_does_not_go_on_the_road(foreign: Engine, floor: Sql) -> None:
    floor("INSERT INTO serial_hold (serial_id, reason, held_at, held_by) VALUES (1, 'dented', 0, 'x')")
    floor(entry("transfer", -1, 1, task=TO_EAST_LINE))
    floor(LINK.format(transaction=4, serial=1))
    floor(entry("transfer", 1, 1, line=ROAD, left=4, task=TO_EAST_LINE))
    floor(LINK.format(transaction=5, serial=1))
    refused(foreign, floor, MOVED.format(state="in_transit", line=ROAD, serial=1), "R42, R49")


DOCUMENTS = {
    "both ways": "UPDATE transfer SET to_account_id = 2 WHERE document_id = 4",
    "another way": "UPDATE transfer SET to_warehouse_id = 1 WHERE document_id = 4",
    "nowhere": "DELETE FROM transfer WHERE document_id = 4",
    "of a pick list": "INSERT INTO transfer (document_id, to_account_id) VALUES (3, 2)",
    "from another warehouse": "UPDATE document SET warehouse_id = 2 WHERE id = 4",
    "cancelled though it is shipped": "UPDATE document SET state = 'cancelled' WHERE id = 4",
    "a line cancelled though it is shipped": "UPDATE document_line SET state = 'cancelled' WHERE id = 5",
    "received before it is shipped": "UPDATE document SET state = 'received' WHERE id = 4",
    "fewer shipped": "UPDATE document_line SET done = 0 WHERE id = 5",
    "lost on a pick list": "UPDATE document_line SET lost = 1 WHERE id = 3",
}


@pytest.mark.parametrize("statement", DOCUMENTS.values(), ids=DOCUMENTS)
def test_r23_a_transfer_stays_what_it_is(foreign: Engine, shipped: Sql, statement: str) -> None:
    refused(foreign, shipped, statement, "R8|R10|R12|R16|R23")


@pytest.mark.parametrize("way", ["to_warehouse_id) VALUES (6, 1", "to_account_id) VALUES (6, 2"])
def test_r23_a_transfer_changes_something_and_one_thing(foreign: Engine, floor: Sql, way: str) -> None:
    floor(
        "INSERT INTO document (kind, ref, ref_key, account_id, warehouse_id, state, created_at)"
        " VALUES ('transfer', 'TR-3', 'tr-3', 1, 1, 'open', 0)"
    )
    refused(foreign, floor, f"INSERT INTO transfer (document_id, {way})", "R23")
    line = "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state) VALUES ('transfer', 6, 1, 1, 1, 0, 'open')"
    refused(foreign, floor, line, "R23")


@pytest.mark.parametrize(
    "change",
    [
        "SET kind = 'cart' WHERE id = 1",
        "SET kind = 'storage' WHERE id = 3",
        "SET kind = 'transit' WHERE id = 5",
    ],
    ids=["while goods are there", "of a transit location", "to a transit location"],
)
def test_r19_a_kind_changes_only_while_the_location_is_empty(
    foreign: Engine, floor: Sql, change: str
) -> None:
    refused(foreign, floor, f"UPDATE location {change}", "R19")
    assert floor("UPDATE location SET kind = 'quarantine' WHERE id = 5") == 1


def test_r19_a_warehouse_has_one_transit_location(foreign: Engine, floor: Sql) -> None:
    before = everything(foreign)
    with pytest.raises(IntegrityError, match=r"uq_location_transit|location\.warehouse_id"):
        floor("INSERT INTO location (code, code_key, warehouse_id, kind) VALUES ('T', 't', 1, 'transit')")
    assert everything(foreign) == before


BROKEN = {
    "in_transit_wrong": (
        "UPDATE document_line SET done = 2 WHERE id = 5",
        "transfer line 5 says 2 are in transit, its transactions have left 1 at transit locations",
    ),
    "transfer_state_wrong": (
        "UPDATE document_line SET state = 'shipped', received = 1, short_reason = 'x' WHERE id = 5",
        "line 1 of transfer tr-1 is shipped, but nothing of it is in transit",
    ),
    "in_transit_on_hold": (
        "INSERT INTO serial_hold (serial_id, reason, held_at, held_by) VALUES (1, 'dented', 0, 'x')",
        "serial S1 is in transit, though it is on hold: dented",
    ),
    "moved_on_hold": (
        (
            "INSERT INTO product_hold (product_id, lot_key, reason, held_at, held_by, held_after)"
            " VALUES (1, '', 'wet', 0, 'x', 1)"
        ),
        "CAM went to another warehouse or account with transaction 5, though it was on hold: wet",
    ),
}


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(("code", "how"), BROKEN.items(), ids=BROKEN)
def test_store_check_names_what_is_wrong_on_the_road(
    warehouse: Store, code: str, how: tuple[str, str]
) -> None:
    statement, sentence = how
    tamper(warehouse, statement)
    with warehouse.read() as connection:
        assert Broken(code, sentence) in check(connection)


@pytest.mark.usefixtures("shipped")
def test_store_check_counts_the_serials_that_are_on_the_road(warehouse: Store) -> None:
    gone = "UPDATE serial SET state = 'removed', stock_line_id = NULL WHERE id = 1"
    tamper(warehouse, gone)
    sentence = f"transfer line 5 has 1 units in transit on stock line {ROAD}, but 0 serials"
    with warehouse.read() as connection:
        assert Broken("in_transit_wrong", sentence) in check(connection)
