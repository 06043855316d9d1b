"""R19, R22, R31-R33 What a foreign client may not do with batches and their carts: refused by both databases."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from tests.store.schema.tampering import ITS_CART, LINK, TO_BATCH, Sql, entry, everything, refused
from tests.store.schema.test_check import tamper

pytestmark = pytest.mark.usefixtures("warehouse")

BATCH, LINE = 4, 5
"""The batch, and its line of two cameras."""
HERE, CART, NEAR, SHELF, OTHER_CART = 1, 4, 5, 6, 7
"""Stock lines of cameras: at GOODS-IN, on the batch's cart, at another place; one of it in quarantine; and on a second cart."""
STOCK_LINE = (
    "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
    " SELECT 1, id, 1, 'full_tracking', 0, 0 FROM location WHERE code = '{code}'"
)
BATTERY = (
    "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
    " VALUES ('batch', 4, 2, 2, 1, 0, 'open')"
)
"""What the pick list asks for besides cameras."""
ON_LINE = "UPDATE serial SET stock_line_id = {line} WHERE id = 1"
A_LIST = (
    "INSERT INTO document (kind, ref, ref_key, account_id, state, created_at)"
    " VALUES ('pick_list', '{ref}', '{ref}', {account}, 'open', 0)"
)
IN_BATCH = (
    "INSERT INTO batch_list (batch_id, place, list_id, ended_at) VALUES ({batch}, {place}, {list}, {ended})"
)


@pytest.fixture
def floor(warehouse: Store, sql: Sql) -> Sql:  # noqa: ARG001 - it is there first
    """A batch of the pick list on its cart, another cart, and stock lines where its cameras could be."""
    for statement in (*TO_BATCH, *ITS_CART):
        sql(statement)
    for code, kind in (("A-01", "storage"), ("Q-01", "quarantine"), ("CART-2", "cart")):
        sql(
            f"INSERT INTO location (code, code_key, warehouse_id, kind) VALUES ('{code}', '{code.lower()}', 1, '{kind}')"
        )
    for code in ("CART-1", "A-01", "Q-01", "CART-2"):
        sql(STOCK_LINE.format(code=code))
    return sql


@pytest.fixture
def walked(floor: Sql) -> Sql:
    """One camera is walked onto the cart, by the transactions 4 and 5."""
    floor("UPDATE document_line SET done = 1 WHERE id = 5")
    floor(entry("transfer", -1, 1, task=LINE))
    floor(LINK.format(transaction=4, serial=1))
    floor(entry("transfer", 1, 1, line=CART, left=4, task=LINE))
    floor(LINK.format(transaction=5, serial=1))
    floor(ON_LINE.format(line=CART))
    return floor


def test_a_unit_is_walked_and_picked_from_the_cart(warehouse: Store, walked: Sql) -> None:
    walked(entry("pick", -1, 0, line=CART, task=3))
    walked(LINK.format(transaction=6, serial=1))
    walked("UPDATE serial SET state = 'picked', stock_line_id = NULL WHERE id = 1")
    walked("UPDATE document_line SET done = 1 WHERE id = 3")
    walked(BATTERY)
    with warehouse.read() as connection:
        assert check(connection) == ()


OF_BATCHES = {
    "a list twice": (IN_BATCH.format(batch=BATCH, place=2, list=3, ended="NULL"), "R31"),
    "a list later": (IN_BATCH.format(batch=BATCH, place=2, list=1, ended="NULL"), "R31"),
    "a list that has ended": (IN_BATCH.format(batch=BATCH, place=2, list=3, ended=1), "R31"),
    "another list": ("UPDATE batch_list SET place = 7", "R31"),
    "a list taken away": ("DELETE FROM batch_list", "R31"),
    "a list let go": ("UPDATE batch_list SET ended_at = 1", "R31"),
    "a cart let go": ("UPDATE batch_cart SET ended_at = 1", "R31"),
    "another cart": ("UPDATE batch_cart SET cart_id = 1", "R32"),
    "no cart": ("DELETE FROM batch_cart", "R32"),
    "no cart any more": ("UPDATE location SET kind = 'storage' WHERE code = 'CART-1'", "R22"),
    "a place of its own": ("UPDATE document_line SET location_id = 1 WHERE id = 5", "R10"),
    "done, though it wants": ("UPDATE document_line SET state = 'done' WHERE id = 5", "R32"),
}


@pytest.mark.parametrize("what", OF_BATCHES)
def test_what_no_batch_may_be(foreign: Engine, floor: Sql, what: str) -> None:
    statement, rule = OF_BATCHES[what]
    refused(foreign, floor, statement, rule)


def test_a_batch_is_done_once_its_lists_want_nothing(foreign: Engine, floor: Sql) -> None:
    floor("UPDATE document_line SET state = 'done', short_reason = 'x' WHERE id = 5")
    refused(foreign, floor, "UPDATE document SET state = 'done' WHERE id = 4", "R33")


def test_a_batch_begins_with_open_lists_of_its_account(foreign: Engine, floor: Sql) -> None:
    floor("INSERT INTO account (code, code_key) VALUES ('ACME', 'acme')")
    floor(A_LIST.format(ref="pl-a", account=2))
    floor(A_LIST.format(ref="pl-b", account=1))
    floor(
        "INSERT INTO document (kind, ref, ref_key, account_id, state, created_at) VALUES ('batch', 'b-2', 'b-2', 1, 'open', 0)"
    )
    batch = 7
    line = "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state) VALUES ('batch', 7, 1, 1, 2, 0, 'open')"
    refused(foreign, floor, line, "R31")
    for list_id in (1, 5):  # a pre-receipt; another account's
        refused(foreign, floor, IN_BATCH.format(batch=batch, place=1, list=list_id, ended="NULL"), "R31")
    floor(IN_BATCH.format(batch=batch, place=1, list=6, ended="NULL"))
    floor(line)
    cart = "INSERT INTO batch_cart (batch_id, cart_id) SELECT 7, id FROM location WHERE code = '{}'"
    for code in ("A-01", "Q-01"):
        refused(foreign, floor, cart.format(code), "R32")
    with pytest.raises(IntegrityError):  # the batch's before it
        floor(cart.format("CART-1"))
    floor(cart.format("CART-2"))


def test_a_list_is_in_one_open_batch(foreign: Engine, floor: Sql) -> None:
    floor(
        "INSERT INTO document (kind, ref, ref_key, account_id, state, created_at) VALUES ('batch', 'b-2', 'b-2', 1, 'open', 0)"
    )
    before = everything(foreign)
    with pytest.raises(IntegrityError):
        floor(IN_BATCH.format(batch=5, place=1, list=3, ended="NULL"))
    assert everything(foreign) == before


ROWS = {
    "a move off the cart": (entry("transfer", -1, 0, line=CART), "R22"),
    "a move off the cart for a batch": (entry("transfer", -1, 0, line=CART, task=LINE), "R22"),
    "a receipt onto the cart": (entry("receipt", 1, 2, line=CART), "R22"),
    "a return onto the cart": (entry("return", 1, 2, line=CART), "R22"),
    "a pick by no list": (entry("pick", -1, 0, line=CART, task=0), "R19"),
    "a pick by another list": (entry("pick", -1, 0, line=CART, task=1), "R19"),
}


@pytest.mark.parametrize("what", ROWS)
def test_what_the_cart_of_an_open_batch_does_not_give_or_take(
    foreign: Engine, walked: Sql, what: str
) -> None:
    statement, rule = ROWS[what]
    refused(foreign, walked, statement, rule)


@pytest.mark.parametrize("line", [NEAR, SHELF, OTHER_CART])
def test_a_walk_goes_onto_the_cart_of_its_batch(foreign: Engine, floor: Sql, line: int) -> None:
    floor(entry("transfer", -1, 1, task=LINE))
    floor(LINK.format(transaction=4, serial=1))
    refused(foreign, floor, entry("transfer", 1, 1, line=line, left=4, task=LINE), "R32")
    refused(foreign, floor, entry("transfer", 1, 1, line=CART, left=4), "R22")


def test_what_is_corrected_on_a_cart_is_corrected(walked: Sql) -> None:
    walked(entry("adjustment", -1, 0, line=CART))


TAMPERED = {
    "UPDATE batch_list SET ended_at = 1": "its lists and its cart are let go",
    "UPDATE batch_cart SET ended_at = 1": "its lists and its cart are let go",
    "UPDATE document SET state = 'done' WHERE id = 4": "is done, but",
    "UPDATE document_line SET done = 2 WHERE id = 5": "says 2 were walked",
    "DELETE FROM batch_list": "has no pick list",
}


@pytest.mark.usefixtures("walked")
@pytest.mark.parametrize("change", TAMPERED)
def test_store_check_finds_it(warehouse: Store, change: str) -> None:
    tamper(warehouse, change)
    with warehouse.read() as connection:
        broken = [one.sentence for one in check(connection) if one.code == "batch_state_wrong"]
    assert any(TAMPERED[change] in sentence for sentence in broken), broken
