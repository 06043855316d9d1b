"""Make a new store: all of it or nothing, however many programs try at once."""

import os
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine, create_engine, insert, text
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateIndex, CreateTable

from serialhhd.store.engine.database import SCHEMA_VERSION, StoreAddress
from serialhhd.store.engine.sqlite import APPLICATION_ID, has_log
from serialhhd.store.engine.unavailable import translated, unavailable
from serialhhd.store.schema import models
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.triggers import apply_triggers
from serialhhd.store.words.vocabulary import LocationKind, StorePurpose, TrackingType

Fill = Callable[[Connection], None]
"""Writes what a new store begins with."""


@dataclass(frozen=True)
class New:
    """What a store is made as: what it is for (R68), with the first day that a training store keeps, and what it begins with."""

    purpose: StorePurpose = StorePurpose.WORK
    first_day: bytes | None = None
    fill: Fill | None = None


def create(engine: Engine, place: StoreAddress, new: New) -> bool:
    """Make a store where there is none; True if this call made it.

    Raises:
        StoreUnavailable: somebody else's tables are there, or the place cannot be written.
    """
    if place.path is None:
        return _create_in_postgresql(engine, place, new)
    return _create_file(place.path, new)


def _create_file(path: Path, new: New) -> bool:
    """Build the store in a file of its own and give it its name last: a crash leaves no half store behind."""
    if has_log(path):  # SQLite would play the log of the lost store into the new one
        reason = "its folder still holds a -wal file of a store that is gone: put the store back, or move that file away"
        raise unavailable("store_unreachable", str(path), reason)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}.new")
        try:
            with translated(str(path)):
                _build_file(draft, new)
            return name_once(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except PermissionError as error:
        raise unavailable("store_read_only", str(path)) from error
    except OSError as error:
        raise unavailable("store_unreachable", str(path), error.strerror or "unknown error") from error


def _build_file(draft: Path, new: New) -> None:
    begin_file(draft)
    as_usual = new == New(new.purpose) and hasattr(sqlite3.Connection, "serialize")  # not every SQLite has it
    if as_usual:
        with draft.open("wb") as file:
            file.write(_usual(new.purpose))
            file.flush()
            os.fsync(file.fileno())
    with _connected(draft) as connection:
        connection.exec_driver_sql("PRAGMA synchronous=FULL")
        if not as_usual:
            _make_in_file(connection, new)
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")  # kept in the file


@cache
def _usual(purpose: StorePurpose) -> bytes:
    """The file of a new store with nothing of its own in it: a process that opens many, as for a lesson each, makes it once."""
    with _connected(":memory:") as connection:
        _make_in_file(connection, New(purpose))
        made: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        return made.serialize()


def _connected(file: Path | Literal[":memory:"]) -> Connection:
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(file, isolation_level=None), poolclass=NullPool
    )
    return engine.connect()


def _make_in_file(connection: Connection, new: New) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    _make(connection, new)
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
    connection.exec_driver_sql("COMMIT")


def begin_file(draft: Path) -> None:
    """Make an empty file that only its owner can read: a store holds the hashes of passwords and PINs.

    SQLite gives `-wal` and `-shm` the mode of the file they belong to.
    """
    draft.touch(mode=0o600, exist_ok=False)


def name_once(draft: Path, path: Path) -> bool:
    """Give a finished file its name unless another has it; True if it was given. Durable when it returns."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if path.exists():
            return False
        draft.rename(path)
    sync_folder(path.parent)
    return True


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _create_in_postgresql(engine: Engine, place: StoreAddress, new: New) -> bool:
    from serialhhd.store.engine import postgresql

    with translated(place.name), engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:ours)"), {"ours": APPLICATION_ID})
        if postgresql.stored_version(connection) is not None:
            return False
        if not postgresql.is_empty(connection):
            raise unavailable("store_not_ours", place.name)
        _make(connection, new)
        postgresql.store_version(connection, SCHEMA_VERSION)
    return True


def _make(connection: Connection, new: New) -> None:
    """The tables, what the store is for, the triggers, which keep that from changing, and what it begins with."""
    for table in models.metadata.sorted_tables:
        connection.execute(CreateTable(table))
        # by name: they are a set, and of two that serve alike SQLite takes by the order in which they were made
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            connection.execute(CreateIndex(index))
    connection.execute(insert(t.store_purpose).values(purpose=new.purpose, first_day=new.first_day))
    apply_triggers(connection)
    (new.fill or _begin)(connection)


def _begin(connection: Connection) -> None:
    connection.execute(
        insert(t.setting).values(key="default_tracking_type", value=TrackingType.NO_TRACKING.value)
    )
    connection.execute(insert(t.account).values(code="MAIN", code_key="main"))
    warehouse = connection.execute(insert(t.warehouse).values(code="MAIN", code_key="main"))
    warehouse_id = t.new_id(warehouse)
    for code, kind in (("GOODS-IN", LocationKind.STORAGE), ("TRANSIT-MAIN", LocationKind.TRANSIT)):
        location = {"code": code, "code_key": code.casefold(), "warehouse_id": warehouse_id, "kind": kind}
        connection.execute(insert(t.location).values(**location))
