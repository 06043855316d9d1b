"""The door: how often somebody may try, that nobody can lock somebody else out, and an audit that stays."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError

from serialhhd.store.catalogue import settings
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, devices, logins, operators
from serialhhd.store.people.logins import Principal
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LoginEvent, LoginMethod, Role
from tests.conftest import Sql

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
SITE, HOME = "10.20.0.7", "203.0.113.9"
WAITS = [30, 60, 120, 240, 480, 900, 900]
MINUTE = 60


class Door:
    """Somebody tries to log in, at a time that the test sets, as the SSH server lets them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = AT

    def waits(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def wait(self, name: str = "anna", address: str = SITE) -> int:
        """Return how many seconds a try has to wait; 0 where it is let through."""
        try:
            with self.store.read() as conn:
                logins.check_attempts(conn, name, address, self.now)
        except Refused as refused:
            return int(refused.facts["seconds"])
        return 0

    def fails(self, name: str = "anna", address: str = SITE, times: int = 1) -> int:
        """Show something wrong so often, and return how long the last try has to wait."""
        waited = 0
        for _ in range(times):
            waited = self.wait(name, address)
            self.notes(
                LoginEvent.REFUSED, name, address, reason="login_too_often" if waited else "wrong_credential"
            )
        return waited

    def logs_in(self, name: str = "anna", address: str = SITE) -> None:
        assert self.wait(name, address) == 0
        self.notes(LoginEvent.LOGIN, name, address)

    def notes(self, kind: LoginEvent, name: str, address: str, reason: str | None = None) -> None:
        noting = partial(logins.note, at=self.now, kind=kind, name=name, address=address, reason=reason)
        self.store.write(noting)

    def noted(self, reason: str) -> int:
        with self.store.read() as conn:
            return sum(entry.reason == reason for entry in logins.page(conn, limit=9999))


@pytest.fixture
def door(store: Store) -> Door:
    return Door(store)


# --- a name at an address -----------------------------------------------------------------------------------------


def test_five_wrong_tries_are_free_then_each_one_costs_twice_the_wait_up_to_15_minutes(door: Door) -> None:
    assert door.fails(times=5) == 0
    waited = []
    for seconds in WAITS:
        waited.append(door.wait())
        door.waits(seconds - 1)
        assert door.wait() == 1
        door.waits(1)
        assert door.fails() == 0
    assert waited == WAITS


def test_who_has_to_wait_is_refused_by_a_code(door: Door) -> None:
    door.fails(times=5)
    with pytest.raises(Refused, match="login_too_often"), door.store.read() as conn:
        logins.check_attempts(conn, "anna", SITE, AT)


def test_a_wait_is_told_in_whole_seconds_that_are_enough(door: Door) -> None:
    door.fails(times=5)
    door.waits(0.4)
    assert door.wait() == 30
    door.waits(30)
    assert door.wait() == 0


def test_trying_while_one_has_to_wait_makes_the_wait_no_longer(door: Door) -> None:
    door.fails(times=5)
    for left in range(30, 0, -1):
        assert door.fails() == left
        door.waits(1)
    assert door.wait() == 0
    assert door.noted("wrong_credential") == 5


def test_nobody_waits_because_of_a_key_that_opens_nothing(door: Door) -> None:
    for number in range(40):
        door.notes(LoginEvent.REFUSED, "anna", f"10.20.0.{number % 5}", reason="wrong_key")
    assert door.wait(address="10.20.0.1") == door.wait(address=HOME) == 0


@pytest.mark.parametrize("name", [" anna", "anna ", f"{' ' * 63}anna", f"{' ' * 64}ANNA"])
def test_blanks_around_a_name_make_no_other_name_of_it(door: Door, name: str) -> None:
    door.fails(name, times=5)
    assert door.wait("anna") == door.wait(name) == 30
    with door.store.read() as conn:
        assert len(logins.page(conn, name="anna")) == 5


def test_an_attacker_cannot_lock_somebody_out_for_ever(door: Door) -> None:
    """With a try a second for half an hour: whenever the wait is over, the next try is whoever comes first."""
    free = 0
    for _ in range(30 * MINUTE):
        free += door.wait() == 0
        door.fails()
        door.waits(1)
    assert free == 5 + len([30, 60, 120, 240, 480, 900][:5])
    assert door.wait() <= 15 * MINUTE


def test_a_login_forgives_what_was_wrong_before(door: Door) -> None:
    door.fails(times=4)
    door.logs_in()
    assert door.fails(times=5) == 0
    assert door.wait() == 30
    door.waits(30)
    door.logs_in()
    assert door.wait() == 0


@pytest.mark.parametrize("kind", [LoginEvent.TAKE_OVER, LoginEvent.LOGOUT, LoginEvent.DROPPED])
def test_only_a_login_forgives(door: Door, kind: LoginEvent) -> None:
    door.fails(times=5)
    door.notes(kind, "anna", SITE)
    assert door.wait() == 30


@pytest.mark.parametrize("name", ["ANNA", " Anna ", "anna"])
def test_letter_case_and_outer_blanks_give_no_more_tries(door: Door, name: str) -> None:
    door.fails("Anna", times=5)
    assert door.wait(name) == 30


@pytest.mark.parametrize("name", ["x" * 5000, "an\x00na", "an\nna", "\udc80", "", " "])
def test_whatever_is_sent_as_a_name_is_limited_and_kept_so_that_it_can_be_shown(
    door: Door, name: str
) -> None:
    assert door.fails(name, times=5) == 0
    assert door.wait(name) == 30
    with door.store.read() as conn:
        assert logins.principal(conn, name) is None
        entry = logins.page(conn, name=name)[0]
    assert len(entry.name) <= 64
    assert entry.name.isprintable()


def test_the_wait_outlives_a_restart_and_counts_in_every_process(door: Door) -> None:
    door.fails(times=5)
    with Store.open(door.store.url) as other:
        elsewhere = Door(other)
        assert elsewhere.wait() == 30
        elsewhere.waits(30)
        elsewhere.fails()
    assert door.wait() == 90


def test_nobody_waits_for_a_clock_that_was_wrong(door: Door) -> None:
    door.now += timedelta(days=400)
    door.fails(times=9)
    for number in range(20):
        door.fails(address=f"198.51.100.{number}")
    door.now = AT
    assert door.wait() == door.wait(address=HOME) == 0
    door.logs_in()


# --- a site behind one address ------------------------------------------------------------------------------------


def test_a_whole_site_behind_one_address_is_not_locked_by_one_of_it(door: Door) -> None:
    names = [f"op-{number}" for number in range(40)]
    door.store.write(
        lambda conn: [operators.add(conn, name, Role.OPERATOR, AT, by="office") for name in names]
    )
    for name in names:
        door.fails(name, times=6)
    assert door.wait("op-7") == 30
    assert door.wait("ben") == 0
    door.logs_in("ben")


def test_an_operator_who_has_to_wait_at_one_address_does_not_at_another(door: Door) -> None:
    door.fails(times=5)
    assert door.wait(address=SITE) == 30
    assert door.wait(address=HOME) == 0


# --- a name at many addresses -------------------------------------------------------------------------------------


def attacked(door: Door, times: int, seconds: float = 0) -> None:
    """Guess once from each of so many addresses."""
    for number in range(times):
        door.fails(address=f"198.51.100.{number}")
        door.waits(seconds)


def test_after_20_wrong_tries_in_10_minutes_new_addresses_wait_until_they_are_older(door: Door) -> None:
    attacked(door, 19, seconds=10)
    assert door.wait(address=HOME) == 0
    door.fails(address="198.51.100.99")
    assert door.wait(address=HOME) == 10 * MINUTE - 190
    door.waits(10 * MINUTE - 190)
    assert door.wait(address=HOME) == 0
    door.fails(address=HOME)
    assert door.wait(address="192.0.2.1") == 10


def test_20_wrong_tries_in_a_longer_time_are_none_too_many(door: Door) -> None:
    attacked(door, 40, seconds=31)
    assert door.wait(address=HOME) == 0


def test_a_name_is_tried_no_more_often_from_ever_new_addresses(door: Door) -> None:
    free = 0
    for number in range(600):
        free += door.fails(address=f"198.51.{number // 250}.{number % 250}") == 0
        door.waits(2)
    assert free == 2 * 20


def test_where_an_operator_has_logged_in_before_they_never_wait_for_an_attack_from_elsewhere(
    door: Door,
) -> None:
    door.logs_in(address=SITE)
    attacked(door, 30)
    assert door.wait(address=HOME) == 10 * MINUTE
    door.logs_in(address=SITE)


def test_other_names_do_not_wait_for_an_attack_on_one(door: Door) -> None:
    attacked(door, 30)
    assert door.wait("ben", HOME) == 0


def test_wrong_tries_where_the_operator_has_been_are_no_attack_from_elsewhere(door: Door) -> None:
    for number in range(6):
        address = f"10.20.0.{number}"
        door.logs_in(address=address)
        door.fails(address=address, times=4)
    assert door.wait(address=HOME) == 0


# --- what is noted of tries that have to wait ---------------------------------------------------------------------


def test_a_try_that_has_to_wait_is_noted_once_a_minute(door: Door) -> None:
    door.fails(times=8)
    door.waits(WAITS[0] - 1)
    for _ in range(12):
        door.fails()
    assert door.noted("login_too_often") == 1
    door.notes(LoginEvent.REFUSED, "anna", SITE, reason="login_too_often")
    door.waits(31)
    door.notes(LoginEvent.REFUSED, "anna", SITE, reason="login_too_often")
    assert door.noted("login_too_often") == 2


def test_each_name_and_address_is_noted_by_itself(door: Door) -> None:
    for name, address in (("anna", SITE), ("anna", HOME), ("ben", SITE), ("ANNA", HOME)):
        door.notes(LoginEvent.REFUSED, name, address, reason="login_too_often")
    assert door.noted("login_too_often") == 3


# --- who may log in -----------------------------------------------------------------------------------------------

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGfQ2vrCjDsyWm7bPPQtDOW5FPQIFmSfNyn3kZfcmhgs"  # the key of nobody


@pytest.fixture
def staffed(store: Store) -> Store:
    """Anna with a key, a password and a PIN; Ben with nothing; a device with the same key."""

    def write(conn: Connection) -> None:
        operators.add(conn, "Anna", Role.SUPERVISOR, AT, by="office")
        operators.add(conn, "Ben", Role.OPERATOR, AT, by="office")
        devices.add(conn, "DOCK-1", AT, by="office")
        for owner in ("anna", "dock-1"):
            credentials.add_key(conn, owner, credentials.read_key(KEY), AT, by="office")
        credentials.set_password(conn, "anna", "the hash of a password", by="office")
        credentials.set_pin(conn, "anna", "the hash of a PIN", by="office")

    store.write(write)
    return store


def account(store: Store, name: str) -> Principal | None:
    with store.read() as conn:
        return logins.principal(conn, name)


@pytest.mark.parametrize("name", ["Anna", "anna", " ANNA "])
def test_an_operator_is_found_with_what_they_can_show(staffed: Store, name: str) -> None:
    found = Principal("Anna", False, Role.SUPERVISOR, (KEY,), "the hash of a password", True)
    assert account(staffed, name) == found


def test_an_operator_may_have_nothing_to_show(staffed: Store) -> None:
    assert account(staffed, "ben") == Principal("Ben", False, Role.OPERATOR, (), None, False)


def test_a_device_is_found_and_has_no_role(staffed: Store) -> None:
    assert account(staffed, "dock-1") == Principal("DOCK-1", True, None, (KEY,), None, False)


def test_who_is_unknown_or_disabled_is_nobody(staffed: Store) -> None:
    assert account(staffed, "cleo") is None
    staffed.write(lambda conn: operators.disable(conn, "anna", AT, by="office"))
    staffed.write(lambda conn: devices.disable(conn, "dock-1", AT, by="office"))
    assert account(staffed, "anna") is account(staffed, "dock-1") is None
    staffed.write(lambda conn: operators.enable(conn, "anna", by="office"))
    staffed.write(lambda conn: devices.enable(conn, "dock-1", by="office"))
    assert account(staffed, "anna")
    assert account(staffed, "dock-1")


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
