"""What the programs of a site note in its store, for all to see."""

from datetime import timedelta
from functools import partial

from serialhhd.store.catalogue import settings
from serialhhd.store.engine.store import Store
from tests.conftest import Sql


def test_what_is_wrong_with_each_file_of_flows_is_kept_until_it_is_right(store: Store) -> None:
    now = store.now()

    def problems() -> dict[str, str]:
        with store.read() as conn:
            return settings.flows_problems(conn, now)

    for file, problem in (("a.toml", "line 1"), ("b%.toml", "line 2"), ("a.toml", "line 3")):
        store.write(partial(settings.note_flows_problem, file=file, problem=problem, at=now))
    assert problems() == {"a.toml": "line 3", "b%.toml": "line 2"}
    store.write(lambda conn: settings.note_flows_problem(conn, "a.toml", None, now))
    assert problems() == {"b%.toml": "line 2"}


def test_what_was_wrong_with_a_file_is_not_told_for_long_after_the_last_program_that_used_it(
    store: Store,
) -> None:
    then = store.now()
    store.write(lambda conn: settings.note_flows_problem(conn, "a.toml", "line 1", then))
    with store.read() as conn:
        last = then + settings.FLOWS_PROBLEM_COUNTS
        assert settings.flows_problems(conn, last) == {"a.toml": "line 1"}
        assert settings.flows_problems(conn, last + timedelta(seconds=1)) == {}


def test_the_last_sign_of_life_counts(store: Store, sql: Sql) -> None:
    for _ in range(2):
        store.write(lambda conn: settings.note_sign_of_life(conn, store.now()))
    assert sql("UPDATE setting SET value = value WHERE key = 'sign_of_life'") == 1
