"""Copies of a store in a SQLite file: whole and verified, or not there at all."""

import glob
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from serialhhd.store.engine import sqlite
from serialhhd.store.engine.creation import begin_file, name_once, sync_folder
from serialhhd.store.engine.database import FIRST_WITH_PURPOSE, check_version, place_of, purpose
from serialhhd.store.engine.store import Store
from serialhhd.store.engine.unavailable import translated, unavailable
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.words.vocabulary import StorePurpose

LEFT_BEHIND = 3600.0
"""Seconds for which nobody has written a draft whose writer was killed: writing one takes less, and each is written on and on."""
_TOKEN = 6
"""Bytes that tell the drafts of a file apart."""
_SPARED = frozenset({"store_damaged", "store_empty"})
"""Codes of what a restore may move aside beside a store that is well: what else is there is not ours to move."""


def backup(store: Store, file: Path) -> None:
    """Copy a store as it is now to a new file, while others go on working on it.

    Raises:
        StoreUnavailable: the file is there already, cannot be written, or the store is on PostgreSQL.
    """
    if store.place.path is None:
        raise unavailable("backup_needs_pg_dump", store.place.name)
    with _draft_beside(file) as draft:
        if file.exists():
            raise unavailable("backup_exists", str(file))
        _copy(store.place.path, draft)
        if not name_once(draft, file):
            raise unavailable("backup_exists", str(file))


def restore(url_or_path: str, file: Path) -> Path | None:
    """Put a backup in the place of a store and return where the store that was there is kept.

    Raises:
        StoreUnavailable: the file is no backup of ours, the store is in use or on PostgreSQL, or something else is there;
            `store_other_purpose`: one of them is to train on, the other is not (R68).
    """
    place = place_of(url_or_path)
    if place.path is None:
        raise unavailable("backup_needs_pg_dump", place.name)
    _check_purposes(file, place.path)
    with _draft_beside(place.path) as draft:
        _copy(file, draft)
        kept = _move_aside(place.path)
        draft.rename(place.path)
        sync_folder(place.path.parent)
    return kept


def put_anew(path: Path, write: Callable[[Path], None]) -> None:
    """Put a file that is written anew in the place of a store, of which nothing is kept: at any moment there is one of the two.

    Raises:
        StoreUnavailable: the store is in use, or there is no room.
    """
    with _draft_beside(path) as draft:
        write(draft)
        _make_durable(draft)
        _empty_log(path)
        draft.replace(path)
        sync_folder(path.parent)


@contextmanager
def _draft_beside(file: Path) -> Iterator[Path]:
    """A file to write first: what fails half-way never bears the name. What somebody left who was killed is taken away."""
    for left in file.parent.glob(f".{glob.escape(file.name)}.{'?' * 2 * _TOKEN}.new"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_BEHIND:
                left.unlink()
    draft = file.with_name(f".{file.name}.{secrets.token_hex(_TOKEN)}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        yield draft
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise unavailable("backup_failed", str(file), reason or type(error).__name__) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def _copy(source: Path, target: Path) -> None:
    """Copy a store's file, with what is still in its log, check the copy, and make it durable."""
    begin_file(target)
    uri = f"{source.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")  # all in the one file
        (found,) = new.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise unavailable("store_damaged", str(source))
    _make_durable(target)


def _make_durable(file: Path) -> None:
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _purpose(path: Path) -> StorePurpose:
    """Return what a store is for that is there, which this program knows or can bring up to date."""
    engine = sqlite.engine_on(path, busy_seconds=0)
    try:
        version = sqlite.version(engine, path)
        check_version(version, str(path))
        if version < FIRST_WITH_PURPOSE:
            return StorePurpose.WORK
        with translated(str(path)), engine.connect() as connection:
            return purpose(connection)
    finally:
        engine.dispose()


def _check_purposes(file: Path, path: Path) -> None:
    """Refuse a store to train on in the place of another one, and the reverse; what cannot say what it is for counts as for work."""
    of_file = _purpose(file)
    try:
        there = _purpose(path)
    except StoreUnavailable as error:
        if error.code == "store_missing":
            return
        if error.code not in _SPARED:
            raise
        there = StorePurpose.WORK
    if of_file is not there:
        training, other = (file, path) if of_file is StorePurpose.TRAINING else (path, file)
        raise unavailable("store_other_purpose", str(training), str(other))


def _version(path: Path) -> int:
    engine = sqlite.engine_on(path, busy_seconds=0)
    try:
        return sqlite.version(engine, path)
    finally:
        engine.dispose()


def _move_aside(path: Path) -> Path | None:
    """Give the store that is there another name; None where there is none."""
    try:
        _version(path)
        _empty_log(path)
    except StoreUnavailable as error:
        if error.code == "store_missing":
            return None
        if error.code not in _SPARED:
            raise
    kept = _free_name(path)
    path.rename(kept)
    for ending in ("-wal", "-shm"):
        log = path.with_name(path.name + ending)
        if log.exists():
            log.rename(kept.with_name(kept.name + ending))
    return kept


def _empty_log(path: Path) -> None:
    """Bring the log into the file, which SQLite only does while nobody else has the store open."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise unavailable("store_locked", str(path)) from error
        except sqlite3.DatabaseError as error:
            raise unavailable("store_damaged", str(path)) from error


def _free_name(path: Path) -> Path:
    """A name for the old store beside the new one: `.before-restore`, with a number where that is taken."""
    kept = path.with_name(f"{path.name}.before-restore")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.before-restore-{number}")
    return kept
