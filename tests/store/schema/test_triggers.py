"""A foreign client breaks the rules through SQL, and the database itself refuses."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from serialhhd.store.schema.guards import GUARDS, UNIQUE
from serialhhd.store.schema.triggers import missing_triggers, triggers
from tests.store.schema.tampering import COUNTED, DISPATCHED, LINK, PICKED, Sql, entry, everything, refused

pytestmark = pytest.mark.usefixtures("warehouse")
IN_STOCK = "UPDATE serial SET state = 'in_stock', stock_line_id = {line}, run_id = NULL, captured_at = NULL WHERE id = {serial}"
GONE = "UPDATE serial SET state = '{state}', stock_line_id = NULL, run_id = NULL, captured_at = NULL WHERE id = {serial}"
NEW_SERIAL = (
    "INSERT INTO serial (product_id, serial, serial_key, state{more}) VALUES (1, 'N', 'n', '{state}'{values})"
)


LEDGER = {
    "update": ("UPDATE stock_transaction SET operator = 'x' WHERE id = 1", "R16"),
    "update quantity": ("UPDATE stock_transaction SET quantity = 1, balance = 1", "R16"),
    "delete": ("DELETE FROM stock_transaction WHERE id = 3", "R16"),
    "update link": ("UPDATE transaction_serial SET serial_id = 3 WHERE serial_id = 1", "R16"),
    "delete link": ("DELETE FROM transaction_serial WHERE serial_id = 1", "R16"),
    "full tracking without serials": (entry("receipt", 1, 3, serials=0), "R16"),
    "wrong balance": (entry("receipt", 1, 7), "R16"),
    "other product's line": (entry("receipt", 1, 11, line=3), "R16"),
    "line that is not there": (entry("receipt", 1, 1, line=99), "R16"),
    "receipt without a line": (entry("receipt", 1, None, line=None), "R16"),
    "negative receipt": (entry("receipt", -1, 1), "R16"),
    "negative return": (entry("return", -1, 1), "R16"),
    "positive pick": (entry("pick", 1, 3), "R16"),
    "positive dispatch": (entry("dispatch", 1, None, line=None), "R16"),
    "dispatch from a line": (entry("dispatch", -1, 1), "R16"),
    "link out of order": (LINK.format(transaction=1, serial=1), "R16"),
    "link to another product": (LINK.format(transaction=3, serial=1), "R5"),
    "link to one that has no serials": (LINK.format(transaction=2, serial=3), "R5"),
    "link of a serial that is not there": (LINK.format(transaction=1, serial=99), "R5"),
    "quantity set": ("UPDATE stock_line SET quantity = 5 WHERE id = 1", "R16"),
    "quantity emptied": ("UPDATE stock_line SET quantity = 0", "R16"),
    "new line with a quantity": (
        (
            "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
            " VALUES (3, 1, 1, 'full_tracking', 1, 0)"
        ),
        "R16",
    ),
    "line deleted": ("DELETE FROM stock_line WHERE id = 3", "R16"),
    "line of another product": ("UPDATE stock_line SET product_id = 2 WHERE id = 1", "R2"),
    "line under another type": ("UPDATE stock_line SET tracking_type = 'no_tracking' WHERE id = 1", "R2"),
    "line elsewhere": ("UPDATE stock_line SET location_id = 7 WHERE id = 1", "R2"),
    "line of another account": ("UPDATE stock_line SET account_id = 7 WHERE id = 1", "R2"),
    "line renumbered": ("UPDATE stock_line SET id = 9 WHERE id = 1", "R2|R16"),
    "product deleted": ("DELETE FROM product WHERE id = 3", "R16"),
}
SERIALS = {
    **{
        f"new one {state}": (NEW_SERIAL.format(state=state, more="", values=""), "R5")
        for state in ("picked", "dispatched", "removed")
    },
    "new one in stock": (NEW_SERIAL.format(state="in_stock", more=", stock_line_id", values=", 1"), "R5"),
    "captured to stock without ledger": (IN_STOCK.format(line=1, serial=3), "R5"),
    "expected to stock without ledger": (IN_STOCK.format(line=1, serial=4), "R5"),
    "captured picked without ledger": (GONE.format(state="picked", serial=3), "R5"),
    "stock picked without ledger": (GONE.format(state="picked", serial=1), "R5"),
    "stock removed without ledger": (GONE.format(state="removed", serial=1), "R5"),
    "stock dispatched": (GONE.format(state="dispatched", serial=1), "R5"),
    "stock moved without ledger": ("UPDATE serial SET stock_line_id = 2 WHERE id = 1", "R5"),
    "stock captured": (
        "UPDATE serial SET state = 'captured', stock_line_id = NULL, run_id = 2, captured_at = 9 WHERE id = 1",
        "R5",
    ),
    "stock expected": (
        "UPDATE serial SET state = 'expected', stock_line_id = NULL, document_line_id = 2 WHERE id = 1",
        "R5",
    ),
    "captured dispatched": (GONE.format(state="dispatched", serial=3), "R5"),
    "captured removed": (GONE.format(state="removed", serial=3), "R5"),
    "captured expected": ("UPDATE serial SET state = 'expected', document_line_id = 2 WHERE id = 3", "R5"),
    "expected captured": (
        "UPDATE serial SET state = 'captured', run_id = 2, captured_at = 9 WHERE id = 4",
        "R5",
    ),
    "renamed": ("UPDATE serial SET serial = 'X' WHERE id = 1", "R4"),
    "key changed": ("UPDATE serial SET serial_key = 'x' WHERE id = 1", "R4"),
    "renumbered": ("UPDATE serial SET id = 99 WHERE id = 3", "R4|R16"),
    "another product": ("UPDATE serial SET product_id = 2 WHERE id = 1", "R4"),
    "lot changed": ("UPDATE serial SET lot = 'X', lot_key = 'x' WHERE id = 1", "R5"),
    "expiry changed": ("UPDATE serial SET expiry = '2027-01-31' WHERE id = 1", "R5"),
    "capture stolen": ("UPDATE serial SET run_id = 2 WHERE id = 3", "R15"),
    "deleted": ("DELETE FROM serial WHERE id = 1", "R16"),
}
DOCUMENTS = {
    "expected overwritten": ("UPDATE document_line SET quantity = 9 WHERE id = 1", "R10"),
    "product of a line": ("UPDATE document_line SET product_id = 2 WHERE id = 1", "R10"),
    "type of a line": ("UPDATE pre_receipt_line SET tracking_type = 'no_tracking' WHERE line_id = 1", "R10"),
    "line renumbered": ("UPDATE document_line SET id = 9 WHERE id = 1", "R10|R16"),
    "received taken back": ("UPDATE document_line SET done = 1 WHERE id = 1", "R10"),
    "pre-entered after a receipt": ("UPDATE pre_receipt_line SET pre_entered = 3 WHERE line_id = 1", "R8"),
    "expected on a received line": (
        NEW_SERIAL.format(state="expected", more=", document_line_id", values=", 1"),
        "R8",
    ),
    "expected moved to a received line": ("UPDATE serial SET document_line_id = 1 WHERE id = 4", "R8"),
    "line that begins received": (
        (
            "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
            " VALUES ('pre_receipt', 1, 2, 2, 3, 3, 'received')"
        ),
        "R8",
    ),
    "line of another kind": ("UPDATE document_line SET kind = 'pick_list' WHERE id = 1", "R10"),
    "kind of a document": ("UPDATE document SET kind = 'pick_list' WHERE id = 2", "R10"),
    "line of a kind that its document is not": (
        (
            "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
            " VALUES ('pick_list', 1, 2, 2, 3, 0, 'open')"
        ),
        "R12",
    ),
    "pre-entered, not all": ("UPDATE pre_receipt_line SET pre_entered = 1 WHERE line_id = 2", "R7"),
    "tracking type deleted": ("DELETE FROM pre_receipt_line WHERE line_id = 2", "R16"),
    "tracking type of a task": (
        "INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (3, 'full_tracking', 0)",
        "R8",
    ),
    "tracking type with serials beforehand": (
        "INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (1, 'full_tracking', 3)",
        "R8",
    ),
    "second tracking type of a line": (
        "INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (2, 'no_tracking', 0)",
        "R10",
    ),
    "line deleted": ("DELETE FROM document_line WHERE id = 1", "R16"),
    "line with serials deleted": ("DELETE FROM document_line WHERE id = 2", "R16"),
    "pre-receipt deleted": ("DELETE FROM document WHERE id = 1", "R16"),
    "pre-receipt renamed": ("UPDATE document SET ref = 'X', ref_key = 'x' WHERE id = 1", "R10"),
    "pre-receipt that begins received": (
        "INSERT INTO document (kind, ref, ref_key, account_id, state, created_at) VALUES ('pre_receipt', 'X', 'x', 1, 'received', 0)",
        "R8",
    ),
    "changes at the desk counted down": ("UPDATE document SET revision = -1 WHERE id = 1", "R56"),
    "pick list renamed": ("UPDATE document SET ref = 'X', ref_key = 'x' WHERE id = 3", "R12"),
    "pick list dispatched unpicked": ("UPDATE document SET state = 'dispatched' WHERE id = 3", "R12"),
    "pick list deleted": ("DELETE FROM document WHERE id = 3", "R16"),
    "task's quantity": ("UPDATE document_line SET quantity = 9 WHERE id = 3", "R12"),
    "task's product": ("UPDATE document_line SET product_id = 2 WHERE id = 3", "R12"),
    "task that begins picked": (
        (
            "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
            " VALUES ('pick_list', 3, 3, 1, 2, 2, 'picked')"
        ),
        "R12",
    ),
}


@pytest.mark.parametrize(("statement", "rule"), LEDGER.values(), ids=LEDGER)
def test_refuses_tampering_with_the_ledger(foreign: Engine, sql: Sql, statement: str, rule: str) -> None:
    refused(foreign, sql, statement, rule)


@pytest.mark.parametrize(("statement", "rule"), SERIALS.values(), ids=SERIALS)
def test_refuses_what_a_serial_may_not_do(foreign: Engine, sql: Sql, statement: str, rule: str) -> None:
    refused(foreign, sql, statement, rule)


@pytest.mark.parametrize(("statement", "rule"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_refuses_to_rewrite_documents(foreign: Engine, sql: Sql, statement: str, rule: str) -> None:
    refused(foreign, sql, statement, rule)


def test_a_serial_lives_its_life(warehouse: Store, foreign: Engine, sql: Sql) -> None:
    """In stock, picked, dispatched, returned, moved, removed, returned: each with its transaction, none without."""
    sql("INSERT INTO location (code, code_key, warehouse_id) VALUES ('A-01', 'a-01', 1)")
    sql(
        "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
        " VALUES (1, 3, 1, 'full_tracking', 0, 0)"
    )
    for statement in COUNTED:
        sql(statement.format(product=1))
    life = [
        (entry("pick", -1, 1, task=3), GONE.format(state="picked", serial=1)),
        (entry("dispatch", -1, None, line=None, task=3), GONE.format(state="dispatched", serial=1)),
        (entry("return", 1, 2), IN_STOCK.format(line=1, serial=1)),
        (entry("transfer", -1, 1), None),
        (entry("transfer", 1, 1, line=4, left=7), IN_STOCK.format(line=4, serial=1)),
        (entry("adjustment", -1, 0, line=4), GONE.format(state="removed", serial=1)),
        (entry("return", 1, 2), IN_STOCK.format(line=1, serial=1)),
        (entry("count", -1, 1, task=5), GONE.format(state="removed", serial=1)),
    ]
    for number, (transaction, move) in enumerate(life, start=4):
        if move:
            refused(foreign, sql, move, "R5")
        sql(transaction)
        sql(LINK.format(transaction=number, serial=1))
        if move:
            sql(move)
        for statement in PICKED if number == 4 else DISPATCHED if number == 5 else ():
            sql(statement)
    with warehouse.read() as connection:
        assert check(connection) == ()


def test_a_dispatched_serial_comes_back_only_by_a_return(foreign: Engine, sql: Sql) -> None:
    sql(entry("pick", -1, 1))
    sql(LINK.format(transaction=4, serial=1))
    sql(GONE.format(state="picked", serial=1))
    for statement in PICKED:
        sql(statement)
    sql(entry("dispatch", -1, None, line=None))
    sql(LINK.format(transaction=5, serial=1))
    sql(GONE.format(state="dispatched", serial=1))
    for statement in COUNTED:
        sql(statement.format(product=1))
    for kind in ("receipt", "adjustment", "count"):
        balance = {"receipt": 2, "adjustment": 3, "count": 4}[kind]
        sql(entry(kind, 1, balance, task=5 if kind == "count" else None))
        newest = {"receipt": 6, "adjustment": 7, "count": 8}[kind]
        refused(foreign, sql, LINK.format(transaction=newest, serial=1), "R5")
        refused(foreign, sql, IN_STOCK.format(line=1, serial=1), "R5")


def test_a_pick_takes_from_the_line_the_serial_is_on(foreign: Engine, sql: Sql) -> None:
    """R12: the serial must be in stock on the stock line picked from."""
    sql(
        "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
        " VALUES (1, 1, 1, 'track_during_pick', 0, 0)"
    )
    sql(entry("adjustment", 1, 1, line=4, serials=0))
    sql(entry("pick", -1, 0, line=4))
    sql(LINK.format(transaction=5, serial=1))
    refused(foreign, sql, GONE.format(state="picked", serial=1), "R5")


def test_a_capture_is_picked_from_track_during_pick_only(foreign: Engine, sql: Sql) -> None:
    sql(entry("pick", -1, 1))
    sql(LINK.format(transaction=4, serial=3))
    refused(foreign, sql, GONE.format(state="picked", serial=3), "R5")


def test_the_quantity_follows_the_ledger(foreign: Engine, sql: Sql) -> None:
    sql(entry("receipt", 4, 14, product=3, line=3, serials=0))
    sql(entry("adjustment", -14, 0, product=3, line=3, serials=0))
    assert [row[5] for row in everything(foreign)["stock_line"]] == [2, 5, 0]


def test_a_quantity_never_falls_below_zero(foreign: Engine, sql: Sql) -> None:
    before = everything(foreign)
    with pytest.raises(IntegrityError, match="ck_stock_line_quantity"):
        sql(entry("adjustment", -11, -1, product=3, line=3, serials=0))
    assert everything(foreign) == before


def test_serials_cannot_be_on_a_no_tracking_line(foreign: Engine, sql: Sql) -> None:
    sql(
        "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
        " VALUES (1, 1, 1, 'no_tracking', 0, 0)"
    )
    sql(entry("receipt", 1, 1, line=4))
    sql(LINK.format(transaction=4, serial=3))
    refused(foreign, sql, IN_STOCK.format(line=4, serial=3), "R3")


@pytest.mark.parametrize("closed", ["received", "cancelled"])
def test_a_closed_pre_receipt_stays_closed(foreign: Engine, sql: Sql, closed: str) -> None:
    sql("UPDATE document_line SET state = :closed WHERE id = 1", closed=closed)
    sql("UPDATE document SET state = :closed WHERE id = 1", closed=closed)
    other = {"received": "cancelled", "cancelled": "received"}[closed]
    for state in ("open", other):
        refused(foreign, sql, f"UPDATE document_line SET state = '{state}' WHERE id = 1", "R8")
        refused(foreign, sql, f"UPDATE document SET state = '{state}' WHERE id = 1", "R8")
    refused(foreign, sql, "UPDATE document_line SET done = 3 WHERE id = 1", "R8")
    refused(
        foreign,
        sql,
        "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
        " VALUES ('pre_receipt', 1, 2, 2, 3, 0, 'open')",
        "R8",
    )


def test_pre_entered_serials_change_until_something_is_received(sql: Sql) -> None:
    sql("UPDATE pre_receipt_line SET pre_entered = 0 WHERE line_id = 2")
    assert sql("DELETE FROM serial WHERE document_line_id = 2") == 2


def test_pre_entered_serials_stay_once_the_line_is_received(foreign: Engine, sql: Sql) -> None:
    sql("UPDATE document_line SET done = 1 WHERE id = 2")
    refused(foreign, sql, "DELETE FROM serial WHERE id = 4", "R8")
    refused(foreign, sql, "UPDATE pre_receipt_line SET pre_entered = 0 WHERE line_id = 2", "R8")
    sql("UPDATE document_line SET state = 'received' WHERE id = 2")
    refused(foreign, sql, "DELETE FROM serial WHERE id = 4", "R8")


def test_a_serial_that_never_came_may_be_expected_again(foreign: Engine, sql: Sql) -> None:
    sql(
        "INSERT INTO document (kind, ref, ref_key, account_id, state, created_at) VALUES ('pre_receipt', 'PR-3', 'pr-3', 1, 'open', 0)"
    )
    sql(
        "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
        " VALUES ('pre_receipt', 4, 1, 1, 1, 0, 'open')"
    )
    sql("INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (5, 'full_tracking', 0)")
    sql("UPDATE document_line SET done = 1 WHERE id = 2")
    refused(foreign, sql, "UPDATE serial SET document_line_id = 5 WHERE id = 4", "R8")
    sql("UPDATE document_line SET state = 'received' WHERE id = 2")
    assert sql("UPDATE serial SET document_line_id = 5 WHERE id = 4") == 1


def test_cancelling_frees_expected_serials(sql: Sql) -> None:
    sql("UPDATE document_line SET done = 1, state = 'cancelled' WHERE id = 2")
    sql("UPDATE pre_receipt_line SET pre_entered = 0 WHERE line_id = 2")
    assert sql("DELETE FROM serial WHERE document_line_id = 2 AND state = 'expected'") == 2


def test_picks_only_go_forward(foreign: Engine, sql: Sql) -> None:
    sql("UPDATE document_line SET done = 1 WHERE id = 3")
    refused(foreign, sql, "UPDATE document_line SET done = 0 WHERE id = 3", "R12")
    sql("UPDATE document_line SET state = 'picked', short_reason = 'broken' WHERE id = 3")
    for state in ("open", "cancelled", "dispatched"):
        refused(foreign, sql, f"UPDATE document_line SET state = '{state}' WHERE id = 3", "R12")
    refused(foreign, sql, "UPDATE document_line SET done = 2 WHERE id = 3", "R12")
    sql("UPDATE document_line SET state = 'cancelled' WHERE id = 4")
    sql("UPDATE document SET state = 'picked' WHERE id = 3")
    refused(foreign, sql, "UPDATE document SET state = 'open' WHERE id = 3", "R12")
    refused(
        foreign,
        sql,
        "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
        " VALUES ('pick_list', 3, 3, 1, 2, 0, 'open')",
        "R12",
    )
    refused(foreign, sql, "UPDATE document SET state = 'dispatched' WHERE id = 3", "R12")
    sql(entry("dispatch", -1, None, line=None, serials=0))
    sql("UPDATE document SET state = 'dispatched' WHERE id = 3")
    for state in ("picked", "cancelled"):
        refused(foreign, sql, f"UPDATE document SET state = '{state}' WHERE id = 3", "R12")


@pytest.mark.parametrize(
    ("document", "line", "state"),
    [(1, 1, "received"), (1, 1, "cancelled"), (3, 3, "picked"), (3, 3, "cancelled")],
)
def test_a_document_goes_on_once_none_of_its_lines_is_open(
    foreign: Engine, sql: Sql, document: int, line: int, state: str
) -> None:
    sql("UPDATE document_line SET state = 'cancelled' WHERE id = 4")
    become = f"UPDATE document SET state = '{state}' WHERE id = {document}"
    refused(foreign, sql, become, "R8|R12")
    sql(f"UPDATE document_line SET state = '{state}', short_reason = 'x' WHERE id = {line}")
    assert sql(become) == 1


def test_a_line_that_one_run_has_in_work_is_taken_by_no_other(foreign: Engine, sql: Sql) -> None:
    sql("UPDATE document_line SET run_id = 1 WHERE id = 2")
    refused(foreign, sql, "UPDATE document_line SET run_id = 2 WHERE id = 2", "R57")
    sql("UPDATE document_line SET run_id = NULL WHERE id = 2")
    assert sql("UPDATE document_line SET run_id = 2 WHERE id = 2") == 1


@pytest.mark.parametrize("table", ["operator", "device"])
def test_a_name_is_of_one_operator_or_of_one_device(foreign: Engine, sql: Sql, table: str) -> None:
    role, value = (", role", ", 'operator'") if table == "operator" else ("", "")
    add = f"INSERT INTO {table} (name, name_key, created_at{role}) VALUES ('{{0}}', '{{0}}', 0{value})"
    sql("INSERT INTO operator (name, name_key, created_at, role) VALUES ('anna', 'anna', 0, 'operator')")
    sql("INSERT INTO device (name, name_key, created_at) VALUES ('gun-1', 'gun-1', 0)")
    taken = {"operator": "gun-1", "device": "anna"}[table]
    refused(foreign, sql, add.format(taken), "R59")
    refused(foreign, sql, f"UPDATE {table} SET name_key = '{taken}'", "R59")
    assert sql(add.format("bob")) == 1


def test_a_change_of_tracking_is_kept(foreign: Engine, sql: Sql) -> None:
    sql(
        "INSERT INTO tracking_change (product_id, old, new, at, operator)"
        " VALUES (1, 'no_tracking', 'full_tracking', 0, 'Anna')"
    )
    refused(foreign, sql, "UPDATE tracking_change SET operator = 'x'", "R2")
    refused(foreign, sql, "DELETE FROM tracking_change", "R2")


def test_a_capture_can_be_dropped(sql: Sql) -> None:
    assert sql("DELETE FROM serial WHERE id = 3") == 1


def test_nothing_happens_twice_quietly(foreign: Engine, sql: Sql) -> None:
    """ON CONFLICT DO NOTHING still does nothing, and says so: the scan path relies on it."""
    before = everything(foreign)
    new = NEW_SERIAL.format(state="captured", more=", run_id, captured_at", values=", 2, 9")
    known = new.replace("'N', 'n'", "'S1', 's1'")
    assert sql(f"{known} ON CONFLICT DO NOTHING") == 0
    assert everything(foreign) == before
    assert sql(f"{new} ON CONFLICT DO NOTHING") == 1


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", ["transaction_serial", "tracking_change", *UNIQUE])
def test_no_table_of_the_ledger_is_truncated(foreign: Engine, sql: Sql, table: str) -> None:
    refused(foreign, sql, f"TRUNCATE {table} CASCADE", "R16")


def test_every_trigger_is_there(store: Store) -> None:
    with store.read() as connection:
        assert missing_triggers(connection) == ()
        assert len(triggers(connection.dialect.name)) >= len(GUARDS) - 1
