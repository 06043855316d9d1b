"""Backups: whole, verified, never over something else; and a restore that loses nothing."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from serialhhd.store.engine.backup import LEFT_BEHIND, backup, restore
from serialhhd.store.engine.database import FIRST_RELEASED, SCHEMA_VERSION
from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.words.vocabulary import StorePurpose
from tests.store.engine.released.recorded import make_again


def add_account(store: Store, code: str) -> None:
    statement = text("INSERT INTO account (code, code_key) VALUES (:code, :code)")
    store.write(lambda connection: connection.execute(statement, {"code": code}))


def accounts(url: str) -> list[str]:
    with Store.open(url) as store, store.read() as connection:
        assert check(connection) == ()
        return list(connection.scalars(text("SELECT code FROM account ORDER BY id")))


def refused(code: str, error: pytest.ExceptionInfo[StoreUnavailable]) -> bool:
    return error.value.code == code


def test_a_backup_is_a_store(sqlite_store: Store, tmp_path: Path) -> None:
    add_account(sqlite_store, "B")  # still in the log
    file = tmp_path / "backups" / "monday.db"
    backup(sqlite_store, file)
    add_account(sqlite_store, "C")
    assert [found.name for found in file.parent.iterdir()] == ["monday.db"]
    assert accounts(str(file)) == ["MAIN", "B"]


def test_a_backup_is_never_overwritten(sqlite_store: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    file.write_text("precious")
    with pytest.raises(StoreUnavailable, match="never overwritten") as caught:
        backup(sqlite_store, file)
    assert refused("backup_exists", caught)
    assert file.read_text() == "precious"


def test_a_backup_that_cannot_be_written_leaves_nothing(sqlite_store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable) as caught:
        backup(sqlite_store, tmp_path / "file" / "backup.db")
    assert refused("backup_failed", caught)


def test_a_backup_where_one_may_not_look_says_so(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def may_not(path: Path) -> bool:  # the tests may run as root, who may look everywhere
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", may_not)
    with pytest.raises(StoreUnavailable) as caught:
        backup(sqlite_store, tmp_path / "backup.db")
    assert refused("backup_failed", caught)
    assert "backup.db (Permission denied)" in str(caught.value)


# --- who can read it --------------------------------------------------------------------------------------------------


@contextmanager
def open_to_all() -> Iterator[None]:
    """A user whose new files everybody may read and write."""
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}


def test_only_its_owner_reads_a_store_and_its_log(tmp_path: Path) -> None:
    with open_to_all(), Store.open(str(tmp_path / "store.db"), create=True) as store:
        add_account(store, "B")
        assert modes(tmp_path) == {"store.db": 0o600, "store.db-wal": 0o600, "store.db-shm": 0o600}


def test_the_log_has_the_mode_that_the_store_was_given(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    Store.open(str(path), create=True).close()
    path.chmod(0o660)
    with Store.open(str(path)) as store:
        add_account(store, "B")
        assert modes(tmp_path) == {"store.db": 0o660, "store.db-wal": 0o660, "store.db-shm": 0o660}


def test_only_their_owner_reads_a_backup_and_what_is_restored(sqlite_store: Store, tmp_path: Path) -> None:
    with open_to_all():
        backup(sqlite_store, tmp_path / "backups" / "monday.db")
        restore(str(tmp_path / "restored" / "store.db"), tmp_path / "backups" / "monday.db")
    assert modes(tmp_path / "backups") == {"monday.db": 0o600}
    assert modes(tmp_path / "restored") == {"store.db": 0o600}


def test_a_damaged_store_makes_no_backup(sqlite_template: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(sqlite_template)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'account'").fetchone()
    content = bytearray(sqlite_template.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path = tmp_path / "store.db"
    path.write_bytes(content)
    with Store.open(str(path)) as store, pytest.raises(StoreUnavailable) as caught:
        backup(store, tmp_path / "backup.db")
    assert refused("store_damaged", caught)
    assert not list(tmp_path.glob("*backup*"))


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_postgresql_has_its_own_backups(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="pg_dump") as caught:
        backup(store, tmp_path / "backup.db")
    assert refused("backup_needs_pg_dump", caught)
    with pytest.raises(StoreUnavailable, match="pg_dump"):
        restore(store.url, tmp_path / "backup.db")


def test_a_restore_keeps_the_store_that_was_there(sqlite_store: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    backup(sqlite_store, file)
    add_account(sqlite_store, "B")
    sqlite_store.close()
    kept = restore(sqlite_store.url, file)
    assert kept == tmp_path / "store.db.before-restore"
    assert accounts(sqlite_store.url) == ["MAIN"]
    assert accounts(str(kept)) == ["MAIN", "B"]
    assert accounts(str(file)) == ["MAIN"]
    assert restore(sqlite_store.url, file) == tmp_path / "store.db.before-restore-2"


def test_a_restore_makes_a_store_where_there_is_none(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "store.db"
    assert restore(str(path), sqlite_template) is None
    assert accounts(str(path)) == ["MAIN"]


def test_a_restore_replaces_a_damaged_store_with_its_log(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(sqlite_template.read_bytes()[:-5000])
    kept = restore(str(path), sqlite_template)
    assert kept is not None
    assert kept.stat().st_size == sqlite_template.stat().st_size - 5000
    assert accounts(str(path)) == ["MAIN"]


def test_a_store_in_use_is_not_replaced(sqlite_store: Store, sqlite_template: Path, tmp_path: Path) -> None:
    add_account(sqlite_store, "B")
    with pytest.raises(StoreUnavailable, match="locked by another program") as caught:
        restore(sqlite_store.url, sqlite_template)
    assert refused("store_locked", caught)
    add_account(sqlite_store, "C")
    assert accounts(sqlite_store.url) == ["MAIN", "B", "C"]
    assert not list(tmp_path.glob("*before*"))


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "store_empty"), (b"no store", "store_not_ours"), (None, "store_missing")]
)
def test_what_is_no_backup_is_not_restored(
    sqlite_store: Store, tmp_path: Path, content: bytes | None, code: str
) -> None:
    file = tmp_path / "backup.db"
    if content is not None:
        file.write_bytes(content)
    sqlite_store.close()
    with pytest.raises(StoreUnavailable) as caught:
        restore(sqlite_store.url, file)
    assert refused(code, caught)
    assert accounts(sqlite_store.url) == ["MAIN"]


@pytest.mark.parametrize(
    ("version", "code"), [(SCHEMA_VERSION + 1, "store_newer"), (FIRST_RELEASED - 1, "store_older")]
)
def test_a_backup_of_a_version_that_is_of_no_use_is_not_restored(
    sqlite_store: Store, sqlite_template: Path, tmp_path: Path, version: int, code: str
) -> None:
    file = tmp_path / "backup.db"
    file.write_bytes(sqlite_template.read_bytes())
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version={version}")
    sqlite_store.close()
    with pytest.raises(StoreUnavailable) as caught:
        restore(sqlite_store.url, file)
    assert refused(code, caught)


def test_somebody_elses_file_is_not_moved_aside(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photos (id INTEGER)")
    with pytest.raises(StoreUnavailable) as caught:
        restore(str(path), sqlite_template)
    assert refused("store_not_ours", caught)
    assert [file.name for file in tmp_path.iterdir()] == ["photos.db"]


# --- what they are for (R68) ------------------------------------------------------------------------------------------


def made_for(purpose: StorePurpose, path: Path) -> Path:
    Store.open(str(path), create=True, purpose=purpose).close()
    return path


@pytest.mark.parametrize("purpose", StorePurpose)
def test_neither_kind_is_put_in_the_others_place(tmp_path: Path, purpose: StorePurpose) -> None:
    (other,) = set(StorePurpose) - {purpose}
    path, file = made_for(purpose, tmp_path / "store.db"), made_for(other, tmp_path / "backup.db")
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="in the other's place") as caught:
        restore(str(path), file)
    assert refused("store_other_purpose", caught)
    assert path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {"store.db", "backup.db"}
    restore(str(path), made_for(purpose, tmp_path / "own.db"))
    with Store.open(str(path)) as store:
        assert store.purpose is purpose


def test_a_store_that_is_damaged_or_empty_counts_as_one_for_work(
    sqlite_template: Path, tmp_path: Path
) -> None:
    file = made_for(StorePurpose.TRAINING, tmp_path / "backup.db")
    for content in (sqlite_template.read_bytes()[:-5000], b""):
        path = tmp_path / "store.db"
        path.write_bytes(content)
        with pytest.raises(StoreUnavailable) as caught:
            restore(str(path), file)
        assert refused("store_other_purpose", caught)
        assert path.read_bytes() == content


def test_a_store_of_before_there_were_any_to_train_on_is_for_work(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    make_again(f"sqlite:///{old}", FIRST_RELEASED)
    with pytest.raises(StoreUnavailable) as caught:
        restore(str(old), made_for(StorePurpose.TRAINING, tmp_path / "training.db"))
    assert refused("store_other_purpose", caught)
    restore(str(old), made_for(StorePurpose.WORK, tmp_path / "work.db"))
    with Store.open(str(old)) as store:
        assert store.purpose is StorePurpose.WORK


def test_a_training_store_may_be_restored_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "store.db"
    assert restore(str(path), made_for(StorePurpose.TRAINING, tmp_path / "backup.db")) is None
    with Store.open(str(path)) as store:
        assert store.is_for_training


def test_what_somebody_left_who_was_killed_while_writing_is_taken_away(
    sqlite_store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "monday.db"
    left, others, written_now = (
        tmp_path / name
        for name in (f".{file.name}.{'0' * 12}.new", ".monday.db.mine.new", f".{file.name}.{'1' * 12}.new")
    )
    for one in (left, others, written_now):
        one.write_bytes(b"draft")
    long_ago = time.time() - LEFT_BEHIND - 60
    for one in (left, others):
        os.utime(one, (long_ago, long_ago))
    backup(sqlite_store, file)
    assert sorted(tmp_path.glob(".monday.db*")) == sorted((others, written_now))
