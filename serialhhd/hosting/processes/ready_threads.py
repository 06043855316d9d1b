"""Threads that all run from the start: none has to be started later, when there may be no memory or no task left."""

import threading
from concurrent.futures import ThreadPoolExecutor

PATIENCE = 10.0
"""So many seconds the threads have to start."""


def ready_threads(count: int, name: str) -> ThreadPoolExecutor:
    """Return an executor whose threads are there.

    Raises:
        OSError: This computer does not give so many.
    """
    pool = ThreadPoolExecutor(count, thread_name_prefix=name)
    all_there = threading.Barrier(count + 1)
    try:
        for _ in range(count):
            pool.submit(all_there.wait, PATIENCE)
        all_there.wait(PATIENCE)
    except (RuntimeError, MemoryError):  # BrokenBarrierError is one
        all_there.abort()
        raise OSError(
            f"{count} threads cannot be started: allow this user more tasks (ulimit -u, TasksMax=) or memory (ulimit -v)"
        ) from None
    return pool
