"""What posting a large receipt costs."""

import sqlite3
import statistics
from collections.abc import Sequence
from pathlib import Path

from bench.figure import Figure, seconds
from bench.warehouse import RECEIPT, SKU, fill, new_store, runner_after, runner_at_serials
from serialhhd.flows.seam.view import Scan
from serialhhd.store.catalogue import places
from serialhhd.store.engine.store import Store


def receipt(folder: Path, serials: int, times: int) -> Figure:
    """Measure the confirmation of a receipt against executemany of the same rows into the same tables without triggers."""
    ours, base = [], []
    with new_store(folder, "posting") as store:
        plain = _without_triggers(store, folder / "plain.db")
        for number in range(times):
            ours.append(_post(store, number, serials))
            base.append(_executemany(plain, number, serials))
        plain.close()
    a, b = statistics.median(ours), statistics.median(base)
    name = f"posting a receipt of {serials} serials / raw executemany of its rows"
    return Figure(name, f"{a * 1e3:.0f} ms", f"{b * 1e3:.0f} ms", a / b, 1.5)


def move(folder: Path, serials: int, times: int) -> Figure:
    """Measure the confirmation of a move of a whole stock line, against executemany of the rows of both its sides."""
    ours, base = [], []
    serials = -(-serials // RECEIPT) * RECEIPT
    with new_store(folder, "moving") as store:
        fill(store, serials)
        store.write(lambda conn: places.add_location(conn, "A-01", by="bench"))
        plain = _without_triggers(store, folder / "plain-moving.db", lines=(2, 3))
        first = serials // RECEIPT + 1
        for number in range(times):
            here, there = ("GOODS-IN", "A-01") if number % 2 == 0 else ("A-01", "GOODS-IN")
            runner = runner_after(store, f"op{number}", "move", here, SKU, ":all")
            ours.append(seconds(lambda runner=runner, there=there: runner.submit(Scan(there))))  # type: ignore[misc]
            base.append(_move_by_executemany(plain, first + 2 * number, serials, 2 + number % 2))
        plain.close()
    a, b = statistics.median(ours), statistics.median(base)
    name = f"posting a move of {serials} serials / raw executemany of its rows"
    return Figure(name, f"{a * 1e3:.0f} ms", f"{b * 1e3:.0f} ms", a / b, 2.2)


def _move_by_executemany(connection: sqlite3.Connection, first: int, serials: int, left: int) -> float:
    """Take all serials from one of the stock lines 2 and 3 to the other, by the transactions of these ids."""
    ids, arrived = range(1, serials + 1), 5 - left

    def post() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for row, (line, units) in enumerate(((left, -serials), (arrived, serials))):
            connection.execute(
                "INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance,"
                " serial_count, operator, from_id) VALUES (?, 1, 'transfer', 1, 1, ?, ?, ?, ?, 'raw', ?)",
                (first + row, line, units, max(units, 0), serials, first if row else None),
            )
            connection.executemany(
                "INSERT INTO transaction_serial VALUES (?, ?)", ((first + row, one) for one in ids)
            )
            connection.execute("UPDATE stock_line SET quantity = ? WHERE id = ?", (max(units, 0), line))
        connection.executemany(
            "UPDATE serial SET state = 'in_stock', stock_line_id = ?, run_id = NULL, captured_at = NULL WHERE id = ?",
            ((arrived, one) for one in ids),
        )
        connection.execute("COMMIT")

    return seconds(post)


def _post(store: Store, number: int, serials: int) -> float:
    runner = runner_at_serials(store, f"op{number}", serials)
    runner.submit(Scan(f"R{number}-000000+{serials}"))
    runner.submit(Scan(":yes"))
    runner.submit(Scan(":done"))
    runner.submit(Scan(""))
    return seconds(lambda: runner.submit(Scan("GOODS-IN")))


def _without_triggers(store: Store, path: Path, lines: Sequence[int] = (1,)) -> sqlite3.Connection:
    """Return a copy of the store without triggers, where a captured serial is a row already, as it is in the store."""
    connection = sqlite3.connect(path, isolation_level=None)
    source = sqlite3.connect(str(store.place.url.database))
    source.backup(connection)
    source.close()
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    for line in lines:
        connection.execute(
            "INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at)"
            " VALUES (?, 1, ?, 1, 'full_tracking', 0, 0)",
            (line, line),
        )
    connection.execute(
        "INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, started_at, updated_at)"
        " VALUES (1, 'o', 'o', 'f', '{}', '{}', 'open', 0, 0, 0)"
    )
    return connection


def _executemany(connection: sqlite3.Connection, number: int, serials: int) -> float:
    first = number * serials + 1
    ids = range(first, first + serials)
    connection.executemany(
        "INSERT INTO serial (id, product_id, serial, serial_key, state, run_id, captured_at) VALUES (?, 1, ?, ?, 'captured', 1, 1)",
        ((one, f"R{one:08}", f"r{one:08}") for one in ids),
    )

    def post() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance,"
            " serial_count, operator) VALUES (?, 1, 'receipt', 1, 1, 1, ?, ?, ?, 'raw')",
            (number + 1, serials, serials * (number + 1), serials),
        )
        connection.executemany(
            "INSERT INTO transaction_serial VALUES (?, ?)", ((number + 1, one) for one in ids)
        )
        connection.executemany(
            "UPDATE serial SET state = 'in_stock', stock_line_id = 1, run_id = NULL, captured_at = NULL WHERE id = ?",
            ((one,) for one in ids),
        )
        connection.execute("UPDATE stock_line SET quantity = quantity + ? WHERE id = 1", (serials,))
        connection.execute("COMMIT")

    return seconds(post)
