"""The writer: groups, refusals, lost connections, and a hundred at once (R14, R15)."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable
from contextvars import ContextVar

import pytest
from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.engine.store import Store
from serialhhd.store.engine.writer import GROUP
from serialhhd.store.words.refusal import Refused, StoreUnavailable
from tests.store.engine.jobs import ADD, Gate, adding, codes, grouped

Sql = Callable[..., int]


def test_a_job_returns_what_it_made_durable(store: Store) -> None:
    assert store.write(adding("A")) == "A"
    assert store.write_soon(adding("B")).result(timeout=10) == "B"
    assert codes(store) == ["A", "B"]


def test_a_job_runs_in_the_context_of_whoever_gives_it(store: Store) -> None:
    word = ContextVar("word", default="")
    before = word.set("mine")
    written = store.write_soon(lambda _: word.get())
    word.reset(before)
    assert written.result(timeout=10) == "mine"
    assert store.write_soon(lambda _: word.get()).result(timeout=10) == ""


def test_what_a_job_raises_is_raised_and_nothing_is_kept(store: Store) -> None:
    def work(connection: Connection) -> None:
        adding("A")(connection)
        raise refusals.serial_removed(serial="SN1")

    with pytest.raises(Refused) as caught:
        store.write(work)
    assert caught.value.facts == {"serial": "SN1"}
    assert codes(store) == []


def test_a_lone_job_runs_once_even_if_it_fails(store: Store) -> None:
    runs: list[int] = []

    def work(_connection: Connection) -> None:
        runs.append(1)
        raise refusals.reason_missing()

    for give in (store.write, lambda work: store.write_soon(work).result(timeout=10)):
        with pytest.raises(Refused):
            give(work)
    assert len(runs) == 2


def test_what_waits_is_committed_together(store: Store) -> None:
    seen: list[list[str]] = []

    def look(_connection: Connection) -> None:
        seen.append(codes(store))  # by another connection, so only what was committed

    grouped(store, [adding("A"), look, adding("B"), look])
    assert seen == [[], []]
    assert codes(store) == ["A", "B"]


def test_a_group_has_its_limit(store: Store) -> None:
    seen: list[int] = []

    def work(connection: Connection) -> None:
        seen.append(len(codes(store)))
        connection.execute(ADD, {"code": str(len(seen))})

    grouped(store, [work] * (2 * GROUP + 10))
    assert sorted(set(seen)) == [0, GROUP, 2 * GROUP]


def test_jobs_keep_their_order(store: Store) -> None:
    wanted = [f"A{number}" for number in range(50)]
    grouped(store, [adding(code) for code in wanted])
    store.write(adding("last"))
    assert codes(store) == [*wanted, "last"]


def test_a_job_does_not_overtake_one_that_waits(store: Store) -> None:
    gate = Gate(store)
    first = store.write_soon(adding("first"))
    threading.Timer(0.05, gate.let_go).start()
    store.write(adding("second"))
    assert first.done()
    assert codes(store) == ["first", "second"]


def test_one_refused_job_harms_no_other(store: Store) -> None:
    """A duplicate in the middle of a group is refused alone; the rest is committed, in order."""
    futures = grouped(store, [adding(code) for code in ("A", "B", "A", "C", "B", "D")])
    assert [future.exception() is None for future in futures] == [True, True, False, True, False, True]
    assert codes(store) == ["A", "B", "C", "D"]


def test_a_group_of_refusals_is_answered(store: Store) -> None:
    def refuse(_connection: Connection) -> None:
        raise refusals.reason_missing()

    futures = grouped(store, [refuse] * 100)
    assert all(isinstance(future.exception(), Refused) for future in futures)
    assert codes(store) == []


def test_a_job_may_use_a_savepoint(store: Store) -> None:
    def work(connection: Connection) -> None:
        adding("A")(connection)
        inner = connection.begin_nested()
        adding("B")(connection)
        inner.rollback()

    store.write(work)
    assert codes(store) == ["A"]


def test_a_cancelled_job_is_not_run(store: Store) -> None:
    gate = Gate(store)
    dropped = store.write_soon(adding("A"))
    assert dropped.cancel()
    kept = store.write_soon(adding("B"))
    gate.let_go()
    assert kept.result(timeout=10) == "B"
    assert codes(store) == ["B"]


async def test_jobs_given_on_a_loop_are_run_in_their_order_and_answered_when_they_are_durable(
    store: Store,
) -> None:
    gate = Gate(store)
    given = [asyncio.create_task(store.write_async(adding(name))) for name in ("A", "B", "C")]
    await asyncio.sleep(0)
    assert not any(job.done() for job in given)
    gate.let_go()
    assert await asyncio.gather(*given) == codes(store) == ["A", "B", "C"]


async def test_what_a_job_given_on_a_loop_raises_is_raised_and_nothing_is_kept(store: Store) -> None:
    def work(connection: Connection) -> None:
        adding("A")(connection)
        raise refusals.serial_removed(serial="SN1")

    with pytest.raises(Refused) as caught:
        await store.write_async(work)
    assert caught.value.facts == {"serial": "SN1"}
    assert codes(store) == []


async def test_a_job_given_on_a_loop_is_run_though_nobody_waits_for_it_any_more(store: Store) -> None:
    gate = Gate(store)
    left = asyncio.create_task(store.write_async(adding("A")))
    await asyncio.sleep(0)
    left.cancel()
    await asyncio.wait({left})
    gate.let_go()
    assert await store.write_async(adding("B")) == "B"
    assert codes(store) == ["A", "B"]


def test_a_loop_that_is_closed_meanwhile_is_not_told(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    gate = Gate(store)

    async def leave() -> None:
        asyncio.get_running_loop().call_soon(asyncio.current_task().cancel)  # type: ignore[union-attr]
        await store.write_async(adding("A"))

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(leave())
    gate.let_go()
    assert store.write(adding("B")) == "B"
    assert codes(store) == ["A", "B"]
    assert caplog.records == []


def test_a_job_cannot_wait_for_another(store: Store) -> None:
    def work(_connection: Connection) -> None:
        store.write(adding("A"))

    with pytest.raises(RuntimeError, match="a job of the writer"):
        store.write(work)
    with pytest.raises(RuntimeError, match="a job of the writer"):
        store.write_soon(work).result(timeout=10)
    assert store.write(adding("B")) == "B"


def test_closing_finishes_what_waits(store_url: str) -> None:
    store = Store.open(store_url)
    gate = Gate(store)
    futures = [store.write_soon(adding(f"A{number}")) for number in range(20)]
    threading.Timer(0.05, gate.let_go).start()
    store.close()
    assert [future.result(timeout=0) for future in futures] == [f"A{number}" for number in range(20)]
    for give in (store.write, store.write_soon):
        with pytest.raises(StoreUnavailable, match="it was closed"):
            give(adding("late"))
    with Store.open(store_url) as again:
        assert len(codes(again)) == 20


def test_the_program_may_be_interrupted_in_a_job(store: Store) -> None:
    def work(connection: Connection) -> None:
        adding("A")(connection)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.write(work)
    assert store.write(adding("B")) == "B"
    assert codes(store) == ["B"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_when_the_thread_dies_nobody_waits_for_ever(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(store)
    futures = [store.write_soon(adding(f"A{number}")) for number in range(300)]

    def die(_jobs: object) -> None:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(store._writer, "_run", die)
        gate.let_go()
        for future in futures:
            assert isinstance(future.exception(timeout=10), StoreUnavailable)
    assert store.write(adding("B")) == "B"
    assert store.write_soon(adding("C")).result(timeout=10) == "C"
    assert codes(store) == ["B", "C"]


NO_MEMORY = """
import resource, sys, threading
from sqlalchemy import text
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.engine.store import Store

def add(code):
    return lambda conn: conn.execute(text("INSERT INTO account (code, code_key) VALUES (:code, :code)"), {"code": code})

def used():
    return int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()

store = Store.open(sys.argv[1])
store.write(add("A"))
entered, go_on = threading.Event(), threading.Event()
def hold(conn):
    entered.set()
    assert go_on.wait(20)
holder = threading.Thread(target=store.write, args=(hold,))
holder.start()
entered.wait()
threading.stack_size(256 << 20)
unlimited = resource.getrlimit(resource.RLIMIT_AS)
resource.setrlimit(resource.RLIMIT_AS, (used() + (64 << 20), unlimited[1]))
for give in (store.write, store.write_soon) * 2:
    try:
        give(add("X"))
    except StoreUnavailable as problem:
        assert "no thread can be started" in str(problem), problem
    else:
        sys.exit("it waits")
go_on.set()
holder.join()
store.write(add("B"))
resource.setrlimit(resource.RLIMIT_AS, unlimited)
assert store.write_soon(add("C")).result(20)
store.close()
"""


PREPARED = """
import resource, sys, threading
from sqlalchemy import text
from serialhhd.store.engine.store import Store

store = Store.open(sys.argv[1])
store.write(lambda conn: None)
store.prepare_to_serve()
threading.stack_size(256 << 20)
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (200 << 20), resource.getrlimit(resource.RLIMIT_AS)[1]))
add = lambda conn: conn.execute(text("INSERT INTO account (code, code_key) VALUES ('A', 'A')"))
assert store.write_soon(add).result(20)
store.close()
"""


def test_where_no_thread_can_be_started_nobody_waits_for_ever(store: Store) -> None:
    """As with `ulimit -v`, or with no task left: whoever finds the writer busy is told, and it goes on once there is room."""
    done = subprocess.run(
        [sys.executable, "-c", NO_MEMORY, store.url], check=False, timeout=60, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert codes(store) == ["A", "B", "C"]


def test_a_server_has_its_thread_before_it_needs_it(store: Store) -> None:
    subprocess.run([sys.executable, "-c", PREPARED, store.url], check=True, timeout=60)
    assert codes(store) == ["A"]


FORK = """
import os, sys
from sqlalchemy import text
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.engine.store import Store

store = Store.open(sys.argv[1])
add = lambda connection: connection.execute(text("INSERT INTO account (code, code_key) VALUES ('A', 'a')"))
store.write_soon(lambda connection: None).result()
child = os.fork()
if not child:
    said = []
    for use in (lambda: store.write(add), lambda: store.write_soon(add), lambda: store.read().__enter__()):
        try:
            use()
        except StoreUnavailable as error:
            said.append(error.code)
    store.close()
    os._exit(0 if said == ["store_unreachable"] * 3 else 1)
assert os.waitpid(child, 0)[1] == 0
store.write(add)
store.close()
"""


def test_a_forked_process_is_told_to_open_the_store_itself(store: Store) -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-c", FORK, store.url], check=True, timeout=60)
    assert codes(store) == ["A"]
