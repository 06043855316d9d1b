"""Throw-away stores: each is gone with whoever made it, and what somebody left who was killed goes with the next."""

import subprocess
import sys
from pathlib import Path

import pytest

from serialhhd.store.engine import throw_away

WORKS = """
import sys
from serialhhd.store.engine import throw_away
with throw_away.ending_in_order(), throw_away.store("test") as store:
    print(store.place.path, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


def works() -> tuple[subprocess.Popen[str], Path]:
    """Start another program with a throw-away store, and return where that is."""
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", WORKS], stdin=pipe, stdout=pipe, text=True)
    assert process.stdout
    return process, Path(process.stdout.readline().rstrip("\n"))


def test_a_store_is_gone_in_the_end_whatever_ends_it(place: Path) -> None:
    def fails() -> None:
        with throw_away.store("test") as store:
            assert store.is_new
            assert list(place.iterdir())
            raise OSError("no space is left")

    with pytest.raises(OSError, match="no space"):
        fails()
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("number", throw_away.ENDING)
def test_whoever_is_ended_in_order_leaves_nothing(place: Path, number: int) -> None:
    process, path = works()
    assert path.exists()
    process.send_signal(number)
    process.communicate()
    assert process.returncode == 128 + number
    assert list(place.iterdir()) == []


def test_what_somebody_left_who_was_killed_is_taken_away_and_what_is_used_stays(place: Path) -> None:
    killed, left = works()
    killed.kill()
    killed.communicate()
    assert left.exists()
    at_work, used = works()
    assert not left.exists()
    with throw_away.folder("test"):
        assert used.exists()
    at_work.communicate()
    assert list(place.iterdir()) == []


def test_what_is_none_of_ours_stays(place: Path) -> None:
    (place / "kept").mkdir()
    (place / "serialhhd-test-link").symlink_to(place / "kept")
    (place / "serialhhd-test-file").touch()
    (place / "serialhhd-other-folder").mkdir()
    with throw_away.folder("test"):
        pass
    assert {one.name for one in place.iterdir()} == {
        "kept",
        "serialhhd-other-folder",
        "serialhhd-test-file",
        "serialhhd-test-link",
    }


def test_a_folder_that_somebody_took_for_a_leftover_meanwhile_is_not_made_as_a_file(place: Path) -> None:
    gone = place / "serialhhd-test-gone"
    with pytest.raises(FileNotFoundError):
        throw_away.Lock(gone)
    assert not gone.exists()
