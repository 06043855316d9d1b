"""R14, R18 Killed at any scan where goods move, the operator goes on at the same step, and no movement is half there."""

import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from serialhhd.store.stock import stock
from tests.every_flow import CONVERSATIONS, SOME, UNITS, filled
from tests.hosting.handheld_process import Handheld


@pytest.fixture
def floor(store: Store) -> Store:
    """A store in which everything is ready for each conversation."""
    return filled(store)


def units_at(store: Store, place: str) -> int:
    with store.read() as conn:
        return sum(
            line.quantity for line in stock.page(conn) if (line.product, line.location) == ("BOX", place)
        )


def shown(view: dict[str, Any]) -> dict[str, Any]:
    return {name: view[name] for name in ("step", "fields", "serials", "proposed")}


@pytest.mark.slow
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("flow", SOME)
def test_a_kill_after_each_answer_resumes_at_that_step(floor: Store, flow: str) -> None:
    before: dict[str, Any] | None = None
    for entry in CONVERSATIONS[flow]:
        handheld = Handheld(floor, flow)
        if before:
            assert shown(handheld.first) == shown(before), entry
        handheld.send(entry)
        before = handheld.answer()
        handheld.kill()
        assert before["message"]["severity"] != "error", before
        with floor.read() as conn:
            assert check(conn) == ()


MOMENTS = 12
"""So often each conversation is broken off, at another moment."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> dict[str, list[Any]]:
    """What each conversation shows where nobody kills it: at first, and after each entry."""
    told = {}
    for flow, entries in CONVERSATIONS.items():
        path = tmp_path_factory.mktemp("undisturbed") / "store.db"
        shutil.copy(sqlite_template, path)
        with Store.open(str(path)) as store:
            filled(store)
            handheld = Handheld(store, flow)
            handheld.send(*entries)
            told[flow] = [shown(view) for view in (handheld.first, *(handheld.answer() for _ in entries))]
            handheld.kill()
    return told


@pytest.mark.soak
@pytest.mark.parametrize("moment", range(MOMENTS))
@pytest.mark.parametrize(("flow", "entries"), CONVERSATIONS.items(), ids=CONVERSATIONS)
def test_a_kill_at_any_moment_loses_at_most_the_entry_that_was_not_answered(
    floor: Store, undisturbed: dict[str, list[Any]], flow: str, entries: Sequence[str], moment: int
) -> None:
    """All of it is sent at once, and the process killed some milliseconds after some answer: amid a posting, or its commit."""
    random = Random(f"{flow} {moment}")
    handheld = Handheld(floor, flow)
    handheld.send(*entries)
    answers = [handheld.answer() for _ in range(random.randint(0, len(entries) - 1))]
    time.sleep(random.uniform(0, 0.04))  # the moment is what is tried
    answers += handheld.kill()
    with floor.read() as conn:
        assert check(conn) == ()
    told, resumed = undisturbed[flow], Handheld(floor, flow)
    after = [at for at in (len(answers), len(answers) + 1) if at < len(told)]
    assert shown(resumed.first) in [told[at] for at in after], (len(answers), resumed.first)
    went_on = next(at for at in after if told[at] == shown(resumed.first))
    resumed.send(*entries[went_on:])
    rest = [resumed.answer() for _ in entries[went_on:]]
    resumed.kill()
    assert [shown(view) for view in rest] == told[went_on + 1 :], (
        "what is left is done as if nothing had been"
    )
    with floor.read() as conn:
        assert check(conn) == ()


@pytest.mark.slow
@pytest.mark.parametrize("acknowledged", [1, 6])
@pytest.mark.parametrize(
    ("flow", "first", "each", "place"),
    [
        ("move", ["GOODS-IN"], ["BOX", "1", "A-01"], "A-01"),
        ("transfer_in", ["TR-2"], ["BOX", "1", "E-01"], "E-01"),
    ],
)
def test_a_kill_among_postings_loses_none_and_leaves_none_half_there(
    floor: Store, flow: str, first: list[str], each: list[str], place: str, acknowledged: int
) -> None:
    """The process is killed while it works through what was sent: at any moment of a posting."""
    handheld = Handheld(floor, flow)
    handheld.send(*first, *each * UNITS)
    answers = [handheld.answer() for _ in range(len(first) + acknowledged * len(each))]
    answers += handheld.kill()
    moved = sum(view["message"]["code"] in {"moved", "transfer_received"} for view in answers)
    assert moved >= acknowledged
    assert units_at(floor, place) in {moved, moved + 1}, "at most the one that had not beeped yet"
    assert units_at(floor, place) + units_at(floor, "GOODS-IN") + units_at(floor, "TRANSIT-EAST") == 200
    with floor.read() as conn:
        assert check(conn) == ()
