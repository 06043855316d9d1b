"""R5 The moves of a serial are those of one table, and the database refuses every other."""

from itertools import product

import pytest
from sqlalchemy import Connection, Engine, text

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.guards.ledger import links_guard
from serialhhd.store.schema.guards.serials import moves_guard
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers, trigger_of
from serialhhd.store.words.serial_moves import MOVES, PLACED, Move, brought_to, taken_from
from serialhhd.store.words.vocabulary import SerialState, TransactionKind
from tests.conftest import Sql
from tests.store.schema.tampering import LINK, entry, refused

NO_MOVE = sorted(
    set(product(SerialState, SerialState))
    - {(move.before, move.after) for move in MOVES}
    - {(state, state) for state in SerialState}
)


def test_each_move_stands_there_once() -> None:
    assert len({(move.before, move.after) for move in MOVES}) == len(MOVES)


def test_every_kind_of_transaction_moves_some_serial_and_every_state_is_reached() -> None:
    assert all(taken_from(kind) for kind in TransactionKind)
    begin = {SerialState.CAPTURED, SerialState.EXPECTED}
    assert set(brought_to()) == set(SerialState) - begin


def test_a_serial_leaves_a_stock_line_where_it_is_on_one() -> None:
    assert {move.before for move in MOVES if move.leaves} == set(PLACED)
    assert {move.after for move in MOVES if move.arrives} == set(PLACED)


GONE = "stock_line_id = NULL, run_id = NULL, captured_at = NULL"
COLUMNS = {
    SerialState.CAPTURED: "stock_line_id = NULL, run_id = 1, captured_at = 9",
    SerialState.EXPECTED: f"{GONE}, document_line_id = 2",
    SerialState.IN_STOCK: "stock_line_id = 1, run_id = NULL, captured_at = NULL",
    SerialState.IN_TRANSIT: "stock_line_id = 1, run_id = NULL, captured_at = NULL",
    SerialState.PICKED: GONE,
    SerialState.DISPATCHED: GONE,
    SerialState.RETURNED: GONE,
    SerialState.REMOVED: GONE,
}
"""What else a serial must have in each state."""


def come(state: SerialState) -> str:
    return f"UPDATE serial SET state = '{state}', {COLUMNS[state]} WHERE id = 1"


@pytest.mark.parametrize(("before", "after"), NO_MOVE)
def test_no_other_move_exists(
    warehouse: Store, foreign: Engine, sql: Sql, before: SerialState, after: SerialState
) -> None:
    def behind_the_guards(conn: Connection) -> None:
        drop_triggers(conn)
        conn.execute(text(come(before)))
        apply_triggers(conn)

    warehouse.write(behind_the_guards)
    refused(foreign, sql, come(after), "R5|R8")


BROKEN = Move(SerialState.PICKED, SerialState.REMOVED, (TransactionKind.ADJUSTMENT,))
"""A move that the table has not: what was picked turns out to be broken."""


def test_a_new_move_is_a_new_row(warehouse: Store, foreign: Engine, sql: Sql) -> None:
    """The guards that are made of a table with one row more let a serial make that move, with its transaction."""
    sql(entry("pick", -1, 1))
    sql(LINK.format(transaction=4, serial=1))
    sql(come(SerialState.PICKED))
    sql(entry("adjustment", 0, None, line=None))
    refused(foreign, sql, LINK.format(transaction=5, serial=1), "R5")
    refused(foreign, sql, come(SerialState.REMOVED), "R5")

    def add_row(conn: Connection) -> None:
        table = (*MOVES, BROKEN)
        for guard in (moves_guard(table), links_guard(table)):
            trigger = trigger_of(guard, conn.dialect.name)
            where = "" if conn.dialect.name == "sqlite" else f" ON {guard.table}"
            conn.exec_driver_sql(f"DROP TRIGGER {guard.name}{where}")
            for statement in trigger.statements:
                conn.exec_driver_sql(statement)

    warehouse.write(add_row)
    refused(foreign, sql, come(SerialState.REMOVED), "R5")
    sql(LINK.format(transaction=5, serial=1))
    assert sql(come(SerialState.REMOVED)) == 1
