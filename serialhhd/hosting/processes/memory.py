"""When Python looks for garbage: between scans, not during them.

A full collection walks every object of every handheld and stops all operators for as long (0.4 s with a hundred of them). So
automatic collection is off; the young generations are collected on a timer, everything in a quiet moment, or, where there
is none, after very many handhelds and links have ended. Scans, errors and other sizes leave nothing that only a full
collection frees, a handheld or link that has ended next to nothing: `row_compositor.py`, `shared_stylesheet.py`,
`HostedApp.fall_apart` and `HandheldServer` see to that, `tests/hosting/test_garbage.py` makes sure of it.
"""

import asyncio
import gc
from collections.abc import Callable

from serialhhd.hosting.monitoring import logs

LOOK = 0.1
"""Seconds between two looks at how many young objects there are."""
YOUNG = 2000
"""More young objects than these are collected; that takes some 3 milliseconds."""
QUIET = 2.0
"""So many seconds without a scan are a quiet moment."""
LONG = 3600.0
"""Seconds after which a quiet moment is used for a full collection, whatever has ended."""
MANY = 1000
"""So many ended handhelds and links are worth a full collection in a quiet moment."""
TOO_MANY = 10_000
"""So many are collected, quiet or not: they hold some 20 MB."""


def take_over() -> None:
    """Collect what the start left, and turn automatic collection off."""
    gc.collect()
    gc.freeze()  # modules and what they made: alive for as long as the process
    gc.disable()


async def collect(ended: Callable[[], int], last_entry: Callable[[], float]) -> None:
    """Collect garbage from now on, for ever.

    Args:
        ended: Returns how many handhelds and links have ended so far.
        last_entry: Returns when anybody entered something last, by the loop's clock.
    """
    loop = asyncio.get_running_loop()
    seen, collected_at = ended(), loop.time()
    while True:
        await asyncio.sleep(LOOK)
        if gc.get_count()[0] > YOUNG:
            gc.collect(1)
        new, now = ended() - seen, loop.time()
        is_quiet = now - last_entry() > QUIET
        if new >= TOO_MANY or (is_quiet and (new >= MANY or now - collected_at > LONG)):
            found = gc.collect()
            logs.tell("collected", objects=found, seconds=round(loop.time() - now, 3))
            seen, collected_at = ended(), loop.time()
