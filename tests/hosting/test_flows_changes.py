"""Every program that is really run, while its flows.toml is changed, renamed in, broken, cut short, deleted and put back."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.store.catalogue import settings
from serialhhd.store.configuration import versions
from serialhhd.store.engine.store import Store
from tests.hosting.served import Served, prepared
from tests.hosting.server_processes import Operator
from tests.pseudo_terminal import PseudoTerminal
from tests.waiting import wait_until

pytestmark = pytest.mark.slow
COLUMNS, ROWS = 40, 12


@dataclass(frozen=True, slots=True)
class State:
    """What becomes of the file, and what the menu begins with then.

    Attributes:
        name: What is done.
        do: Does it.
        title: The first flow of the menu.
        is_right: Whether the file is right.
    """

    name: str
    do: Callable[[Path], object]
    title: str
    is_right: bool = True


def right(title: str, name: str = "goods_in") -> str:
    text = PACKAGED.read_text(encoding="utf-8").replace("flows.goods_in", f"flows.{name}")
    return re.sub(
        r'short_title = "Receive".*', f'short_title = "{title}"', text.replace("Pre-Receipt Receive", title)
    )


def saying(text: str) -> Callable[[Path], object]:
    return lambda file: file.write_text(text, encoding="utf-8")


def replaced(text: str) -> Callable[[Path], object]:
    """Save as most editors do: another file is renamed into its place."""

    def replace(file: Path) -> None:
        new = file.with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        new.replace(file)

    return replace


OTHER_FLOW = right("Third", "other_in")
STATES = (
    State("changed", saying(right("Second")), "Second"),
    State("another renamed into its place", replaced(OTHER_FLOW), "Third"),
    State("broken", saying(OTHER_FLOW.replace("operation", "opperation")), "Third", is_right=False),
    State("cut short", replaced(right("Lost")[: len(OTHER_FLOW) // 2]), "Third", is_right=False),
    State("deleted", Path.unlink, "Third", is_right=False),
    State("restored", saying(right("Fourth")), "Fourth"),
    State("renamed away", lambda file: file.rename(file.with_suffix(".bak")), "Fourth", is_right=False),
)


def is_drawn(screen: str, texts: Sequence[str], without: str) -> bool:
    """Return whether a screen is drawn to its end: it has the texts, and nothing is left of what was there before."""
    return all(text in screen for text in texts) and not (without and without in screen)


class Program(ABC):
    """A program with a handheld in it."""

    def __init__(self, store: str, file: Path, folder: Path) -> None:
        self.store = store
        self.file = file
        self.folder = folder

    @property
    def command(self) -> list[str]:
        """How the program begins."""
        return [sys.executable, "-m", "serialhhd", "--store", self.store, "--flows", str(self.file)]

    @abstractmethod
    async def starts(self) -> None:
        """Start it, and bring the handheld to its menu."""

    @abstractmethod
    async def shows(self, title: str) -> None:
        """Leave the menu, come back to it, and see that it has a flow of that title."""

    @abstractmethod
    async def is_killed(self) -> None:
        """End it without a warning."""


class LineMode(Program):
    """`hhd --plain`, and its lines."""

    async def starts(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *self.command,
            "hhd",
            "--plain",
            "--operator",
            "anna",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        await self._until("FLOW?")

    async def shows(self, title: str) -> None:
        await self._said("2", "PICK LIST?")
        assert title in await self._said(":menu", "FLOW?")

    async def is_killed(self) -> None:
        self._process.kill()
        await self._process.wait()

    async def _said(self, line: str, until: str) -> str:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n".encode())
        return await self._until(until)

    async def _until(self, prompt: str) -> str:
        assert self._process.stdout
        lines: list[str] = []
        async with asyncio.timeout(30):
            while not lines or prompt not in lines[-1]:
                line = await self._process.stdout.readline()
                assert line, lines
                lines.append(line.decode())
        return "".join(lines)


class Textual(Program):
    """`hhd` on a terminal."""

    async def starts(self) -> None:
        self._terminal = PseudoTerminal([*self.command, "hhd", "--operator", "anna"], "vt220", COLUMNS, ROWS)
        await self._sees("FLOW?")

    async def shows(self, title: str) -> None:
        self._terminal.types("2\r")
        await self._sees("PICK LIST?", without="FLOW?")
        self._terminal.types(":menu\r")
        await self._sees("FLOW?", title, without="PICK LIST?")

    async def is_killed(self) -> None:
        self._terminal.is_cut_off()

    async def _sees(self, *texts: str, without: str = "") -> None:
        terminal = self._terminal
        assert terminal.reads_until(lambda: is_drawn(terminal.screen, texts, without), f"{texts}")


class Server(Program):
    """`serve`, and an operator who is logged in."""

    OPTIONS: tuple[str, ...] = ()

    async def starts(self) -> None:
        options = (*self.OPTIONS, "--control", str(self.folder / "asked"))
        flows = str(self.file)
        self.served = Served(self.store, self.folder, *options, before=["setsid"], SERIALHHD_FLOWS=flows)
        self._operator = await Operator.logs_in(self.served.port, "anna")
        await self._operator.sees("FLOW?")

    async def shows(self, title: str) -> None:
        await self._operator.sends("2\r", "PICK LIST?")
        await self._sees("PICK LIST?", without="FLOW?")
        await self._operator.sends(":menu\r", "FLOW?")
        await self._sees("FLOW?", title, without="PICK LIST?")

    async def _sees(self, *texts: str, without: str) -> None:
        async with asyncio.timeout(30):
            while not is_drawn(self._operator.screen, texts, without):
                assert await self._operator.reads()

    async def is_killed(self) -> None:
        await self._operator.goes()
        os.killpg(self.served.process.pid, signal.SIGKILL)
        self.served.process.wait()


class ServerOfWorkers(Server):
    """The same with several processes."""

    OPTIONS = ("--workers", "2")


@pytest.fixture(params=[LineMode, Textual, Server, ServerOfWorkers])
async def program(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Program]:
    """A program that runs, with a file that is right."""
    file = tmp_path / "flows.toml"
    file.write_text(right("First"), encoding="utf-8")
    kind: Callable[[str, Path, Path], Program] = request.param
    program = kind(prepared(tmp_path / "store.db"), file, tmp_path)
    await program.starts()
    yield program
    await program.is_killed()


async def test_whatever_becomes_of_the_file_handhelds_go_on_and_come_again_after_a_kill(
    program: Program,
) -> None:
    await program.shows("First")
    with Store.open(program.store) as store:
        for state in STATES:
            state.do(program.file)
            await asyncio.to_thread(wait_until, partial(is_noticed, store, state), state.name)
            await program.shows(state.title)
            await program.is_killed()
            await program.starts()
            await program.shows(state.title)
            assert is_noticed(store, state), state.name


def is_noticed(store: Store, state: State) -> bool:
    """Return whether the program has taken in the file: as a version, or as one that is broken."""
    with store.read() as conn:
        (newest, *_), problems = versions.history(conn), settings.flows_problems(conn, store.now())
    return state.title in newest.text and bool(problems) != state.is_right


def test_the_log_and_the_status_of_a_server_tell_of_a_broken_file(tmp_path: Path) -> None:
    file = tmp_path / "flows.toml"
    file.write_text(right("First"), encoding="utf-8")
    with Served(prepared(tmp_path / "store.db"), tmp_path, SERIALHHD_FLOWS=str(file)) as server:
        file.write_text("[flows.broken]\n", encoding="utf-8")
        broken = server.tells("flows broken")
        assert (broken["in_force"], broken["version"]) == (str(file), 1)
        assert broken["problem"].startswith(f"{file}:1:")
        command = [sys.executable, "-m", "serialhhd", "serve", "status", "--control", str(server.control)]
        said = subprocess.run([*command, "--json"], check=True, capture_output=True).stdout
        assert json.loads(said)["flows"] == {
            "file": str(file),
            "version": 1,
            "by": file.owner(),
            "problem": broken["problem"],
        }
        assert "flows broken" in subprocess.run(command, check=True, capture_output=True, text=True).stdout
        file.write_text(right("Second"), encoding="utf-8")
        assert server.tells("flows applied")["version"] == 2
