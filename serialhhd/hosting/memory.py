"""When Python looks for garbage: between scans, not during them.

A full collection walks every object of every handheld and stops all operators for as long (0.1 s and more with hundreds of
them). So automatic collection is off; the young generations are collected on a timer, everything only in a quiet moment
after many logouts, or when too long has passed without one.
"""

import asyncio
import gc
from collections.abc import Callable

from serialhhd.hosting import logs

LOOK = 0.1
"""Seconds between two looks at how many young objects there are."""
YOUNG = 2000
"""More young objects than these are collected; that takes some 3 milliseconds."""
QUIET = 2.0
"""So many seconds without a scan are a quiet moment."""
MANY_LOGOUTS = 50
"""So many closed handhelds are worth a full collection."""
AT_LEAST_EVERY = 600.0
"""After so many seconds everything is collected, quiet or not, if any handheld was closed."""


def take_over() -> None:
    """Collect what the start left, and turn automatic collection off."""
    gc.collect()
    gc.freeze()  # modules and what they made: alive for as long as the process
    gc.disable()


async def collect(logouts: Callable[[], int], last_entry: Callable[[], float]) -> None:
    """Collect garbage from now on, for ever.

    Args:
        logouts: Returns how many handhelds have been closed so far.
        last_entry: Returns when anybody entered something last, by the loop's clock.
    """
    loop = asyncio.get_running_loop()
    seen, done_at = logouts(), loop.time()
    while True:
        await asyncio.sleep(LOOK)
        if gc.get_count()[0] > YOUNG:
            gc.collect(1)
        closed, now = logouts() - seen, loop.time()
        is_quiet = now - last_entry() > QUIET
        is_due = now - done_at > AT_LEAST_EVERY
        if (closed >= MANY_LOGOUTS and is_quiet) or (closed and is_due):
            found = gc.collect()
            logs.tell("collected", objects=found, seconds=round(loop.time() - now, 3))
            seen, done_at = logouts(), loop.time()
