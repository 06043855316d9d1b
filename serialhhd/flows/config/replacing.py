"""A file that is changed is replaced whole: whoever reads it finds what was, or what is to be, and never a half."""

import fcntl
import glob
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from serialhhd.flows.sentences import messages
from serialhhd.value_class import value_class

PATIENCE: Final = 5.0
"""Seconds; a change takes milliseconds."""
LOOK_EVERY: Final = 0.01
UNFINISHED: Final = ".serialhhd"
"""How the name of a file ends that is being written, to be put in the place of another."""


def create(path: Path, content: bytes) -> None:
    """Write a new file.

    Raises:
        Refused: `file_exists`; `file_not_changed`, where none can be written.
    """
    try:
        with path.open("xb") as file:
            _write_whole(path, file, content)
    except FileExistsError:
        raise messages.file_exists(file=str(path)) from None
    except OSError as problem:
        raise messages.file_not_changed(file=str(path), problem=_said(problem)) from None


def _write_whole(path: Path, file: BinaryIO, content: bytes) -> None:
    """Write a new file, or leave none: on a full disk half of it would be in the way of the next one."""
    try:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    except BaseException:
        path.unlink()
        raise


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> bool:
    """Put what `change` makes of a file's content in its place, all at once, and return whether that is something else.

    Permissions, owner and group stay as they are, and a link goes on to lead to it. Changes by several programs come one after the other; what `change` raises
    leaves the file as it is.

    Raises:
        Refused: `file_not_changed`, where it cannot be read or written; `file_changed_meanwhile`, by an editor.
    """
    with held(path) as file:
        after = change(file.content)
        if after != file.content:
            file.replace(after)
    return after != file.content


@value_class
class HeldFile:
    """A file that no other program changes by this module until it is let go.

    Attributes:
        path: As it was named.
        real: Where it is.
        content: What it held when it was taken.
    """

    path: Path
    real: Path
    content: bytes

    def replace(self, after: bytes) -> None:
        """Put something in its place, all at once; once more does nothing.

        Raises:
            Refused: As for `rewrite`.
        """
        with _telling(self.path):
            if self.real.read_bytes() != after:
                _replace(self, after)


@contextmanager
def held(path: Path) -> Iterator[HeldFile]:
    """Hold a file against other programs. What one that was killed has left beside it is taken away.

    Raises:
        Refused: `file_not_changed`, where it cannot be read, or another program holds it for long.
    """
    with ExitStack() as kept:
        with _telling(path):
            real = Path(os.path.realpath(path, strict=True))
            file = kept.enter_context(_locked(real))
            for left in real.parent.glob(f".{glob.escape(real.name)}.*{UNFINISHED}"):
                left.unlink(missing_ok=True)  # whoever writes one holds the file
            content = _content(file)
        yield HeldFile(path, real, content)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise messages.file_not_changed(file=str(path), problem=_said(problem)) from None


@contextmanager
def _locked(real: Path) -> Iterator[int]:
    """Hold the file of a name for this program alone; whoever waited for it may find that the name means another one now."""
    while True:
        file = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise OSError(0, "it is no regular file")
            _lock(file)
            if os.path.samestat(os.fstat(file), real.stat()):
                yield file
                return
        finally:
            os.close(file)


def _lock(file: int) -> None:
    """Wait for whoever has a file, but not for ever: who waits may have the store meanwhile, and all who scan wait for that."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise OSError(0, "another program has locked it") from None
            time.sleep(LOOK_EVERY)
        else:
            return


def _content(file: int) -> bytes:
    with open(file, "rb", closefd=False) as stream:
        return stream.read()


def _replace(held: HeldFile, after: bytes) -> None:
    real = held.real
    if not os.access(real, os.W_OK):  # who may not write it may not put another in its place
        raise PermissionError(0, "you may not write it")
    number, name = tempfile.mkstemp(UNFINISHED, f".{real.name}.", real.parent)
    new = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(after)
            _take_over(real, new)
            file.flush()
            os.fsync(file.fileno())
        _check_unchanged(held)
        new.replace(real)
    except BaseException:
        new.unlink()
        raise
    _sync_folder(real.parent)


def _check_unchanged(held: HeldFile) -> None:
    if held.real.read_bytes() != held.content:
        raise messages.file_changed_meanwhile(file=str(held.path))


def _take_over(real: Path, new: Path) -> None:
    """Give a file the owner, the group, the permissions and the attributes of another."""
    state, own = real.stat(), new.stat()
    if (state.st_uid, state.st_gid) != (own.st_uid, own.st_gid):
        os.chown(new, state.st_uid, state.st_gid)
    shutil.copystat(real, new)
    os.utime(new)  # it is as new as it is


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _said(problem: OSError) -> str:
    said = problem.strerror or str(problem)
    return f"{said[:1].lower()}{said[1:]}"
