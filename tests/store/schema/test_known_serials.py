"""R16, R20 A stock line never holds more serials than units: the database refuses what would leave one without."""

import pytest
from sqlalchemy import Engine

from tests.store.schema.tampering import COUNTED, Sql, entry, refused

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture
def came_back(sql: Sql) -> Sql:
    """Two serials that came back to the five units of stock line 2, Track During Pick: 7 units, 2 of them known."""
    new = "INSERT INTO serial (product_id, serial, serial_key, state, run_id, captured_at) VALUES (2, '{0}', '{0}', 'captured', 1, {1})"
    for number, name in enumerate(("b1", "b2"), start=10):
        sql(new.format(name, number))
    sql(entry("return", 2, 7, product=2, line=2, serials=2))
    sql("INSERT INTO transaction_serial SELECT 4, id FROM serial WHERE product_id = 2")
    sql(
        "UPDATE serial SET state = 'in_stock', stock_line_id = 2, run_id = NULL, captured_at = NULL WHERE product_id = 2"
    )
    return sql


@pytest.mark.parametrize(
    ("statement", "is_refused"),
    [
        (entry("pick", -5, 2, product=2, line=2, serials=0, task=4), False),
        (entry("pick", -6, 1, product=2, line=2, serials=0, task=4), True),
        (entry("pick", -6, 1, product=2, line=2, serials=6, task=4), True),
        (entry("adjustment", -5, 2, product=2, line=2, serials=0), False),
        (entry("adjustment", -6, 1, product=2, line=2, serials=0), True),
        (entry("adjustment", -6, 1, product=2, line=2, serials=1), False),
        (entry("adjustment", -6, 1, product=2, line=2, serials=1, reason="y"), False),
        (entry("adjustment", -6, 1, product=2, line=2, serials=0, task=4), True),
        (entry("transfer", -6, 1, product=2, line=2, serials=1), False),
        (entry("transfer", -6, 1, product=2, line=2, serials=0), True),
        (entry("count", -7, 0, product=2, line=2, serials=2, task=5), False),
        (entry("pick", -6, 1, product=2, line=2, serials=1), True),
    ],
)
def test_units_leave_a_line_only_where_no_known_serial_stays_without_one(
    foreign: Engine, came_back: Sql, statement: str, is_refused: bool
) -> None:
    for counted in COUNTED:
        came_back(counted.format(product=2))
    if is_refused:
        refused(foreign, came_back, statement, "R16")
    else:
        assert came_back(statement) == 1


def test_what_the_run_of_a_pick_has_captured_leaves_with_it_and_what_others_have_stays(
    foreign: Engine, came_back: Sql
) -> None:
    came_back("UPDATE document_line SET run_id = 1 WHERE id = 4")
    came_back("UPDATE serial SET run_id = 1, captured_at = 20 WHERE serial = 'b1'")
    came_back("UPDATE serial SET run_id = 2, captured_at = 20 WHERE serial = 'b2'")
    refused(foreign, came_back, entry("pick", -7, 0, product=2, line=2, serials=7, task=4), "R16")
    assert came_back(entry("pick", -6, 1, product=2, line=2, serials=6, task=4)) == 1


def test_no_serial_comes_onto_a_line_without_a_unit(foreign: Engine, came_back: Sql) -> None:
    came_back(entry("adjustment", -5, 2, product=2, line=2, serials=0))
    came_back(
        "INSERT INTO serial (product_id, serial, serial_key, state, run_id, captured_at) VALUES (2, 'b3', 'b3', 'captured', 1, 9)"
    )
    came_back(
        "INSERT INTO serial (product_id, serial, serial_key, state, run_id, captured_at) VALUES (2, 'b4', 'b4', 'captured', 1, 10)"
    )
    came_back(entry("return", 1, 3, product=2, line=2, serials=1))
    came_back("INSERT INTO transaction_serial SELECT 6, id FROM serial WHERE serial IN ('b3', 'b4')")
    come = "UPDATE serial SET state = 'in_stock', stock_line_id = 2, run_id = NULL, captured_at = NULL WHERE serial = '{}'"
    assert came_back(come.format("b3")) == 1
    refused(foreign, came_back, come.format("b4"), "R16")
