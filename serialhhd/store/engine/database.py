"""Where a store is, and an engine on it, on either database."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from serialhhd.store.engine import sqlite
from serialhhd.store.engine.unavailable import translated, unavailable
from serialhhd.store.words.vocabulary import StorePurpose

SCHEMA_VERSION = 25
"""The version of the tables that this program knows; migration N makes version N."""

FIRST_RELEASED = 2
"""The version of 0.2.0, the first release. What was made before it is of many shapes and cannot be brought up to date (R63)."""

UPGRADE = "Run `serialhhd store upgrade`."
TAKE_PRODUCTS_ALONG = (
    "What was made before 0.2.0, the first release, cannot be upgraded. Its products can be taken along: write them down"
    " with the older program, `serialhhd product list --csv products.csv`, then, on a new store,"
    " `serialhhd product import products.csv`."
)

FIRST_WITH_PURPOSE = 6
"""From this version on a store says what it is for; one of before is for work (R68)."""

_PURPOSE = "SELECT purpose FROM store_purpose"

BUSY_SECONDS = 30.0
"""How long a statement waits for another program that holds the store."""


@dataclass(frozen=True)
class StoreAddress:
    """Where a store is: a SQLite file or a PostgreSQL database."""

    url: URL

    @property
    def path(self) -> Path | None:
        """The file of a SQLite store, None for PostgreSQL."""
        return Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None

    @property
    def name(self) -> str:
        """What a sentence calls it: the file, or the database's name; where a database is reached is nobody's to read."""
        return str(self.path or f"{self.url.database or 'database'} in PostgreSQL")

    def __str__(self) -> str:
        return str(self.path or self.url.render_as_string(hide_password=True))


def place_of(url_or_path: str) -> StoreAddress:
    """Read a path, a `sqlite:///` URL or a `postgresql+psycopg://` URL.

    Raises:
        StoreUnavailable: it is another kind of URL, or names no file.
    """
    if "://" not in url_or_path:
        return StoreAddress(
            URL.create("sqlite", database=os.fspath(Path(url_or_path).expanduser().absolute()))
        )
    try:
        url = make_url(url_or_path)
    except (ArgumentError, ValueError) as error:
        raise unavailable("store_unreachable", "of this URL", "it is not written as one") from error
    backend = url.get_backend_name()
    if backend == "postgresql":
        return StoreAddress(url.set(drivername="postgresql+psycopg"))
    if backend != "sqlite" or url.database in {None, "", ":memory:"}:
        reason = "a store is a file or a postgresql+psycopg:// URL"
        raise unavailable("store_unreachable", f"in {backend}", reason)
    return StoreAddress(url)


def purpose(connection: Connection) -> StorePurpose:
    """Return what the store of a connection is for (R68); it is one of today's version."""
    return StorePurpose(connection.exec_driver_sql(_PURPOSE).scalar_one())


def purpose_of(engine: Engine, place: StoreAddress) -> StorePurpose:
    """Return what a store of today's version is for (R68).

    Raises:
        StoreUnavailable: It cannot be read.
    """
    with translated(place.name), engine.connect() as connection:
        return purpose(connection)


def engine_on(place: StoreAddress, busy_seconds: float = BUSY_SECONDS, *, is_kept: bool = True) -> Engine:
    """Return an engine on a place, without opening a connection yet; `is_kept` as for `Store.open`.

    Raises:
        StoreUnavailable: the driver for PostgreSQL is not installed.
    """
    if place.path is not None:
        return sqlite.engine_on(place.path, busy_seconds, is_kept=is_kept)
    from serialhhd.store.engine import postgresql

    return postgresql.engine_on(place.url, place.name, busy_seconds)


def readers(engine: Engine) -> Engine:
    """Return the same engine for reading: each transaction sees one moment of the store."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writing(connection: Connection) -> Connection:
    """Return a connection of one's own, made ready for writing; it does not go back to the pool."""
    driver: object = connection.connection.dbapi_connection
    connection.detach()
    if isinstance(driver, sqlite.StoreConnection):
        driver.make_writer()
    return connection


def check_ours(engine: Engine, place: StoreAddress) -> None:
    """Make sure that a place holds a store of this version.

    Raises:
        StoreUnavailable: missing, empty, not ours, damaged, of another version, or not to be opened.
    """
    version = stored_version(engine, place)
    check_version(version, place.name)
    if version < SCHEMA_VERSION:
        raise unavailable("store_older", place.name, UPGRADE)


def check_version(version: int, place: str) -> None:
    """Make sure that this program knows a version, or can bring it up to date.

    Raises:
        StoreUnavailable: `store_newer`; `store_older` than the first release.
    """
    if version > SCHEMA_VERSION:
        raise unavailable("store_newer", place)
    if version < FIRST_RELEASED:
        raise unavailable("store_older", place, TAKE_PRODUCTS_ALONG)


def stored_version(engine: Engine, place: StoreAddress) -> int:
    """Return the version of the store at a place, whatever version that is.

    Raises:
        StoreUnavailable: there is no store of ours, or it cannot be opened.
    """
    if place.path is not None:
        return sqlite.version(engine, place.path)
    from serialhhd.store.engine import postgresql

    return postgresql.version(engine, place.name)
