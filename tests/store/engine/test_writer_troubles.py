"""The writer in trouble: a disk that fills, a server that goes away, a hundred at once (R14, R15)."""

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import Connection, text

from serialhhd.store.engine.store import Store
from serialhhd.store.engine.writer import TRIES
from serialhhd.store.words.refusal import UNSURE, StoreUnavailable
from tests.store.engine.jobs import ADD, adding, codes, grouped

Sql = Callable[..., int]


# --- a disk that fills, a server that goes away -----------------------------------------------------------------


def test_a_full_disk_fails_its_job_and_keeps_the_rest(sqlite_store: Store) -> None:
    def too_much(connection: Connection) -> None:
        connection.execute(ADD, [{"code": f"{number}{'x' * 60}"} for number in range(1000)])

    sqlite_store.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1"))
    futures = grouped(sqlite_store, [adding("A"), too_much, adding("B")])
    assert [type(future.exception()) for future in futures] == [type(None), StoreUnavailable, type(None)]
    assert codes(sqlite_store) == ["A", "B"]


def test_a_commit_that_fails_acknowledges_nothing(sqlite_store: Store) -> None:
    """A reference that is only checked at the commit: everybody of the group is told, nothing is kept."""

    def dangling(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.execute(text("INSERT INTO location (code, code_key, warehouse_id) VALUES ('X', 'x', 99)"))

    futures = grouped(sqlite_store, [adding("A"), dangling, adding("B")])
    assert all(future.exception() is not None for future in futures)
    assert codes(sqlite_store) == []
    assert sqlite_store.write(adding("C")) == "C"


on_postgresql = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
TERMINATE = text("SELECT pg_terminate_backend(pg_backend_pid())")


def fail_with(connection: Connection, sqlstate: str) -> None:
    connection.exec_driver_sql(
        f"DO $$ BEGIN RAISE EXCEPTION 'as wished' USING ERRCODE = '{sqlstate}'; END $$"
    )


@on_postgresql
@pytest.mark.parametrize("sqlstate", ["40001", "40P01"])
def test_what_the_server_asks_to_retry_is_retried(store: Store, sqlstate: str) -> None:
    runs: list[int] = []

    def work(connection: Connection) -> int:
        runs.append(1)
        adding(f"A{len(runs)}")(connection)
        if len(runs) < 3:
            fail_with(connection, sqlstate)
        return len(runs)

    assert store.write(work) == 3
    assert codes(store) == ["A3"]


@on_postgresql
def test_retrying_has_an_end(store: Store) -> None:
    runs: list[int] = []

    def work(connection: Connection) -> None:
        runs.append(1)
        fail_with(connection, "40001")

    with pytest.raises(StoreUnavailable) as caught:
        store.write(work)
    assert caught.value.code == "store_locked"
    assert len(runs) == TRIES + 1


@on_postgresql
def test_a_job_that_always_fails_to_serialize_harms_no_other(store: Store) -> None:
    futures = grouped(store, [adding("A"), lambda c: fail_with(c, "40001"), adding("B")])
    assert [future.exception() is None for future in futures] == [True, False, True]
    assert codes(store) == ["A", "B"]


@on_postgresql
def test_two_programs_that_deadlock_both_get_through(store: Store) -> None:
    store.write(lambda connection: (adding("A")(connection), adding("B")(connection)))
    change = text("UPDATE account SET code = code || :mark WHERE code_key = :key")
    both_hold_one = threading.Barrier(2, timeout=10)

    def crosswise(first: str, second: str, mark: str) -> Callable[[Connection], None]:
        met: list[int] = []

        def work(connection: Connection) -> None:
            connection.execute(change, {"key": first, "mark": mark})
            if not met:
                met.append(1)
                both_hold_one.wait()
            connection.execute(change, {"key": second, "mark": mark})

        return work

    with Store.open(store.url) as other:
        futures = [store.write_soon(crosswise("A", "B", "1")), other.write_soon(crosswise("B", "A", "2"))]
        for future in futures:
            future.result(timeout=20)
    assert sorted(len(code) for code in codes(store)) == [3, 3]


@on_postgresql
def test_a_connection_lost_before_the_commit_is_made_anew(store: Store) -> None:
    runs: list[int] = []

    def work(connection: Connection) -> None:
        runs.append(1)
        adding("A")(connection)
        if len(runs) == 1:
            connection.execute(TERMINATE)

    store.write(work)
    assert len(runs) == 2
    assert codes(store) == ["A"]


@on_postgresql
def test_a_commit_nobody_knows_the_outcome_of_is_not_repeated(store: Store, sql: Sql) -> None:
    sql(
        "CREATE FUNCTION go_away() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$"
    )
    sql(
        "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON account DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION go_away()"
    )
    runs: list[int] = []

    def work(connection: Connection) -> None:
        runs.append(1)
        adding("A")(connection)

    with pytest.raises(StoreUnavailable) as caught:
        store.write(work)
    assert caught.value.code == UNSURE
    assert len(runs) == 1
    sql("DROP TRIGGER at_commit ON account")
    assert store.write(adding("B")) == "B"
    assert codes(store) == ["B"]


# --- many at once -----------------------------------------------------------------------------------------------


def test_a_hundred_threads_write_at_full_speed(store: Store) -> None:
    troubles: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for turn in range(20):
                store.write(adding(f"{number}-{turn}"))
        except StoreUnavailable as error:
            troubles.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert troubles == []
    assert sorted(codes(store)) == sorted(f"{number}-{turn}" for number in range(100) for turn in range(20))


WRITE_MANY = """
import sys, threading
from serialhhd.store.schema import tables
from serialhhd.store.engine.store import Store

add = tables.insert_if_new(tables.account)
who, prefix = sys.argv[2:]
won = []

def write(store, numbers):
    for number in numbers:
        code = f"{prefix}{number}"
        if store.write(lambda connection: connection.execute(add, {"code": code, "code_key": code}).rowcount):
            won.append(code)

with Store.open(sys.argv[1]) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    threads = [threading.Thread(target=write, args=(store, range(part, 200, 25))) for part in range(25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print(" ".join(won))
"""


def race(store: Store, prefixes: Sequence[str]) -> list[list[str]]:
    """Let programs with 25 threads each write 200 accounts; returns what each one won."""
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE_MANY, store.url, str(who), prefix],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for who, prefix in enumerate(prefixes)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    won = [racer.communicate(timeout=60)[0].split() for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * len(racers)
    return won


def test_four_programs_of_25_threads_are_never_locked_out(store: Store) -> None:
    won = race(store, ["a", "b", "c", "d"])
    assert [len(codes) for codes in won] == [200] * 4
    assert len(codes(store)) == 800


def test_of_two_programs_exactly_one_gets_each(store: Store) -> None:
    """R15."""
    first, second = race(store, ["same", "same"])
    assert not set(first) & set(second)
    assert sorted(first + second) == sorted(codes(store))
    assert len(codes(store)) == 200
