"""`serialhhd flows edit` as its own process on a pseudo terminal."""

import sys
from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from tests.pseudo_terminal import PseudoTerminal

CTRL_Q, CTRL_S, DOWN, RIGHT, ESCAPE = "\x11", "\x13", "\x1b[B", "\x1b[C", "\x1b"


def opened(folder: Path, columns: int, rows: int, term: str = "xterm-256color") -> PseudoTerminal:
    """Open the page in a folder."""
    command = (sys.executable, "-m", "serialhhd", "--store", str(folder / "none.db"), "flows", "edit")
    return PseudoTerminal(command, term, columns, rows, folder=folder)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "flows.toml"
    path.write_bytes(PACKAGED.read_bytes())
    return path


@pytest.mark.parametrize(
    ("size", "term"),
    [
        ((80, 24), "xterm-256color"),
        ((120, 40), "xterm-256color"),
        pytest.param((80, 24), "vt220", marks=pytest.mark.slow),
    ],
)
def test_a_flow_is_played_changed_and_saved(file: Path, size: tuple[int, int], term: str) -> None:
    client = opened(file.parent, *size, term=term)
    client.sends("", "PRE-RECEIPT?")
    client.sends("p", "Back to the file")
    client.sends("PR-1007\r", "Box CAM-200")
    client.sends("\x1b1", "SERIAL?")  # Alt and 1 reads the first label
    client.sends(ESCAPE, "n Copy")
    client.sends(RIGHT, "x Default")
    client.sends("\r", "goods_in.title")
    client.sends("Goods in", "Goods in ")  # the old text is selected, and goes
    client.sends(CTRL_S, "1 change, not saved")
    client.sends(CTRL_S, "What changes for operators")
    client.sends(CTRL_S, "Saved.")
    assert client.ends(CTRL_Q) == 0
    assert load(file).flows["goods_in"].title == "Goods in"


def test_who_has_no_file_gets_one_after_a_yes(tmp_path: Path) -> None:
    client = opened(tmp_path, 80, 24)
    client.sends("", "and edit that? [y/N]:")
    client.sends("y\r", "PRE-RECEIPT?")
    assert client.ends(CTRL_Q) == 0
    assert set(load(tmp_path / "flows.toml").flows) == set(load(PACKAGED).flows)
    (tmp_path / "flows.toml").unlink()
    client = opened(tmp_path, 80, 24)
    client.sends("", "and edit that? [y/N]:")
    assert client.ends("n\r") == 1
    assert list(tmp_path.iterdir()) == []


def test_too_small_a_terminal_says_what_it_takes_until_it_is_larger(file: Path) -> None:
    client = opened(file.parent, 40, 16)
    client.sends("", "This page takes")
    client.resizes(80, 24)
    client.sends("", "PRE-RECEIPT?")
    assert client.ends(CTRL_Q) == 0


def test_a_terminal_that_hangs_up_leaves_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = file.parent / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    client = opened(file.parent, 80, 24)
    client.sends("", "PRE-RECEIPT?")
    assert list(place.iterdir())
    client.hangs_up()
    assert list(place.iterdir()) == []
