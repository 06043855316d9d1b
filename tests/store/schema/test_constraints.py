"""What plain constraints refuse, whoever writes: one row of one word, one code, one length."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.printable import OF_USERS, WHO_ACTS
from serialhhd.store.schema.triggers import drop_triggers
from serialhhd.store.words.numbers import MOST_UNITS
from tests.store.schema.tampering import TO_ADJUST, TO_COUNT

Sql = Callable[..., int]
pytestmark = pytest.mark.usefixtures("warehouse")

PRODUCT = "INSERT INTO product (sku, sku_key, name, tracking_type, created_at) VALUES ('NEW', '{key}', 'New', {type}, 0)"
SERIAL = (
    "INSERT INTO serial (product_id, serial, serial_key, state, run_id, captured_at)"
    " VALUES ({product}, '{serial}', '{key}', 'captured', 2, 9)"
)
SAME_CODES = {
    "product": PRODUCT.format(key="cam", type="'no_tracking'").replace("NEW", "Cam"),
    "account": "INSERT INTO account (code, code_key) VALUES ('main', 'main')",
    "warehouse": "INSERT INTO warehouse (code, code_key) VALUES ('main', 'main')",
    "location": "INSERT INTO location (code, code_key, warehouse_id) VALUES ('Goods-In', 'goods-in', 1)",
    "document": "INSERT INTO document (kind, ref, ref_key, account_id, state, created_at)"
    " VALUES ('pre_receipt', 'pr-1', 'pr-1', 1, 'open', 0)",
    "barcode": "INSERT INTO product_barcode (barcode, product_id) VALUES ('house', 2)",
}


def refused(sql: Sql, statement: str, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=f"(?i){constraint}"):
        sql(statement)


@pytest.mark.parametrize("word", ["NULL", "'sometimes'", "''"])
def test_r1_a_product_has_one_of_the_tracking_types(sql: Sql, word: str) -> None:
    refused(sql, PRODUCT.format(key="new", type=word), "tracking_type")
    assert sql(PRODUCT.format(key="new", type="'full_tracking'")) == 1


def test_r4_a_serial_is_unique_per_product_and_64_characters_long_at_most(sql: Sql) -> None:
    refused(sql, SERIAL.format(product=1, serial="s1", key="s1"), "unique")
    assert sql(SERIAL.format(product=2, serial="s1", key="s1")) == 1
    refused(sql, SERIAL.format(product=1, serial="", key=""), "length")
    refused(sql, SERIAL.format(product=1, serial="x" * 65, key="x" * 65), "length")
    assert sql(SERIAL.format(product=1, serial="x" * 64, key="x" * 64)) == 1


@pytest.mark.parametrize("entered", [1, 4, -1])
def test_r7_a_line_has_all_its_serials_or_none(sql: Sql, entered: int) -> None:
    refused(sql, f"UPDATE pre_receipt_line SET pre_entered = {entered} WHERE line_id = 2", "all or none")
    assert sql("UPDATE pre_receipt_line SET pre_entered = 0 WHERE line_id = 2") == 1


LINE = "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state) VALUES {0}"


def test_r10_r12_a_pre_receipt_line_may_get_more_than_it_asks_for_and_a_task_never_does(sql: Sql) -> None:
    assert sql("UPDATE document_line SET done = 9 WHERE id = 1") == 1
    refused(sql, "UPDATE document_line SET done = 3 WHERE id = 3", "never_more")
    assert sql("UPDATE document_line SET done = 2 WHERE id = 3") == 1


def test_r12_a_task_that_ends_with_fewer_says_why(sql: Sql) -> None:
    refused(sql, "UPDATE document_line SET state = 'picked', done = 1 WHERE id = 3", "short_has_reason")
    assert sql("UPDATE document_line SET state = 'picked', done = 1, short_reason = 'x' WHERE id = 3") == 1


@pytest.mark.parametrize(
    "changed",
    [
        "document SET state = 'picked' WHERE id = 1",
        "document SET state = 'received' WHERE id = 3",
        "document_line SET state = 'picked', done = 3 WHERE id = 1",
        "document_line SET state = 'received' WHERE id = 3",
    ],
)
def test_a_document_and_its_lines_have_only_states_of_their_kind(
    warehouse: Store, sql: Sql, changed: str
) -> None:
    refused(sql, f"UPDATE {changed}", "only moves as its kind does")
    warehouse.write(drop_triggers)
    refused(sql, f"UPDATE {changed}", "state_of_kind")


LEDGER = (
    "INSERT INTO stock_transaction (at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count,"
    " operator, note) VALUES (0, '{kind}', 3, 1, {line}, {units}, {balance}, 0, 'Anna', 'x')"
)


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (LINE.format(f"('pick_list', 3, 3, 1, {MOST_UNITS + 1}, 0, 'open')"), "document_line_quantity"),
        (f"UPDATE document_line SET done = {MOST_UNITS + 1} WHERE id = 1", "document_line_done"),
        (
            LEDGER.format(kind="receipt", line=3, units=MOST_UNITS, balance=MOST_UNITS + 10),
            "stock_line_quantity",
        ),
    ],
)
def test_r65_of_nothing_there_are_too_many_units(sql: Sql, statement: str, constraint: str) -> None:
    refused(sql, statement, constraint)
    fits = statement.replace(str(MOST_UNITS + 1), str(MOST_UNITS)).replace(
        f"{MOST_UNITS}, {MOST_UNITS + 10}", f"{MOST_UNITS - 10}, {MOST_UNITS}"
    )
    assert sql(fits) == 1


def test_a_product_is_on_one_line_of_a_pre_receipt_and_on_many_of_a_pick_list(sql: Sql) -> None:
    refused(sql, LINE.format("('pre_receipt', 1, 2, 1, 1, 0, 'open')"), "unique")
    assert sql(LINE.format("('pick_list', 3, 3, 1, 1, 0, 'open')")) == 1


@pytest.mark.parametrize("days", [0, -1])
def test_r60_a_warranty_is_one_day_at_least(sql: Sql, days: int) -> None:
    refused(sql, f"UPDATE product SET warranty_days = {days} WHERE id = 1", "warranty_days")
    assert sql("UPDATE product SET warranty_days = 1 WHERE id = 1") == 1


NOBODY = {
    "stock_transaction_operator": LEDGER.format(kind="receipt", line="NULL", units=0, balance="NULL").replace(
        "'Anna'", "{who}"
    ),
    "run_operator": "INSERT INTO run (operator, operator_key, flow, config, position, state, captured, started_at, updated_at)"
    " VALUES ({who}, 'x', 'goods_in', '{{}}', '{{}}', 'open', 0, 0, 0)",
    "document_created_by": "INSERT INTO document (kind, ref, ref_key, account_id, state, created_at, created_by)"
    " VALUES ('count', 'c-1', 'c-1', 1, 'open', 0, {who})",
    "serial_hold_held_by": "INSERT INTO serial_hold (serial_id, reason, held_at, held_by) VALUES (1, 'x', 0, {who})",
    "serial_hold_released_by": "INSERT INTO serial_hold (serial_id, reason, held_at, held_by) VALUES (1, 'x', 0, 'Ben');"
    "UPDATE serial_hold SET released_at = 1, released_by = {who}",
    "product_hold_held_by": "INSERT INTO product_hold (product_id, lot_key, reason, held_at, held_by, held_after) VALUES (1, '', 'x', 0, {who}, 1)",
    "product_hold_released_by": "INSERT INTO product_hold (product_id, lot_key, reason, held_at, held_by, held_after)"
    " VALUES (1, '', 'x', 0, 'Ben', 1);UPDATE product_hold SET released_at = 1, released_after = 1, released_by = {who}",
    "product_change_operator": "INSERT INTO product_change (product_id, what, at, operator) VALUES (1, 'name', 0, {who})",
    "tracking_change_operator": "INSERT INTO tracking_change (product_id, old, new, at, operator)"
    " VALUES (1, 'no_tracking', 'full_tracking', 0, {who})",
    "flow_version_made_by": "INSERT INTO flow_version (file, follows, at, made_by, why, sha256, text, program)"
    f" VALUES ('x', 0, 0, {{who}}, 'x', '{'0' * 64}', '', 'x')",
    "count_pass_counted_by": ";".join(
        (
            *(one.format(product=1) for one in TO_COUNT[:2]),
            "INSERT INTO count_pass (line_id, pass_no, counted_by, begun_at, begun_after) SELECT max(id), 1, {who}, 0, 0 FROM document_line",
        )
    ),
    "adjustment_line_decided_by": ";".join(
        (
            *TO_ADJUST[:3],
            "UPDATE document_line SET run_id = NULL WHERE kind = 'adjustment'",
            "UPDATE adjustment_line SET decided_by = {who}",
        )
    ),
    "list_view_saved_by": "INSERT INTO list_view (page, name, name_key, definition, saved_by, saved_at)"
    " VALUES ('stock', 'x', 'x', '{{}}', {who}, 0)",
}
"""What is written under a name, whose is `{who}`."""


@pytest.mark.parametrize(("column", "statements"), NOBODY.items(), ids=NOBODY)
def test_r45_whoever_writes_is_named(sql: Sql, column: str, statements: str) -> None:
    *before, statement = statements.split(";")
    for one in before:
        sql(one)
    refused(sql, statement.format(who="'  '"), f"ck_{column}_named")
    assert sql(statement.format(who="'Anna'")) == 1


def test_r45_every_column_that_says_who_acts_is_looked_at() -> None:
    found = {f"{table}_{one}" for table, columns in OF_USERS.items() for one in columns if one in WHO_ACTS}
    assert found == {*NOBODY}


@pytest.mark.parametrize("statement", SAME_CODES.values(), ids=SAME_CODES)
def test_r64_no_two_things_of_a_kind_have_one_code(sql: Sql, statement: str) -> None:
    sql("INSERT INTO product_barcode (barcode, product_id) VALUES ('house', 1)")
    refused(sql, statement, "unique")


def test_r64_documents_of_two_kinds_may_have_one_number(sql: Sql) -> None:
    of_kind = "INSERT INTO document (kind, ref, ref_key, account_id, state, created_at) VALUES ('{0}', 'PR-1', 'pr-1', 1, 'open', 0)"
    assert sql(of_kind.format("pick_list")) == 1
