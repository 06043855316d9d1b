"""What a store of many serials costs to check and to bring up to date."""

import sqlite3
from pathlib import Path

from bench.figure import Figure, median, seconds
from bench.warehouse import FILL, RECEIPT, SKU, fill, new_store
from serialhhd.store.engine.database import FIRST_RELEASED
from serialhhd.store.engine.migrations import upgrade
from serialhhd.store.schema.check import check
from tests.store.engine.released.recorded import make_again

CHECK_AIM = 2.5
"""`store check` may take 1.5 times what it took before there were transfers: that was 1.7 times SQLite's own check of the file."""


def store_check(folder: Path, serials: int, times: int) -> Figure:
    """Measure `store check` against SQLite's own check of the same file."""
    with new_store(folder, "checked") as store:
        fill(store, serials)
        raw = sqlite3.connect(str(store.place.url.database))
        with store.read() as conn:
            ours = median(times, lambda _: check(conn))
        base = median(times, lambda _: raw.execute("PRAGMA integrity_check").fetchall())
        raw.close()
    name = f"`store check` of {serials:,} serials / PRAGMA integrity_check of its file"
    return Figure(name, f"{ours:.2f} s", f"{base:.2f} s", ours / base, CHECK_AIM)


def upgraded(folder: Path, serials: int) -> Figure:
    """Measure the upgrade of a store of the first release, against copying its file by VACUUM INTO."""
    path = folder / "released.db"
    make_again(f"sqlite:///{path}", FIRST_RELEASED)
    _fill(path, serials)
    copying = sqlite3.connect(path)
    base = seconds(lambda: copying.execute("VACUUM INTO ?", (str(folder / "copied.db"),)))
    copying.close()
    ours = seconds(lambda: upgrade(f"sqlite:///{path}"))
    name = f"upgrade of {serials:,} serials from version {FIRST_RELEASED} / VACUUM INTO"
    return Figure(name, f"{ours:.2f} s", f"{base:.2f} s", ours / base, 8)


def _fill(path: Path, serials: int) -> None:
    """Put so many received serials of one product into an old store instead of all that it had."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    for kind, name in connection.execute("SELECT type, name FROM sqlite_master ORDER BY type").fetchall():
        if kind == "trigger":
            connection.execute(f"DROP TRIGGER {name}")
    connection.execute("INSERT INTO serial_part (serial_part) VALUES ('delete-all')")
    for table in ("transaction_serial", "serial", "stock_transaction", "stock_line"):
        connection.execute(f"DELETE FROM {table}")
    for statement in FILL:
        connection.execute(statement, {"serials": serials, "receipt": RECEIPT})
    connection.execute("UPDATE product SET sku = ?, sku_key = ? WHERE id = 1", (SKU, SKU.casefold()))
    connection.execute("COMMIT")
    connection.close()
