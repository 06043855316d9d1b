"""What only SQLite can be asked to do: to replace a row, to ignore a conflict, to renumber. It is refused, whatever its pragmas say."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from serialhhd.store.engine.store import Store
from serialhhd.store.schema import tables as t

pytestmark = pytest.mark.usefixtures("warehouse")

LOG_HEAD, FRAME = 32, 24 + 4096
"""Bytes of the head of SQLite's log, and of each page in it with its number before it."""


@pytest.fixture(params=["recursive_triggers=off", "recursive_triggers=on"])
def raw(request: pytest.FixtureRequest, warehouse: Store) -> Iterator[sqlite3.Connection]:
    """Plain sqlite3, foreign keys off."""
    path = warehouse.place.path
    assert path is not None
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(f"PRAGMA {request.param}")
        yield connection


def dump(raw: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [raw.execute(f"SELECT * FROM {table.name}").fetchall() for table in t.metadata.sorted_tables]


only_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)

REPLACED = {
    "transaction": "INSERT OR REPLACE INTO stock_transaction SELECT id, at, kind, product_id, account_id, stock_line_id,"
    " 9, 9, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition FROM stock_transaction WHERE id = 1",
    "replace into": "REPLACE INTO stock_transaction SELECT * FROM stock_transaction",
    "transaction before the first": "INSERT INTO stock_transaction (id, at, kind, product_id, account_id, quantity,"
    " serial_count, operator) VALUES (-5, 0, 'dispatch', 1, 1, -1, 0, 'x')",
    "transaction renumbered": "UPDATE OR REPLACE stock_transaction SET id = 1 WHERE id = 2",
    "transaction's rowid": "UPDATE stock_transaction SET rowid = 9 WHERE id = 3",
    "link": "UPDATE OR REPLACE transaction_serial SET serial_id = 2 WHERE serial_id = 1",
    "serial with its id": "INSERT OR REPLACE INTO serial (id, product_id, serial, serial_key, state, run_id, captured_at)"
    " VALUES (1, 1, 'S1', 's1', 'captured', 2, 9)",
    "serial by its key": "INSERT OR REPLACE INTO serial (product_id, serial, serial_key, state, run_id, captured_at)"
    " VALUES (1, 'S1', 's1', 'captured', 2, 9)",
    "serial by its id alone": "INSERT OR REPLACE INTO serial (id, product_id, serial, serial_key, state, run_id,"
    " captured_at) VALUES (1, 1, 'Q', 'q', 'captured', 2, 9)",
    "serial's key": "UPDATE OR REPLACE serial SET serial_key = 's1' WHERE id = 3",
    "serial's rowid": "UPDATE OR REPLACE serial SET rowid = 1 WHERE id = 3",
    "captured serial": "INSERT OR REPLACE INTO serial (product_id, serial, serial_key, state, run_id, captured_at)"
    " VALUES (1, 'C3', 'c3', 'captured', 2, 9)",
    "stock line": "INSERT OR REPLACE INTO stock_line (product_id, location_id, account_id, tracking_type, quantity,"
    " received_at) VALUES (1, 1, 1, 'full_tracking', 0, 0)",
    "stock line's rowid": "UPDATE stock_line SET _rowid_ = 9 WHERE id = 1",
    "pre-receipt": "INSERT OR REPLACE INTO document (id, kind, ref, ref_key, account_id, state, created_at)"
    " VALUES (1, 'pre_receipt', 'X', 'x', 1, 'open', 0)",
    "pre-receipt line": "INSERT OR REPLACE INTO document_line (id, kind, document_id, line_no, product_id, quantity, done, state)"
    " VALUES (1, 'pre_receipt', 1, 1, 1, 9, 0, 'open')",
    "pre-receipt line by its product": "INSERT OR REPLACE INTO document_line (kind, document_id, line_no, product_id,"
    " quantity, done, state) VALUES ('pre_receipt', 2, 9, 1, 9, 0, 'open')",
    "tracking type of a line": "INSERT OR REPLACE INTO pre_receipt_line (line_id, tracking_type, pre_entered)"
    " VALUES (2, 'no_tracking', 0)",
    "pick list": "INSERT OR REPLACE INTO document (kind, ref, ref_key, account_id, state, created_at)"
    " VALUES ('pick_list', 'PL-1', 'pl-1', 1, 'open', 0)",
    "pick task": "INSERT OR REPLACE INTO document_line (id, kind, document_id, line_no, product_id, quantity, done,"
    " state) VALUES (3, 'pick_list', 3, 1, 1, 9, 0, 'open')",
    "product": "INSERT OR REPLACE INTO product (sku, sku_key, name, tracking_type, created_at)"
    " VALUES ('CAM', 'cam', 'x', 'no_tracking', 0)",
    "product's key": "UPDATE OR REPLACE product SET sku_key = 'cam' WHERE id = 2",
    "account": "INSERT OR REPLACE INTO account (code, code_key) VALUES ('MAIN', 'main')",
    "location": "INSERT OR REPLACE INTO location (code, code_key, warehouse_id) VALUES ('x', 'goods-in', 1)",
    "warehouse": "INSERT OR REPLACE INTO warehouse (code, code_key) VALUES ('MAIN', 'main')",
    "transaction ignored": "INSERT OR IGNORE INTO stock_transaction (at, kind, product_id, account_id, stock_line_id,"
    " quantity, balance, serial_count, operator) VALUES (0, 'receipt', 1, 1, 1, 5, 99, 0, 'x')",
    "serial ignored": "UPDATE OR IGNORE serial SET state = 'removed', stock_line_id = NULL WHERE id = 1",
}


@only_sqlite
@pytest.mark.parametrize("statement", REPLACED.values(), ids=REPLACED)
def test_nothing_is_replaced(raw: sqlite3.Connection, statement: str) -> None:
    before = dump(raw)
    with pytest.raises(sqlite3.IntegrityError, match=r"R\d+: "):
        raw.execute(statement)
    assert dump(raw) == before


@only_sqlite
def test_an_id_of_the_ledger_is_never_used_again(raw: sqlite3.Connection) -> None:
    """The newest entry cannot go, so its id cannot come back; and ids only rise."""
    raw.execute(
        "INSERT INTO stock_transaction (id, at, kind, product_id, account_id, quantity, serial_count, operator)"
        " VALUES (50, 0, 'receipt', 1, 1, 0, 0, 'x')"
    )
    with pytest.raises(sqlite3.IntegrityError, match="R16: the ledger is append-only"):
        raw.execute(
            "INSERT INTO stock_transaction (id, at, kind, product_id, account_id, quantity, serial_count, operator)"
            " VALUES (49, 0, 'receipt', 1, 1, 0, 0, 'x')"
        )


@only_sqlite
def test_an_insert_with_nothing_in_its_way_writes_nothing_but_itself(raw: sqlite3.Connection) -> None:
    """What notes the rows in its way is a table like others, and a page of it would be written with every scan."""
    (note,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'replaced'").fetchone()
    (path,) = raw.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    raw.execute("INSERT INTO location (code, code_key, warehouse_id) VALUES ('NEW', 'new', 1)")
    frames = Path(f"{path}-wal").read_bytes()[LOG_HEAD:]
    assert note not in {
        int.from_bytes(frames[start : start + 4], "big") for start in range(0, len(frames), FRAME)
    }


@only_sqlite
def test_no_index_of_a_file_names_the_id(raw: sqlite3.Connection) -> None:
    """SQLite keeps it in each of them by itself."""
    assert (
        raw.execute("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%, id)%'").fetchall()
        == []
    )


@only_sqlite
def test_conflicts_that_do_nothing_leave_the_next_insert_alone(raw: sqlite3.Connection) -> None:
    """The note of rows in the way is cleared for each row, also within one statement."""
    changed = raw.execute(
        "INSERT INTO serial (product_id, serial, serial_key, state, run_id, captured_at) VALUES"
        " (1, 'S1', 's1', 'captured', 2, 9), (1, 'NEW', 'new', 'captured', 2, 10), (1, 'S2', 's2', 'captured', 2, 11)"
        " ON CONFLICT DO NOTHING"
    )
    assert changed.rowcount == 1


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_no_trigger_of_sqlite_makes_a_table_of_words(store: Store) -> None:
    """`IN` with three words and more does, for each row: a third of what posting a receipt costs."""
    with store.read() as conn:
        made = conn.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").scalars().all()
    assert made
    assert not [sql for sql in made if re.search(r"\bIN \('[^)]*',[^)]*,", sql)]
