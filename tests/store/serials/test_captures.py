"""R15 What a run has captured is given up again, one by one or all of it: what only the run knew is gone, the rest is as it was."""

from collections.abc import Iterator
from functools import partial

import pytest

from serialhhd.store.engine.store import Store
from serialhhd.store.schema import check
from serialhhd.store.serials import captures, traces
from serialhhd.store.stock import runs
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState
from tests.conftest import Sql

ANNA, BEN = 1, 2


@pytest.fixture
def held(warehouse: Store, sql: Sql) -> Iterator[Store]:
    """Anna holds C3, which nobody knew, then E4, which is expected, then S1, which is in stock; Ben holds E5."""
    sql("UPDATE serial SET run_id = 1, captured_at = 10, lot = 'L', lot_key = 'l' WHERE id = 4")
    sql("UPDATE serial SET run_id = 1, captured_at = 20 WHERE id = 1")
    sql("UPDATE serial SET run_id = 2, captured_at = 30 WHERE id = 5")
    yield warehouse
    sql("UPDATE run SET captured = (SELECT count(*) FROM serial WHERE run_id = run.id)")
    with warehouse.read() as conn:
        assert check.check(conn) == ()


def state(store: Store, serial: str) -> tuple[SerialState, str | None]:
    with store.read() as conn:
        trace = traces.show(conn, serial, "CAM")
        return trace.state, trace.lot


def test_the_last_capture_is_given_up_first(held: Store) -> None:
    assert [held.write(lambda conn: captures.undo(conn, ANNA)) for _ in range(3)] == ["S1", "E4", "C3"]
    assert state(held, "S1") == (SerialState.IN_STOCK, None)
    assert state(held, "E4") == (SerialState.EXPECTED, None)
    with pytest.raises(Refused, match="unknown"):
        state(held, "C3")
    with pytest.raises(Refused, match="nothing_captured"):
        held.write(lambda conn: captures.undo(conn, ANNA))


def test_one_capture_is_given_up_by_its_serial(held: Store) -> None:
    assert held.write(lambda conn: captures.remove(conn, ANNA, " e4 ")) == "E4"
    assert state(held, "E4") == (SerialState.EXPECTED, None)
    for other in ("E4", "E5", "S2", "nowhere"):
        with pytest.raises(Refused, match="not_captured"):
            held.write(partial(captures.remove, run_id=ANNA, text=other))


def test_all_captures_of_a_run_are_given_up_and_those_of_others_stay(held: Store, sql: Sql) -> None:
    sql("UPDATE run SET captured = 3 WHERE id = 1")
    held.write(lambda conn: runs.drop_captures(conn, ANNA))
    assert state(held, "E4") == (SerialState.EXPECTED, None)
    assert sql("UPDATE run SET captured = 0 WHERE id = 1 AND captured = 0") == 1
    assert sql("UPDATE serial SET run_id = run_id WHERE run_id = 1") == 0
    assert sql("UPDATE serial SET run_id = run_id WHERE run_id = 2") == 1


def test_the_lines_of_a_run_are_free_and_those_of_others_stay(held: Store, sql: Sql) -> None:
    sql("UPDATE document_line SET run_id = 1 WHERE id = 1")
    sql("UPDATE document_line SET run_id = 2 WHERE id = 2")
    held.write(lambda conn: runs.drop_claims(conn, ANNA))
    assert sql("UPDATE document_line SET run_id = 2 WHERE run_id IS NULL AND id = 1") == 1
    assert sql("UPDATE document_line SET run_id = run_id WHERE run_id = 2") == 2
