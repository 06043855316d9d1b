"""Bring an older store to the tables of today, whole or not at all (R63). Imported only when a store's version differs.

Each revision `NNNN` in `versions/` makes version NNNN out of the one before; the store's own version (`user_version` in
SQLite, the table `store_version` in PostgreSQL) is the only record of what was done. All revisions of an upgrade are one
transaction, and the triggers, which batch mode drops silently, are made anew at its end. What batch mode copies from is a table of
`models.metadata`: those of `tables.py` have no checks and no indexes.
"""

from dataclasses import dataclass
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from serialhhd.store.engine.database import (
    SCHEMA_VERSION,
    StoreAddress,
    check_version,
    engine_on,
    place_of,
    stored_version,
    writing,
)
from serialhhd.store.engine.sqlite import APPLICATION_ID, StoreConnection
from serialhhd.store.engine.unavailable import translated, unavailable
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers

REVISIONS = Path(__file__).parent


@dataclass(frozen=True)
class Upgraded:
    """The version a store had, and the one it has now."""

    old: int
    new: int


def upgrade(url_or_path: str, *, revisions: Path = REVISIONS, to: int = SCHEMA_VERSION) -> Upgraded:
    """Bring a store to a version, all the way or not at all.

    Args:
        url_or_path: Where the store is.
        revisions: The folder whose `versions/` holds the revisions.
        to: The version it shall have.

    Raises:
        StoreUnavailable: no store of ours, in use, of a newer version, or older than the first release.
    """
    place = place_of(url_or_path)
    engine = engine_on(place)
    try:
        check_version(stored_version(engine, place), place.name)
        with translated(place.name), writing(engine.connect()) as connection:
            return _upgrade(connection, place, ScriptDirectory(str(revisions)), to)
    finally:
        engine.dispose()


def _upgrade(connection: Connection, place: StoreAddress, revisions: ScriptDirectory, to: int) -> Upgraded:
    driver: object = connection.connection.dbapi_connection
    if isinstance(driver, StoreConnection):
        driver.execute("PRAGMA foreign_keys=OFF")  # batch mode drops tables that others refer to
    with connection.begin():
        old = _locked_version(connection)
        if old > to:
            raise unavailable("store_newer", place.name)
        if old < to:
            drop_triggers(connection)
            _run_revisions(connection, revisions, old, to)
            apply_triggers(connection)
            _check_references(connection, place)
            _write_version(connection, to)
    return Upgraded(old, to)


def _locked_version(connection: Connection) -> int:
    """The version, which nobody else changes until this transaction ends."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    connection.execute(text("SELECT pg_advisory_xact_lock(:ours)"), {"ours": APPLICATION_ID})
    return int(connection.execute(text("SELECT version FROM store_version")).scalar_one())


def _run_revisions(connection: Connection, revisions: ScriptDirectory, old: int, new: int) -> None:
    steps = [revisions.get_revision(f"{number:04d}") for number in range(old + 1, new + 1)]
    with Operations.context(MigrationContext.configure(connection)):
        for step in steps:
            step.module.upgrade()


def _check_references(connection: Connection, place: StoreAddress) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise unavailable("store_damaged", place.name)


def _write_version(connection: Connection, number: int) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version={number}")
        return
    from serialhhd.store.engine import postgresql

    postgresql.store_version(connection, number)
