"""Where the sample warehouse of `serialhhd demo` is: one for a handheld and the desks beside it, gone with the last of them.

It is a folder of a throw-away store on which each who works in it holds a lock.
"""

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Self

from serialhhd.store.engine.throw_away import Lock, folders, going_on, new_folder

PREFIX: Final = "serialhhd-sample-"
STORE: Final = "demo.db"
MADE: Final = "made"
"""A file that is locked while the store is being made."""
HANDHELD: Final = "handheld"
"""A file that is locked by the handheld of the warehouse: there is one at a time."""


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
        with self._kept, going_on():
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

    return sorted(folders(PREFIX), key=made_at, reverse=True)


def _join(folder: Path, *, as_handheld: bool) -> Warehouse | None:
    """Join those who work there; None where nobody does (and then it is taken away), or where there is a handheld already."""
    with ExitStack() as kept:
        try:
            lock = _kept(kept, folder, is_file=False)
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
        folder, lock = new_folder(PREFIX)
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


def _kept(kept: ExitStack, path: Path, *, is_file: bool = True) -> Lock:
    lock = Lock(path, is_file=is_file)
    kept.callback(lock.let_go)
    return lock
