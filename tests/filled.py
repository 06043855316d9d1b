"""A store with as many serials as wanted, and three transactions for each: received, picked, dispatched; and as many documents of each other kind."""

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
    *(
        statement
        for place, (kind, ref, state, done) in enumerate(
            (
                ("transfer", "TR", "shipped", ":each"),
                ("count", "C", "open", "0"),
                ("return", "RT", "open", "0"),
                ("batch", "B", "open", "0"),
                ("adjustment", "ADJ", "waiting", "0"),
            ),
            start=2,
        )
        for statement in (
            _DOCUMENTS
            + f"""INSERT INTO document (id, kind, ref, ref_key, partner, account_id, warehouse_id, state, created_at)
    SELECT i + {place} * :serials / :each, '{kind}', printf('{ref}-%07d', i), printf('{ref.lower()}-%07d', i), NULL, 1, 1, '{state}', i FROM n""",
            _DOCUMENTS
            + f"""INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, state)
    SELECT i + {place} * :serials / :each, '{kind}', i + {place} * :serials / :each, 1, (i - 1) % :products + 1, 1, :each, {done}, '{state}' FROM n""",
        )
    ),
    _DOCUMENTS
    + "INSERT INTO adjustment_line (line_id, stock_line_id, reason) SELECT i + 6 * :serials / :each, NULL, 'Found' FROM n",
    _DOCUMENTS
    + "INSERT INTO transfer (document_id, to_account_id) SELECT i + 2 * :serials / :each, 1 FROM n",
    _COUNT.format(":products")
    + """INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at)
    SELECT i + :products, i, (SELECT id FROM location WHERE kind = 'transit'), 1, 'no_tracking', :serials / 2 / :products, 0 FROM n""",
    _DOCUMENTS
    + """INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, document_line_id, operator)
    SELECT i + 3 * :serials, i, 'transfer', (i - 1) % :products + 1, 1, :products + (i - 1) % :products + 1, :each, :each, 0, i + 2 * :serials / :each, 'op1' FROM n""",
    _DOCUMENTS
    + """INSERT INTO count_pass (id, line_id, pass_no, counted_by, begun_at, begun_after, ended_at, ended_after, expected, counted)
    SELECT i, i + 3 * :serials / :each, 1, 'op1', 0, 0, 0, 0, :each, :each FROM n""",
    _SERIALS
    + """INSERT INTO noted_serial (line_id, pass_no, serial, serial_key, finding)
    SELECT (i - 1) / :each + 1 + 3 * :serials / :each, 1, printf('SN%08d', i), printf('sn%08d', i), 'found' FROM n""",
    _DOCUMENTS
    + "INSERT INTO container (id, code, code_key, kind) SELECT i, printf('T-%07d', i), printf('t-%07d', i), 'tote' FROM n",
    "INSERT INTO transaction_serial SELECT id, (id - 1) % :serials + 1 FROM stock_transaction WHERE serial_count > 0",
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
