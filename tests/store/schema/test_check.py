"""`store check`: a whole store is found whole, and each broken invariant is named."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from sqlalchemy import Connection, text

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import Broken, check
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers

Sql = Callable[..., int]


def found(store: Store) -> tuple[Broken, ...]:
    with store.read() as connection:
        return check(connection)


def tamper(store: Store, *statements: str) -> None:
    """Break something behind the back of every trigger, which are there again afterwards."""

    def work(connection: Connection) -> None:
        drop_triggers(connection)
        for statement in statements:
            connection.execute(text(statement))
        apply_triggers(connection)

    store.write(work)


def test_a_new_store_is_whole(store: Store) -> None:
    assert found(store) == ()


def test_a_store_in_use_is_whole(warehouse: Store) -> None:
    assert found(warehouse) == ()


TAMPERED = {
    "import_broken_off": (
        ("INSERT INTO unfinished_import (number, kind, first_id, at) VALUES (1, 'products', 1, 0)",),
        (
            "an import of products was broken off at 1970-01-01 00:00 UTC: its numbers and serials are taken "
            "until the next import or the start of a server, which take them away first"
        ),
    ),
    "quantity_not_sum": (
        ("UPDATE stock_line SET quantity = 12 WHERE id = 3",),
        "stock line 3 has a quantity of 12, its transactions add up to 10",
    ),
    "balance_broken": (
        ("UPDATE stock_transaction SET balance = 11 WHERE id = 3",),
        "transaction 3 says a balance of 11, the transactions of its stock line add up to 10",
    ),
    "serials_not_quantity": (
        (
            "UPDATE stock_transaction SET quantity = 3, balance = 3, serial_count = 3 WHERE id = 1",
            "UPDATE stock_line SET quantity = 3 WHERE id = 1",
            "INSERT INTO transaction_serial VALUES (1, 3)",
            "UPDATE document_line SET done = 3 WHERE id = 1",
        ),
        "stock line 1 is under Full Tracking and has a quantity of 3, but 2 serials",
    ),
    "serial_on_wrong_line": (
        ("UPDATE serial SET stock_line_id = 3 WHERE id = 1",),
        "serial S1 is on stock line 3, which is of another product or under No Tracking",
    ),
    "serial_count_wrong": (
        ("DELETE FROM transaction_serial WHERE serial_id = 1",),
        "transaction 1 says it has 2 serials, it has 1",
    ),
    "quantity_without_serials": (
        ("UPDATE stock_transaction SET serial_count = 0 WHERE id = 1", "DELETE FROM transaction_serial"),
        "transaction 1 moved 2 on a stock line under Full Tracking, with 0 serials",
    ),
    "container_in_itself": (
        (
            "INSERT INTO container (code, code_key, kind) VALUES ('C-1', 'c-1', 'tote')",
            "UPDATE container SET inside_id = id",
        ),
        "container C-1 lies in itself, or five deep",
    ),
    "tote_of_two_lists": (
        (
            "INSERT INTO container (code, code_key, kind, document_id) VALUES ('C-1', 'c-1', 'tote', 3)",
            "UPDATE serial SET container_id = 1 WHERE id = 1",
        ),
        "container C-1 holds serial S1, which was not picked for its list",
    ),
    "transfer_unbalanced": (
        (
            (
                "INSERT INTO stock_transaction (at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count,"
                " operator) VALUES (0, 'transfer', 3, 1, 3, -4, 6, 0, 'Anna')"
            ),
            "UPDATE stock_line SET quantity = 6 WHERE id = 3",
        ),
        "transaction 4 is a transfer of 4 units that left stock line 3 and never arrived",
    ),
    "more_serials_than_units": (
        (
            "UPDATE stock_line SET quantity = 0 WHERE id = 2",
            "INSERT INTO serial (product_id, serial, serial_key, state, stock_line_id) VALUES (2, 'B', 'b', 'in_stock', 2)",
        ),
        "stock line 2 has a quantity of 0, but 1 serials",
    ),
    "serial_of_other_product": (
        ("UPDATE serial SET product_id = 2 WHERE id = 1",),
        "serial 1 belongs to transaction 1, which is of another product or gone",
    ),
    "serial_state_unfounded": (
        ("UPDATE serial SET state = 'picked', stock_line_id = NULL WHERE id = 1",),
        "serial S1 is picked, but its newest transaction 1 is a receipt",
    ),
    "dispatched_on_hold": (
        (
            "INSERT INTO serial_hold (serial_id, reason, held_at, held_by) VALUES (1, 'fire', 0, 'x')",
            "UPDATE serial SET state = 'dispatched', stock_line_id = NULL WHERE id = 1",
        ),
        "serial S1 was dispatched, though it is on hold: fire",
    ),
    "serial_without_transaction": (
        ("UPDATE serial SET state = 'removed' WHERE id = 4",),
        "serial E4 is removed without any transaction",
    ),
    "expected_not_pre_entered": (
        ("DELETE FROM serial WHERE id = 4",),
        "pre-receipt line 2 has 2 pre-entered serials, 1 are expected on it",
    ),
    "expected_on_cancelled": (
        (
            "UPDATE document_line SET state = 'cancelled' WHERE id = 2",
            "UPDATE document SET state = 'cancelled' WHERE id = 2",
            "DELETE FROM serial WHERE id = 4",
        ),
        "serial E5 is expected on line 2 of a cancelled pre-receipt",
    ),
    "confirmed_not_received": (
        ("UPDATE document_line SET done = 1 WHERE id = 1",),
        "pre-receipt line 1 says 1 were received, its receipts add up to 2",
    ),
    "picked_not_picked": (
        ("UPDATE document_line SET done = 1 WHERE id = 3",),
        "pick task 3 says 1 were picked, its picks add up to 0",
    ),
    "put_back_wrong": (
        ("UPDATE document_line SET received = 1 WHERE id = 3",),
        "pick task 3 says 1 were put back, its returns add up to 0",
    ),
    "pre_receipt_state_wrong": (
        ("UPDATE document SET state = 'received' WHERE id = 1",),
        "pre-receipt PR-1 is received, but 1 of its lines are open",
    ),
    "pick_list_state_wrong": (
        ("UPDATE document_line SET state = 'cancelled' WHERE document_id = 3",),
        "pick list PL-1 is open, but 0 of its tasks are open",
    ),
    "line_of_other_kind": (
        ("UPDATE document_line SET kind = 'pick_list' WHERE id = 2",),
        "line 2 is of a pick list, but its document is a pre-receipt",
    ),
    "tracking_type_missing": (
        ("DELETE FROM pre_receipt_line WHERE line_id = 1",),
        "pre-receipt line 1 has no tracking type",
    ),
    "claim_without_run": (
        ("UPDATE run SET state = 'done' WHERE id = 1",),
        "serial C3 is held by run 1, which is not open",
    ),
    "captured_not_counted": (
        ("UPDATE run SET captured = 5 WHERE id = 1",),
        "run 1 says it holds 5 serials, it holds 1",
    ),
    "version_missing": (
        ("UPDATE run SET flow_version_id = 7 WHERE id = 1",),
        "run 1 says that it was asked by version 7 of flows.toml, which is not there",
    ),
    "approved_by_nobody": (
        ("UPDATE stock_transaction SET approved_by = 'Anna' WHERE id = 1",),
        "transaction 1 says that Anna approved it, who is no supervisor",
    ),
    "version_altered": (
        (
            (
                "INSERT INTO flow_version (file, follows, at, made_by, why, sha256, text, program)"
                f" VALUES ('flows.toml', 0, 1, 'maria', 'x', '{'0' * 64}', 'version = 1', 'serialhhd')"
            ),
        ),
        "version 1 of flows.toml is not what it was",
    ),
}


@pytest.mark.parametrize(("code", "how"), TAMPERED.items(), ids=TAMPERED)
def test_what_is_broken_is_named(warehouse: Store, code: str, how: tuple[tuple[str, ...], str]) -> None:
    statements, sentence = how
    tamper(warehouse, *statements)
    assert Broken(code, sentence) in found(warehouse)


@pytest.mark.parametrize(("line", "what"), [(1, "pre-receipt line 1"), (3, "pick task 3")])
def test_a_claim_of_an_ended_run_is_named(warehouse: Store, line: int, what: str) -> None:
    tamper(
        warehouse,
        f"UPDATE document_line SET run_id = 2 WHERE id = {line}",
        "UPDATE run SET state = 'done' WHERE id = 2",
    )
    assert found(warehouse) == (Broken("claim_without_run", f"{what} is held by run 2, which is not open"),)


CONTAINER = "INSERT INTO container (code, code_key, kind) VALUES ('{code}', '{code}', 'tote')"


def test_a_container_that_an_ended_run_has_taken_is_named(warehouse: Store) -> None:
    tamper(
        warehouse,
        CONTAINER.format(code="c-1"),
        "UPDATE container SET run_id = 2",
        "UPDATE run SET state = 'done' WHERE id = 2",
    )
    said = "container c-1 is held by run 2, which is not open"
    assert found(warehouse) == (Broken("claim_without_run", said),)


def test_a_container_at_two_places_is_named_with_what_it_lies_in(warehouse: Store) -> None:
    tamper(
        warehouse,
        "INSERT INTO location (code, code_key, warehouse_id) VALUES ('A-01', 'a-01', 1)",
        (
            "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
            " VALUES (1, 3, 1, 'full_tracking', 0, 0)"
        ),
        *(CONTAINER.format(code=f"c-{number}") for number in range(1, 4)),
        "UPDATE container SET inside_id = 3 WHERE id < 3",
        "UPDATE serial SET container_id = 1 WHERE id = 1",
        "UPDATE serial SET container_id = 2, stock_line_id = 4 WHERE id = 2",
    )
    said = "container c-3 has serials in stock at A-01 and at GOODS-IN"
    assert Broken("container_apart", said) in found(warehouse)


def test_a_container_with_what_is_in_stock_and_picked_is_named(warehouse: Store) -> None:
    tamper(
        warehouse,
        CONTAINER.format(code="c-1"),
        "UPDATE serial SET container_id = 1 WHERE id = 1",
        "UPDATE serial SET container_id = 1, state = 'picked', stock_line_id = NULL WHERE id = 2",
    )
    said = "container c-1 has serials that are in stock, and 1 that are picked"
    assert Broken("container_apart", said) in found(warehouse)


def test_a_pre_receipt_whose_lines_are_all_closed_is_not_open(warehouse: Store) -> None:
    tamper(warehouse, "UPDATE document_line SET state = 'received' WHERE id = 1")
    assert found(warehouse) == (
        Broken("pre_receipt_state_wrong", "pre-receipt PR-1 is open, but 0 of its lines are open"),
    )


def test_a_missing_trigger_is_named(store: Store) -> None:
    store.write(
        lambda connection: connection.exec_driver_sql(
            "DROP TRIGGER ledger_delete"
            + ("" if connection.dialect.name == "sqlite" else " ON stock_transaction")
        )
    )
    assert found(store) == (Broken("trigger_missing", "the trigger ledger_delete is missing or changed"),)


def test_a_trigger_that_was_made_harmless_is_named(store: Store) -> None:
    def work(connection: Connection) -> None:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER ledger_delete")
            connection.exec_driver_sql(
                "CREATE TRIGGER ledger_delete BEFORE DELETE ON stock_transaction BEGIN SELECT 1; END"
            )
        else:
            connection.exec_driver_sql(
                "CREATE OR REPLACE FUNCTION ledger_delete() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RETURN OLD; END $$"
            )

    store.write(work)
    assert found(store) == (Broken("trigger_missing", "the trigger ledger_delete is missing or changed"),)


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_disabled_trigger_is_named(store: Store, sql: Sql) -> None:
    sql("ALTER TABLE stock_transaction DISABLE TRIGGER ledger_delete")
    assert found(store) == (Broken("trigger_missing", "the trigger ledger_delete is missing or changed"),)


def test_many_cases_of_one_kind_are_cut_short(warehouse: Store) -> None:
    rows = "), (".join(f"1, 'X{number}', 'x{number}', 'removed'" for number in range(50))
    tamper(warehouse, f"INSERT INTO serial (product_id, serial, serial_key, state) VALUES ({rows})")
    assert len(found(warehouse)) == 20


def test_a_dangling_reference_is_named(sqlite_store: Store) -> None:
    assert sqlite_store.place.path is not None
    with closing(sqlite3.connect(sqlite_store.place.path)) as connection:
        connection.execute("DELETE FROM warehouse")
        connection.commit()
    assert found(sqlite_store) == (
        *(
            Broken(
                "reference_broken", f"row {row} of location refers to a row of warehouse that is not there"
            )
            for row in (1, 2)
        ),
    )


def test_an_index_that_lost_a_row_is_named(sqlite_store: Store) -> None:
    assert sqlite_store.place.path is not None
    with closing(sqlite3.connect(sqlite_store.place.path)) as connection:
        index = "CREATE INDEX ix_gone ON account (code) WHERE code <> 'MAIN'"
        connection.execute(index)
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ' WHERE code <> ''MAIN''', '') WHERE name = 'ix_gone'"
        )
        connection.commit()
    broken = found(sqlite_store)
    assert {one.code for one in broken} == {"file_damaged"}
    assert any("ix_gone" in one.sentence for one in broken)
