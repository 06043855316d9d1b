"""The stores of every release: upgraded, they are what today's program makes of the same goods."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine

from serialhhd.flows.conversation.position import Position
from serialhhd.store.engine.database import FIRST_RELEASED, FIRST_WITH_PURPOSE, SCHEMA_VERSION
from serialhhd.store.engine.migrations import Upgraded, upgrade
from serialhhd.store.engine.store import Store
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.check import check
from serialhhd.store.schema.triggers import missing_triggers
from serialhhd.store.serials import serial_list
from tests.dumps import dump
from tests.store.engine.released.fill import fill
from tests.store.engine.released.recorded import file_of, make_again
from tests.store.engine.shape import shape

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tests.dumps import Dump
    from tests.postgresql import PostgreSQL

RECORDED = (FIRST_RELEASED, FIRST_WITH_PURPOSE)
"""The versions of the stores that releases make, and the first that may be one to train on. A release whose store is another adds its own."""


@pytest.fixture
def two_urls(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """The URLs of two places where a store can be made."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'released.db'}", f"sqlite:///{tmp_path / 'new.db'}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    urls = server.empty_database(), server.empty_database()
    yield urls
    for url in urls:
        server.drop(url)


def rows(conn: "Connection") -> "Dump":
    """Every row, but for the flow that a run keeps as it was when it began: that has the options of its time.

    Nor does a run of an older program say how far its document was. A location is known by its code: an older store gets those of today after all others.
    """
    run = [column.name for column in t.run.c]
    snapshot, position = run.index("config"), run.index("position")
    everything = dump(conn)
    everything |= {
        "run": [
            (
                *row[:snapshot],
                replace(Position.from_json(str(row[position])), so_far=()),
                *row[position + 1 :],
            )
            for row in everything["run"]
        ]
    }
    codes = {row[0]: row[1] for row in everything["location"]}
    everything["location"] = sorted(row[1:] for row in everything["location"])
    for table in t.metadata.sorted_tables:
        names = [column.name for column in table.columns]
        if "location_id" in names:
            at = names.index("location_id")
            named = [(*row[:at], codes.get(row[at]), *row[at + 1 :]) for row in everything[table.name]]
            everything[table.name] = named
    return everything


@pytest.mark.parametrize("version", RECORDED)
def test_an_upgraded_store_of_a_release_is_what_a_new_one_would_be(
    two_urls: tuple[str, str], tmp_path: Path, version: int
) -> None:
    """Whoever changes the tables raises `SCHEMA_VERSION` and adds a revision; whoever releases records the store: `make record-store`."""
    released, new = two_urls
    make_again(released, version)
    assert upgrade(released) == Upgraded(version, SCHEMA_VERSION)
    fill(new, tmp_path)
    engines = create_engine(released), create_engine(new)
    upgraded, fresh = map(shape, engines)
    for engine in engines:
        engine.dispose()
    assert upgraded == fresh
    with Store.open(released) as old, Store.open(new) as today, old.read() as one, today.read() as other:
        assert rows(one) == rows(other)
        assert missing_triggers(one) == ()
        assert check(one) == ()
        part = serial_list.SerialFilter(part="n000")
        assert serial_list.page(one, part) == serial_list.page(other, part) != ()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_each_store_is_recorded_that_is_upgraded_and_no_other(engine: str) -> None:
    recorded = {
        int(file.stem.removeprefix("version_").partition(".")[0])
        for file in file_of(1, engine).parent.glob("version_*.sql")
    }
    assert recorded == {*RECORDED}


def test_an_adjustment_without_a_reason_says_that_none_was_stated(two_urls: tuple[str, str]) -> None:
    """Older versions took one from a foreign client (R28)."""
    released, _ = two_urls
    make_again(released, FIRST_WITH_PURPOSE)
    engine = create_engine(released)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO stock_transaction (at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, operator)"
            " SELECT 0, 'adjustment', product_id, account_id, id, 1, quantity + 1, 0, 'x' FROM stock_line"
            " WHERE id = (SELECT min(id) FROM stock_line WHERE tracking_type = 'no_tracking')"
        )
    engine.dispose()
    upgrade(released)
    with Store.open(released) as store, store.read() as connection:
        newest = connection.exec_driver_sql("SELECT note FROM stock_transaction ORDER BY id DESC LIMIT 1")
        assert newest.scalar_one() == "not stated"
        assert check(connection) == ()
