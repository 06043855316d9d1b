"""The door: how often somebody may try, that nobody can lock somebody else out, and an audit that stays."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, devices, logins, operators
from serialhhd.store.people.logins import Principal
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LoginEvent, Role
from tests.store.people.door import AT, HOME, MINUTE, SITE, WAITS, Door

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
