"""R66 The versions of flows.toml: append-only, one after the other, and one of them in force."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from serialhhd.store.configuration import versions
from serialhhd.store.configuration.versions import New, Version
from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from serialhhd.store.words.refusal import Refused

Sql = Callable[..., int]
FILE, OTHER = "/site/flows.toml", "/other/flows.toml"
NEW = New(b"version = 1\n", "Try it", "serialhhd 0.2.0")
INSERT = (
    "INSERT INTO flow_version (file, follows, at, made_by, why, sha256, text, program, pilot, ends_id)"
    " VALUES ('/site/flows.toml', {follows}, 1, 'maria', 'why', '{sha}', 'text', 'serialhhd', {pilot}, {ends})"
)
USUAL = {"follows": "0", "sha": "a" * 64, "pilot": "NULL", "ends": "NULL"}


def applied(
    store: Store, new: New = NEW, file: str = FILE, *, by: str = "maria", based_on: int | None = None
) -> Version:
    return store.write(
        lambda conn: versions.put_in_force(conn, file, new, store.now(), by=by, based_on=based_on)
    )


def refused(store: Store, new: New = NEW, based_on: int | None = None) -> str:
    with pytest.raises(Refused) as caught:
        applied(store, new, based_on=based_on)
    return caught.value.code


def test_the_newest_that_is_no_pilot_is_in_force(store: Store) -> None:
    with store.read() as conn:
        assert versions.in_force(conn, FILE) is None
    first = applied(store, replace(NEW, content="\ufeff# \r\né".encode()))
    second = applied(store)
    applied(store, file=OTHER)
    pilot = applied(store, replace(NEW, pilot=("anna", "DOCK-1")))
    with store.read() as conn:
        assert versions.in_force(conn, FILE) == second
        assert versions.pilot(conn, FILE) == pilot
        assert pilot.pilot == ("anna", "DOCK-1")
        assert versions.show(conn, first.id).content == "\ufeff# \r\né".encode()
        assert list(versions.for_all(conn, FILE)) == [second, first]
        assert versions.newest(conn, FILE) == pilot.id
        assert versions.last_of(conn, [FILE, OTHER]) == OTHER
        assert [one.id for one in versions.history(conn, limit=2)] == [pilot.id, pilot.id - 1]
        assert [one.id for one in versions.history(conn, after=second.id)] == [first.id]


def test_it_is_refused_where_another_came_meanwhile(store: Store) -> None:
    first = applied(store)
    assert applied(store, based_on=first.id).id > first.id
    assert refused(store, based_on=first.id) == "flows_changed_meanwhile"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (replace(NEW, why="  "), "no_reason"),
        (replace(NEW, why="\x1b]0;owned\x07"), "code_unprintable"),
        (replace(NEW, why="one line\nand another"), "code_unprintable"),
        (replace(NEW, pilot=("anna", " ")), "code_empty"),
        (replace(NEW, pilot=("\x1b[31m",)), "code_unprintable"),
        (replace(NEW, ends=1), "no_pilot"),
    ],
)
def test_what_is_refused(store: Store, new: New, code: str) -> None:
    assert refused(store, new) == code


def test_nobody_puts_nothing_in_force(store: Store) -> None:
    with pytest.raises(Refused, match="code_empty"):
        applied(store, by=" ")


def test_a_pilot_ends_once_and_another_one_ends_it(store: Store) -> None:
    def pilot(conn: Connection) -> Version | None:
        return versions.pilot(conn, FILE)

    applied(store)
    first, second = (applied(store, replace(NEW, pilot=(name,))) for name in ("anna", "ben"))
    assert second.ends_id == first.id
    applied(store)
    with store.read() as conn:
        assert pilot(conn) == second
    assert refused(store, replace(NEW, ends=first.id)) == "flows_changed_meanwhile"
    assert applied(store, replace(NEW, ends=second.id)).ends_id == second.id
    with store.read() as conn:
        assert pilot(conn) is None
    assert refused(store, replace(NEW, ends=second.id)) == "no_pilot"


def test_of_those_that_come_at_once_none_is_lost_and_none_follows_the_same(store: Store) -> None:
    def put(one: Store) -> str:
        try:
            applied(one)
        except Refused as refused:
            return refused.code
        return "applied"

    with ExitStack() as opened, ThreadPoolExecutor(4) as hands:
        stores = [opened.enter_context(Store.open(store.url)) for _ in range(4)]
        said = list(hands.map(put, stores * 5))
    assert set(said) <= {"applied", "flows_changed_meanwhile"}
    with store.read() as conn:
        assert len(versions.history(conn)) == said.count("applied") > 0
        assert check(conn) == ()


@pytest.mark.parametrize(
    "change",
    ["UPDATE flow_version SET why = 'x'", "DELETE FROM flow_version"],
)
def test_r66_the_database_keeps_every_version_as_it_is(store: Store, sql: Sql, change: str) -> None:
    applied(store)
    with pytest.raises(IntegrityError, match=r"R66: the versions of flows\.toml are append-only"):
        sql(change)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"follows": "0"}, "R66: a version of flows.toml follows the newest one of its file"),
        ({"follows": "2"}, "R66: a version of flows.toml follows the newest one of its file"),
        ({"follows": "1", "ends": "1"}, "R66: only a pilot of the same file can be ended"),
        ({"follows": "1", "sha": "abc"}, "ck_flow_version_sha256"),
    ],
)
def test_r66_the_database_refuses_a_version_out_of_order(
    store: Store, sql: Sql, wrong: dict[str, str], why: str
) -> None:
    assert applied(store).id == 1
    with pytest.raises(IntegrityError, match=why):
        sql(INSERT.format(**{**USUAL, **wrong}))


def test_r66_the_database_refuses_a_version_that_is_none(store: Store, sql: Sql) -> None:
    run = (
        "INSERT INTO run (operator, operator_key, flow, config, position, state, captured, started_at, updated_at,"
        " flow_version_id) VALUES ('anna', 'anna', 'f', '{{}}', '{{}}', 'open', 0, 1, 1, {version})"
    )
    with pytest.raises(IntegrityError, match="R66: there is no such version"):
        sql(run.format(version=7))
    number = applied(store).id
    assert sql(run.format(version=number))
    with pytest.raises(IntegrityError, match="R66: a run keeps the version"):
        sql("UPDATE run SET flow_version_id = NULL")
