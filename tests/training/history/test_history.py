"""The history of lessons: what is kept, who may read it, what several write at once, and what is left of a name."""

import json
import os
import resource
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from serialhhd.training.hands.plot import plotted
from serialhhd.training.history.entry import Entry, entry_of
from serialhhd.training.history.history import FILE, History
from serialhhd.training.history.proposing import Proposal, proposed
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import checked
from serialhhd.training.scenarios.model import Event, Scenario

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
RESULT: dict[str, Any] = json.loads(
    """{"scenario": "one-too-many", "seed": 7, "trainee": "anna", "units": 3, "seconds": 31.2, "par": 18.0, "wrong_scans": 1,
    "late_alarms": 0, "undo": 1, "hints": 0, "mishaps": [{"fault": "over_delivery", "caught": true, "seconds": 4.1}],
    "end_state": "as_expected", "score": 88, "passed": true}"""
)
"""As the issue has it."""
WRITES = """
import json, sys
from pathlib import Path
from serialhhd.training.history.entry import Entry
from serialhhd.training.history.history import History
entry = Entry.model_validate_json(sys.argv[2])
for number in range(40):
    History(Path(sys.argv[1])).append(entry.model_copy(update={"seed": number}))
"""


def entry(scenario: str = "one-too-many", *, days: int = 0, **more: Any) -> Entry:
    return entry_of({**RESULT, "scenario": scenario, **more}, AT + timedelta(days=days))


def mishap(fault: str, *, caught: bool) -> dict[str, Any]:
    return {"fault": fault, "caught": caught, "seconds": 2.0 if caught else None}


def test_a_result_is_kept_whole_and_read_again(tmp_path: Path) -> None:
    history = History(tmp_path / "new" / "training")
    assert history.entries() == ()
    history.append(entry())
    (kept,) = history.entries("Anna")
    assert kept == entry()
    assert {key: value for key, value in kept.model_dump(mode="json").items() if key != "at"} == RESULT
    assert history.entries("ben") == ()


def test_nobody_but_its_owner_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "training"
    folder.mkdir(mode=0o755)
    (folder / FILE).touch(0o644)
    before = os.umask(0)
    try:
        History(folder).append(entry())
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_several_lessons_that_end_at_once_are_all_kept(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITES, str(tmp_path)]
    writers = [
        subprocess.Popen([*command, entry(trainee=name * 2000).model_dump_json()]) for name in ("a", "b", "c")
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert sorted((one.trainee or "")[0] + str(one.seed) for one in History(tmp_path).entries()) == sorted(
        f"{name}{number}" for name in "abc" for number in range(40)
    )


def test_what_somebody_who_was_killed_left_open_spoils_no_other_line(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.append(entry())
    with (tmp_path / FILE).open("ab") as file:
        file.write(b'{"at": "2026-')
    history.append(entry(days=1))
    assert history.entries() == (entry(), entry(days=1))


def test_of_a_lesson_for_which_there_is_no_room_nothing_is_kept(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.append(entry())
    before = (tmp_path / FILE).read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 10, limits[1]))
    try:
        with pytest.raises(OSError, match="large"):
            history.append(entry(days=1))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / FILE).read_bytes() == before


def test_nothing_of_a_name_stays_and_all_of_others_does(tmp_path: Path) -> None:
    history = History(tmp_path)
    for name in ("anna", "ANNA", "annabel", "ben"):
        history.append(entry(trainee=name))
    history.append(entry_of(RESULT, AT, is_anonymous=True))
    with (tmp_path / FILE).open("ab") as file:
        file.write(b'{"trainee": "anna", "of": "a newer program"}\n{"trainee": "anna", "cut o')
    assert history.forget("Anna") == 4
    assert [one.trainee for one in history.entries()] == ["annabel", "ben", None]
    assert history.forget("anna") == 0
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b'"anna"' not in left.lower()


def test_progress_is_a_plot_of_one_row() -> None:
    assert plotted([], 10) == ""
    assert plotted([0, 12, 13, 50, 99, 100], 10) == "▁▁▂▅██"
    assert plotted([0, 50, 100], 2) == "▅█"
    assert plotted([50], 0) == ""


# --- what is next -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scenarios() -> dict[str, Scenario]:
    """Four scenarios, named by what goes wrong in them."""
    plain = checked(shipped.find("first-receipt")).scenario
    names = ("nothing", "unreadable", "caps_lock unreadable short_delivery", "pallet_label")
    return {name: plain.model_copy(update={"events": tuple(map(event, name.split()))}) for name in names}


def event(fault: str) -> Event:
    return Event(at="start", fault=fault if fault != "nothing" else "double_read", right="call")


def test_whoever_has_played_nothing_begins_with_the_first_to_learn(scenarios: dict[str, Scenario]) -> None:
    assert proposed([], scenarios) == Proposal("nothing", is_first=True)


def test_what_is_learnt_next_comes_next(scenarios: dict[str, Scenario]) -> None:
    assert proposed([entry("nothing", mishaps=[])], scenarios) == Proposal("unreadable")


def test_what_slipped_is_trained_by_the_scenario_that_has_most_of_it(scenarios: dict[str, Scenario]) -> None:
    slipped = entry(mishaps=[mishap("unreadable", caught=False)], passed=False)
    assert proposed([slipped], scenarios) == Proposal("unreadable", ("unreadable",))
    more = entry(mishaps=[mishap("caps_lock", caught=False), mishap("short_delivery", caught=False)])
    all_of_it = "caps_lock unreadable short_delivery"
    assert proposed([slipped, more], scenarios) == Proposal(all_of_it, tuple(all_of_it.split()))


def test_what_was_caught_since_is_trained_no_more(scenarios: dict[str, Scenario]) -> None:
    entries = [entry("unreadable", mishaps=[mishap("unreadable", caught=one)]) for one in (False, True)]
    assert proposed(entries, scenarios).slipped == ()
    assert proposed(entries[::-1], scenarios).slipped == ("unreadable",)


def test_whoever_has_passed_all_plays_again_what_went_worst(scenarios: dict[str, Scenario]) -> None:
    passed = [entry(name, mishaps=[], score=90) for name in scenarios]
    worst = entry("pallet_label", mishaps=[], score=81)
    assert proposed([*passed, worst], scenarios) == Proposal("pallet_label", is_passed=True)
    failed = entry("pallet_label", mishaps=[], score=70, passed=False)
    assert proposed([*passed, failed], scenarios) == Proposal("pallet_label")
