"""Lessons by hand, as they are typed: each is recorded and kept, under the name of who plays or under none."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from serialhhd.training.data_folder import default_folder
from serialhhd.training.history.history import History
from serialhhd.training.recordings import folder
from serialhhd.training.recordings.cast import read
from serialhhd.training.recordings.verifying import first_difference, score_of
from serialhhd.training.scenarios.loader import checked
from tests.cli.conftest import Shell
from tests.pseudo_terminal import PseudoTerminal

RIGHT: Final = "PR-1\n9521234543213\n..4\n..4\n..4\n:done\n\nGOODS-IN\n"
RUN: Final = (sys.executable, "-m", "serialhhd", "--store", "none.db", "train", "run")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who has a data folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def plays(lines: str, *options: str, **environ: str) -> str:
    """Play first-receipt line by line, and return what is said."""
    done = subprocess.run(
        [*RUN, "first-receipt", "--plain", *options],
        input=lines.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, **environ},
    )
    return (done.stdout + done.stderr).decode()


def recordings() -> list[Path]:
    return sorted(folder.default_folder().glob("*.cast"))


def test_a_lesson_is_recorded_and_kept_with_the_name_of_who_plays(tmp_path: Path) -> None:
    said = plays(RIGHT, "--name", "anna")
    assert "PASSED 100" in said
    (kept,) = History(default_folder()).entries("anna")
    (file,) = recordings()
    cast = read(file)
    assert (kept.scenario, kept.score, kept.end_state) == ("first-receipt", 100, "as_expected")
    assert first_difference(cast) is None
    assert (cast.about.trainee, score_of(cast).score) == ("anna", 100)
    shown = "".join(event.data for event in cast.events if event.kind == "o")
    assert "PR-1 is complete" in shown
    again = plays(RIGHT, "--record", "own.cast", SERIALHHD_OPERATOR="Anna")
    assert "██ in 2 lessons" in again
    assert first_difference(read(tmp_path / "own.cast")) is None
    assert len(recordings()) == 1


def test_without_a_name_nothing_says_who_it_was() -> None:
    plays(RIGHT, "--anonymous", SERIALHHD_OPERATOR="zwetlana")
    (kept,) = History(default_folder()).entries()
    assert kept.trainee is None
    files = [file for file in default_folder().rglob("*") if file.is_file()]
    assert len(files) == 3
    assert not [file for file in files if b"zwetlana" in file.read_bytes()]


def test_what_cannot_be_kept_is_told_and_the_lesson_is_played(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder", encoding="utf-8")
    said = plays(RIGHT, "--name", "anna")
    assert "PASSED 100" in said
    assert "Nothing is recorded" in said
    assert "What came of it is not kept" in said
    assert "Nothing more is recorded" in plays(RIGHT, "--record", "/dev/full")


def records(name: str, lines: str, *options: str, store: str = "none.db", code: int = 0) -> str:
    """Play a lesson once line by line to have it written as a scenario, and return what is said."""
    command = [
        sys.executable,
        "-m",
        "serialhhd",
        "--store",
        store,
        "train",
        "record",
        name,
        "--plain",
        *options,
    ]
    done = subprocess.run(command, input=lines.encode(), capture_output=True, check=False)
    assert done.returncode == code, (done.stdout + done.stderr).decode()
    return (done.stdout + done.stderr).decode()


def test_a_lesson_that_is_played_once_is_written_as_a_scenario(tmp_path: Path) -> None:
    said = records("mine", RIGHT, "--from", "first-receipt")
    assert "Wrote mine.toml: 3 units, 0 events." in said
    assert checked(tmp_path / "mine.toml").scenario.title == "mine"
    assert not default_folder().exists()
    assert "mine.toml is there" in records("mine", RIGHT, "--from", "first-receipt", code=2)
    assert "nothing is written" in records("none", "..e\n", "--from", "first-receipt", code=1)
    assert "name a scenario with --from, or a training store" in records("none", RIGHT, code=2)


def test_it_may_begin_with_what_a_training_store_holds_and_with_no_other(tmp_path: Path) -> None:
    shell, work = Shell(str(tmp_path / "own.db")), Shell(str(tmp_path / "work.db"))
    shell.run("train", "new", shell.store)
    for one in (shell, work):
        one.run("product", "add", "CAM-9", "--name", "Camera", "--tracking", "full-tracking")
    assert "no document is open" in records("two", RIGHT, store=shell.store, code=2)
    for one in (shell, work):
        one.run("pre-receipt", "add", "PR-77", "--line", "CAM-9:2")
    played = "PR-77\nCAM-9\nSN01\nSN02\n:done\n\nGOODS-IN\n..e\n"
    said = records("two", played, store=shell.store)
    assert "Wrote two.toml: 2 units" in said
    assert "No score: this lesson is to be a scenario." in said
    assert not [one for one in ("PASSED", "of 100", "as it should be") if one in said]
    assert [one.serials for one in checked(tmp_path / "two.toml").scenario.goods] == ["SN01,SN02"]
    assert "training" in records("three", played, store=work.store, code=3)
    assert shell.json("stock", "list") == []


def test_on_a_screen_what_is_shown_and_scanned_is_recorded_and_holds(tmp_path: Path) -> None:
    command = (*RUN, "one-too-many", "--name", "ben", "--record", "own.cast", "--size", "20x16")
    terminal = PseudoTerminal(command, "xterm-256color", 100, 32, folder=tmp_path)
    terminal.sees("PRE-RECEIPT?")
    terminal.sends("PR-1\r", "PRODUCT?")
    terminal.sends("..2\r", "SERIAL?")
    terminal.sends("SN01\r", "1/3")
    terminal.sends("..4\r", "2/3")
    terminal.sends("..4\r", "3/3")
    terminal.sends("..a\r", "which")
    terminal.sends("..4\r", "Set aside")
    terminal.sends("\x1bOS", "QUANTITY?")
    terminal.sends("\r", "LOCATION?")
    terminal.sends("GOODS-IN\r", "100")
    assert terminal.ends("\r") == 0
    cast = read(tmp_path / "own.cast")
    assert first_difference(cast) is None
    scans = [event.data for event in cast.events if event.kind == "i"]
    assert scans[:3] == ["PR-1\r", "9521234543213\r", "SN01\r"]
    assert scans[3].endswith("21SN02\r")
    assert ":done\r" in scans
    head = json.loads((tmp_path / "own.cast").read_bytes().splitlines()[0])
    assert (head["width"], head["height"]) == (100, 32)
    shown = "".join(event.data for event in cast.events if event.kind == "o")
    assert "\x1b[" in shown
    assert "SN01" in shown
