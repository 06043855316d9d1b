"""The golden conversations of tests/scenarios, each on both engines."""

from pathlib import Path

import pytest

from tests.flows.scenario import Line, Play, Scenario, read

FOLDER = Path(__file__).parents[1] / "scenarios"
FILES = sorted(FOLDER.glob("*.txt"))
SCENARIOS = [scenario for file in FILES for scenario in read(file)]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: f"{scenario.file}: {scenario.title}")
def test_the_conversation_goes_as_written(scenario: Scenario, store_url: str, tmp_path: Path) -> None:
    with Play(store_url, tmp_path) as play:
        play.run(scenario)


def test_every_rule_has_a_file_and_every_scenario_its_own_title() -> None:
    rules = {f"R{number}" for number in range(1, 18)}
    assert rules <= {file.stem for file in FILES}
    titles = [scenario.title for scenario in SCENARIOS]
    assert len(set(titles)) == len(titles)
    for scenario in SCENARIOS:
        if scenario.file in rules:
            assert scenario.title.startswith(f"{scenario.file} ")


@pytest.mark.parametrize(
    "wrong",
    [
        "hello",
        "given product CAM-1 full-tracking",
        "> NOPE",
        "step enter_serials",
        "success unknown",
        "error unknown   1/3",
        "says something else",
        "then pre-receipt PR-1 line CAM-1 confirmed 1 of 3",
        "then stock CAM-1 at GOODS-IN quantity 1",
        "then serial SN1 in_stock",
        "then transaction receipt 1 of CAM-1",
        "refused already_there",
    ],
)
def test_a_scenario_that_is_wrong_fails_and_says_where(
    wrong: str, sqlite_template: Path, tmp_path: Path
) -> None:
    right = [
        "given product CAM-1 full-tracking",
        "given pre-receipt PR-1 with CAM-1 x 3",
        "flow goods_in as anna",
        "> NOPE",
    ]
    if wrong == "> NOPE":
        right, wrong = right[:2], "error unknown"
    lines = tuple(Line(f"it.txt:{number}", text) for number, text in enumerate([*right, wrong], start=1))
    path = tmp_path / "store.db"
    path.write_bytes(sqlite_template.read_bytes())
    with Play(f"sqlite:///{path}", tmp_path) as play, pytest.raises(AssertionError, match=r"it\.txt|refused"):
        play.run(Scenario("it", "wrong", lines))
