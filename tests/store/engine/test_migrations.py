"""Upgrading: all the way or not at all, with every trigger there again; and tables that cannot drift unnoticed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from serialhhd.store.engine import database
from serialhhd.store.engine.database import FIRST_RELEASED, SCHEMA_VERSION
from serialhhd.store.engine.migrations import Upgraded, upgrade
from serialhhd.store.engine.sqlite import APPLICATION_ID
from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers, missing_triggers
from serialhhd.store.words.refusal import StoreUnavailable
from tests.store.engine.shape import shape

Sql = Callable[..., int]
REVISIONS = Path(__file__).parent / "revisions"


def set_version(connection: Connection, number: int) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA user_version={number}"))
        connection.execute(text(f"PRAGMA application_id={APPLICATION_ID}"))
        return
    connection.execute(
        text("CREATE TABLE IF NOT EXISTS store_version (application_id bigint, version integer)")
    )
    connection.execute(text("DELETE FROM store_version"))
    connection.execute(text(f"INSERT INTO store_version VALUES ({APPLICATION_ID}, {number})"))


@pytest.fixture
def older(warehouse: Store, sql: Sql, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a warehouse as a version 1 would have kept it, had it been released: without retired products."""
    monkeypatch.setattr(database, "FIRST_RELEASED", 1)
    monkeypatch.setattr(database, "SCHEMA_VERSION", 2)
    warehouse.write(drop_triggers)
    sql("ALTER TABLE product DROP COLUMN retired_at")
    warehouse.write(apply_triggers)
    warehouse.write(lambda connection: set_version(connection, 1))
    warehouse.close()
    return warehouse.url


def test_an_older_store_is_upgraded_with_all_it_holds(older: str) -> None:
    with pytest.raises(StoreUnavailable, match="store upgrade"):
        Store.open(older)
    assert upgrade(older, revisions=REVISIONS, to=2) == Upgraded(old=1, new=2)
    with Store.open(older) as store, store.read() as connection:
        assert check(connection) == ()
        assert connection.execute(text("SELECT count(*) FROM stock_transaction")).scalar() == 3
        assert connection.execute(text("SELECT count(retired_at) FROM product")).scalar() == 0


def test_an_upgraded_store_has_the_shape_of_a_new_one(older: str, foreign: Engine) -> None:
    new = shape(foreign)
    assert "retired_at" not in str(new["product"])
    upgrade(older, revisions=REVISIONS, to=2)
    upgraded = shape(foreign)
    assert upgraded.keys() == new.keys()
    assert [name for name in new if upgraded[name] != new[name]] == ["product"]


def test_the_triggers_are_there_after_a_table_was_rebuilt(older: str, sql: Sql) -> None:
    upgrade(older, revisions=REVISIONS, to=2)
    with Store.open(older) as store, store.read() as connection:
        assert missing_triggers(connection) == ()
    with pytest.raises(IntegrityError, match="R16: the ledger is append-only"):
        sql("DELETE FROM stock_transaction")


def test_upgrading_twice_changes_nothing(older: str) -> None:
    upgrade(older, revisions=REVISIONS, to=2)
    assert upgrade(older, revisions=REVISIONS, to=2) == Upgraded(old=2, new=2)


def test_a_revision_that_fails_leaves_the_store_as_it_was(older: str, foreign: Engine) -> None:
    before = shape(foreign)
    with pytest.raises(DBAPIError, match="nowhere"):
        upgrade(older, revisions=REVISIONS, to=3)
    assert shape(foreign) == before
    assert upgrade(older, revisions=REVISIONS, to=2) == Upgraded(old=1, new=2)


def test_a_newer_store_is_not_touched(store: Store) -> None:
    store.write(lambda connection: set_version(connection, SCHEMA_VERSION + 1))
    with pytest.raises(StoreUnavailable) as caught:
        upgrade(store.url)
    assert caught.value.code == "store_newer"


def test_a_store_of_before_the_first_release_is_not_touched(store: Store) -> None:
    store.write(lambda connection: set_version(connection, FIRST_RELEASED - 1))
    with pytest.raises(StoreUnavailable, match="serialhhd product list --csv") as caught:
        upgrade(store.url)
    assert caught.value.code == "store_older"


def test_what_is_no_store_is_not_upgraded(empty_url: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        upgrade(empty_url)
    assert caught.value.code == "store_missing"


def test_a_store_of_today_needs_no_upgrade(store: Store) -> None:
    assert upgrade(store.url) == Upgraded(old=SCHEMA_VERSION, new=SCHEMA_VERSION)
