"""What is asked of a document is read by its lines: SQLite chose to read every pick there is, or all that a product ever had."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from serialhhd.store.batches import batches
from serialhhd.store.batches.tasks import BATCH_TASKS, LISTS_ALONE
from serialhhd.store.catalogue import products
from serialhhd.store.containers import containers, content
from serialhhd.store.desk import pick_list_page, stock_work
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.waiting_lists import WAITING_LISTS
from serialhhd.store.returns import returns, taking_back
from serialhhd.store.returns.returns import Origin
from serialhhd.store.returns.taking_back import Coming
from serialhhd.store.serials import whereabouts
from serialhhd.store.stock import moving, proposing, runs, stock
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TransactionKind

OF_THE_WHOLE_STORE = (
    "ix_stock_transaction_kind",
    "ix_stock_transaction_product",
    "ix_document_line_product (product_id=?)",
    "ix_stock_line_account_id",
    "ix_serial_product",
    "SCAN stock_transaction",
    "SCAN document_line",
    "SCAN document",
    "SCAN run",
)
"""What a plan reads that grows with the store, and not with the document."""
WAITING_ALONE = "ix_document_line_put_back"
"""What is scanned whole, for it holds the tasks alone of which something waits to be put back."""


def _fill(store: Store) -> None:
    def fill(conn: Connection) -> None:
        products.add(conn, "BOX", name="Box", at=store.now(), by="office")
        stock_work.bring_in(
            conn, "BOX", location="GOODS-IN", quantity=1, reason="found", by="office", at=store.now()
        )
        for ref in ("PL-1", "PL-2"):
            pick_lists.add(conn, ref, [WantedLine("BOX", 1)], at=store.now(), customer="Hotel", by="office")
        containers.add(conn, "T-1", by="office")
        batches.add(conn, "B-1", ["PL-1"], at=store.now(), by="office")
        pick_lists.cancel(conn, "PL-2", store.now(), by="office")

    store.write(fill)


def _left_without_serials(conn: Connection) -> None:
    origin = Origin("Hotel", "PL-1", pick_lists.show(conn, "PL-1").id)
    taking_back.without_serials(conn, Coming(products.show(conn, "BOX"), None, origin))


def _serials_of_a_tote(conn: Connection) -> None:
    with suppress(Refused):
        content.entries(conn, containers.show(conn, "T-1"), products.show(conn, "BOX"), 1, is_expected=False)


def _where_a_serial_is(conn: Connection) -> None:
    conn.execute(whereabouts.LAST_LEFT, {"serial_id": 1, "kind": TransactionKind.DISPATCH}).all()


def _proposed(conn: Connection) -> None:
    for task in BATCH_TASKS.lines.of(conn, batches.show(conn, "B-1")):
        proposing.propose(conn, task, 1)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(_left_without_serials, id="what may come back without serials"),
        pytest.param(lambda conn: batches.whole(conn, "B-1"), id="a batch"),
        pytest.param(lambda conn: WAITING_LISTS.waiting(conn, 9), id="lists that wait to be put back"),
        pytest.param(lambda conn: pick_list_page.shown(conn, "PL-2"), id="a cancelled list"),
        pytest.param(lambda conn: LISTS_ALONE.waiting(conn, 9), id="lists to pick"),
        pytest.param(_serials_of_a_tote, id="what lies in a tote"),
        pytest.param(_where_a_serial_is, id="on what a serial left"),
        pytest.param(runs.all_open, id="open runs"),
        pytest.param(lambda conn: runs.all_of(conn, "anna"), id="open runs of an operator"),
        pytest.param(
            lambda conn: runs.last_ended(conn, "anna", "goods_in"), id="the last run of an operator"
        ),
        pytest.param(returns.listed, id="returns"),
        pytest.param(_proposed, id="from where a task takes"),
        pytest.param(
            lambda conn: moving.with_same_product(conn, stock.page(conn)[0]),
            id="where a product lies already",
        ),
    ],
)
def test_no_more_is_read_than_what_documents_moved(
    sqlite_store: Store, ask: Callable[[Connection], object]
) -> None:
    _fill(sqlite_store)
    asked: list[tuple[str, Any]] = []
    with sqlite_store.read() as conn:
        event.listen(conn, "before_cursor_execute", lambda *said: asked.append((said[2], said[3])))
        ask(conn)
        written = list(asked)
        plans = [
            row[3]
            for statement, given in written
            for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        ]
    assert written
    read = [step for step in plans if WAITING_ALONE not in step]
    assert [step for step in read if any(one in step for one in OF_THE_WHOLE_STORE)] == []


def _indexed_in_order(folder: Path, template: Path, *, is_reversed: bool) -> sqlite3.Connection:
    """Return a store whose indexes were made one after the other by their names, or the other way round."""
    path = folder / f"{is_reversed}.db"
    shutil.copy(template, path)
    connection = sqlite3.connect(path)
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for _, sql in sorted(indexes, reverse=is_reversed):
        connection.execute(sql)
    connection.commit()
    return connection


def _writing(connection: sqlite3.Connection) -> Iterator[str]:
    """Every way to write a row."""
    for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        yield f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})"
        yield f"UPDATE {table} SET {', '.join(f'{one} = ?' for one in columns)} WHERE {columns[0]} = ?"
        yield f"DELETE FROM {table} WHERE {columns[0]} = ?"


def _opened_by(connection: sqlite3.Connection, statement: str) -> list[str]:
    """Return the tables and indexes that a statement, and each trigger that it fires, may read, in order."""
    names = dict(connection.execute("SELECT rootpage, name FROM sqlite_schema WHERE rootpage > 0").fetchall())
    program = connection.execute(f"EXPLAIN {statement}", [1] * statement.count("?"))
    return [names.get(step[3], "") for step in program if step[1] == "OpenRead"]


def test_what_a_guard_reads_does_not_depend_on_which_index_was_made_first(
    sqlite_template: Path, tmp_path: Path
) -> None:
    one, other = (
        _indexed_in_order(tmp_path, sqlite_template, is_reversed=is_reversed) for is_reversed in (False, True)
    )
    with closing(one), closing(other):
        statements = list(_writing(one))
        assert any("ix_" in name for statement in statements for name in _opened_by(one, statement))
        differing = [
            (statement.split(" (")[0], set(_opened_by(one, statement)) ^ set(_opened_by(other, statement)))
            for statement in statements
            if _opened_by(one, statement) != _opened_by(other, statement)
        ]
    assert differing == []
