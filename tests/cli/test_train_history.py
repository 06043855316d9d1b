"""`serialhhd train history, next, forget`, as they are typed."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from serialhhd.training.data_folder import default_folder
from serialhhd.training.history.history import History
from serialhhd.training.recordings import folder
from serialhhd.training.recordings.cast import About, header_line
from serialhhd.training.recordings.folder import new_file
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import checked
from tests.cli.conftest import Shell
from tests.training.history.test_history import AT, entry, mishap


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A command line of a user who has a data folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Shell(str(tmp_path / "store.db"))


@pytest.fixture
def played(shell: Shell) -> Shell:
    """The same, after two lessons of anna and one that kept no name."""
    history = History(default_folder())
    slipped: list[dict[str, Any]] = [mishap("unreadable", caught=False)]
    history.append(entry(score=40, passed=False, mishaps=slipped))
    history.append(entry(days=1, score=95))
    history.append(entry("pallet", days=2, trainee=None, seconds=12.5))
    return shell


def test_lessons_are_listed_with_a_plot_of_somebodys_progress(played: Shell) -> None:
    said = played.run("train", "history", "anna").splitlines()
    assert said[0].split() == ["AT", "TRAINEE", "SCENARIO", "SCORE", "PASSED", "SECONDS", "PAR", "SLIPPED"]
    assert said[1].split()[2:] == ["anna", "one-too-many", "40", "no", "31.2", "18.0", "unreadable"]
    assert said[3:] == ["Scores: ▄█"]
    assert len(played.run("train", "history").splitlines()) == 4


def test_programs_read_them_as_json_and_spreadsheets_as_csv(played: Shell, tmp_path: Path) -> None:
    rows = json.loads(played.run("train", "history", "--json"))
    assert [(row["trainee"], row["score"]) for row in rows] == [("anna", 40), ("anna", 95), (None, 88)]
    assert rows[0]["at"] == datetime(2026, 3, 2, 9, tzinfo=UTC).isoformat()
    lines = played.run("train", "history", "anna", "--csv", "-").splitlines()
    assert lines[0] == "at,trainee,scenario,score,passed,seconds,par,slipped"
    assert [line.partition(",")[2] for line in lines[1:]] == [
        "anna,one-too-many,40,no,31.2,18.0,unreadable",
        "anna,one-too-many,95,yes,31.2,18.0,",
    ]
    played.run("train", "history", "--csv", str(tmp_path / "all.csv"))
    assert len((tmp_path / "all.csv").read_text(encoding="utf-8").splitlines()) == 4


def test_what_trains_what_slipped_is_next(played: Shell) -> None:
    named = played.run("train", "next", "ANNA").strip()
    assert "unreadable" in {event.fault for event in checked(shipped.find(named)).scenario.events}
    assert checked(shipped.find(played.run("train", "next", "ben").strip())).scenario.events == ()


def test_nothing_of_a_name_stays(played: Shell) -> None:
    files = [new_file(folder.default_folder(), "own", AT) for _ in range(3)]
    for file, trainee in zip(files, ("anna", "ben", ""), strict=True):
        about = About(program="0.2.0", scenario="own", toml="", flows="", trainee=trainee or None)
        file.write_bytes(header_line(about, columns=80, rows=24, timestamp=0, title="own"))
    assert [oct(path.stat().st_mode)[-3:] for path in (files[0], files[0].parent)] == ["600", "700"]
    played.run("train", "forget", "Anna")
    assert [file.exists() for file in files] == [False, True, True]
    assert played.run("train", "history", "anna") == ""
    assert [row["scenario"] for row in json.loads(played.run("train", "history", "--json"))] == ["pallet"]
    left = [file for file in default_folder().rglob("*") if file.is_file()]
    assert not [file for file in left if b"anna" in file.read_bytes()]


def test_without_any_lesson_nothing_is_there_and_nothing_is_made(shell: Shell) -> None:
    assert shell.run("train", "history") == ""
    assert json.loads(shell.run("train", "history", "--json")) == []
    assert not default_folder().exists()


def test_a_folder_that_cannot_be_used_is_told(shell: Shell) -> None:
    default_folder().parent.mkdir(parents=True)
    default_folder().write_text("no folder", encoding="utf-8")
    assert "cannot be used" in shell.refused("train", "history", code=2)
    assert "cannot be used" in shell.refused("train", "forget", "anna", code=2)
