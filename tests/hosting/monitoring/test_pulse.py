"""A server is well while a write goes through (R14), on both databases."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, text

from serialhhd.hosting.monitoring import pulse as pulse_module
from serialhhd.hosting.monitoring.pulse import Pulse
from serialhhd.hosting.processes.ready_threads import ready_threads
from serialhhd.store.engine.store import Store


def signs(store: Store) -> list[str]:
    with store.read() as conn:
        return list(conn.scalars(text("SELECT value FROM setting WHERE key = 'sign_of_life'")))


@contextmanager
def busy_writer(store: Store) -> Iterator[None]:
    goes_on = threading.Event()

    def wait(_: Connection) -> None:
        goes_on.wait()

    waiting = store.write_soon(wait)
    try:
        yield
    finally:
        goes_on.set()
        waiting.result()


async def test_a_quiet_store_is_written_to(store: Store) -> None:
    assert await Pulse(store).problem() is None
    assert len(signs(store)) == 1


async def test_while_others_write_nothing_is_written_for_it(store: Store) -> None:
    store.write(lambda conn: conn.execute(text("UPDATE account SET code = 'M'")))
    assert await Pulse(store).problem() is None
    assert signs(store) == []


async def test_a_writer_that_hangs_is_told_and_given_one_write_only(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse_module, "PATIENCE", 0.05)
    monkeypatch.setattr(pulse_module, "AGAIN", 0.0)
    monkeypatch.setattr(pulse_module, "FRESH", 0.0)
    heart = Pulse(store)
    with busy_writer(store):
        for _ in range(3):
            told = await heart.problem()
            assert told is not None
            assert told.startswith("No write has gone through for ")
        assert store._writer._unfinished == 2  # what it waits behind, and its own
    await asyncio.to_thread(store.write, lambda _: None)
    assert await heart.problem() is None


async def test_what_keeps_it_from_writing_is_told(store: Store) -> None:
    store.write(lambda conn: conn.execute(text("DROP TABLE setting")))
    heart = Pulse(store)
    assert await heart.problem() is None, "somebody has just written"
    store._writer.written_at = None
    assert "setting" in (await heart.problem() or "")


async def test_a_store_that_was_closed_is_told(store: Store) -> None:
    store.close()
    assert "closed" in (await Pulse(store).problem() or "")


def test_threads_are_there_before_they_are_needed() -> None:
    before = threading.active_count()
    pool = ready_threads(12, "test")
    assert threading.active_count() == before + 12
    pool.shutdown()


TOO_LITTLE = """
import resource, threading
from serialhhd.hosting.processes.ready_threads import ready_threads

threading.stack_size(64 << 20)
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (300 << 20), resource.getrlimit(resource.RLIMIT_AS)[1]))
try:
    ready_threads(16, "test")
except OSError as problem:
    assert "16 threads cannot be started" in str(problem), problem
else:
    raise SystemExit("they were started")
"""


def test_where_there_is_too_little_for_the_threads_that_is_said_at_the_start() -> None:
    subprocess.run([sys.executable, "-c", TOO_LITTLE], check=True, timeout=60)
