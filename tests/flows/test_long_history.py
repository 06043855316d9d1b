"""What a conversation asks of the store grows with the work in hand, and not with all that was ever done: in steps of SQLite's machine."""

import shutil
from pathlib import Path

import pytest

from tests.flows.long_history import AfterAll, lengthen, one_day
from tests.flows.scenario import Scenario
from tests.flows.test_scenarios import SCENARIOS

FEW, MANY = 20, 200
"""Days."""
A_LITTLE = 150
"""Steps by which a statement may be dearer: a level more of a tree, or a look at a row that is over."""
FIRST = {scenario.file: scenario for scenario in reversed(SCENARIOS)}
IN_THE_GATE = list(FIRST.values())[::3]
PLAYED = [
    pytest.param(
        scenario,
        id=f"{scenario.file}: {scenario.title}",
        marks=pytest.mark.slow if scenario in IN_THE_GATE else pytest.mark.soak,
    )
    for scenario in SCENARIOS
]
"""The first conversation of every third file in `make test-all`, every other one in `make bench`."""


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> tuple[Path, Path]:
    """A store with a short history, and one with a long one."""
    folder = tmp_path_factory.mktemp("histories")
    one_day(sqlite_template, folder / "day.db")
    for days in (FEW, MANY):
        lengthen(folder / "day.db", folder / f"{days}.db", days)
    return folder / f"{FEW}.db", folder / f"{MANY}.db"


@pytest.mark.parametrize("scenario", PLAYED)
def test_nothing_is_asked_that_grows_with_what_is_over(
    histories: tuple[Path, Path], scenario: Scenario, tmp_path: Path
) -> None:
    asked, said = [], []
    for history in histories:
        path = tmp_path / history.name
        shutil.copy(history, path)
        with AfterAll(path) as play:
            play.plays(scenario)
            asked.append(play.asked.steps)
            said.append(play.said)
    few, many = asked
    assert said[0] == said[1]
    grown = {
        one: (few.get(one, 0), many[one]) for one in many if many[one] > 1.3 * few.get(one, 0) + A_LITTLE
    }
    assert grown == {}
