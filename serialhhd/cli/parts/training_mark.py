"""Whether the command that runs has opened a training store: then whatever it prints and writes says so (R68)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serialhhd.store.engine.store import Store

_is_marked: ContextVar[bool] = ContextVar("is_marked", default=False)


@contextmanager
def one_command() -> Iterator[None]:
    """Run a command, which has opened no store yet."""
    token = _is_marked.set(False)
    try:
        yield
    finally:
        _is_marked.reset(token)


def mark(store: "Store") -> bool:
    """Take the mark of a store that the command has opened; return whether it is the first that has one."""
    is_first = store.is_for_training and not _is_marked.get()
    if is_first:
        _is_marked.set(True)
    return is_first


def is_marked() -> bool:
    """Return whether what is printed and written is of a training store."""
    return _is_marked.get()
