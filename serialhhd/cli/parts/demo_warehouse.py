"""Where the sample warehouse of `serialhhd demo` is: one for a handheld and the desks beside it, gone with the last of them.

It is a folder of its user among the temporary files. Whoever works in it holds a lock on it, which ends with them however they
end: a folder that nobody holds is what a killed demo left behind, and the next demo takes it away. A terminal that hangs up and
whoever ends a demo in order kill nothing: it takes its folder away itself.
"""

import fcntl
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NoReturn, Self

PREFIX: Final = "serialhhd-sample-"
STORE: Final = "demo.db"
MADE: Final = "made"
"""A file that is locked while the store is being made."""
HANDHELD: Final = "handheld"
"""A file that is locked by the handheld of the warehouse: there is one at a time."""
ENDING: Final = (signal.SIGHUP, signal.SIGTERM)
"""A terminal that hangs up, and whoever ends a program in order."""


def ending_in_order() -> AbstractContextManager[None]:
    """Let signals end what runs inside as an exit does, so that it cleans up behind itself."""
    return _on_signals(_end)


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


class Lock:
    """A lock on a folder or a file, for as long as this process lives or until it is let go.

    Raises:
        OSError: there is no such thing (any more), or it belongs to somebody else.
    """

    def __init__(self, path: Path) -> None:
        flags = os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT
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


class Warehouse:
    """A sample warehouse to work in, until it is left.

    Attributes:
        folder: Where it is.
        is_joined: Whether another program made it.
        is_gone: Whether it was taken away with this program, the last one in it.
    """

    def __init__(self, folder: Path, kept: ExitStack, lock: Lock, *, is_joined: bool) -> None:
        self.folder = folder
        self.is_joined = is_joined
        self.is_gone = False
        self._kept = kept
        self._lock = lock

    @property
    def store(self) -> str:
        """The file of its store."""
        return str(self.folder / STORE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._kept, _on_signals(signal.SIG_IGN):
            if self._lock.take():
                shutil.rmtree(self.folder, ignore_errors=True)
                self.is_gone = True


def enter(make: Callable[[str], None], *, as_handheld: bool) -> Warehouse:
    """Return the sample warehouse that was made last, or a new one.

    A desk joins whatever runs. A handheld joins a desk that has none beside it; so two handhelds do not disturb each other.

    Args:
        make: Makes a store at a path, with what is in a sample warehouse.
        as_handheld: Whether a handheld comes, or a desk.
    """
    for folder in _known():
        if joined := _join(folder, as_handheld=as_handheld):
            return joined
    return _begin(make, as_handheld=as_handheld)


def _known() -> list[Path]:
    """Return the folders of warehouses, the one that was made last first."""

    def made_at(folder: Path) -> int:
        try:
            return (folder / MADE).stat().st_mtime_ns
        except OSError:
            return 0

    return sorted(Path(tempfile.gettempdir()).glob(f"{PREFIX}*"), key=made_at, reverse=True)


def _join(folder: Path, *, as_handheld: bool) -> Warehouse | None:
    """Join those who work there; None where nobody does (and then it is taken away), or where there is a handheld already."""
    with ExitStack() as kept:
        try:
            lock = _kept(kept, folder)
            if lock.take():
                shutil.rmtree(folder, ignore_errors=True)
                return None
            lock.share()
            _kept(kept, folder / MADE).share()
            can_enter = not as_handheld or _kept(kept, folder / HANDHELD).take()
        except OSError:  # gone meanwhile, or somebody else's
            return None
        if can_enter and (folder / STORE).exists():
            return Warehouse(folder, kept.pop_all(), lock, is_joined=True)
    return None


def _begin(make: Callable[[str], None], *, as_handheld: bool) -> Warehouse:
    """Make a warehouse; who finds it meanwhile waits until it is made."""
    with ExitStack() as kept:
        folder, lock = _new_folder()
        kept.callback(lock.let_go)
        with ExitStack() as making:
            made = _kept(making, folder / MADE)
            made.take()
            if as_handheld:
                _kept(kept, folder / HANDHELD).take()
            _make(make, folder)
        return Warehouse(folder, kept.pop_all(), lock, is_joined=False)


def _make(make: Callable[[str], None], folder: Path) -> None:
    try:
        make(str(folder / STORE))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _new_folder() -> tuple[Path, Lock]:
    """Return a new folder, and a lock on it."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        with suppress(
            FileNotFoundError
        ):  # another demo found it before it was locked, and took it for a leftover
            lock = Lock(folder)
            lock.share()
            if lock.is_on(folder):
                return folder, lock
            lock.let_go()


def _kept(kept: ExitStack, path: Path) -> Lock:
    lock = Lock(path)
    kept.callback(lock.let_go)
    return lock
