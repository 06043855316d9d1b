"""Each CHECK of the tables refuses what it says, on both databases, whoever writes and whatever the triggers say."""

import pytest
from sqlalchemy import CheckConstraint, Engine, Enum
from sqlalchemy.exc import IntegrityError

from serialhhd.store.engine.store import Store
from serialhhd.store.schema import models
from serialhhd.store.schema.printable import OF_USERS
from serialhhd.store.schema.triggers import drop_triggers
from serialhhd.store.words.numbers import MOST_UNITS
from tests.conftest import Sql
from tests.store.schema.tampering import TO_ADJUST, TO_BATCH, TO_COUNT, TO_EAST, everything

ROWS = (
    "INSERT INTO operator (name, name_key, created_at, role) VALUES ('anna', 'anna', 0, 'operator')",
    "INSERT INTO device (name, name_key, created_at) VALUES ('gun-1', 'gun-1', 0)",
    "INSERT INTO public_key (operator_id, fingerprint, text, label, added_at) VALUES (1, 'x', 'x', 'x', 0)",
    "INSERT INTO login_entry (at, kind, name, name_key, address, method) VALUES (0, 'login', 'x', 'x', 'x', 'password')",
    "INSERT INTO tracking_change (product_id, old, new, at, operator) VALUES (1, 'no_tracking', 'full_tracking', 0, 'x')",
    "INSERT INTO product_change (product_id, what, at, operator) VALUES (1, 'name', 0, 'x')",
    "INSERT INTO product_barcode (barcode, product_id) VALUES ('x', 1)",
    "INSERT INTO list_view (page, name, name_key, definition, saved_by, saved_at) VALUES ('x', 'x', 'x', '', 'x', 0)",
    "INSERT INTO serial_hold (serial_id, reason, held_at, held_by) VALUES (1, 'x', 0, 'x')",
    "INSERT INTO product_hold (product_id, lot_key, reason, held_at, held_by, held_after) VALUES (1, '', 'x', 0, 'x', 1)",
    (
        "INSERT INTO flow_version (file, follows, at, made_by, why, sha256, text, program)"
        f" VALUES ('x', 0, 0, 'x', 'x', '{'0' * 64}', 'x', 'x')"
    ),
    "INSERT INTO container (code, code_key, kind) VALUES ('c', 'c', 'tote')",
    *TO_EAST,
    *(statement.format(product=1) for statement in TO_COUNT),
    *TO_BATCH,
    *TO_ADJUST,
)
"""Of the tables that the warehouse has no row of."""

BROKEN = {
    "ck_product_warranty_days": "product SET warranty_days = 0",
    "ck_document_state_of_kind": "document SET state = 'picked' WHERE kind = 'pre_receipt'",
    "ck_product_hold_lot": "product_hold SET lot_key = 'l-1'",
    "ck_product_hold_release": "product_hold SET released_at = 1, released_by = 'x'",
    "ck_public_key_owner": "public_key SET device_id = 1",
    "ck_run_captured": "run SET captured = -1",
    "ck_stock_line_quantity": "stock_line SET quantity = -1",
    "ck_document_line_state_of_kind": "document_line SET state = 'received' WHERE kind = 'pick_list'",
    "ck_document_line_short_has_reason": "document_line SET state = 'picked' WHERE id = 3",
    "ck_document_line_quantity": "document_line SET quantity = 0 WHERE id = 1",
    "ck_document_line_never_more": "document_line SET done = 3 WHERE id = 3",
    "ck_document_line_done": "document_line SET done = -1",
    "ck_document_line_received": "document_line SET received = -1",
    "ck_document_line_lost": "document_line SET lost = -1",
    "ck_document_to_supplier": "document SET to_supplier = TRUE WHERE kind = 'pre_receipt'",
    "ck_document_pick_list_id": "document SET pick_list_id = 3 WHERE id = 1",
    "ck_stock_transaction_condition": "stock_transaction SET condition = ' ' WHERE id = 1",
    "ck_transfer_one_way": "transfer SET to_account_id = 1",
    "ck_pre_receipt_line_pre_entered_full_tracking": "pre_receipt_line SET tracking_type = 'no_tracking' WHERE line_id = 2",
    "ck_pre_receipt_line_pre_entered": "pre_receipt_line SET pre_entered = -1 WHERE line_id = 1",
    "ck_batch_list_place": "batch_list SET place = 0",
    "ck_count_pass_pass_no": "count_pass SET pass_no = 0",
    "ck_count_pass_ended": "count_pass SET ended_at = 1",
    "ck_count_pass_result": "count_pass SET ended_at = 1, ended_after = 1, counted = 1",
    "ck_count_pass_result_at_end": "count_pass SET counted = 1, expected = 1",
    "ck_count_pass_place_done_after": "count_pass SET place_done_at = 1",
    "ck_count_pass_units": "count_pass SET ended_at = 1, ended_after = 1, counted = -1, expected = 1",
    "ck_noted_serial_length": "noted_serial SET serial = ''",
    "ck_serial_in_container": "serial SET container_id = 1 WHERE id = 3",
    "ck_serial_length": "serial SET serial = ''",
    "ck_serial_in_stock_has_line": "serial SET stock_line_id = NULL WHERE id = 1",
    "ck_serial_captured_has_run": "serial SET run_id = NULL, captured_at = NULL WHERE id = 3",
    "ck_serial_expected_has_line": "serial SET document_line_id = NULL WHERE id = 4",
    "ck_serial_lot_at_arrival": "serial SET lot = 'L', lot_key = 'l' WHERE id = 4",
    "ck_serial_capture": "serial SET captured_at = NULL WHERE id = 3",
    "ck_serial_lot_has_key": "serial SET lot = 'L' WHERE id = 1",
    "ck_stock_transaction_serial_count": "stock_transaction SET serial_count = -1",
    "ck_stock_transaction_balance_of_line": "stock_transaction SET balance = NULL",
    "ck_stock_transaction_quantity": f"stock_transaction SET quantity = {MOST_UNITS + 1} WHERE id = 3",
    "ck_flow_version_sha256": "flow_version SET sha256 = 'x'",
    "ck_flow_version_why": "flow_version SET why = ''",
    "ck_serial_hold_release": "serial_hold SET released_at = 1",
    "ck_store_purpose_first_day_of_training": "store_purpose SET first_day = 'x'",
}
"""A change that each CHECK refuses; those of who acts are in `test_constraints.py`."""

WORDS = {
    f"ck_{table.name}_{column.name}": f"{table.name} SET \"{column.name}\" = '{'nonsense'[: column.type.length]}'"
    for table in models.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, Enum)
} | {"ck_serial_state": "serial SET state = 'nonsense' WHERE id = 3"}
"""A word that a column does not know."""

WITH_IT = {
    "ck_serial_lot_printable": ", lot_key = 'x' WHERE id = 1",
    "ck_product_hold_lot_printable": ", lot_key = 'x'",
    "ck_product_hold_released_by_printable": ", released_at = 1, released_after = 1",
    "ck_serial_hold_released_by_printable": ", released_at = 1",
}
"""What else must be there, where a text may not stand alone."""
PRINTED = {
    name: f"{table} SET {column} = 'a\x1bb'{WITH_IT.get(name, '')}"
    for table, columns in OF_USERS.items()
    for column in columns
    for name in [f"ck_{table}_{column}_printable"]
}
"""A text that commands a terminal (R54)."""


def test_every_check_refuses(warehouse: Store, foreign: Engine, sql: Sql) -> None:
    for row in ROWS:
        sql(row)
    warehouse.write(drop_triggers)
    before = everything(foreign)
    for name, change in (WORDS | BROKEN | PRINTED).items():
        also = "|state_of_kind" if name.endswith(("_state", "_kind")) else ""
        with pytest.raises(IntegrityError, match=f"{name}(?!_){also}"):
            sql(f"UPDATE {change}")
    assert everything(foreign) == before


def test_no_check_is_left_out() -> None:
    checks = {
        str(check.name)
        for table in models.metadata.sorted_tables
        for check in table.constraints
        if isinstance(check, CheckConstraint) and not str(check.name).endswith("_named")
    }
    assert checks == {*BROKEN, *WORDS, *PRINTED}
