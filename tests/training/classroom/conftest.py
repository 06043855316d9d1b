"""A class that is served on loopback, and trainees who come over SSH."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.in_force.source import FlowsSource
from serialhhd.screens.training.trainer.watched import TraineeRow
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import Language, StorePurpose
from serialhhd.training.classroom.board import Board
from serialhhd.training.classroom.classroom import Classroom, Course
from serialhhd.training.classroom.door import ClassDoor
from serialhhd.training.lessons.keeping import KeepsClass, KeepsNoClass
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import checked
from tests.hosting.ssh_site import Login, Site, running_site

PIN = "471102"
SIZE = (26, 16)
CAMERA = "9521234543213"


@dataclass
class Held:
    """A class, its trainer's board, and the server."""

    classroom: Classroom
    board: Board
    site: Site

    async def comes(self, name: str, pin: str = PIN, **options: Any) -> Login:
        """Log in as a trainee does."""
        return await self.site.logs_in(name, size=SIZE, password=pin, client_keys=None, **options)

    async def begins(self, name: str) -> Login:
        """Log in, and scan as far as the first serial."""
        login = await self.comes(name)
        await login.enters(("PR-1\r", "PRODUCT?"), (f"{CAMERA}\r", "SERIAL?"))
        return login

    def row(self, name: str) -> TraineeRow:
        """Return how a trainee stands."""
        (found,) = [row for row in self.board.trainees() if row.name == name]
        return found


Hold = Callable[..., AbstractAsyncContextManager[Held]]


@pytest.fixture
def hold(tmp_path: Path) -> Hold:
    """Return what holds a class."""

    @asynccontextmanager
    async def held(
        scenario: str = "one-too-many",
        language: Language = Language.ENGLISH,
        keeping: Callable[[Course], KeepsClass] = lambda _: KeepsNoClass(),
        flows: FlowsSource | None = None,
    ) -> AsyncIterator[Held]:
        flows = flows or FlowsFile(PACKAGED)
        course = Course(scenario, checked(shipped.find(scenario)), flows, 0, language)
        with (
            Store.open(
                str(tmp_path / "door.db"), create=True, is_kept=False, purpose=StorePurpose.TRAINING
            ) as audit,
            Classroom(course, tmp_path, keeping(course)) as classroom,
        ):
            board = Board(classroom, PIN)
            door = ClassDoor(audit, flows, language, classroom, PIN)
            async with running_site(
                audit, tmp_path, lambda _: door, board.opened, takes_over=False, language=language
            ) as site:
                board.login = "ssh NAME@localhost"
                yield Held(classroom, board, site)

    return held
