"""Whatever keeps the event loop from running is named."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from time import monotonic

from serialhhd.hosting.monitoring.watchdog import LIMIT, Watchdog
from tests.waiting import PATIENCE


class Barks:
    """What a watchdog said."""

    def __init__(self) -> None:
        self.stacks: list[str] = []
        self.heard = threading.Event()

    def bark(self, stack: str) -> None:
        self.stacks.append(stack)
        self.heard.set()


@contextmanager
def watched(barks: Barks) -> Iterator[Watchdog]:
    watchdog = Watchdog(asyncio.get_running_loop(), barks.bark)
    watchdog.start()
    try:
        yield watchdog
    finally:
        watchdog.stop()


def compute_for_too_long(until: threading.Event) -> None:
    """Block whoever calls: as a query or a password on the event loop would."""
    assert until.wait(PATIENCE)


async def test_a_blocked_loop_is_reported_with_the_name_of_what_blocks_it() -> None:
    barks = Barks()
    with watched(barks) as watchdog:
        compute_for_too_long(barks.heard)
        await asyncio.sleep(0)
        assert watchdog.blocked == 1
    (stack,) = barks.stacks
    assert "compute_for_too_long (test_watchdog.py:" in stack
    assert "test_a_blocked_loop_is_reported_with_the_name_of_what_blocks_it" in stack


async def test_one_block_is_reported_once_however_long_it_is() -> None:
    barks = Barks()
    with watched(barks) as watchdog:
        began = monotonic()
        while monotonic() - began < 5 * LIMIT:
            pass
        await asyncio.sleep(0)
        assert watchdog.blocked == 1


async def test_the_next_block_is_reported_too() -> None:
    barks = Barks()
    with watched(barks) as watchdog:
        for _ in range(2):
            barks.heard.clear()
            compute_for_too_long(barks.heard)
            answered = asyncio.Event()
            asyncio.get_running_loop().call_soon(answered.set)
            await answered.wait()
        assert watchdog.blocked == 2


async def test_a_loop_with_much_to_do_in_small_pieces_is_not_reported() -> None:
    with watched(Barks()) as watchdog:
        turns = [monotonic()]
        while turns[-1] - turns[0] < 5 * LIMIT:
            await asyncio.sleep(0)
            turns.append(monotonic())
        pauses = [after - before for before, after in pairwise(turns)]
        assert watchdog.blocked <= sum(pause > LIMIT for pause in pauses), (
            "the machine itself may have paused"
        )


async def test_it_ends_with_its_server() -> None:
    before = threading.active_count()
    with watched(Barks()):
        assert threading.active_count() == before + 1
    assert threading.active_count() == before


def test_a_loop_that_was_closed_is_no_longer_watched() -> None:
    loop = asyncio.new_event_loop()
    watchdog = Watchdog(loop)
    loop.close()
    watchdog.start()
    watchdog.stop()
    assert watchdog.blocked == 0


async def test_a_stop_between_two_looks_ends_it_although_the_loop_waits_for_it() -> None:
    watchdog = Watchdog(asyncio.get_running_loop(), Barks().bark)

    class Asked(threading.Event):
        """Is stopped just before the loop is asked for a sign of life."""

        def clear(self) -> None:
            watchdog._is_over.set()
            super().clear()

    watchdog._has_answered = Asked()
    watchdog.start()
    watchdog._thread.join(PATIENCE)
    assert not watchdog._thread.is_alive()
    assert watchdog.blocked == 0
