"""When garbage is looked for: young objects on a timer, everything in a quiet moment after many handhelds and links have ended."""

import asyncio
import gc
import weakref
from collections.abc import Iterator
from contextlib import suppress

import pytest

from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.processes import memory


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
    """A server in which so many handhelds have ended, with a last entry so long ago.

    Attributes:
        was_looked_at: Set when it was looked at a few times.
    """

    def __init__(self, ended: int, entered_ago: float) -> None:
        self._ended = ended
        self._entered_ago = entered_ago
        self._looks = 0
        self.was_looked_at = asyncio.Event()

    def ended(self) -> int:
        """None when it begins, all of them afterwards."""
        self._looks += 1
        if self._looks > LOOKS:
            self.was_looked_at.set()
        return self._ended if self._looks > 1 else 0

    def last_entry(self) -> float:
        return asyncio.get_running_loop().time() - self._entered_ago


async def look(house: House) -> None:
    """Collect until the house was looked at a few times."""
    collecting = asyncio.create_task(memory.collect(house.ended, house.last_entry))
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
    await look(House(ended=0, entered_ago=0))
    assert dropped() is None


async def test_old_garbage_is_found_in_a_quiet_moment_after_many_ended() -> None:
    gc.disable()
    dropped = old_garbage()
    await look(House(memory.MANY, entered_ago=memory.QUIET + 1))
    assert dropped() is None


@pytest.mark.parametrize(
    ("ended", "entered_ago"), [(memory.TOO_MANY - 1, 0.0), (memory.MANY - 1, memory.QUIET + 1)]
)
async def test_otherwise_nobody_is_kept_waiting_for_it(ended: int, entered_ago: float) -> None:
    gc.disable()
    dropped = old_garbage()
    await look(House(ended, entered_ago))
    assert dropped() is not None


async def test_without_a_quiet_moment_it_is_found_after_too_many() -> None:
    gc.disable()
    dropped = old_garbage()
    await look(House(memory.TOO_MANY, entered_ago=0))
    assert dropped() is None


async def test_once_in_a_while_a_quiet_moment_is_used_whatever_has_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "LONG", 0.0)
    gc.disable()
    dropped = old_garbage()
    await look(House(ended=0, entered_ago=0))
    assert dropped() is not None
    await look(House(ended=0, entered_ago=memory.QUIET + 1))
    assert dropped() is None


async def test_it_says_what_it_found(caplog: pytest.LogCaptureFixture) -> None:
    logs.LOGGER.addHandler(caplog.handler)
    try:
        with caplog.at_level("INFO", logs.LOGGER.name):
            await look(House(memory.MANY, entered_ago=memory.QUIET + 1))
    finally:
        logs.LOGGER.removeHandler(caplog.handler)
    assert "collected" in {record.getMessage() for record in caplog.records}
