"""The file of a store under those who use it: nothing is acknowledged that nobody would find again (R14)."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from serialhhd.store.words.refusal import StoreUnavailable
from tests.waiting import wait_until


def adding(code: str) -> Callable[[Connection], object]:
    return lambda conn: conn.execute(
        text("INSERT INTO account (code, code_key) VALUES (:c, :c)"), {"c": code}
    )


def codes(path: Path) -> list[str]:
    with Store.open(str(path)) as store, store.read() as conn:
        assert check(conn) == ()
        return list(conn.scalars(text("SELECT code FROM account WHERE code <> 'MAIN' ORDER BY id")))


def beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def delete(path: Path, _other: Path) -> None:
    path.unlink()


def move_away(path: Path, _other: Path) -> None:
    path.rename(beside(path, ".old"))


def replace(path: Path, other: Path) -> None:
    other.replace(path)


def delete_log(path: Path, _other: Path) -> None:
    beside(path, "-wal").unlink()


def delete_index(path: Path, _other: Path) -> None:
    beside(path, "-shm").unlink()


def delete_all(path: Path, _other: Path) -> None:
    for one in (path, beside(path, "-wal"), beside(path, "-shm")):
        one.unlink()


def overwrite(path: Path, other: Path) -> None:
    shutil.copyfile(other, path)


HAPPENINGS = (delete, move_away, replace, delete_log, delete_index, delete_all)


@pytest.fixture
def path(sqlite_template: Path, tmp_path: Path) -> Path:
    """The file of a store."""
    path = tmp_path / "site" / "store.db"
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    return path


@pytest.fixture
def other(sqlite_template: Path, tmp_path: Path) -> Path:
    """Another store, with something in it."""
    path = tmp_path / "other.db"
    shutil.copy(sqlite_template, path)
    with Store.open(str(path)) as store:
        store.write(adding("OTHER"))
    return path


@pytest.mark.parametrize("happens", HAPPENINGS)
@pytest.mark.parametrize("is_serving", [False, True])
def test_what_happens_to_the_file_is_noticed_before_the_next_is_told(
    path: Path, other: Path, happens: Callable[[Path, Path], None], is_serving: bool
) -> None:
    with Store.open(str(path)) as store:
        if is_serving:
            store.prepare_to_serve()
        store.write(adding("A"))
        store.write_soon(adding("B")).result(10)
        happens(path, other)
        for give in (store.write, lambda work: store.write_soon(work).result(10), store.write):
            with pytest.raises(StoreUnavailable) as told:
                give(adding("C"))
            assert told.value.code == "store_replaced"
    (copy,) = path.parent.glob("store.db.kept-*")
    assert str(copy) in str(told.value)
    assert codes(copy) == ["A", "B", "C"], "all that was acknowledged, and what was under way"
    if happens is replace:
        assert codes(path) == ["OTHER"], "no log of the old store is played into the new one"
    if happens is delete_log:
        assert codes(path) == ["A", "B", "C"]


def test_a_server_notices_that_its_file_is_overwritten(path: Path, other: Path) -> None:
    store = Store.open(str(path))
    store.prepare_to_serve()
    store.write(adding("A"))
    overwrite(path, other)
    with pytest.raises(StoreUnavailable, match="was overwritten") as told:
        store.write(adding("B"))
    assert told.value.code == "store_replaced"
    assert not list(path.parent.glob("store.db.kept-*")), "a mixture of two stores is nobody's"
    shutil.copy(
        path, path.with_name("found.db")
    )  # as after the server's end: our own connection would still be in its way
    assert codes(path.with_name("found.db")) == ["OTHER"]
    (log,) = path.parent.glob("store.db-wal.kept-*")
    assert log.stat().st_size


def test_a_server_notices_it_while_nobody_writes(path: Path, other: Path) -> None:
    """Also where somebody else has brought the log into the file a little before."""
    store = Store.open(str(path))
    store.prepare_to_serve()
    store.write(adding("A"))
    with closing(sqlite3.connect(path, isolation_level=None)) as anybody:
        anybody.execute("PRAGMA wal_checkpoint(PASSIVE)")
    looked = store._writer._file
    assert looked is not None
    wait_until(
        lambda: looked._written is not None and looked._written[0] == path.stat().st_mtime_ns,
        "the server has looked at its file",
    )
    overwrite(path, other)
    wait_until(
        lambda: store._writer._lost is not None, "the server has noticed that its file was overwritten"
    )
    with pytest.raises(StoreUnavailable, match="was overwritten"):
        store.write(adding("B"))


def test_checkpoints_of_others_and_of_our_own_are_no_trouble(path: Path) -> None:
    with Store.open(str(path)) as store, Store.open(str(path)) as beside_it:
        store.prepare_to_serve()
        for number in range(60):
            store.write(adding(f"A{number}"))
            beside_it.write(adding(f"B{number}"))
            if number % 3 == 0:
                store.write(lambda conn: conn.exec_driver_sql("SELECT 1"))
                with closing(sqlite3.connect(path, isolation_level=None)) as anybody:
                    anybody.execute(
                        f"PRAGMA wal_checkpoint({('PASSIVE', 'FULL', 'TRUNCATE')[number % 9 // 3]})"
                    )
            if number % 10 == 0:
                with Store.open(str(path)) as command:
                    command.write(adding(f"C{number}"))
        store.write(adding("last"))
    assert len(codes(path)) == 127


def test_a_log_of_many_pages_is_no_trouble(path: Path) -> None:
    """SQLite brings its log into the file by itself every thousand pages."""

    def much(conn: Connection) -> None:
        conn.execute(
            text("INSERT INTO account (code, code_key) VALUES (:c, :c)"),
            [{"c": f"{conn.info.setdefault('n', 0)}-{number}"} for number in range(2000)],
        )
        conn.info["n"] += 1

    with Store.open(str(path)) as store:
        store.prepare_to_serve()
        for _ in range(80):
            store.write(much)
        size = beside(path, "-wal").stat().st_size
        assert path.stat().st_size > 1000 * 4096, "the log was brought into it, by itself"
    assert size > 1000 * 4096


def test_a_store_that_is_closed_and_opened_again_is_no_trouble(path: Path) -> None:
    for number in range(3):
        with Store.open(str(path)) as store:
            store.write(adding(f"A{number}"))
    assert codes(path) == ["A0", "A1", "A2"]
