"""`serialhhd train run SCENARIO`, as it is typed on a real terminal: played to its end, left, and hung up on."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from serialhhd.cli.nouns.train import BY_HAND, app
from tests.cli.conftest import Shell
from tests.pseudo_terminal import PseudoTerminal

ALT = "\x1b"
PLAYED = (
    (ALT + "1", "PRODUCT?"),
    (ALT + "2", "SERIAL?"),
    (ALT + "4", "1/3"),
    (ALT + "4", "2/3"),
    (ALT + "4", "ALL 3"),
    ("\r", "QUANTITY?"),
    ("..a\r", "which one?"),
    (ALT + "4", "Set aside: Serial SN04."),
    ("..c\r", "has been told"),
    ("\r", "LOCATION?"),
    (ALT + "3", "PASSED"),
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


def opened(*options: str, columns: int = 80, rows: int = 24, store: str = "") -> PseudoTerminal:
    command = [sys.executable, "-m", "serialhhd", "train", "run", "one-too-many", *options]
    environ = {
        "LANG": "C.UTF-8",
        "SERIALHHD_OPERATOR": "anna",
        "SERIALHHD_STORE": store or "/nowhere/store.db",
    }
    return PseudoTerminal(command, "xterm-256color", columns, rows, folder=None, **environ)


def test_a_whole_lesson_by_keys_and_its_result_and_no_other_store_is_touched(
    place: Path, sample_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    own = tmp_path_factory.mktemp("own") / "store.db"
    shutil.copy(sample_template, own)
    before = own.read_bytes()
    terminal = opened("--json", store=str(own))
    terminal.sees("PRE-RECEIPT?")
    for keys, seen in PLAYED:
        terminal.sends(keys, seen)
    assert terminal.ends("\r") == 0
    (line,) = [one for one in terminal.came.decode().splitlines() if '{"scenario"' in one]
    result = json.loads(line[line.index("{") :])
    assert (result["scenario"], result["trainee"], result["units"]) == ("one-too-many", "anna", 3)
    assert (result["end_state"], result["passed"]) == ("as_expected", True)
    assert [(one["fault"], one["caught"]) for one in result["mishaps"]] == [("over_delivery", True)]
    assert list(place.iterdir()) == []
    assert own.read_bytes() == before


def test_whoever_leaves_an_exam_is_told_and_has_exit_0(place: Path) -> None:
    terminal = opened("--exam", "--size", "16x8", columns=52, rows=20)
    terminal.sees("PRE-RECEIPT?")
    terminal.sends("..h\r", "no hints in an exam")
    terminal.sends(":quit\r", "NOT PASSED 0 of 100")
    assert terminal.ends("\r") == 0
    assert list(place.iterdir()) == []


def test_a_terminal_that_hangs_up_leaves_nothing_behind(place: Path) -> None:
    terminal = opened()
    terminal.sees("PRE-RECEIPT?")
    terminal.sends(ALT + "1", "PRODUCT?")
    assert list(place.iterdir()) != []
    terminal.hangs_up()
    assert list(place.iterdir()) == []


def test_too_small_a_terminal_is_told_the_size_before_anything_begins(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(place / "data"))  # where a recording would be
    terminal = opened("--size", "26x16", columns=61, rows=19)
    assert terminal.ends() == 1
    said = terminal.came.decode()
    assert "error: lesson_needs_terminal: " in said
    assert "a terminal of 62x20" in " ".join(said.split())
    assert "61x19" in said
    assert list(place.iterdir()) == []


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A command line without a store."""
    return Shell(str(tmp_path / "store.db"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("one-too-many", "first-pick"), "one lesson at a time"),
        (("one-too-many", "--junit", "x.xml"), "one lesson at a time"),
        (("one-too-many",), "no terminal"),
        (("one-too-many", "--size", "9x9"), "is not a size"),
    ],
)
def test_what_cannot_be_is_wrong_usage(shell: Shell, arguments: tuple[str, ...], said: str) -> None:
    assert said in shell.refused("train", "run", *arguments, code=2)


@pytest.mark.parametrize(
    ("arguments", "idle"),
    [
        (("run", "first-pick", "--auto", "--exam", "--name", "anna"), "--exam, --name"),
        (("run", "first-pick", "--auto", "--anonymous"), "--anonymous"),
        (("run", "first-pick", "--auto", "--size", "20x16"), "--size"),
        (("run", "first-pick", "--auto", "--plain"), "--plain"),
        (("run", "first-pick", "--auto", "--language", "de"), "--language"),
        (("run", "first-pick", "--plain", "--size", "20x16"), "--size"),
        (("run", "first-pick", "--plain", "--anonymous", "--name", "anna"), "--name"),
        (("record", "mine", "--plain", "--from", "first-pick", "--flow", "goods_in"), "--flow"),
        (("replay", "none.cast", "--verify", "--speed", "2"), "--speed"),
    ],
)
def test_an_option_that_does_nothing_beside_another_is_refused_by_its_name(
    shell: Shell, arguments: tuple[str, ...], idle: str
) -> None:
    said = " ".join(shell.refused("train", *arguments, code=2).replace("│", " ").split())
    assert f"this does nothing: {idle}. Leave it out." in said


def test_of_train_run_each_option_is_for_both_ways_of_playing_or_is_refused_beside_the_other() -> None:
    command = get_command(app)
    both = {"scenarios", "auto", "seed", "as_json", "record"}
    options = {one.name for one in command.commands["run"].params}  # type: ignore[attr-defined]
    assert options == both | {"junit", "speed"} | set(BY_HAND)


def test_by_lines_the_result_is_all_that_is_on_stdout(shell: Shell) -> None:
    said = shell.run("train", "run", "one-too-many", "--plain", "--json", "--seed", "3")
    assert json.loads(said)["score"] == 0
    assert json.loads(said)["seed"] == 3
