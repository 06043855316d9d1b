"""What a store is for is said when it is made, and nobody changes it later, on either database (R68)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Engine, create_engine

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers
from serialhhd.store.words.vocabulary import StorePurpose
from tests.conftest import Sql
from tests.store.schema.tampering import refused

STATEMENTS = (
    "INSERT INTO store_purpose (purpose) VALUES ('{other}')",
    "INSERT INTO store_purpose (purpose) VALUES ('{own}')",
    "UPDATE store_purpose SET purpose = '{other}'",
    "UPDATE store_purpose SET first_day = NULL",
    "DELETE FROM store_purpose",
)
REPLACING = (
    "INSERT OR REPLACE INTO store_purpose (purpose) VALUES ('{own}')",
    "INSERT OR REPLACE INTO store_purpose (rowid, purpose) VALUES (1, '{other}')",
    "UPDATE OR REPLACE store_purpose SET purpose = '{other}'",
)
WORK, TRAINING = StorePurpose.WORK, StorePurpose.TRAINING


@pytest.fixture
def training_store(empty_url: str) -> Iterator[Store]:
    with Store.open(empty_url, create=True, purpose=TRAINING) as made:
        yield made


@pytest.fixture
def client(training_store: Store) -> Iterator[Engine]:
    """A client that knows nothing of serialhhd."""
    engine = create_engine(training_store.url, isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


def executed(engine: Engine) -> Sql:
    def execute(statement: str, **values: object) -> int:
        with engine.connect() as connection:
            return connection.exec_driver_sql(statement, values or None).rowcount

    return execute


def test_r68_a_store_is_for_work_unless_it_is_made_to_train(store: Store) -> None:
    assert not store.is_for_training


def test_r68_a_training_store_is_marked_whoever_opens_it(training_store: Store) -> None:
    assert training_store.is_for_training
    training_store.close()
    with Store.open(training_store.url, create=True) as again, again.read() as conn:
        assert again.is_for_training
        assert check(conn) == ()


@pytest.mark.parametrize("statement", STATEMENTS)
def test_r68_nobody_makes_a_store_of_work_a_training_store(
    store: Store, foreign: Engine, sql: Sql, statement: str
) -> None:
    refused(foreign, sql, statement.format(own=WORK, other=TRAINING), "R68")
    assert not store.is_for_training


@pytest.mark.parametrize("statement", STATEMENTS)
def test_r68_nobody_takes_the_mark_from_a_training_store(
    training_store: Store, client: Engine, statement: str
) -> None:
    refused(client, executed(client), statement.format(own=TRAINING, other=WORK), "R68")
    assert training_store.is_for_training


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("statement", REPLACING)
@pytest.mark.parametrize("recursive", ["off", "on"])
def test_r68_nor_by_replacing_it(training_store: Store, statement: str, recursive: str) -> None:
    path = training_store.place.path
    assert path
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute(f"PRAGMA recursive_triggers={recursive}")
        with pytest.raises(sqlite3.IntegrityError, match="R68"):
            raw.execute(statement.format(own=TRAINING, other=WORK))
        assert raw.execute("SELECT purpose FROM store_purpose").fetchall() == [(TRAINING,)]


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_r68_nor_by_truncating(training_store: Store, client: Engine) -> None:
    refused(client, executed(client), "TRUNCATE store_purpose CASCADE", "R68")
    assert training_store.is_for_training


@pytest.mark.parametrize(
    ("tampering", "times"), [("DELETE FROM store_purpose", 0), (STATEMENTS[0].format(other=TRAINING), 2)]
)
def test_r68_a_store_that_does_not_say_it_once_is_broken(
    store: Store, sql: Sql, tampering: str, times: int
) -> None:
    store.write(drop_triggers)
    sql(tampering)
    store.write(apply_triggers)
    with store.read() as conn:
        (broken,) = check(conn)
    assert broken.code == "purpose_not_one"
    assert f"says {times} times" in broken.sentence
