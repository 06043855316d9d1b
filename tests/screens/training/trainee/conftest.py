"""Somebody who plays a lesson by hand, on a screen in this process."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.flows.seam.view import Label
from serialhhd.screens.entering.keys import KeyDecoder
from serialhhd.screens.hhd.app import HandheldApp
from serialhhd.screens.hhd.settings import DeviceSettings, DeviceSize
from serialhhd.screens.training.trainee.trainee_screen import WITH_RESULT, TraineeScreen
from serialhhd.store.words.vocabulary import Language
from serialhhd.training.hands.trainee import ByHand
from serialhhd.training.lessons.clock import Clock
from serialhhd.training.lessons.keeping import Keep, Keeper, keep_nothing
from serialhhd.training.lessons.lesson import Lesson
from serialhhd.training.lessons.opening import opened
from serialhhd.training.recordings.recording import recorded_in, what_is_played
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import checked

PERSON = 1.0
"""Seconds between two things that a person does."""
ALT = "\x1b"


class Player:
    """Somebody at the screen.

    Attributes:
        lesson: The lesson.
        trainee: What the screen asks.
    """

    def __init__(
        self, lesson: Lesson, trainee: ByHand, app: "PlayedApp", pilot: Pilot[None], keeper: Keeper
    ) -> None:
        self.lesson, self.trainee, self.app = lesson, trainee, app
        self._keeper = keeper
        assert isinstance(app.flow_screen, TraineeScreen)
        self.page = app.flow_screen
        self._pilot = pilot
        self._decoder = KeyDecoder(has_labels=True)
        self.now = 0.0
        app.flow_screen.clock = lambda: self.now
        app.came = self.came

    def came(self, data: bytes, after: float = PERSON) -> None:
        """Let bytes arrive."""
        self.now += after
        self._keeper.hear(data)
        for entered in self._decoder.feed(data):
            self.app.flow_screen.take(entered, self.now)

    async def presses(self, *keys: str) -> str:
        """Press one after the other, and return what is drawn when all is answered."""
        for key in keys:
            self.came(key.encode())
            await self.settles()
        return self.screen

    async def settles(self) -> None:
        """Wait until all is answered, and all that was begun with it is done."""
        await self.app.settled()
        for worker in [one for one in self.app.workers if one.name != "entries" and not one.is_finished]:
            await worker.wait()
        for _ in range(2):  # what is laid out anew asks for its rows once more
            await self._pilot.pause()

    async def scans(self, *captions: str) -> str:
        """Scan labels by what they are on."""
        for caption in captions:
            labels = [one.caption for one in self.app.flow_screen.shown.labels]
            await self.presses(f"..{labels.index(caption) + 1}\r")
        return self.screen

    @property
    def screen(self) -> str:
        """What is drawn, row by row."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    @property
    def shows_result(self) -> bool:
        """Whether what came of it is shown."""
        return self.app.flow_screen.has_class(WITH_RESULT)


class PlayedApp(HandheldApp):
    """The handheld of a lesson, whose scanner sends at once."""

    def __init__(self, trainee: ByHand, size: DeviceSize) -> None:
        self._trainee = trainee
        self.came: Callable[[bytes, float], None] = lambda data, after: None  # noqa: ARG005 - nobody is there yet
        settings = DeviceSettings(size=size)
        super().__init__(trainee, settings, make_screen=lambda _, *rest: TraineeScreen(trainee, *rest))

    def aim(self, label: Label) -> None:
        for place, (pause, data) in enumerate(self._trainee.read(label)):
            self.came(data, pause if place else PERSON)


def recorded(file: Path, scenario: str) -> Keep:
    """Return what records a lesson as `train run` does."""
    one, flows = checked(shipped.find(scenario)), PACKAGED.read_text(encoding="utf-8")
    return recorded_in(file, what_is_played(one, flows, name=scenario, trainee="anna"), pytest.fail)


Play = Callable[..., AbstractAsyncContextManager[Player]]


@pytest.fixture
def play() -> Play:
    """Return what opens a lesson on a screen."""

    @asynccontextmanager
    async def playing(
        scenario: str = "one-too-many",
        size: tuple[int, int] = (80, 24),
        device: tuple[int, int] = (20, 16),
        *,
        is_exam: bool = False,
        language: Language | None = None,
        record: Path | None = None,
    ) -> AsyncIterator[Player]:
        players: list[Player] = []
        clock = Clock(0, lambda: players[0].now if players else 0.0)
        one = checked(shipped.find(scenario))
        keep = recorded(record, scenario) if record else keep_nothing
        with opened(one, load(PACKAGED), clock, language=language) as lesson, keep(lesson) as keeper:
            trainee = ByHand(lesson, scenario, 0, "anna", is_exam=is_exam)
            app = PlayedApp(trainee, DeviceSize(*device))
            async with app.run_test(size=size) as pilot:
                await app.settled()
                players.append(Player(lesson, trainee, app, pilot, keeper))
                yield players[0]
            if record:
                lesson.end()
                keeper.end()

    return playing
