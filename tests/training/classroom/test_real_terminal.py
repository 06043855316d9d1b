"""`serialhhd train class` as its own process on a pseudo terminal, with trainees who come over SSH."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncssh
import pytest

from serialhhd.hosting.monitoring.control import ask
from serialhhd.hosting.terminal.endings import Ending
from serialhhd.training.history.history import History
from serialhhd.training.recordings.cast import read
from serialhhd.training.recordings.verifying import first_difference
from tests.hosting.ssh_site import Login
from tests.pseudo_terminal import PseudoTerminal
from tests.training.classroom.conftest import PIN, SIZE
from tests.waiting import wait_until

LOGIN = re.compile(r"ssh -e none -p (\d+) NAME@localhost")
NOBODY = "Nobody is here yet."
PAUSED = 200
"""So often the class is paused and goes on: more is drawn of it than a terminal keeps, and Textual."""


class Console(PseudoTerminal):
    """A trainer at the console.

    Args:
        folder: Where everything lies; temporary files in a folder in it.
        options: More options of the command.
        columns: Of the terminal.
        rows: Likewise.
    """

    def __init__(self, folder: Path, *options: str, columns: int = 120, rows: int = 24) -> None:
        self.temporary = folder / "temporary"
        self.temporary.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "serialhhd", "--store", str(folder / "none.db"), "train", "class"]
        given = ["one-too-many", "--port", "0", "--host-keys", str(folder / "keys"), "--pin", PIN]
        super().__init__(
            [*command, *given, *options],
            "xterm-256color",
            columns,
            rows,
            folder=folder,
            TMPDIR=str(self.temporary),
            XDG_DATA_HOME=str(folder / "data"),
        )

    async def does(self, keys: str, until: str) -> None:
        """Type, and wait for what answers it."""
        await asyncio.to_thread(self.sends, keys, until)

    async def trainee(self, name: str) -> Login:
        """Log somebody in."""
        found = LOGIN.search(self.screen)
        assert found
        connection = await asyncssh.connect(
            "127.0.0.1",
            int(found[1]),
            username=name,
            password=PIN,
            known_hosts=None,
            client_keys=None,
            agent_path=None,
            config=None,
        )
        return await Login.opened(connection, "vt220", SIZE)

    def waits_for_its_end(self) -> None:
        """Wait until the program has ended, however it does."""
        wait_until(lambda: not self._child.isalive(), "the program has ended")

    @property
    def left(self) -> list[Path]:
        """What lies among the temporary files."""
        return list(self.temporary.iterdir())


@contextmanager
def opened(folder: Path, *options: str) -> Iterator[Console]:
    """Start a class, and make sure that it has ended."""
    console = Console(folder, *options)
    console.sends("", NOBODY)
    yield console
    console.waits_for_its_end()


async def test_a_trainer_holds_a_class(tmp_path: Path) -> None:
    with opened(tmp_path) as console:
        anna = await console.trainee("anna")
        await anna.sees("Receive what was")
        await console.does("", "scan_pre_receipt")
        await console.does("\r", "Receive what was")  # the mirror
        anna.sends("PR-1\r")
        await console.does("", "PRODUCT?")
        await console.does("q", "Caught")
        await console.does("i", "unreadable")
        await console.does("\r", "unreadable for anna.")
        anna.sends("9521234543213\r")
        await console.does("", "scan_product")
        await console.does("p", "PAUSED")
        await anna.sees("WAIT")
        await console.does("p", "The class goes on.")
        await console.does("m", "Say something")
        await console.does("Look at the counter.\r", "Said to anna.")
        await anna.sees("Look at the counter.")
        await console.does("e", "End the class?")
        await console.does("y", "scores")
        await anna.channel.wait_closed()
        assert "0 points: not passed." in " ".join(anna.screen.split())
        await console.does("w", "Write the scores")
        await console.does("\r", "scores.csv is written.")
        assert await asyncio.to_thread(console.ends, "q") == 0
    assert "anna" in (tmp_path / "scores.csv").read_text(encoding="utf-8-sig")
    (entry,) = History(tmp_path / "data" / "serialhhd" / "training").entries("anna")
    assert (entry.scenario, entry.score) == ("one-too-many", 0)
    (file,) = (tmp_path / "data").rglob("*.cast")
    cast = read(file)
    assert first_difference(cast) is None
    assert [mark["sentence"] for mark in cast.marks if mark["kind"] == "said"] == ["Look at the counter."]
    assert console.left == []


async def test_a_console_that_hangs_up_ends_the_class_in_order(tmp_path: Path) -> None:
    scores = tmp_path / "scores.json"
    with opened(tmp_path, "--scores", str(scores)) as console:
        anna = await console.trainee("anna")
        await anna.sees("Receive what was")
        await asyncio.to_thread(console.hangs_up)
        await anna.channel.wait_closed()
        assert "0 points: not passed." in " ".join(anna.screen.split())
    assert '"trainee": "anna"' in scores.read_text(encoding="utf-8")
    assert console.left == []


async def test_a_terminal_that_takes_nothing_stops_nobody_in_the_class(tmp_path: Path) -> None:
    scores = tmp_path / "scores.csv"
    with opened(tmp_path, "--scores", str(scores)) as console:
        anna = await console.trainee("anna")
        await anna.sees("Receive what was")
        console.types("p" * PAUSED)  # and nobody reads what is drawn
        (file,) = (tmp_path / "data").rglob("*.cast")  # so what was done is seen in what is kept
        await asyncio.to_thread(
            wait_until, lambda: file.read_bytes().count(b"went_on") == PAUSED // 2, "all goes on"
        )
        await anna.enters(("PR-1\r", "PRODUCT?"), ("9521234543213\r", "SERIAL?"))
        os.kill(console.pid, signal.SIGTERM)
        await anna.channel.wait_closed()
        await asyncio.to_thread(wait_until, lambda: "anna" in scores.read_text(encoding="utf-8"), "scores")
        await asyncio.to_thread(console.hangs_up)


@pytest.mark.slow
async def test_a_class_that_is_told_to_end_ends_in_order(tmp_path: Path) -> None:
    """It is a server as any: it can be asked how it is, and takes as many as it is told to."""
    control = tmp_path / "c.sock"
    with opened(tmp_path, "--control", str(control), "--sessions", "1") as console:
        anna = await console.trainee("anna")
        await anna.sees("Receive what was")
        (session,) = (await asyncio.to_thread(ask, control, "status"))["sessions"]
        assert session["operator"] == "anna"
        await (await console.trainee("ben")).is_told(Ending.FULL.sentence())
        os.kill(console.pid, signal.SIGTERM)
        await anna.channel.wait_closed()
        assert "0 points: not passed." in " ".join(anna.screen.split())
    assert console.left == []


async def test_what_a_class_that_was_killed_leaves_behind_is_taken_away_by_the_next(tmp_path: Path) -> None:
    with opened(tmp_path) as console:
        anna = await console.trainee("anna")
        await anna.sees("Receive what was")
        (left,) = console.left
        os.kill(console.pid, signal.SIGKILL)
    assert left.exists()
    with opened(tmp_path) as console:
        assert left not in console.left
        await console.does("e", "End the class?")
        await console.does("y", "Nobody has logged in.")
        assert await asyncio.to_thread(console.ends, "q") == 0
    assert console.left == []


def test_too_small_a_terminal_says_what_it_takes_until_it_is_larger(tmp_path: Path) -> None:
    console = Console(tmp_path, columns=69, rows=14)
    console.sends("", "This console takes 70 columns and 14 rows; here are 69 and 14.")
    console.resizes(70, 14)
    console.sends("", NOBODY)
    console.sends("e", "End the class?")
    console.sends("y", "Nobody has logged in.")
    assert console.ends("q") == 0


def test_scores_that_could_not_be_written_in_the_end_are_refused_before_anybody_comes(tmp_path: Path) -> None:
    console = Console(tmp_path, "--scores", "nowhere/scores.csv")
    assert console.ends() == 2
    assert "nowhere/scores.csv" in console.screen
    assert console.left == []
