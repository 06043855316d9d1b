"""A training store has the goods and places of a site and nothing of its people; and it goes back to its first day, whole."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import places, product_editing, settings
from serialhhd.store.catalogue.settings import SerialLetters
from serialhhd.store.engine.database import FIRST_WITH_PURPOSE
from serialhhd.store.engine.migrations import upgrade
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_receipts
from serialhhd.store.people import operators
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.check import check
from serialhhd.store.training import stores
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.words.vocabulary import Role, StorePurpose
from tests.conftest import SAMPLED_AT
from tests.dumps import Dump, dump
from tests.store.engine.released.fill import fill
from tests.store.engine.released.recorded import make_again

OF_GOODS_AND_PLACES = {"product", "product_barcode", "setting", "account", "warehouse", "location"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site that has something of everything, a file."""
    folder = tmp_path_factory.mktemp("site")
    path = str(folder / "site.db")
    fill(path, folder)
    with Store.open(path) as store:
        store.write(lambda conn: settings.note_flows_problem(conn, "flows.toml", "broken", store.now()))
    return path


@pytest.fixture
def training(site: str, empty_url: str) -> str:
    """Where a training store of that site is, on each engine."""
    with Store.open(site) as store:
        stores.new(empty_url, store)
    return empty_url


def held(url: str) -> Dump:
    with Store.open(url) as store, store.read() as conn:
        assert check(conn) == ()
        return dump(conn)


def work_in(url: str) -> None:
    """Do something of everything that a lesson may: receive, add, change and take away what was there, and sign people on."""
    with Store.open(url) as store:
        store.write(_work)


def _work(conn: Connection) -> None:
    by, at = "trainer", SAMPLED_AT
    settings.set_serial_letters(conn, SerialLetters.ASCII, by=by)
    operators.add(conn, "trainee", Role.OPERATOR, at, by=by)
    product_editing.retire(conn, "RTR-1", by=by, at=at)
    conn.execute(t.location.delete().where(t.location.c.code == "N-01"))
    places.add_location(conn, "T-01", "MAIN", by=by)
    pre_receipts.add(conn, "PR-T", [("CAM-1", 2)], at=at, by=by)
    delivery = desk_receiving.Delivery("T-01", ("SN7001", "SN7002"))
    desk_receiving.receive(conn, "PR-T", "CAM-1", delivery, by=by, at=at)


def test_it_has_the_goods_and_places_of_the_site_and_nothing_else(site: str, training: str) -> None:
    given, got = held(site), held(training)
    assert {name for name, rows in got.items() if rows} == OF_GOODS_AND_PLACES | {"store_purpose"}
    for same in ("product_barcode", "warehouse", "location"):
        assert got[same] == given[same] != []
    assert [row[1:6] for row in got["product"]] == [row[1:6] for row in given["product"]]
    assert got["setting"] == [("default_tracking_type", "full_tracking"), ("serial_letters", "any")]
    assert got["account"] == [(1, "MAIN", "main")]
    with Store.open(training) as store:
        assert store.is_for_training


def test_nothing_of_the_sites_people_is_in_its_file(site: str, tmp_path: Path) -> None:
    path = tmp_path / "training.db"
    with Store.open(site) as store:
        stores.new(str(path), store)
    content = path.read_bytes()
    assert b"CAM-1" in content
    for secret in (b"argon2id", b"AAAAC3NzaC1lZDI1NTE5", b"Maria", b"anna", b"SN0001", b"192.0.2.1"):
        assert secret not in content


def test_without_a_site_it_begins_as_every_new_store(empty_url: str, tmp_path: Path) -> None:
    stores.new(empty_url, None)
    Store.open(str(tmp_path / "new.db"), create=True).close()
    new, got = held(str(tmp_path / "new.db")), held(empty_url)
    assert {name for name in got if got[name] != new[name]} == {"store_purpose"}


def test_a_store_that_is_there_is_not_overwritten(store: Store) -> None:
    store.close()
    before = held(store.url)
    with pytest.raises(StoreUnavailable, match="never overwritten") as caught:
        stores.new(store.url, None)
    assert caught.value.code == "store_exists"
    assert held(store.url) == before


def test_what_is_no_store_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("precious")
    with pytest.raises(StoreUnavailable) as caught:
        stores.new(str(file), None)
    assert caught.value.code == "store_exists"
    assert file.read_text() == "precious"
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_database_with_somebody_elses_tables_is_left_alone(empty_url: str) -> None:
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE photos (id bigint)"))
    with pytest.raises(StoreUnavailable) as caught:
        stores.new(empty_url, None)
    engine.dispose()
    assert caught.value.code == "store_exists"


# --- as on the first day ----------------------------------------------------------------------------------------------


def test_reset_makes_it_what_it_was_on_the_first_day(training: str) -> None:
    first = held(training)
    work_in(training)
    assert held(training) != first
    stores.reset(training)
    assert held(training) == first
    work_in(training)  # and it counts on as it did
    stores.reset(training)
    stores.reset(training)
    assert held(training) == first


def test_what_comes_after_a_reset_is_numbered_as_after_the_first_day(training: str) -> None:
    work_in(training)
    once = held(training)
    stores.reset(training)
    work_in(training)
    assert held(training) == once


def test_a_store_of_work_is_never_reset(store: Store) -> None:
    store.write(lambda conn: sample.fill(conn, SAMPLED_AT))
    store.close()
    before = held(store.url)
    with pytest.raises(StoreUnavailable, match="not to train on") as caught:
        stores.reset(store.url)
    assert caught.value.code == "store_not_training"
    assert held(store.url) == before


def test_one_that_keeps_no_first_day_is_not_reset(empty_url: str) -> None:
    with Store.open(empty_url, create=True, purpose=StorePurpose.TRAINING) as thrown_away:
        thrown_away.write(lambda conn: sample.fill(conn, SAMPLED_AT))
    before = held(empty_url)
    with pytest.raises(StoreUnavailable) as caught:
        stores.reset(empty_url)
    assert caught.value.code == "store_no_first_day"
    assert held(empty_url) == before


def test_a_first_day_of_an_older_version_is_one_of_today(site: str, tmp_path: Path) -> None:
    """Its rows are those of the oldest release, which the training store kept through every upgrade since."""
    old, path = tmp_path / "old.db", tmp_path / "training.db"
    make_again(f"sqlite:///{old}", 2)
    stores.new(str(path), None)
    with closing(sqlite3.connect(path)) as raw:
        (rule,) = raw.execute("SELECT sql FROM sqlite_schema WHERE name = 'store_purpose_update'").fetchone()
        raw.execute("DROP TRIGGER store_purpose_update")
        raw.execute("UPDATE store_purpose SET first_day = ?", [old.read_bytes()])
        raw.execute(rule)
        raw.commit()
    stores.reset(str(path))
    got, wanted = held(str(path)), held(site)
    assert got["product"] == wanted["product"]
    assert len(got["stock_transaction"]) == len(wanted["stock_transaction"]) > 0


def test_one_that_somebody_uses_is_not_reset(training: str) -> None:
    """Whoever is in it would go on with what is there no more."""
    work_in(training)
    with Store.open(training) as used:
        before = held(training)
        with pytest.raises(StoreUnavailable) as caught:
            stores.reset(training)
        assert caught.value.code == "store_locked"
        assert "End the handhelds and the desk on it" in str(caught.value)
        with used.read() as conn:
            assert dump(conn) == before


KILLED = """
import sys, time
from importlib import import_module
from serialhhd.store.training import stores
module, name = import_module(sys.argv[2]), sys.argv[3]
before = getattr(module, name)
def after_that(*given):
    before(*given)
    print("here", flush=True)
    time.sleep(60)
setattr(module, name, after_that)
stores.reset(sys.argv[1])
"""
BACKUP, COPYING = "serialhhd.store.engine.backup", "serialhhd.store.replaying.copying"


@pytest.mark.parametrize(
    ("engine_name", "module", "after", "is_reset"),
    [
        ("sqlite", BACKUP, "_make_durable", False),
        ("sqlite", BACKUP, "_empty_log", False),
        ("sqlite", BACKUP, "sync_folder", True),
        ("postgresql", COPYING, "_empty", False),
        ("postgresql", COPYING, "apply_triggers", False),
    ],
    indirect=["engine_name"],
)
def test_killed_at_any_moment_it_is_as_before_or_as_on_the_first_day(
    training: str, module: str, after: str, *, is_reset: bool
) -> None:
    first = held(training)
    work_in(training)
    before = held(training)
    command = [sys.executable, "-c", KILLED, training, module, after]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as resetting:
        assert resetting.stdout
        assert resetting.stdout.readline() == "here\n"
        resetting.kill()
    assert held(training) == (first if is_reset else before)
    stores.reset(training)
    assert held(training) == first


def test_one_of_an_older_version_stays_what_it_is_when_it_is_brought_up_to_date(tmp_path: Path) -> None:
    """A store of the first version that had a purpose, whatever has become of the tables since."""
    path, day = tmp_path / "training.db", tmp_path / "day.db"
    for file in (path, day):
        make_again(f"sqlite:///{file}", FIRST_WITH_PURPOSE)
    with closing(sqlite3.connect(path)) as raw:
        (rule,) = raw.execute("SELECT sql FROM sqlite_schema WHERE name = 'store_purpose_update'").fetchone()
        raw.execute("DROP TRIGGER store_purpose_update")
        raw.execute("UPDATE store_purpose SET purpose = 'training', first_day = ?", [day.read_bytes()])
        raw.execute(rule)
        raw.commit()
    upgrade(str(path))
    with Store.open(str(path)) as store:
        assert store.is_for_training
    first = held(str(path))
    with Store.open(str(path)) as store:
        store.write(lambda conn: places.add_location(conn, "T-01", "MAIN", by="trainer"))
    stores.reset(str(path))
    assert held(str(path)) == first
