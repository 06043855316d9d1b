"""`serialhhd demo`: a handheld and the desks beside it are in one warehouse, and nothing of it stays."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Self

import pytest

from serialhhd.cli.nouns.demo import GONE, JOINED, STAYS
from serialhhd.samples.demo_warehouse import PREFIX, Warehouse, enter
from serialhhd.store.engine.throw_away import Lock
from tests.pseudo_terminal import PseudoTerminal

RECEIPT = ("1", "PR-1007", "CAM-200", "SN0007", "SN0008", "SN0009", ":done", "", "A-01-01")
F9, CTRL_Q = "\x1b[20~", "\x11"
TYPED = (sys.executable, "-m", "serialhhd", "demo")
WORKS = """
import sys
from pathlib import Path
from serialhhd.samples.demo_warehouse import enter
with enter(lambda path: Path(path).touch(), as_handheld=sys.argv[1] == "handheld") as warehouse:
    print(warehouse.folder, flush=True)
    sys.stdin.read()
print(warehouse.is_gone, flush=True)
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


class Works:
    """Another program in a sample warehouse, whose store is an empty file."""

    def __init__(self, what: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKS, what], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    @cached_property
    def folder(self) -> Path:
        """Where it works, once it does."""
        assert self.process.stdout
        return Path(self.process.stdout.readline().rstrip("\n"))

    def ends(self) -> bool:
        """End, and return whether the warehouse is gone with it."""
        assert self.folder.exists()
        said, _ = self.process.communicate()
        return said == "True\n"

    @property
    def waits(self) -> bool:
        """Whether it waits for a lock, as Linux lists them."""
        locks = Path("/proc/locks").read_text(encoding="ascii").splitlines()
        return any("->" in lock and str(self.process.pid) in lock.split() for lock in locks)

    def __enter__(self) -> Self:
        assert self.folder.exists()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()


def touched(path: str) -> None:
    Path(path).touch()


def comes(what: str) -> Warehouse:
    return enter(touched, as_handheld=what == "handheld")


# --- whose warehouse ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "second"), [("handheld", "desk"), ("desk", "handheld"), ("desk", "desk")])
def test_they_are_in_one_warehouse_and_the_last_takes_it_away(first: str, second: str) -> None:
    with Works(first) as other:
        with comes(second) as joined:
            assert joined.is_joined
            assert joined.folder == other.folder
            assert not other.ends()
            assert joined.folder.exists()
        assert joined.is_gone
        assert not joined.folder.exists()


def test_whoever_joined_may_leave_first() -> None:
    with Works("handheld") as other:
        with comes("desk") as joined:
            pass
        assert not joined.is_gone
        assert other.ends()
        assert not other.folder.exists()


def test_a_second_handheld_has_its_own_warehouse_and_a_desk_joins_the_last() -> None:
    with Works("handheld") as first, comes("handheld") as second:
        assert not second.is_joined
        assert second.folder != first.folder
        with comes("desk") as joined:
            assert joined.folder == second.folder


def test_a_handheld_comes_back_to_the_desk_that_waits() -> None:
    with Works("desk") as waits:
        for _ in range(2):
            with comes("handheld") as joined:
                assert joined.folder == waits.folder


def test_what_a_killed_demo_left_is_taken_away(place: Path) -> None:
    with Works("handheld") as killed:
        killed.process.send_signal(signal.SIGKILL)
        killed.process.wait()
        assert killed.folder.exists()
        with comes("desk") as own:
            assert not own.is_joined
            assert list(place.glob(f"{PREFIX}*")) == [own.folder]


def test_a_warehouse_that_is_half_made_is_waited_for() -> None:
    came: list[Works] = []

    def make(path: str) -> None:
        second = Works("desk")
        came.append(second)
        while not second.waits:
            assert second.process.poll() is None
            time.sleep(0.01)
        touched(path)

    with enter(make, as_handheld=True) as own, came[0] as second:
        assert second.folder == own.folder


def test_whatever_ends_the_making_leaves_nothing(place: Path) -> None:
    def fails(_: str) -> None:
        raise OSError("no space is left")

    with pytest.raises(OSError, match="no space"):
        enter(fails, as_handheld=True)
    with comes("handheld"):
        pass
    assert list(place.iterdir()) == []


def test_what_is_no_warehouse_of_ours_is_left_alone(place: Path) -> None:
    kept = place / "mine" / "kept"
    kept.parent.mkdir()
    kept.touch()
    (place / f"{PREFIX}link").symlink_to(kept.parent)
    (place / f"{PREFIX}file").touch()
    with comes("desk") as own:
        assert not own.is_joined
    assert kept.exists()
    assert (place / f"{PREFIX}file").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_the_warehouse_of_another_user_is_neither_joined_nor_taken_away() -> None:
    with Works("handheld") as other:
        os.chown(other.folder, 65534, 65534)
        with comes("desk") as own:
            assert own.folder != other.folder
        assert other.folder.exists()
        with pytest.raises(PermissionError):
            Lock(other.folder)


# --- as it is typed -----------------------------------------------------------------------------------------------


class Clerk(PseudoTerminal):
    """Somebody at `serialhhd demo --desk` in a second terminal."""

    def __init__(self) -> None:
        super().__init__([*TYPED, "--desk"], "xterm", 80, 24)
        self.sees("CAM-200")

    def looks_up(self, serial: str, until: str) -> None:
        """Find a serial, and read what is known of it."""
        self.sends(F9, "scan or type a serial")
        self.sends(f"{serial}\r", until)

    def leaves(self) -> str:
        """Leave, and return what stands there then."""
        assert self.ends(CTRL_Q) == 0
        return self.came.decode().splitlines()[-1]


@pytest.fixture
def handheld() -> Iterator[subprocess.Popen[str]]:
    """`serialhhd demo --plain` in the first terminal."""
    pipe = subprocess.PIPE
    with subprocess.Popen([*TYPED, "--plain"], stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        yield process
        process.kill()


def receives(process: subprocess.Popen[str], *scans: str) -> None:
    """Scan one after the other, and read until the last is answered."""
    assert process.stdin
    assert process.stdout
    process.stdin.write("".join(f"{scan}\n" for scan in scans))
    process.stdin.flush()
    for line in process.stdout:
        if "PR-1007 is complete" in line:
            return
    pytest.fail("it ended")


def test_the_desk_of_a_second_terminal_sees_the_serial_that_was_just_received(
    handheld: subprocess.Popen[str], place: Path
) -> None:
    receives(handheld, *RECEIPT)
    clerk = Clerk()
    clerk.looks_up("sn0007", "in stock")
    assert handheld.communicate()[1] == f"{STAYS}\n"
    clerk.looks_up("sn0008", "SN0008")
    assert clerk.leaves().endswith(GONE)
    assert list(place.iterdir()) == []


def test_a_handheld_of_a_second_terminal_receives_what_the_desk_sees(place: Path) -> None:
    clerk = Clerk()
    done = subprocess.run(
        [*TYPED, "--plain", "--language", "de"],
        input="\n".join((*RECEIPT, "")),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == f"{JOINED}\n{STAYS}\n"
    assert "== TRAINING Wareneingang" in done.stdout
    clerk.looks_up("sn0007", "in stock")
    assert clerk.leaves().endswith(GONE)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    ("mode", "until"),
    [((), "Pre-Receipt"), (("--plain",), "FLOW"), (("--json",), "flow"), (("--desk",), "CAM-200")],
)
def test_a_terminal_that_hangs_up_leaves_nothing(place: Path, mode: tuple[str, ...], until: str) -> None:
    terminal = PseudoTerminal([*TYPED, *mode], "xterm", 80, 24)
    terminal.sees(until)
    assert list(place.glob(f"{PREFIX}*"))
    terminal.hangs_up()
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_ends_it_and_leaves_nothing(
    handheld: subprocess.Popen[str], place: Path, number: int
) -> None:
    assert handheld.stdout
    handheld.stdout.readline()
    handheld.send_signal(number)
    assert handheld.wait() == 128 + number
    assert list(place.iterdir()) == []
