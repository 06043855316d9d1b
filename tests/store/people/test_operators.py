"""Who may sign on: anybody while nobody is known, and only who is known from then on."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, operators
from serialhhd.store.people.operators import Operator
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import Language, Role

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGfQ2vrCjDsyWm7bPPQtDOW5FPQIFmSfNyn3kZfcmhgs"


def add(store: Store, name: str, role: Role = Role.OPERATOR) -> Operator:
    return store.write(lambda conn: operators.add(conn, name, role, store.now(), by="office"))


def sign_on(store: Store, name: str) -> Operator:
    with store.read() as conn:
        return operators.sign_on(conn, name)


def test_any_name_may_sign_on_while_nobody_is_known(store: Store) -> None:
    assert sign_on(store, "anna") == Operator("anna", Role.OPERATOR)


def test_only_known_operators_may_sign_on_from_the_first_one_on(store: Store) -> None:
    add(store, "anna")
    with pytest.raises(Refused) as refused:
        sign_on(store, "ben")
    assert (refused.value.code, refused.value.facts) == ("unknown", {"what": "operator", "code": "ben"})


@pytest.mark.parametrize("role", Role)
def test_an_operator_signs_on_with_the_role_that_was_given(store: Store, role: Role) -> None:
    assert add(store, "anna", role) == Operator("anna", role)
    assert sign_on(store, "anna") == Operator("anna", role)


@pytest.mark.parametrize("name", ["ANNA", "anna", "  Anna "])
def test_letter_case_and_outer_blanks_do_not_count_and_the_name_is_the_one_added(
    store: Store, name: str
) -> None:
    add(store, " Anna ")
    assert sign_on(store, name).name == "Anna"


def test_a_name_is_given_once(store: Store) -> None:
    add(store, "Anna", Role.SUPERVISOR)
    with pytest.raises(Refused) as refused:
        add(store, "anna", Role.ADMIN)
    assert refused.value.code == "already_there"
    assert sign_on(store, "anna") == Operator("Anna", Role.SUPERVISOR)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "code_empty"),
        ("   ", "code_empty"),
        ("x" * 65, "code_too_long"),
        ("an\x1dna", "code_unprintable"),
        ("an\nna", "code_unprintable"),
    ],
)
def test_what_is_no_name_is_neither_added_nor_signed_on(store: Store, name: str, code: str) -> None:
    for attempt in (add, sign_on):
        with pytest.raises(Refused) as refused:
            attempt(store, name)
        assert refused.value.code == code
    with store.read() as conn:
        assert operators.listed(conn) == ()


def test_the_longest_name_is_one(store: Store) -> None:
    assert add(store, "x" * 64).name == "x" * 64


def test_operators_are_listed_by_name_whatever_their_letter_case(store: Store) -> None:
    for name in ("carl", "Ben", "anna", "Zoë", "Dora"):
        add(store, name)
    with store.read() as conn:
        listed = [one.name for one in operators.listed(conn)]
    assert listed == ["anna", "Ben", "carl", "Dora", "Zoë"]


# --- who may no longer --------------------------------------------------------------------------------------------


def disable(store: Store, name: str) -> None:
    store.write(lambda conn: operators.disable(conn, name, store.now(), by="office"))


def enable(store: Store, name: str) -> None:
    store.write(lambda conn: operators.enable(conn, name, by="office"))


def test_a_disabled_operator_may_not_sign_on_until_enabled(store: Store) -> None:
    add(store, "Anna", Role.SUPERVISOR)
    disable(store, " ANNA ")
    with pytest.raises(Refused) as refused:
        sign_on(store, "anna")
    assert (refused.value.code, refused.value.facts) == ("operator_disabled", {"operator": "Anna"})
    enable(store, "anna")
    assert sign_on(store, "anna") == Operator("Anna", Role.SUPERVISOR)


def test_a_store_whose_operators_are_all_disabled_lets_nobody_else_in(store: Store) -> None:
    add(store, "anna")
    disable(store, "anna")
    with pytest.raises(Refused, match="unknown"):
        sign_on(store, "ben")


def test_a_disabled_operator_keeps_the_name(store: Store) -> None:
    add(store, "anna")
    disable(store, "anna")
    with pytest.raises(Refused, match="already_there"):
        add(store, "Anna")


@pytest.mark.parametrize("change", [disable, enable])
def test_an_operator_who_is_not_there_is_neither_disabled_nor_enabled(
    store: Store, change: Callable[[Store, str], None]
) -> None:
    add(store, "anna")
    with pytest.raises(Refused) as refused:
        change(store, "ben")
    assert refused.value.facts == {"what": "operator", "code": "ben"}


def test_operators_are_listed_with_what_they_can_log_in_with(store: Store) -> None:
    def write(conn: Connection) -> None:
        for name in ("anna", "Ben", "carl"):
            operators.add(conn, name, Role.OPERATOR, store.now(), by="office")
        credentials.add_key(conn, "anna", credentials.read_key(KEY), store.now(), by="office")
        credentials.set_password(conn, "anna", "a hash", by="office")
        credentials.set_pin(conn, "ben", "a hash", by="office")
        operators.disable(conn, "ben", store.now(), by="office")

    store.write(write)
    with store.read() as conn:
        listed = operators.listed(conn)
    assert [(one.name, one.is_disabled, one.keys, one.has_password, one.has_pin) for one in listed] == [
        ("anna", False, 1, True, False),
        ("Ben", True, 0, False, True),
        ("carl", False, 0, False, False),
    ]


def test_an_operator_has_the_language_that_was_set_last(store: Store) -> None:
    store.write(
        lambda conn: operators.add(
            conn, "eva", Role.OPERATOR, store.now(), language=Language.GERMAN, by="office"
        )
    )
    assert sign_on(store, "EVA") == Operator("eva", Role.OPERATOR, Language.GERMAN)
    store.write(lambda conn: operators.set_language(conn, "Eva", Language.SPANISH, by="office"))
    assert sign_on(store, "eva").language is Language.SPANISH
    with store.read() as conn:
        assert [one.language for one in operators.listed(conn)] == [Language.SPANISH]
    store.write(lambda conn: operators.set_language(conn, "eva", None, by="office"))
    assert sign_on(store, "eva").language is None


def test_nobody_has_a_language_who_is_not_known(store: Store) -> None:
    with pytest.raises(Refused) as refused:
        store.write(lambda conn: operators.set_language(conn, "eva", Language.GERMAN, by="office"))
    assert refused.value.code == "unknown"


def test_the_database_refuses_a_language_that_there_is_not(store: Store) -> None:
    add(store, "eva", Role.OPERATOR)
    with pytest.raises(IntegrityError):
        store.write(lambda conn: conn.execute(text("UPDATE operator SET language = 'xx'")))
