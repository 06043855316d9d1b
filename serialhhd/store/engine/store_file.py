"""The file of a SQLite store under those who use it: is it still there, and still theirs (R62)?

SQLite does not notice when somebody deletes, replaces or overwrites the file, its `-wal` or its `-shm`: it goes on writing to
files that nobody will find again, and what is read from the new ones is a mixture of two stores. So the writer looks after
each commit, before anybody is told.
"""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Final

_Identity = tuple[int, int]

_INDEX_HEAD: Final = 132
_LOG_ID, _DONE, _BEGUN = slice(32, 40), slice(96, 100), slice(128, 132)
"""Where the `-shm` file says which log it is about, how far that was brought into the file, and how far that was begun
(sqlite.org/walformat.html, 2.1)."""


class Trouble(Enum):
    """What became of a store's file, in words that end a sentence."""

    MOVED = "was deleted or replaced while it was in use"
    WITHOUT_LOG = "lost its -wal or -shm file while it was in use"
    OVERWRITTEN = "was overwritten while it was in use"


class StoreFile:
    """What the writer's connection has open.

    Args:
        path: The file, as it was named when the store was opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = os.fspath(path)
        self._log, self._index = f"{self._path}-wal", f"{self._path}-shm"
        self._file = _identity(_stat(self._path))
        self._logs: tuple[_Identity | None, _Identity | None] | None = None
        self._window: int | None = None
        self._written: tuple[int, bytes] | None = None

    def connected(self) -> None:
        """Take note that there is a new connection: its log may be a new one."""
        self._logs = None

    @property
    def is_known(self) -> bool:
        """Whether the connection's log has been seen."""
        return self._logs is not None

    def watch_content(self) -> None:
        """See from now on also when somebody writes into the file itself.

        What is opened for that stays open until the process ends: to close it would take SQLite's own locks away.
        """
        if self._window is None:
            self._window = os.open(self._index, os.O_RDONLY | os.O_CLOEXEC)

    def trouble(self) -> Trouble | None:
        """Return what became of it; None where all is where it was, and only SQLite has written to it."""
        progress = self._progress()  # first: when it is done it changes last
        file = _stat(self._path)
        if file is None or _identity(file) != self._file:
            return Trouble.MOVED
        logs = (_identity(_stat(self._log)), _identity(_stat(self._index)))
        self._logs = self._logs or logs
        if None in logs or logs != self._logs:
            return Trouble.WITHOUT_LOG
        return Trouble.OVERWRITTEN if self._is_overwritten(file.st_mtime_ns, progress) else None

    def _progress(self) -> bytes:
        """How far the log has been brought into the file, and is to be; nothing while the content is not watched."""
        if self._window is None:
            return b""
        found = os.pread(self._window, _INDEX_HEAD, 0)
        return found[_LOG_ID] + found[_DONE] + found[_BEGUN]

    def _is_overwritten(self, changed_at: int, progress: bytes) -> bool:
        """Return whether the file was written to although no log was brought into it: SQLite does nothing else to it."""
        before, self._written = self._written, (changed_at, progress)
        if not progress or before is None or before[0] == changed_at:
            return False
        is_under_way = progress[8:12] != progress[12:]
        return progress == before[1] == self._progress() and not is_under_way  # it may just have begun

    # --- what can be saved ------------------------------------------------------------------------------------------

    def rescue(self, trouble: Trouble, connection: sqlite3.Connection) -> Path | None:
        """Save all that was kept in a copy beside the file, and keep our log from being played into another store.

        Args:
            trouble: What became of the file.
            connection: The writer's, which still sees the whole store unless the file was overwritten. It must not be
                closed any more: SQLite would bring its log into whatever is there now.

        Returns:
            The copy; None where there is none.
        """
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        copy = None
        if trouble is not Trouble.OVERWRITTEN:
            copy = _copied(connection, Path(f"{self._path}.kept-{stamp}"))
        if trouble is Trouble.WITHOUT_LOG:
            if not Path(self._log).exists():
                with suppress(sqlite3.Error):
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
            return copy
        for name, ours in zip((self._log, self._index), self._logs or (), strict=False):
            if ours is not None and _identity(_stat(name)) == ours:
                Path(name).rename(f"{name}.kept-{stamp}")
        return copy


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - twice as fast as a Path's, and paid with every scan
    except OSError:
        return None


def _identity(found: os.stat_result | None) -> _Identity | None:
    """Which file that is, whatever its name; None where there is none."""
    return None if found is None else (found.st_dev, found.st_ino)


def _copied(connection: sqlite3.Connection, target: Path) -> Path | None:
    """Copy all that a connection sees to a file of its own, whole and durable; None where that cannot be done."""
    try:
        target.touch(mode=0o600, exist_ok=False)
        with closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # all in the one file
            (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        with target.open("rb+") as written:
            os.fsync(written.fileno())
    except (OSError, sqlite3.Error):
        return None
    return target if found == "ok" else None
