"""The audit of who logged in, was refused, took over and left: it stays, and costs the same however large."""

from collections.abc import Callable
from contextlib import closing
from functools import partial

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError

from serialhhd.store.catalogue import settings
from serialhhd.store.engine.store import Store
from serialhhd.store.people import logins, operators
from serialhhd.store.words.vocabulary import LoginEvent, LoginMethod, Role
from tests.conftest import Sql
from tests.store.people.door import AT, HOME, MINUTE, SITE, Door

# --- the audit ----------------------------------------------------------------------------------------------------


@pytest.fixture
def audited(door: Door) -> Store:
    """Nine entries: each kind of Anna's, then four refusals of Ben's."""
    for kind in LoginEvent:
        door.notes(kind, "Anna", SITE)
        door.waits(1)
    door.fails("ben", HOME, times=4)
    return door.store


def test_an_entry_is_kept_as_it_was_noted(store: Store) -> None:
    noting = partial(
        logins.note,
        at=AT,
        kind=LoginEvent.REFUSED,
        name="Anna",
        address="device DOCK-1",
        device="DOCK-1",
        method=LoginMethod.PIN,
        reason="wrong_pin",
    )
    store.write(noting)
    with store.read() as conn:
        (entry,) = logins.page(conn)
    assert (entry.at, entry.kind, entry.name, entry.address) == (
        AT,
        LoginEvent.REFUSED,
        "Anna",
        "device DOCK-1",
    )
    assert (entry.device, entry.method, entry.reason) == ("DOCK-1", LoginMethod.PIN, "wrong_pin")


def test_the_audit_is_paged_newest_first(audited: Store) -> None:
    with audited.read() as conn:
        whole = logins.page(conn)
        first = logins.page(conn, limit=4)
        second = logins.page(conn, limit=4, after=first[-1].id)
        last = logins.page(conn, limit=4, after=second[-1].id)
        assert logins.page(conn, after=last[-1].id) == ()
    assert first + second + last == whole
    assert [entry.id for entry in whole] == sorted((entry.id for entry in whole), reverse=True)
    assert len(whole) == 9


def test_the_audit_is_narrowed_by_name_and_kind(audited: Store) -> None:
    with audited.read() as conn:
        assert {entry.name for entry in logins.page(conn, name=" ANNA ")} == {"Anna"}
        assert len(logins.page(conn, kind=LoginEvent.REFUSED)) == 5
        (one,) = logins.page(conn, kind=LoginEvent.REFUSED, name="anna")
        assert logins.page(conn, kind=LoginEvent.LOGOUT, name="ben") == ()
        refused = logins.page(conn, kind=LoginEvent.REFUSED, name="ben", limit=3)
        assert len(logins.page(conn, kind=LoginEvent.REFUSED, name="ben", after=refused[-1].id)) == 1
    assert (one.kind, one.name) == (LoginEvent.REFUSED, "Anna")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM login_entry",
        "DELETE FROM login_entry WHERE id = 1",
        "UPDATE login_entry SET kind = 'login'",
        "UPDATE login_entry SET reason = NULL WHERE id = 1",
        "UPDATE login_entry SET at = at - 1",
    ],
)
def test_the_database_keeps_the_audit(audited: Store, sql: Sql, statement: str) -> None:
    with audited.read() as conn:
        before = logins.page(conn)
    with pytest.raises(Exception, match="the audit of logins is append-only"):
        sql(statement)
    with audited.read() as conn:
        assert logins.page(conn) == before


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_the_database_does_not_empty_the_audit(audited: Store, sql: Sql) -> None:
    with pytest.raises(Exception, match="append-only"):
        sql("TRUNCATE login_entry")
    with audited.read() as conn:
        assert len(logins.page(conn)) == 9


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_no_entry_takes_the_place_of_another(audited: Store, sql: Sql) -> None:
    entry = "INTO login_entry (id, at, kind, name, name_key, address) VALUES (1, 0, 'login', 'eve', 'eve', '10.0.0.1')"
    for verb in ("INSERT OR REPLACE", "REPLACE"):
        with pytest.raises(Exception, match="a row of login_entry cannot be replaced"):
            sql(f"{verb} {entry}")
    with audited.read() as conn:
        assert logins.page(conn, name="eve") == ()


@pytest.mark.parametrize(("kind", "method"), [("entered", "'pin'"), ("login", "'guess'")])
def test_the_database_knows_the_words(store: Store, sql: Sql, kind: str, method: str) -> None:
    with pytest.raises(Exception, match=r"(?i)check constraint"):
        sql(
            "INSERT INTO login_entry (at, kind, name, name_key, address, method)"
            f" VALUES (0, '{kind}', 'a', 'a', 'b', {method})"
        )
    with store.read() as conn:
        assert logins.page(conn) == ()


# --- a large audit ------------------------------------------------------------------------------------------------

FEW, MANY = 1_000, 200_000
ENOUGH = 2_000
"""Steps of SQLite's machine that any of it may take."""
ROWS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})"
    " INSERT INTO login_entry (at, kind, name, name_key, address, method, reason)"
    " SELECT {begin} + i, {kind}, {name}, {name}, {address}, 'password', {reason} FROM n"
)
LARGE: dict[str, dict[str, str]] = {
    "a device that logs in and out all day": {
        "kind": "CASE i % 2 WHEN 1 THEN 'login' ELSE 'logout' END",
        "address": f"'{SITE}'",
    },
    "a guesser who is never right": {"address": f"'{SITE}'"},
    "guessers at many addresses": {"address": "'198.51.' || i"},
    "guessers who have to wait": {"address": f"'{SITE}'", "reason": "'login_too_often'"},
    "many names": {"name": "'guess-' || i", "address": f"'{SITE}'"},
}
USUAL = {"begin": "0", "kind": "'refused'", "name": "'anna'", "reason": "'wrong_credential'"}
ASKED: dict[str, Callable[[Connection], object]] = {
    "here": lambda conn: logins.check_attempts(conn, "anna", SITE, AT),
    "elsewhere": lambda conn: logins.check_attempts(conn, "anna", HOME, AT),
    "noted": lambda conn: logins._was_noted(conn, "anna", SITE, AT),
    "page": logins.page,
    "page of a kind": partial(logins.page, kind=LoginEvent.DROPPED),
    "page of a name": partial(logins.page, name="anna"),
    "page of nobody": partial(logins.page, name="nobody"),
}


def steps(store: Store, ask: Callable[[Connection], object]) -> int:
    """Return how many steps SQLite's machine takes for an answer."""
    taken = 0

    def tick() -> int:
        nonlocal taken
        taken += 10
        return 0

    def watch(connection: object, *_: object) -> None:
        connection.set_progress_handler(tick, 10)  # type: ignore[attr-defined]

    event.listen(store.engine, "checkout", watch)
    with store.read() as conn:
        ask(conn)
    event.remove(store.engine, "checkout", watch)
    return taken


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("rows", LARGE)
def test_nothing_takes_longer_with_a_large_audit(store: Store, sql: Sql, rows: str) -> None:
    sql(ROWS.format(rows=MANY, **(USUAL | LARGE[rows])))
    taken = {asked: steps(store, ask) for asked, ask in ASKED.items()}
    assert {asked: count for asked, count in taken.items() if count > ENOUGH} == {}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_meter_sees_what_reads_every_row(store: Store, sql: Sql) -> None:
    sql(ROWS.format(rows=FEW, **(USUAL | LARGE["many names"])))

    def read_all(conn: Connection) -> None:
        with closing(conn.exec_driver_sql("SELECT count(*) FROM login_entry WHERE reason = 'x'")) as found:
            assert found.scalar() == 0

    assert steps(store, read_all) > ENOUGH


# --- it does not grow without bound -----------------------------------------------------------------------------------


def rows(store: Store) -> list[tuple[str, int | None]]:
    with store.read() as conn:
        return [(entry.name, entry.times) for entry in logins.page(conn, limit=1000)]


def test_names_that_nobody_has_are_counted_by_address_and_minute(door: Door) -> None:
    known = len(rows(door.store))
    for number in range(50):
        door.fails(f"guess-{number}")
    found = rows(door.store)
    assert len(found) == known + logins.UNKNOWN_ROWS
    assert found[0] == (f"guess-{logins.UNKNOWN_ROWS - 1}", 50 - logins.UNKNOWN_ROWS + 1)
    door.fails("guess", HOME)
    door.waits(MINUTE)
    door.fails("guess")
    assert [times for _, times in rows(door.store)[:2]] == [1, 1]


def test_a_wrong_try_of_somebody_known_is_a_row_of_its_own_whatever_strangers_do(door: Door) -> None:
    door.store.write(lambda conn: operators.add(conn, "Anna", Role.OPERATOR, AT, by="office"))
    for number in range(50):
        door.fails(f"guess-{number}")
    door.fails("anna", times=4)
    assert rows(door.store)[:4] == [("anna", None)] * 4
    door.fails("anna", times=2)
    assert door.wait("anna") > 0


def test_logins_are_cleared_bit_by_bit_once_they_are_older_than_the_site_wants(
    door: Door, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logins, "CLEARED_AT_ONCE", 3)
    for _ in range(5):
        door.logs_in()
    door.waits(30 * 24 * 3600 + 1)
    door.logs_in()
    assert len(rows(door.store)) == 6, "for ever, where nothing is set"
    door.store.write(lambda conn: settings.set_login_retention(conn, 30, by="office"))
    door.logs_in()
    assert len(rows(door.store)) == 4
    door.logs_in()
    assert len(rows(door.store)) == 3
    with pytest.raises(DBAPIError, match="append-only"):
        sql("DELETE FROM login_entry")


@pytest.mark.parametrize(
    "change", ["times = 7", "times = NULL", "name = 'eve'", "times = times, reason = NULL"]
)
def test_a_count_only_grows_and_nothing_else_changes(door: Door, sql: Sql, change: str) -> None:
    for number in range(50):
        door.fails(f"guess-{number}")
    with pytest.raises(DBAPIError, match="append-only"):
        sql(f"UPDATE login_entry SET {change} WHERE times = 41")
    assert sql("UPDATE login_entry SET times = times + 1 WHERE times = 41") == 1
