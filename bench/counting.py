"""What a count costs: a scan in it, and comparing and approving a large place."""

import sqlite3
import statistics
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from bench.figure import Figure, seconds
from bench.warehouse import RECEIPT, SKU, fill, filled_serial, new_store, runner_after
from serialhhd.flows.conversation.runner import Runner
from serialhhd.store.counts import counting, counts, posting
from serialhhd.store.counts.passes import Recount, Recounting
from serialhhd.store.engine.store import Store
from serialhhd.store.serials import serials as store_serials

COUNT = "C-1"
PLACE = "GOODS-IN"
EACH = 10
"""Of so many serials one is missing; as many are found that nobody knows."""


def runner_at_count(store: Store, serials: int) -> Runner:  # noqa: ARG001 - whatever lies there may be scanned
    """Return a handheld that stands at the serial step of a count of what `fill` put into the store."""
    _add(store)
    return runner_after(store, "cay", "count", COUNT, PLACE, SKU)


def compared(folder: Path, serials: int, times: int) -> Figure:
    """Measure comparing what was counted of a place with stock and approving it, against a raw set difference and inserts of the same rows.

    The serials are noted before: that is what scans do.
    """
    ours, base = [], []
    found = [filled_serial(number) for number in range(1, serials + 1) if number % EACH]
    scanned = [*found, *(f"NEW{number:07}" for number in range(serials // EACH))]
    for turn in range(times):
        with new_store(folder, f"counted-{turn}") as store:
            fill(store, -(-serials // RECEIPT) * RECEIPT)
            _note(store, scanned)
            plain = _without_triggers(store, folder / f"plain-{turn}.db")
            base.append(seconds(lambda plain=plain: _raw(plain, scanned)))  # type: ignore[misc]
            ours.append(seconds(lambda store=store: _compare_and_approve(store)))  # type: ignore[misc]
            plain.close()
    a, b = statistics.median(ours), statistics.median(base)
    name = (
        f"count of a place with {serials:,} serials, compared and approved / raw set difference and inserts"
    )
    return Figure(name, f"{a * 1e3:.0f} ms", f"{b * 1e3:.0f} ms", a / b, 3)


def _add(store: Store) -> None:
    store.write(lambda conn: counts.add(conn, COUNT, [PLACE], at=store.now(), by="office"))


def _note(store: Store, scanned: Sequence[str]) -> None:
    _add(store)
    entries = [store_serials.entry(text) for text in scanned]

    def work(conn: Connection) -> None:
        count = counts.COUNTS.lock(conn, COUNT)
        (line,) = counts.lines(conn, count)
        begun = counting.begin(conn, count, line, by="anna", at=store.now())
        counting.note(conn, count, line, begun, entries)

    store.write(work)


def _compare_and_approve(store: Store) -> None:
    def compare(conn: Connection) -> None:
        count = counts.COUNTS.lock(conn, COUNT)
        (line,) = counts.lines(conn, count)
        begun = counting.begin(conn, count, line, by="anna", at=store.now())
        counting.end(conn, count, line, begun, units=None, at=store.now())
        once = Recounting(Recount.NEVER)
        counting.place_done(conn, COUNT, location=PLACE, recounting=once, by="anna", at=store.now())

    store.write(compare)
    store.write(lambda conn: posting.approve(conn, COUNT, by="office", at=store.now()))


# --- the same rows, raw -------------------------------------------------------------------------------------------


def _without_triggers(store: Store, path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    source = sqlite3.connect(str(store.place.url.database))
    source.backup(connection)
    source.close()
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _raw(connection: sqlite3.Connection, scanned: Sequence[str]) -> None:
    """Compare in memory, and write what a count writes: what is said of each serial, the ledger, links and serials."""
    connection.execute("BEGIN IMMEDIATE")
    there = dict(connection.execute("SELECT serial_key, id FROM serial WHERE stock_line_id = 1").fetchall())
    keys = {text.casefold(): text for text in scanned}
    found, missing, unknown = (
        keys.keys() & there.keys(),
        there.keys() - keys.keys(),
        keys.keys() - there.keys(),
    )
    say = "UPDATE noted_serial SET finding = ? WHERE line_id = 1 AND pass_no = 1 AND serial_key = ?"
    connection.executemany(say, [("found", key) for key in found] + [("unknown", key) for key in unknown])
    connection.executemany(
        "INSERT INTO noted_serial (line_id, pass_no, serial, serial_key, finding) VALUES (1, 1, ?, ?, 'missing')",
        [(key.upper(), key) for key in missing],
    )
    connection.execute(
        "UPDATE count_pass SET ended_at = 1, ended_after = 1, counted = ?, expected = ?",
        (len(keys), len(there)),
    )
    connection.execute("COMMIT")
    connection.execute("BEGIN IMMEDIATE")
    out = _record(connection, -len(missing))
    gone = [there[key] for key in missing]
    connection.executemany("INSERT INTO transaction_serial VALUES (?, ?)", [(out, one) for one in gone])
    connection.executemany(
        "UPDATE serial SET state = 'removed', stock_line_id = NULL WHERE id = ?", [(one,) for one in gone]
    )
    came = _record(connection, len(unknown))
    (last,) = connection.execute("SELECT max(id) FROM serial").fetchone()
    rows = [(last + place, keys[key], key) for place, key in enumerate(unknown, start=1)]
    connection.executemany(
        "INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id) VALUES (?, 1, ?, ?, 'in_stock', 1)",
        rows,
    )
    connection.executemany("INSERT INTO transaction_serial VALUES (?, ?)", [(came, row[0]) for row in rows])
    connection.execute("COMMIT")


def _record(connection: sqlite3.Connection, quantity: int) -> int:
    written = connection.execute(
        "INSERT INTO stock_transaction (at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, document_line_id,"
        " operator) VALUES (1, 'count', 1, 1, 1, ?, 1, ?, 1, 'bench')",
        (quantity, abs(quantity)),
    )
    return int(written.lastrowid or 0)
