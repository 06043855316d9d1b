"""Opening, creating and losing a store: every trouble has its code and a sentence that says what to do."""

import ctypes
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from serialhhd.store.engine import database, sqlite
from serialhhd.store.engine.store import Store
from serialhhd.store.words.refusal import StoreUnavailable

Sql = Callable[..., int]


def refused(code: str, url: str, **how: object) -> str:
    """Assert that opening is refused with a code, and return the sentence."""
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(url, **how).close()  # type: ignore[arg-type]
    assert caught.value.code == code
    return str(caught.value)


def count(store: Store, table: str = "account") -> int:
    with store.read() as connection:
        return len(connection.execute(text(f"SELECT * FROM {table}")).all())


def add_account(store: Store, code: str) -> None:
    store.write(
        lambda connection: connection.execute(
            text("INSERT INTO account (code, code_key) VALUES (:code, :code)"), {"code": code}
        )
    )


# --- a new store ------------------------------------------------------------------------------------------------


def test_a_new_store_begins_with_main_and_goods_in(empty_url: str) -> None:
    with Store.open(empty_url, create=True) as store:
        assert store.is_new
        with store.read() as connection:
            found = connection.execute(
                text(
                    "SELECT a.code, w.code, l.code, l.code_key, l.kind, s.value FROM account AS a, warehouse AS w, location AS l,"
                    " setting AS s WHERE l.warehouse_id = w.id AND s.key = 'default_tracking_type' ORDER BY l.id"
                )
            ).all()
    assert [tuple(row) for row in found] == [
        ("MAIN", "MAIN", "GOODS-IN", "goods-in", "storage", "no_tracking"),
        ("MAIN", "MAIN", "TRANSIT-MAIN", "transit-main", "transit", "no_tracking"),
    ]


def test_a_store_is_created_once(empty_url: str) -> None:
    with Store.open(empty_url, create=True) as store:
        add_account(store, "B")
    with Store.open(empty_url, create=True) as store:
        assert not store.is_new
        assert count(store) == 2


def test_a_missing_store_is_not_created_unasked(empty_url: str, tmp_path: Path) -> None:
    assert "serialhhd store init" in refused("store_missing", empty_url)
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_a_new_store_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a folder" / "with 100% ?odd #names" / "store.db"
    with Store.open(str(path), create=True) as store:
        add_account(store, "B")
    assert sorted(file.name for file in path.parent.iterdir()) == ["store.db"]
    with Store.open(str(path)) as store:
        assert count(store) == 2


def test_a_path_and_a_url_name_the_same_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Store.open("store.db", create=True).close()
    with Store.open(f"sqlite:///{tmp_path / 'store.db'}") as store, Store.open(store.url) as again:
        assert again.place.path == store.place.path == tmp_path / "store.db"


CREATE = """
import sys
from serialhhd.store.engine.store import Store
sys.stdin.readline()
with Store.open(sys.argv[1], create=True) as store:
    print(store.is_new)
"""


def test_programs_that_create_at_once_share_one_store(empty_url: str, tmp_path: Path) -> None:
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", CREATE, empty_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    answers = sorted(racer.communicate()[0].strip() for racer in racers)
    assert answers == ["False", "False", "False", "True"]
    with Store.open(empty_url) as store:
        assert count(store) == 1
    assert not [file for file in tmp_path.iterdir() if file.name.endswith(".new")]


CRASH = """
import os, sys
from serialhhd.store.engine import creation
from serialhhd.store.engine.store import Store
creation.insert = lambda table: os._exit(9)
Store.open(sys.argv[1], create=True)
"""


def test_a_crash_while_creating_leaves_no_half_store(empty_url: str) -> None:
    assert subprocess.run([sys.executable, "-c", CRASH, empty_url], check=False).returncode == 9
    refused("store_missing", empty_url)
    with Store.open(empty_url, create=True) as store:
        assert store.is_new


def test_the_log_of_a_lost_store_is_not_played_into_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "store.db-wal").write_bytes(b"what was acknowledged")
    assert "-wal" in refused("store_unreachable", str(tmp_path / "store.db"), create=True)
    assert [file.name for file in tmp_path.iterdir()] == ["store.db-wal"]


# --- what is not a store of ours --------------------------------------------------------------------------------


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch()
    assert "is empty" in refused("store_empty", str(path), create=True)


@pytest.mark.parametrize("content", [b"SKU;Name\n", b"SQL", b"\x00" * 4096])
def test_another_kind_of_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(content)
    refused("store_not_ours", str(path), create=True)
    assert path.read_bytes() == content


def test_a_folder_is_refused(tmp_path: Path) -> None:
    refused("store_not_ours", str(tmp_path), create=True)


def test_the_tables_of_others_are_refused(empty_url: str) -> None:
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE customers (id integer)"))
    engine.dispose()
    assert "not a serialhhd store" in refused("store_not_ours", empty_url, create=True)


def set_version(url: str, number: int) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        is_file = make_url(url).get_backend_name() == "sqlite"
        connection.execute(
            text(
                f"PRAGMA user_version={number}" if is_file else f"UPDATE store_version SET version = {number}"
            )
        )
    engine.dispose()


def test_a_newer_store_is_refused(store_url: str) -> None:
    set_version(store_url, database.SCHEMA_VERSION + 1)
    assert "newer serialhhd" in refused("store_newer", store_url, create=True)


def test_an_older_store_asks_for_its_upgrade(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "FIRST_RELEASED", database.SCHEMA_VERSION - 1)
    set_version(store_url, database.SCHEMA_VERSION - 1)
    assert "serialhhd store upgrade" in refused("store_older", store_url, create=True)


def test_a_store_of_before_the_first_release_says_how_to_take_its_products_along(store_url: str) -> None:
    set_version(store_url, database.FIRST_RELEASED - 1)
    said = refused("store_older", store_url, create=True)
    assert "serialhhd product list --csv" in said
    assert "serialhhd product import" in said
    assert "store upgrade" not in said


@pytest.mark.parametrize(
    "url", ["mysql://u:secret@h/d", "sqlite://", "sqlite:///:memory:", "://", "postgresql://h:x/d"]
)
def test_other_urls_are_refused_without_their_password(url: str) -> None:
    assert "secret" not in refused("store_unreachable", url, create=True)


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "serialhhd[postgresql]" in refused("store_unreachable", "postgresql+psycopg://h/d")


def test_a_server_that_does_not_answer_is_named_without_password(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://me:secret@/d?host={tmp_path}"
    sentence = refused("store_unreachable", url, create=True)
    assert "secret" not in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_database_that_is_not_there_is_named(empty_url: str) -> None:
    elsewhere = make_url(empty_url).set(database="nowhere").render_as_string(hide_password=False)
    assert "nowhere" in refused("store_unreachable", elsewhere, create=True)


# --- a damaged store --------------------------------------------------------------------------------------------


def test_a_file_that_was_cut_off_is_refused(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(sqlite_template.read_bytes()[:-5000])
    assert "store restore" in refused("store_damaged", str(path))


def test_a_damaged_schema_is_refused(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    content = bytearray(sqlite_template.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)
    refused("store_damaged", str(path))


def test_damage_inside_is_told_when_it_is_met(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(sqlite_template)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'account'").fetchone()
    content = bytearray(sqlite_template.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with Store.open(str(path)) as store:
        with pytest.raises(StoreUnavailable, match="is damaged"):
            count(store)
        with pytest.raises(StoreUnavailable, match="is damaged"):
            add_account(store, "B")


# --- a store that cannot be written -----------------------------------------------------------------------------


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Capabilities(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextmanager
def no_privileges() -> Iterator[None]:
    """Make this thread heed file permissions, as those of ordinary users do, even where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = _Header(0x20080522, 0)
    given = (_Capabilities * 2)()
    assert libc.capget(ctypes.byref(header), given) == 0
    less = (_Capabilities * 2).from_buffer_copy(given)
    less[0].effective &= ~0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    assert libc.capset(ctypes.byref(header), less) == 0
    try:
        yield
    finally:
        assert libc.capset(ctypes.byref(header), given) == 0


def test_a_read_only_store_is_read_but_not_written(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(sqlite_template.read_bytes())
    path.chmod(0o444)
    with no_privileges(), Store.open(str(path)) as store:
        assert count(store) == 1
        with pytest.raises(StoreUnavailable, match="cannot be written") as caught:
            add_account(store, "B")
        assert caught.value.code == "store_read_only"


@pytest.mark.parametrize("has_store", [True, False], ids=["with a store", "without"])
def test_a_read_only_folder_is_refused(sqlite_template: Path, tmp_path: Path, has_store: bool) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "store.db"
    if has_store:
        path.write_bytes(sqlite_template.read_bytes())
    folder.chmod(0o555)
    with no_privileges():
        refused("store_read_only", str(path), create=True)


def test_a_store_nobody_may_read_is_refused(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(sqlite_template.read_bytes())
    path.chmod(0)
    with no_privileges():
        refused("store_read_only", str(path))


def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(StoreUnavailable) as caught, store.read() as connection:
        connection.execute(text("DELETE FROM setting"))
    assert caught.value.code == "store_read_only"
    assert count(store, "setting") == 1


def test_a_locked_store_says_so(store_url: str) -> None:
    other = create_engine(store_url)
    with Store.open(store_url, busy_seconds=0.05) as store, other.connect() as connection:
        add_account(store, "B")
        is_file = store.place.path is not None
        connection.execute(text("UPDATE account SET code = 'X'" if is_file else "LOCK TABLE account"))
        with pytest.raises(StoreUnavailable, match="locked by another program") as caught:
            add_account(store, "C")
        assert caught.value.code == "store_locked"
        connection.rollback()
        add_account(store, "C")
        assert count(store) == 3
    other.dispose()


def test_a_full_disk_says_so_and_acknowledges_nothing(sqlite_store: Store) -> None:
    limit = "PRAGMA max_page_count=1"  # SQLite makes that the pages it has: no more room
    sqlite_store.write(lambda connection: connection.exec_driver_sql(limit))
    rows = [{"code": "x" * 60 + str(number)} for number in range(1000)]
    statement = text("INSERT INTO account (code, code_key) VALUES (:code, :code)")
    with pytest.raises(StoreUnavailable, match="no room left") as caught:
        sqlite_store.write(lambda connection: connection.execute(statement, rows))
    assert caught.value.code == "store_full"
    assert count(sqlite_store) == 1
    sqlite_store.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=10000"))
    sqlite_store.write(lambda connection: connection.execute(statement, rows))
    assert count(sqlite_store) == 1001


def test_a_store_that_is_deleted_under_us_is_not_made_anew(sqlite_store: Store) -> None:
    path = sqlite_store.place.path
    assert path is not None
    path.unlink()
    refused("store_missing", str(path))
    assert not path.exists()


# --- an open store ----------------------------------------------------------------------------------------------


def test_every_connection_is_durable_and_checked(sqlite_store: Store) -> None:
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")

    def settings(read: Callable[[str], object]) -> list[object]:
        return [read(f"PRAGMA {name}") for name in names]

    with sqlite_store.read() as connection:
        reading = settings(lambda pragma: connection.exec_driver_sql(pragma).scalar())
    writing = sqlite_store.write(lambda c: settings(lambda pragma: c.exec_driver_sql(pragma).scalar()))
    assert reading == writing == ["wal", 2, 1, 30000]


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_server_that_acknowledges_early_does_not_do_so_for_us(store: Store, sql: Sql) -> None:
    database_name = make_url(store.url).database
    sql(f"ALTER DATABASE {database_name} SET synchronous_commit = off")
    with Store.open(store.url) as again:
        assert again.write(lambda c: c.execute(text("SHOW synchronous_commit")).scalar()) == "on"


def test_reading_sees_one_moment(store: Store) -> None:
    with store.read() as connection:
        before = connection.execute(text("SELECT count(*) FROM account")).scalar()
        add_account(store, "B")
        assert connection.execute(text("SELECT count(*) FROM account")).scalar() == before
    assert count(store) == 2


def test_what_was_written_is_read_at_once(store: Store) -> None:
    for number in range(2, 20):
        add_account(store, f"A{number}")
        assert count(store) == number


def test_what_a_reader_raises_is_raised(store: Store) -> None:
    with pytest.raises(KeyError), store.read():
        raise KeyError
    assert count(store) == 1


def test_opening_a_good_store_loads_no_tables_and_no_migrations(sqlite_template: Path) -> None:
    script = (
        "import sys; from serialhhd.store.engine.store import Store; Store.open(sys.argv[1]).close();"
        " print([name for name in ('alembic', 'psycopg', 'sqlmodel', 'serialhhd.store.schema.models', 'serialhhd.store.schema.tables') if name in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script, str(sqlite_template)], capture_output=True, text=True, check=True
    )
    assert shown.stdout == "[]\n"


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_reader_survives_a_restart_of_the_server(store: Store, foreign: Engine) -> None:
    assert count(store) == 1
    with foreign.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'serialhhd'"
            )
        )
    assert count(store) == 1


def test_the_mark_of_a_store_is_in_its_header(sqlite_template: Path) -> None:
    header = sqlite_template.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == sqlite.APPLICATION_ID
    assert header[68:72] == b"SHHD"
