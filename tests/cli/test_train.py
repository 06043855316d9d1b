"""`serialhhd train`, as it is typed: what it says of scenarios, and how it ends."""

import json
from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.training.scenarios import shipped
from tests.cli.conftest import Shell

FIRST = shipped.find("first-receipt")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A command line without a store."""
    return Shell(str(tmp_path / "store.db"))


def test_what_is_shipped_is_listed_and_right(shell: Shell) -> None:
    rows = json.loads(shell.run("train", "list", "--json"))
    assert [row["scenario"] for row in rows] == list(shipped.names())
    assert all(row.keys() == {"scenario", "title", "goal", "par"} for row in rows)
    assert "Your first receipt" in shell.run("train", "list")
    said = shell.run("train", "check").splitlines()
    assert len(said) == len(rows)
    assert all(line.startswith("ok: ") for line in said)


@pytest.mark.parametrize("command", [("check",), ("run",), ("class",), ("record", "x", "--from")], ids=str)
def test_a_name_that_nothing_has_brings_the_nearest_also_where_there_is_no_terminal(
    shell: Shell, command: tuple[str, ...]
) -> None:
    said = shell.refused("train", *command, "first-recipt", code=4)
    assert 'did you mean "first-receipt"' in said


def test_all_problems_of_all_files_are_told_and_those_that_are_right_too(
    shell: Shell, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        text = FIRST.read_text(encoding="utf-8").replace('"gs1-datamatrix"', f'"{name}"')
        (tmp_path / f"{name}.toml").write_text(text.replace("par = 8", "par = 0"), encoding="utf-8")
    files = [str(tmp_path / f"{name}.toml") for name in ("a", "b")]
    problems = json.loads(shell.run("train", "check", *files, "--format", "json", code=4))
    assert [(Path(one["file"]).stem, one["code"]) for one in problems] == [
        (name, "wrong_value") for name in ("a", "a", "b", "b")
    ]


def test_the_flow_in_force_must_ask_what_is_needed(shell: Shell, tmp_path: Path) -> None:
    flows = tmp_path / "flows.toml"
    text = PACKAGED.read_text(encoding="utf-8").replace('"scan_product", "enter_serials"', '"scan_product"')
    flows.write_text(text, encoding="utf-8")
    said = shell.refused("--flows", str(flows), "train", "check", "first-receipt", code=4)
    assert 'the flow "goods_in" in force does not ask "enter_serials"' in said


def test_the_schema_is_printed(shell: Shell) -> None:
    assert json.loads(shell.run("train", "schema"))["properties"]["events"]["type"] == "array"


def test_scenarios_are_played_and_an_end_that_differs_is_an_exit_code(shell: Shell, tmp_path: Path) -> None:
    other, report = tmp_path / "other.toml", tmp_path / "report.xml"
    text = FIRST.read_text(encoding="utf-8").replace('quantity = 3, serials = "SN01..SN03"', "quantity = 2")
    other.write_text(text, encoding="utf-8")
    assert (
        shell.run("train", "run", "one-too-many", "--auto")
        == "ok: one-too-many (8 scans, 1 mishap, score 100)\n"
    )
    said = shell.run("train", "run", "first-receipt", str(other), "--auto", "--junit", str(report), code=1)
    assert said.splitlines()[0].startswith("ok: first-receipt")
    assert said.splitlines()[1].startswith(f"differs: {other}")
    assert "CAM-1 at GOODS-IN: 3 units, not 2" in said
    assert 'failures="1"' in report.read_text(encoding="utf-8")
    first, second = map(
        json.loads,
        shell.run("train", "run", "one-too-many", str(other), "--auto", "--json", code=1).splitlines(),
    )
    assert (first["score"], first["passed"], first["mishaps"][0]["caught"]) == (100, True, True)
    assert (first["differences"], second["score"], len(second["differences"])) == ([], 0, 1)
    assert not Path(shell.store).exists()


def test_somebody_may_look_on(shell: Shell) -> None:
    said = shell.run("train", "run", "one-too-many", "--auto", "--speed", "1000")
    assert "> PR-1\n" in said
    assert said.endswith("ok: one-too-many (8 scans, 1 mishap, score 100)\n")


def test_without_hands_or_for_a_file_that_is_wrong_nothing_is_played(shell: Shell, tmp_path: Path) -> None:
    assert "no terminal" in shell.refused("train", "run", "first-receipt", code=2)
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("version = 1\n", encoding="utf-8")
    assert "missing key" in shell.refused("train", "run", "first-receipt", str(wrong), "--auto", code=4)
