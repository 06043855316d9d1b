"""Stores that are thrown away: files in a folder of its user among the temporary files, which goes with whoever made it.

Whoever works in such a folder holds a lock on it, which ends with them however they end: a folder that nobody holds is what
somebody who was killed left behind, and the next who makes one of that name takes it away. A terminal that hangs up and whoever
ends a program in order kill nothing: what runs in `ending_in_order` takes its folder away itself.
"""

import fcntl
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NoReturn

from serialhhd.store.engine.database import BUSY_SECONDS
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import StorePurpose

PREFIX: Final = "serialhhd-"
ENDING: Final = (signal.SIGHUP, signal.SIGTERM)
"""A terminal that hangs up, and whoever ends a program in order."""


@contextmanager
def store(
    what: str,
    *,
    clock: Callable[[], datetime] | None = None,
    busy_seconds: float = BUSY_SECONDS,
    purpose: StorePurpose = StorePurpose.WORK,
) -> Iterator[Store]:
    """Open a new store that is gone in the end.

    Args:
        what: What it is for, a word in the name of its folder.
        clock: As for `Store.open`.
        busy_seconds: Likewise.
        purpose: Likewise.

    Raises:
        StoreUnavailable: There is no room for it.
    """
    with (
        folder(what) as own,
        Store.open(
            str(own / "store.db"),
            create=True,
            clock=clock,
            busy_seconds=busy_seconds,
            is_kept=False,
            purpose=purpose,
        ) as new,
    ):
        yield new


@contextmanager
def folder(what: str) -> Iterator[Path]:
    """Make a folder for such stores, which is gone in the end; take those away that were left behind.

    Args:
        what: What it is for, a word in its name.
    """
    prefix = f"{PREFIX}{what}-"
    for left in folders(prefix):
        take_away(left)
    own, lock = new_folder(prefix)
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)
        lock.let_go()


# --- folders with a lock on them ----------------------------------------------------------------------------------


class Lock:
    """A lock on a folder, or on a file that is made where there is none, for as long as this process lives or until it is let go.

    Args:
        path: The folder or file.
        is_file: Whether it is a file. A folder that is gone by now is not made, least of all as a file.

    Raises:
        OSError: there is no such folder (any more), or it belongs to somebody else.
    """

    def __init__(self, path: Path, *, is_file: bool = False) -> None:
        flags = os.O_RDWR | os.O_CREAT if is_file else os.O_RDONLY | os.O_DIRECTORY
        self._number = os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        if os.fstat(self._number).st_uid != os.geteuid():
            self.let_go()
            raise PermissionError(f"{path} is somebody else's")

    def share(self) -> None:
        """Hold it beside others; whoever holds it alone is waited for."""
        fcntl.flock(self._number, fcntl.LOCK_SH)

    def take(self) -> bool:
        """Hold it alone; False where somebody else holds it, and then it is not held any more."""
        try:
            fcntl.flock(self._number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def is_on(self, path: Path) -> bool:
        """Whether what is locked still has that name."""
        try:
            return os.path.samestat(os.fstat(self._number), path.stat())
        except FileNotFoundError:
            return False

    def let_go(self) -> None:
        """End the lock."""
        os.close(self._number)


def folders(prefix: str) -> list[Path]:
    """Return what there is among the temporary files whose name begins so, whoever's it is."""
    return list(Path(tempfile.gettempdir()).glob(f"{prefix}*"))


def new_folder(prefix: str) -> tuple[Path, Lock]:
    """Return a new folder, and a lock on it that is shared."""
    while True:
        made = Path(tempfile.mkdtemp(prefix=prefix))
        with suppress(
            FileNotFoundError
        ):  # somebody found it before it was locked, and took it for a leftover
            lock = Lock(made)
            lock.share()
            if lock.is_on(made):
                return made, lock
            lock.let_go()


def take_away(left: Path) -> None:
    """Take a folder away that nobody holds; one that is held, is somebody else's or is none stays."""
    with suppress(OSError):
        if not left.is_dir():
            return
        lock = Lock(left)
        if lock.take():
            shutil.rmtree(left, ignore_errors=True)
        lock.let_go()


# --- however a program ends ---------------------------------------------------------------------------------------


def ending_in_order() -> AbstractContextManager[None]:
    """Let signals end what runs inside as an exit does, so that it cleans up behind itself."""
    return _on_signals(_end)


def going_on() -> AbstractContextManager[None]:
    """Let no such signal end what runs inside."""
    return _on_signals(signal.SIG_IGN)


def _end(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


@contextmanager
def _on_signals(handler: Any) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number in ENDING}
    try:
        yield
    finally:
        for number, handled in before.items():
            signal.signal(number, handled)
