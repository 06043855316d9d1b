"""One server a store (R62): two on one SQLite file would each believe that the conversations are theirs."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from serialhhd.store.engine.database import StoreAddress
from serialhhd.store.engine.unavailable import unavailable

PATIENCE = 6.0
"""So many seconds a server that was killed is waited for: its processes end by themselves."""
AGAIN = 0.1


@contextmanager
def claimed(place: StoreAddress) -> Iterator[None]:
    """Be the one server of a store as long as this process and those forked from it live, however they end.

    Commands and handhelds beside a server need no claim. A PostgreSQL database has none.

    Raises:
        StoreUnavailable: another server has it, or the file beside the store cannot be made.
    """
    if place.path is None:
        yield
        return
    beside = f"{os.path.realpath(place.path)}-server"
    try:
        claim = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as problem:
        raise unavailable("store_read_only", place.name) from problem
    try:
        if not _is_ours(claim):
            owner = os.pread(claim, 20, 0).decode("ascii", "replace").strip() or "unknown"
            raise unavailable("store_served", place.name, owner)
        os.ftruncate(claim, 0)
        os.pwrite(claim, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(claim)


def _is_ours(claim: int) -> bool:
    last = time.monotonic() + PATIENCE
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        if time.monotonic() > last:
            return False
        time.sleep(AGAIN)
