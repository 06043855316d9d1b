"""A store in a SQLite file: how it is opened, how its transactions begin, and what is refused before SQLite sees it."""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import QueuePool

from serialhhd.store.engine.unavailable import translated, unavailable

APPLICATION_ID = 0x53484844
"""What marks a database as ours ("SHHD")."""

PRAGMAS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON")
"""What every connection of ours sets: an acknowledged commit survives a power cut (R14)."""
THROWN_AWAY = ("PRAGMA synchronous=OFF",)
"""What is set besides on a store that nobody keeps: no commit waits for the disk."""

_MAGIC = b"SQLite format 3\x00"


class StoreConnection(sqlite3.Connection):
    """A connection that knows how its transactions begin.

    A writer takes the write lock at once: one that takes it later fails under contention, without waiting.
    """

    begin = "BEGIN"

    def make_writer(self) -> None:
        """Let this connection write, from its next transaction on."""
        self.execute("PRAGMA query_only=OFF").close()
        self.begin = "BEGIN IMMEDIATE"


class StoreDialect(SQLiteDialect_pysqlite):
    """SQLite as SQLAlchemy speaks it, but for BEGIN, which the driver would put off or leave out.

    SQLAlchemy's `begin` event could do the same; but one listener alone makes every statement half as dear again.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin as the connection says."""
        dbapi_connection.execute(dbapi_connection.begin).close()


registry.register("sqlite.serialhhd", __name__, "StoreDialect")


def engine_on(path: Path, busy_seconds: float, *, is_kept: bool = True) -> Engine:
    """Return an engine on a SQLite file that exists when the first connection is opened; `is_kept` as for `Store.open`."""
    pragmas = (*PRAGMAS, *(() if is_kept else THROWN_AWAY), "PRAGMA query_only=ON")
    target = f"file:{quote(os.fsencode(path))}?mode=rw"  # rw: a missing file stays missing

    def connect() -> StoreConnection:
        connection = sqlite3.connect(
            target,
            uri=True,
            timeout=busy_seconds,
            isolation_level=None,
            check_same_thread=False,
            factory=StoreConnection,
        )
        try:
            for pragma in pragmas:  # a writer switches the last one off
                connection.execute(pragma).close()
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    return create_engine(
        "sqlite+serialhhd://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=120
    )


def version(engine: Engine, path: Path) -> int:
    """Return the version of the store in a file.

    Raises:
        StoreUnavailable: missing, empty, not ours, damaged, or not to be opened.
    """
    _check_file(path)
    with translated(str(path)), engine.connect() as connection:
        ours, found = connection.exec_driver_sql(
            "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version"
        ).one()
        if ours != APPLICATION_ID:
            raise unavailable("store_not_ours", str(path))
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema")  # a damaged schema shows here
    return int(found)


def _check_file(path: Path) -> None:
    """Refuse what is not a whole SQLite file before SQLite touches it."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError as error:
        raise unavailable("store_missing", str(path)) from error
    except (IsADirectoryError, NotADirectoryError) as error:
        raise unavailable("store_not_ours", str(path)) from error
    except PermissionError as error:
        raise unavailable("store_read_only", str(path)) from error
    except OSError as error:
        raise unavailable("store_unreachable", str(path), error.strerror or "unknown error") from error
    if not size:
        raise unavailable("store_empty", str(path))
    if not header.startswith(_MAGIC):
        raise unavailable("store_not_ours", str(path))
    if size < _promised_size(header) and not has_log(path):
        raise unavailable("store_damaged", str(path))


def _promised_size(header: bytes) -> int:
    """The size in bytes that a SQLite header promises: its page size times its pages."""
    page = int.from_bytes(header[16:18], "big")
    return (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def has_log(path: Path) -> bool:
    """Whether SQLite's write-ahead log lies beside a file: it can hold commits that the file does not have yet."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
