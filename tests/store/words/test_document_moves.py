"""R8, R10, R12 The moves of documents and their lines are those of one table, and the database refuses every other."""

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import Broken, documents_invariants, look
from serialhhd.store.schema.guards.documents import lines_guards
from serialhhd.store.schema.line_checks import line_checks
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers, trigger_of
from serialhhd.store.words.condition import Condition
from serialhhd.store.words.document_moves import (
    LIFECYCLES,
    PICKING,
    Lifecycle,
    Stage,
    Tally,
)
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState, TransactionKind
from tests.conftest import Sql
from tests.store.schema.tampering import TO_ADJUST, TO_BATCH, TO_COUNT, TO_EAST, TO_RETURN, entry, refused

ROW_OF = {
    DocumentKind.PRE_RECEIPT: (1, 1),
    DocumentKind.PICK_LIST: (3, 3),
    DocumentKind.TRANSFER: (4, 5),
    DocumentKind.COUNT: (5, 6),
    DocumentKind.BATCH: (6, 7),
    DocumentKind.RETURN: (7, 8),
    DocumentKind.ADJUSTMENT: (8, 9),
}
"""A document of each kind in the warehouse, and a line of it; the transfer, the count, the batch, the return and the adjustment are added."""
STATES = [
    (of, one.kind, state, {move.after for move in moves if move.before is state})
    for one in LIFECYCLES
    for of, states, moves in (
        ("document", one.states, one.moves),
        ("document_line", one.line_states, one.moves_of_lines),
    )
    for state in states
]


def test_each_kind_stands_there_once_and_so_does_each_move() -> None:
    assert [one.kind for one in LIFECYCLES] == list(DocumentKind)
    for one in LIFECYCLES:
        for moves in (one.moves, one.moves_of_lines):
            assert len({(move.before, move.after) for move in moves}) == len(moves)


@pytest.mark.parametrize(("of", "kind", "before", "may_become"), STATES)
def test_no_other_move_exists(
    warehouse: Store,
    foreign: Engine,
    sql: Sql,
    of: str,
    kind: DocumentKind,
    before: DocumentState,
    may_become: set[DocumentState],
) -> None:
    document, line = ROW_OF[kind]
    for statement in (*TO_EAST, *TO_COUNT, *TO_BATCH, *TO_RETURN, *TO_ADJUST):
        sql(statement.format(product=1))
    become = "UPDATE {of} SET state = '{state}', {more} WHERE id = {row}"
    row = {"of": of, "row": document if of == "document" else line}
    row["more"] = "closed_at = 9" if of == "document" else "short_reason = 'x', done = 1"

    def behind_the_guards(conn: Connection) -> None:
        drop_triggers(conn)
        conn.execute(text(become.format(state=before, **row)))
        apply_triggers(conn)

    warehouse.write(behind_the_guards)
    for after in set(DocumentState) - {before} - may_become:
        refused(foreign, sql, become.format(state=after, **row), "R8|R12")


# --- a kind that the table has not -------------------------------------------------------------------------------

WENT = Tally(
    "went", "sent", TransactionKind.PICK, False, "went_wrong", Condition("by Anna", "t.operator = 'Anna'")
)
LOST = Tally("strayed", "lost", TransactionKind.ADJUSTMENT, None, "lost_wrong")
ON_THE_WAY = Stage(DocumentState.PICKED, DocumentState.CANCELLED, (WENT, LOST), of="done")
WITH_A_SECOND_STAGE = (
    LIFECYCLES[0],
    Lifecycle(
        DocumentKind.PICK_LIST, (PICKING, ON_THE_WAY), document_moves=(), line_moves=(), from_stock=True
    ),
)
"""Pick lists with what transfers will have: what is picked of a line is on its way, and comes or is lost."""


@pytest.fixture
def on_the_way(warehouse: Store, sql: Sql) -> Sql:
    """Two columns more, with the constraints and guards that the table makes; of task 3 both units are on the way."""

    def add_rows(conn: Connection) -> None:
        checks = dict(line_checks(WITH_A_SECOND_STAGE))
        for column in ("went", "strayed"):
            also = f" CHECK ({checks['never_more']})" if column == "strayed" else ""
            conn.exec_driver_sql(
                f"ALTER TABLE document_line ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0 CHECK ({checks[column]}){also}"
            )
        for guard in lines_guards(WITH_A_SECOND_STAGE):
            where = "" if conn.dialect.name == "sqlite" else f" ON {guard.table}"
            conn.exec_driver_sql(f"DROP TRIGGER {guard.name}{where}")
            for statement in trigger_of(guard, conn.dialect.name).statements:
                conn.exec_driver_sql(statement)

    warehouse.write(add_rows)
    sql("UPDATE document_line SET done = 2, state = 'picked' WHERE id = 3")
    return sql


def test_a_second_tally_is_a_row_of_the_table(on_the_way: Sql) -> None:
    on_the_way("UPDATE document_line SET went = 1 WHERE id = 3")
    on_the_way("UPDATE document_line SET strayed = 1 WHERE id = 3")
    assert on_the_way("UPDATE document_line SET state = 'cancelled' WHERE id = 3") == 1


@pytest.mark.parametrize(
    ("line", "change"),
    [
        (3, "went = 0"),
        (3, "done = 2, strayed = 1, state = 'open'"),
        (3, "done = 3"),
        (1, "went = 1"),
        (4, "went = 1"),
        (4, "went = 1, done = 1, state = 'picked'"),
    ],
    ids=["less", "back", "the first stage is over", "another kind", "not there yet", "both at once"],
)
def test_it_only_rises_in_its_stage_and_on_lines_of_its_kind(
    foreign: Engine, on_the_way: Sql, line: int, change: str
) -> None:
    on_the_way("UPDATE document_line SET went = 1 WHERE id = 3")
    refused(foreign, on_the_way, f"UPDATE document_line SET {change} WHERE id = {line}", "R8|R10|R12")


def test_all_tallies_of_a_stage_are_never_more_than_what_it_is_of(on_the_way: Sql) -> None:
    on_the_way("UPDATE document_line SET went = 1 WHERE id = 3")
    with pytest.raises(IntegrityError, match=r"(?i)check"):
        on_the_way("UPDATE document_line SET strayed = 2 WHERE id = 3")


def test_store_check_asks_the_ledger_for_each_tally_and_the_lines_for_each_stage(
    warehouse: Store, on_the_way: Sql
) -> None:
    on_the_way("UPDATE document_line SET went = 1, strayed = 1 WHERE id = 3")
    on_the_way("UPDATE document_line SET state = 'picked', short_reason = 'x' WHERE id = 4")
    warehouse.write(drop_triggers)  # they would refuse a pick for a task that is over
    on_the_way(entry("pick", -3, 2, product=2, line=2, serials=0, task=3))
    on_the_way(entry("adjustment", -1, 1, product=2, line=2, serials=0, task=3))
    on_the_way(entry("adjustment", 1, 2, product=2, line=2, serials=0, task=3))
    with warehouse.read() as conn:
        found = set(look(conn, documents_invariants(WITH_A_SECOND_STAGE)))
    assert found == {
        Broken("picked_not_picked", "pick task 3 says 2 were picked, its picks add up to 3"),
        Broken("went_wrong", "pick task 3 says 1 were sent, its picks add up to 3"),
        Broken("lost_wrong", "pick task 3 says 1 were lost, its adjustments add up to 2"),
        Broken("pick_list_state_wrong", "pick list PL-1 is open, but 0 of its tasks are open"),
        Broken("pick_list_state_wrong", "pick list PL-1 is open, but 2 of its tasks are picked"),
    }
