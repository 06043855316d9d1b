"""The history of this user's lessons: JSON Lines in the user's data folder, which nobody else may read.

Whoever writes holds the lock beside the file: several lessons may end at once, and one may be forgotten meanwhile.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from serialhhd.store.words import codes
from serialhhd.training.data_folder import FOR_ITS_OWNER, private_folder
from serialhhd.training.history.entry import Entry

FILE: Final = "history.jsonl"
LOCK: Final = "history.lock"
END: Final = b"\n"


class History:
    """What is kept of lessons.

    Args:
        folder: Where; it is made when something is written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / FILE

    def append(self, entry: Entry) -> None:
        """Keep a lesson: the whole of it, or nothing.

        Raises:
            OSError: It cannot be written; what there was is as it was.
        """
        line = entry.model_dump_json().encode() + END
        with self._held():
            number = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, FOR_ITS_OWNER)
            with os.fdopen(number, "r+b", buffering=0) as file:
                os.fchmod(number, FOR_ITS_OWNER)
                size = file.seek(0, os.SEEK_END)
                try:
                    _write_whole(number, _end_of_line(number, size) + line)
                    os.fsync(number)
                except OSError:
                    file.truncate(size)
                    raise

    def entries(self, trainee: str | None = None) -> tuple[Entry, ...]:
        """Return the lessons of a trainee, or of everybody, the oldest first; what is no entry is left out.

        Raises:
            OSError: The file cannot be read.
        """
        try:
            lines = self._file.read_bytes().splitlines()
        except FileNotFoundError:
            return ()
        found = [entry for line in lines if (entry := _entry(line))]
        return tuple(one for one in found if trainee is None or _is_of(one, trainee))

    def forget(self, trainee: str) -> int:
        """Leave nothing of a name, and return how many lessons that were.

        Raises:
            OSError: The file cannot be read or written; then it is as it was.
        """
        with self._held():
            try:
                lines = self._file.read_bytes().splitlines(keepends=True)
            except FileNotFoundError:
                return 0
            kept = [line for line in lines if not _names(line, trainee)]
            if len(kept) < len(lines):
                self._replace(b"".join(kept))
            return len(lines) - len(kept)

    def _replace(self, content: bytes) -> None:
        draft = self._file.with_suffix(".new")
        draft.unlink(missing_ok=True)
        number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FOR_ITS_OWNER)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(number)
            draft.replace(self._file)
        except OSError:
            draft.unlink(missing_ok=True)
            raise

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the lock; whoever has it is waited for."""
        private_folder(self._folder)
        number = os.open(self._folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FOR_ITS_OWNER)
        try:
            fcntl.flock(number, fcntl.LOCK_EX)
            yield
        finally:
            os.close(number)


def _end_of_line(number: int, size: int) -> bytes:
    """Return what ends the last line, where somebody who was killed has left it open."""
    return END if size and os.pread(number, 1, size - 1) != END else b""


def _write_whole(number: int, content: bytes) -> None:
    while content:
        content = content[os.write(number, content) :]


def _entry(line: bytes) -> Entry | None:
    try:
        return Entry.model_validate_json(line)
    except ValidationError:
        return None


def _is_of(entry: Entry, trainee: str) -> bool:
    return entry.trainee is not None and codes.key(entry.trainee) == codes.key(trainee)


def _names(line: bytes, trainee: str) -> bool:
    """Return whether a line is of a trainee; of one that nobody understands, whether the name stands in it."""
    try:
        found = json.loads(line)
    except ValueError:
        return codes.key(trainee) in codes.key(line.decode("utf-8", "replace"))
    named = found.get("trainee") if isinstance(found, dict) else None
    return isinstance(named, str) and codes.key(named) == codes.key(trainee)
