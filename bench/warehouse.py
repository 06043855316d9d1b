"""Stores to measure on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers
from serialhhd.store.words.vocabulary import TrackingType

SKU = "CAM-1"
FULL = TrackingType.FULL_TRACKING


@contextmanager
def new_store(folder: Path, name: str) -> Iterator[Store]:
    """Yield a new store with one product under Full Tracking."""
    with Store.open(str(folder / f"{name}.db"), create=True) as store:
        at = store.now()
        store.write(
            lambda conn: products.add(conn, SKU, at=at, name="Camera", tracking_type=FULL, by="office")
        )
        yield store


def runner_at_serials(store: Store, operator: str, expected: int, sku: str = SKU) -> Runner:
    """Return a handheld that stands at the serial step of a pre-receipt of its own."""
    at, ref = store.now(), f"PR-{operator}"
    store.write(lambda conn: pre_receipts.add(conn, ref, [(sku, expected)], at=at, by="office"))
    return runner_after(store, operator, "goods_in", ref, sku)


def runner_after(store: Store, operator: str, flow: str, *texts: str) -> Runner:
    """Return a handheld that stands where some scans have led it in a flow that comes with the program.

    Raises:
        AssertionError: One of them was refused.
    """
    played = FlowsFile(PACKAGED).current().flows[flow]
    runner = Runner(store, lambda: played, operator)
    for text in texts:
        message = runner.submit(Scan(text)).message
        if message and message.severity == "error":
            raise AssertionError(message.text)
    return runner


def raw_connection(path: Path) -> sqlite3.Connection:
    """Return a plain connection, durable as the store's, with the table that raw figures insert into."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS raw (id INTEGER PRIMARY KEY, serial TEXT, product INTEGER, UNIQUE (serial, product))"
    )
    return connection


def insert_raw(connection: sqlite3.Connection, serial: str) -> None:
    """Insert one row durably."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO raw (serial, product) VALUES (?, 1)", (serial,))
    connection.execute("COMMIT")


RECEIPT = 100
"""Serials of each receipt in a filled store."""

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) "
FILL = (
    """INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at)
    VALUES (1, 1, 1, 1, 'full_tracking', :serials, 0)""",
    _NUMBERS.format(":serials")
    + """INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id)
    SELECT i, 1, printf('SN%010d', i), printf('sn%010d', i), 'in_stock', 1 FROM n""",
    _NUMBERS.format(":serials / :receipt")
    + """INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance,
    serial_count, operator) SELECT i, i, 'receipt', 1, 1, 1, :receipt, i * :receipt, :receipt, 'bench' FROM n""",
    "INSERT INTO transaction_serial SELECT (id - 1) / :receipt + 1, id FROM serial",
)


def filled_serial(number: int) -> str:
    """Return the serial of that number, from 1, in a store that was filled."""
    return f"SN{number:010}"


def fill(store: Store, serials: int) -> None:
    """Put so many received serials into a new store; a multiple of `RECEIPT`. Built by SQL, with the triggers off."""
    path = str(store.place.url.database)
    store.write(drop_triggers)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    for statement in FILL:
        connection.execute(statement, {"serials": serials, "receipt": RECEIPT})
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    store.write(apply_triggers)
