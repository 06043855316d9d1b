"""When garbage is looked for: young objects on a timer, everything in a quiet moment after many logouts."""

import asyncio
import gc
import weakref
from collections.abc import Iterator
from contextlib import suppress

import pytest

from serialhhd.hosting import logs, memory


class Screen:
    """Something that only a collection frees: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """Python's collector, given back as it was found."""
    yield
    gc.enable()
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for garbage all the time."""
    monkeypatch.setattr(memory, "YOUNG", 0.0)


LOOKS = 3


class House:
    """A server with so many logouts and a last entry so long ago.

    Attributes:
        was_looked_at: Set when it was looked at a few times.
    """

    def __init__(self, logouts: int, entered_ago: float) -> None:
        self._logouts = logouts
        self._entered_ago = entered_ago
        self._looks = 0
        self.was_looked_at = asyncio.Event()

    def logouts(self) -> int:
        """None when it begins, all of them afterwards."""
        self._looks += 1
        if self._looks > LOOKS:
            self.was_looked_at.set()
        return self._logouts if self._looks > 1 else 0

    def last_entry(self) -> float:
        return asyncio.get_running_loop().time() - self._entered_ago


async def look(house: House) -> None:
    """Collect until the house was looked at a few times."""
    collecting = asyncio.create_task(memory.collect(house.logouts, house.last_entry))
    await house.was_looked_at.wait()
    collecting.cancel()
    with suppress(asyncio.CancelledError):
        await collecting


def old_garbage() -> "weakref.ref[Screen]":
    """Return something that has survived a few collections and then was dropped."""
    screen = Screen()
    for _ in range(3):
        gc.collect()
    return weakref.ref(screen)


def test_automatic_collection_is_off() -> None:
    dropped = weakref.ref(Screen())
    memory.take_over()
    assert not gc.isenabled()
    assert gc.get_freeze_count() > 0
    assert dropped() is None


async def test_young_garbage_is_found_while_everybody_scans() -> None:
    gc.disable()
    dropped = weakref.ref(Screen())
    await look(House(logouts=0, entered_ago=0))
    assert dropped() is None


async def test_old_garbage_is_found_in_a_quiet_moment_after_many_logouts() -> None:
    gc.disable()
    dropped = old_garbage()
    await look(House(memory.MANY_LOGOUTS, entered_ago=memory.QUIET + 1))
    assert dropped() is None


@pytest.mark.parametrize(
    ("logouts", "entered_ago"),
    [
        (memory.MANY_LOGOUTS, 0.0),
        (memory.MANY_LOGOUTS - 1, memory.QUIET + 1),
        (0, memory.AT_LEAST_EVERY),
    ],
)
async def test_otherwise_nobody_is_kept_waiting_for_it(logouts: int, entered_ago: float) -> None:
    gc.disable()
    dropped = old_garbage()
    await look(House(logouts, entered_ago))
    assert dropped() is not None


async def test_without_a_quiet_moment_it_is_found_at_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "AT_LEAST_EVERY", 0.0)
    gc.disable()
    dropped = old_garbage()
    await look(House(logouts=1, entered_ago=0))
    assert dropped() is None


async def test_it_says_what_it_found(caplog: pytest.LogCaptureFixture) -> None:
    logs.LOGGER.addHandler(caplog.handler)
    try:
        with caplog.at_level("INFO", logs.LOGGER.name):
            await look(House(memory.MANY_LOGOUTS, entered_ago=memory.QUIET + 1))
    finally:
        logs.LOGGER.removeHandler(caplog.handler)
    assert "collected" in {record.getMessage() for record in caplog.records}
