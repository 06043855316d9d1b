"""R18 A transfer has two rows, and what arrives is what left: the database refuses every other."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from tests.store.schema.tampering import LINK, TO_ACME, Sql, entry, everything, refused

pytestmark = pytest.mark.usefixtures("warehouse")

NEW_LINE = (
    "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
    " VALUES ({product}, {location}, {account}, '{tracking}', 0, 0)"
)
MOVED = "UPDATE serial SET stock_line_id = {line} WHERE id = {serial}"
ELSEWHERE, SAME_PLACE, OTHER_TYPE, FAR, OTHER_PRODUCT = 4, 5, 6, 7, 8
OF_ANOTHER, TO_ANOTHER = 9, 5
"""The lines to which a camera could go from line 1: only the first is another place of the same kind. Line 5 of a document asks for another account."""


@pytest.fixture
def places(sql: Sql) -> Sql:
    """A second place and account; stock lines there; serial 1 has left line 1 with row 4."""
    sql("INSERT INTO location (code, code_key, warehouse_id) VALUES ('A-01', 'a-01', 1)")
    for statement in TO_ACME:
        sql(statement.format(document=4))
    for product, location, account, tracking in (
        (1, 3, 1, "full_tracking"),
        (1, 1, 1, "track_during_pick"),
        (1, 3, 1, "track_during_pick"),
        (1, 3, 2, "full_tracking"),
        (2, 3, 1, "track_during_pick"),
    ):
        sql(NEW_LINE.format(product=product, location=location, account=account, tracking=tracking))
    sql(entry("transfer", -1, 1))
    sql(LINK.format(transaction=4, serial=1))
    return sql


def test_what_left_arrives(warehouse: Store, places: Sql) -> None:
    places(entry("transfer", 1, 1, line=ELSEWHERE, left=4))
    places(LINK.format(transaction=5, serial=1))
    places(MOVED.format(line=ELSEWHERE, serial=1))
    with warehouse.read() as connection:
        assert check(connection) == ()


REFUSED = {
    "arrives from nowhere": entry("transfer", 1, 1, line=ELSEWHERE),
    "arrives with nothing": entry("transfer", 0, 0, line=ELSEWHERE, serials=0),
    "leaves for a row": entry("transfer", -1, 0, line=1, left=4),
    "more arrives": entry("transfer", 2, 2, line=ELSEWHERE, serials=2, left=4),
    "fewer serials arrive": entry("transfer", 1, 1, line=OTHER_TYPE, serials=0, left=4),
    "under another tracking type": entry("transfer", 1, 1, line=OTHER_TYPE, left=4),
    "at the same place": entry("transfer", 1, 1, line=SAME_PLACE, left=4),
    "another product": entry("transfer", 1, 1, product=2, line=OTHER_PRODUCT, left=4),
    "by another kind": entry("count", 1, 1, line=ELSEWHERE, left=4),
    "from what came": entry("transfer", 2, 2, line=ELSEWHERE, serials=2, left=1),
    "from a row that is not there": entry("transfer", 1, 1, line=ELSEWHERE, left=99),
    "a receipt from a row": entry("receipt", 1, 1, line=ELSEWHERE, left=4),
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
def test_nothing_else_arrives(foreign: Engine, places: Sql, statement: str) -> None:
    refused(foreign, places, statement, "R18")


def test_place_and_account_do_not_change_at_once(foreign: Engine, places: Sql) -> None:
    refused(foreign, places, of_account_2(entry("transfer", 1, 1, line=FAR, left=4)), "R18")


def test_it_arrives_once(foreign: Engine, places: Sql) -> None:
    places(entry("transfer", 1, 1, line=ELSEWHERE, left=4))
    before = everything(foreign)
    with pytest.raises(IntegrityError, match=r"uq_stock_transaction_from|stock_transaction\.from_id"):
        places(entry("transfer", 1, 2, line=ELSEWHERE, left=4))
    assert everything(foreign) == before


def test_only_a_serial_that_left_arrives(foreign: Engine, places: Sql) -> None:
    places(entry("transfer", 1, 1, line=ELSEWHERE, left=4))
    refused(foreign, places, LINK.format(transaction=5, serial=2), "R5")


def test_a_serial_comes_onto_the_line_of_the_row_that_arrived_and_from_that_of_the_row_that_left(
    foreign: Engine, places: Sql
) -> None:
    refused(foreign, places, MOVED.format(line=ELSEWHERE, serial=1), "R5")
    places(entry("transfer", 1, 1, line=ELSEWHERE, left=4))
    refused(foreign, places, MOVED.format(line=ELSEWHERE, serial=1), "R5")
    places(LINK.format(transaction=5, serial=1))
    refused(foreign, places, MOVED.format(line=OTHER_TYPE, serial=1), "R5")
    places(MOVED.format(line=ELSEWHERE, serial=1))


def test_r42_a_serial_on_hold_stays_in_its_account(foreign: Engine, places: Sql) -> None:
    places("INSERT INTO serial_hold (serial_id, reason, held_at, held_by) VALUES (1, 'dented', 0, 'x')")
    places(NEW_LINE.format(product=1, location=1, account=2, tracking="full_tracking"))
    places(entry("transfer", -1, 0, task=TO_ANOTHER))
    places(LINK.format(transaction=5, serial=1))
    places(of_account_2(entry("transfer", 1, 1, line=OF_ANOTHER, left=5, task=TO_ANOTHER), OF_ANOTHER))
    places(LINK.format(transaction=6, serial=1))
    refused(foreign, places, MOVED.format(line=OF_ANOTHER, serial=1), "R42, R49")


def test_r42_a_product_on_hold_stays_in_its_account_and_may_go_to_another_place(
    foreign: Engine, places: Sql
) -> None:
    places(
        "INSERT INTO product_hold (product_id, lot_key, reason, held_at, held_by, held_after) VALUES (1, '', 'wet', 0, 'x', 4)"
    )
    places(NEW_LINE.format(product=1, location=1, account=2, tracking="full_tracking"))
    places(entry("transfer", -1, 0, task=TO_ANOTHER))
    arrives = of_account_2(entry("transfer", 1, 1, line=OF_ANOTHER, left=5, task=TO_ANOTHER), OF_ANOTHER)
    refused(foreign, places, arrives, "R42, R50")
    assert places(entry("transfer", 1, 1, line=ELSEWHERE, left=4)) == 1


def test_a_serial_that_is_elsewhere_does_not_move_with_others(foreign: Engine, places: Sql) -> None:
    """The row left line 4 and arrived at line 7; serial 2 is on line 1."""
    places(entry("transfer", 1, 1, line=ELSEWHERE, left=4))
    places(LINK.format(transaction=5, serial=1))
    places(MOVED.format(line=ELSEWHERE, serial=1))
    places(entry("transfer", -1, 0, line=ELSEWHERE, task=TO_ANOTHER))
    places(LINK.format(transaction=6, serial=2))
    places(of_account_2(entry("transfer", 1, 1, line=FAR, left=6, task=TO_ANOTHER)))
    places(LINK.format(transaction=7, serial=2))
    refused(foreign, places, MOVED.format(line=FAR, serial=2), "R5")


def of_account_2(statement: str, line: int = FAR) -> str:
    return statement.replace(f" 1, 1, {line},", f" 1, 2, {line},")
