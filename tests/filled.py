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
    + """INSERT INTO document (id, kind, ref, ref_key, partner, account_id, state, created_at)
    SELECT i, 'pre_receipt', printf('PR-%07d', i), printf('pr-%07d', i), printf('Supplier %d', i % 97), 1, 'received', i FROM n""",
    _DOCUMENTS
    + """INSERT INTO document_line (id, kind, document_id, line_no, product_id, quantity, done, state)
    SELECT i, 'pre_receipt', i, 1, (i - 1) % :products + 1, :each, :each, 'received' FROM n""",
    _DOCUMENTS
    + "INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) SELECT i, 'full_tracking', 0 FROM n",
    _DOCUMENTS
    + """INSERT INTO document (id, kind, ref, ref_key, partner, account_id, state, created_at)
    SELECT i + :serials / :each, 'pick_list', printf('PL-%07d', i), printf('pl-%07d', i), printf('Customer %d', i % 89), 1, 'dispatched', i FROM n""",
    _DOCUMENTS
    + """INSERT INTO document_line (id, kind, document_id, line_no, product_id, quantity, done, state)
    SELECT i + :serials / :each, 'pick_list', i + :serials / :each, 1, (i - 1) % :products + 1, :each, :each, 'picked' FROM n""",
    _SERIALS
    + f"""INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id)
    SELECT i, {_PRODUCT.format("i")}, printf('SN%08d', i), printf('sn%08d', i),
    CASE WHEN i % 2 THEN 'dispatched' ELSE 'in_stock' END, CASE WHEN i % 2 THEN NULL ELSE {_PRODUCT.format("i")} END FROM n""",
    *(
        _SERIALS
        + f"""INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance,
    serial_count, document_line_id, operator) SELECT i + {place} * :serials, i + {place} * :serials,
    '{kind}', {_PRODUCT.format("i")}, 1, {line}, {quantity}, {balance}, 1, {document_line}, printf('op%d', i % 40)
    FROM n"""
        for place, kind, line, quantity, balance, document_line in (
            (0, "receipt", _PRODUCT.format("i"), 1, 1, "(i - 1) / :each + 1"),
            (1, "pick", _PRODUCT.format("i"), -1, 0, "(i - 1) / :each + 1 + :serials / :each"),
            (2, "dispatch", "NULL", -1, "NULL", "(i - 1) / :each + 1 + :serials / :each"),
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
