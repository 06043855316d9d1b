"""A store with as many serials as wanted, and three transactions for each: received, picked, dispatched."""

import sqlite3

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers

PRODUCTS = 300
EACH = 10
"""Serials of each line of a pre-receipt and of each pick task."""

_COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) "
_DOCUMENTS = _COUNT.format(":serials / :each")
_SERIALS = _COUNT.format(":serials")
_PRODUCT = "(({} - 1) / :each) % :products + 1"
STATEMENTS = (
    _COUNT.format(":products")
    + """INSERT INTO product (id, sku, sku_key, name, tracking_type, created_at)
    SELECT i, printf('P%06d', i), printf('p%06d', i), printf('Product %d', i), 'full_tracking', 0 FROM n""",
    _COUNT.format(":products")
    + """INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at)
    SELECT i, i, 1, 1, 'full_tracking', :serials / 2 / :products, 0 FROM n""",
    _DOCUMENTS
    + """INSERT INTO pre_receipt (id, ref, ref_key, supplier, account_id, state, created_at)
    SELECT i, printf('PR-%07d', i), printf('pr-%07d', i), printf('Supplier %d', i % 97), 1, 'received', i FROM n""",
    _DOCUMENTS
    + """INSERT INTO pre_receipt_line (id, pre_receipt_id, line_no, product_id, tracking_type, expected_quantity,
    confirmed_quantity, pre_entered, state) SELECT i, i, 1, (i - 1) % :products + 1, 'full_tracking', :each, :each, 0,
    'received' FROM n""",
    _DOCUMENTS
    + """INSERT INTO pick_list (id, ref, ref_key, customer, account_id, state, created_at)
    SELECT i, printf('PL-%07d', i), printf('pl-%07d', i), printf('Customer %d', i % 89), 1, 'dispatched', i FROM n""",
    _DOCUMENTS
    + """INSERT INTO pick_task (id, pick_list_id, task_no, product_id, quantity, picked_quantity, state)
    SELECT i, i, 1, (i - 1) % :products + 1, :each, :each, 'picked' FROM n""",
    _SERIALS
    + f"""INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id)
    SELECT i, {_PRODUCT.format("i")}, printf('SN%08d', i), printf('sn%08d', i),
    CASE WHEN i % 2 THEN 'dispatched' ELSE 'in_stock' END, CASE WHEN i % 2 THEN NULL ELSE {_PRODUCT.format("i")} END FROM n""",
    *(
        _SERIALS
        + f"""INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance,
    serial_count, pre_receipt_line_id, pick_task_id, operator) SELECT i + {place} * :serials, i + {place} * :serials,
    '{kind}', {_PRODUCT.format("i")}, 1, {line}, {quantity}, {balance}, 1, {pre_receipt}, {task}, printf('op%d', i % 40)
    FROM n"""
        for place, kind, line, quantity, balance, pre_receipt, task in (
            (0, "receipt", _PRODUCT.format("i"), 1, 1, "(i - 1) / :each + 1", "NULL"),
            (1, "pick", _PRODUCT.format("i"), -1, 0, "NULL", "(i - 1) / :each + 1"),
            (2, "dispatch", "NULL", -1, "NULL", "NULL", "(i - 1) / :each + 1"),
        )
    ),
    "INSERT INTO transaction_serial SELECT id, (id - 1) % :serials + 1 FROM stock_transaction",
)


def fill(store: Store, serials: int) -> None:
    """Fill a new store by SQL, with the triggers off; the quantities are not to be trusted, only the numbers of rows."""
    store.write(drop_triggers)
    connection = sqlite3.connect(str(store.place.url.database), isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    for statement in STATEMENTS:
        connection.execute(statement, {"serials": serials, "products": PRODUCTS, "each": EACH})
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    store.write(apply_triggers)
