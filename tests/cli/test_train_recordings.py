"""`serialhhd train replay, score`, as they are typed; and asciinema, which plays the same files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from tests.cli.conftest import Shell
from tests.training.recordings.playing import recorded
from tests.training.recordings.test_recordings import played, rewritten

SHOWN = "\x1b[7mPRE-RECEIPT?\x1b[0m\r\n"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A command line without a store."""
    return Shell(str(tmp_path / "store.db"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A lesson that was recorded, of which two frames were shown."""
    file = tmp_path / "lesson.cast"
    with recorded(file, "one-too-many") as hand:
        hand.recording.show(SHOWN)
        played(hand)
        hand.recording.show("bye\r\n")
    return file


def test_a_lesson_is_played_again_as_it_was_seen(shell: Shell, file: Path) -> None:
    assert shell.run("train", "replay", str(file), "--speed", "1000") == f"{SHOWN}bye\r\n".replace(
        "\r\n", "\n"
    )


def test_a_recording_holds_or_the_first_difference_is_told(shell: Shell, file: Path) -> None:
    assert shell.run("train", "replay", str(file), "--verify") == f"ok: {file} (10.4 s)\n"
    other = rewritten(file, '\\"serial\\": \\"SN02\\"', '\\"serial\\": \\"SN99\\"')
    said = shell.run("train", "replay", str(other), "--verify", code=1)
    assert said == f"differs: {file}\n  row 2 of serial: serial is 'SN02', not 'SN99'\n"


def test_flows_that_have_changed_since_are_told_and_it_is_played_under_those_of_then(
    shell: Shell, file: Path, tmp_path: Path
) -> None:
    flows = tmp_path / "flows.toml"
    text = PACKAGED.read_text(encoding="utf-8").replace('"scan_product", "enter_serials"', '"scan_product"')
    flows.write_text(text, encoding="utf-8")
    assert shell.run("--flows", str(flows), "train", "replay", str(file), "--verify").startswith("ok: ")


def test_the_score_is_reckoned_anew(shell: Shell, file: Path) -> None:
    score = json.loads(shell.run("train", "score", str(file)))
    assert (score["scenario"], score["trainee"], score["score"], score["units"]) == ("own", "anna", 93, 3)


def test_what_is_cut_short_is_played_as_far_as_it_goes_and_has_no_score(shell: Shell, file: Path) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:4]) + lines[4][:10])
    assert shell.run("train", "replay", str(file), "--speed", "1000") == SHOWN.replace("\r\n", "\n")
    for asked in (("replay", str(file), "--verify"), ("score", str(file))):
        assert shell.refused("train", *asked).startswith("error: recording_cut_short: ")
    assert shell.refused("train", "score", str(PACKAGED)).startswith("error: no_recording: ")


def test_asciinema_plays_it(file: Path) -> None:
    command = [sys.executable, "-m", "asciinema", "cat", str(file)]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert done.stdout.decode() == f"{SHOWN}bye\r\n"
