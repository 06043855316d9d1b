"""R14 The power is cut at some write of each flow: what beeped is on the disk, the entry in work is there whole or not at all.

What the store writes while a flow is played is noted, and done again on a disk that forgets what was not synced.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from random import Random
from typing import cast

import apsw
import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.engine.sqlite import PRAGMAS
from serialhhd.store.engine.store import Store
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.check import check
from tests.every_flow import CONVERSATIONS, SOME, filled
from tests.store.engine.test_power_cut import Content, Disk

CUTS = 10
"""So often the power is cut in each flow, at another write."""
Transaction = list[str]


@pytest.fixture(scope="module")
def warehouse(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store in which each flow can be played, in one file."""
    path = tmp_path_factory.mktemp("cut") / "store.db"
    path.write_bytes(sqlite_template.read_bytes())
    with Store.open(str(path)) as store:
        filled(store)
    return path.read_bytes()


def transactions(statements: Sequence[str]) -> Iterator[Transaction]:
    """Yield what was written, one transaction after the other. A statement is told once more for each that its triggers run."""
    begun: Transaction = []
    for statement, _ in groupby(statements):
        if statement.startswith("BEGIN"):
            begun = [statement]
        elif begun and not statement.startswith(("SELECT", "--")):
            begun.append(statement)
            if statement == "COMMIT":
                yield begun


def played(path: Path, flow: str) -> list[Transaction]:
    """Play a flow in a store, which is whole after each entry, and return what was written."""
    statements: list[str] = []

    def listen(conn: Connection) -> None:
        driver = cast("sqlite3.Connection", conn.connection.dbapi_connection)
        driver.set_trace_callback(statements.append)

    with Store.open(str(path)) as store:
        store.write(listen)
        handheld = Runner(store, lambda: FlowsFile(PACKAGED).current().flows[flow], "anna")
        for entry in CONVERSATIONS[flow]:
            message = handheld.submit(Scan(entry)).message
            assert message is None or message.severity != "error", message
            with store.read() as conn:
                assert check(conn) == ()
    return list(transactions(statements))


def state(path: Path) -> str:
    """Return what the tables in a file hold, in short."""
    held = sha256()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for table in t.metadata.sorted_tables:
            key = ", ".join(table.primary_key.columns.keys())
            rows = connection.execute(f"SELECT * FROM {table.name} ORDER BY {key}").fetchall()
            held.update(repr(rows).encode())
    return held.hexdigest()


def states(path: Path, written: Sequence[Transaction]) -> list[str]:
    """Return what a file holds at first, and after each transaction that is done in it."""
    held = [state(path)]
    for transaction in written:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in (*PRAGMAS, *transaction):
                connection.execute(statement)
        held.append(state(path))
    return held


def do_until_the_cut(disk: Disk, image: bytes, written: Sequence[Transaction]) -> int:
    """Do it all again on a disk until the power goes; returns how many transactions were acknowledged before."""
    disk.files["/store.db"] = Content(bytearray(image), bytearray(image))
    connection = apsw.Connection("/store.db", vfs=disk.name)
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # so that WAL needs no shared memory of the disk
    for pragma in (*PRAGMAS, "PRAGMA wal_autocheckpoint=8"):  # so that cuts fall into checkpoints too
        connection.execute(pragma)
    for number, transaction in enumerate(written):
        for statement in transaction:
            connection.execute(statement)
        if disk.left is not None:
            return number
    return len(written)


@pytest.mark.slow
@pytest.mark.parametrize("flow", SOME)
def test_no_power_cut_loses_what_was_acknowledged_or_leaves_a_movement_half_there(
    warehouse: bytes, tmp_path: Path, flow: str
) -> None:
    random, path, copy = Random(flow), tmp_path / "played.db", tmp_path / "copy.db"
    path.write_bytes(warehouse)
    copy.write_bytes(warehouse)
    written = played(path, flow)
    assert len(written) >= len(CONVERSATIONS[flow])
    held = states(copy, written)
    assert held[-1] == state(path)
    undisturbed = Disk(f"{flow}-undisturbed", 0, None)
    assert do_until_the_cut(undisturbed, warehouse, written) == len(written)
    for cut in random.sample(range(1, undisturbed.operations + 1), CUTS):
        disk = Disk(f"{flow}-{cut}", cut, random if cut % 2 else None)
        acknowledged = do_until_the_cut(disk, warehouse, written)
        left = state(disk.after_the_cut(tmp_path / str(cut)))
        assert left in held[acknowledged : acknowledged + 2], (cut, acknowledged)
