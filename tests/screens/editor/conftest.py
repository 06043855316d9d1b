"""The page of a flows.toml, and an admin who works with it."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.descriptions.settings import Setting
from serialhhd.flows.in_force.saving import Keeper
from serialhhd.screens.editor.app import EditorApp
from serialhhd.screens.editor.device_dialog import USUAL, Drawn
from serialhhd.screens.editor.lists import SettingList
from serialhhd.screens.editor.played_handheld import PlayedHandheld
from serialhhd.screens.editor.sample_handheld import SampleHandhelds
from serialhhd.screens.editor.workshop import Workshop
from serialhhd.training.scanner import Scanner
from tests.screens.person import Ears, Person, pressed

FLOWS = PACKAGED.read_bytes().partition(b"\n")[2].partition(b"\n[flows.move]")[0]
"""Goods in and goods out alone."""
MOVES = {"down", "up", "home"}


@pytest.fixture(scope="module")
def handhelds() -> Iterator[SampleHandhelds]:
    """The throw-away warehouses, of which one is filled and the others are copies."""
    with SampleHandhelds() as made:
        yield made


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file, by a name that is the same wherever the tests run."""
    monkeypatch.chdir(tmp_path)
    path = Path("flows.toml")
    path.write_bytes(FLOWS)
    return path


class Admin(Person):
    """Somebody who changes a flows.toml."""

    def __init__(self, app: EditorApp, pilot: Pilot[None], ears: Ears) -> None:
        super().__init__(app, app, pilot, ears)
        self.app = app

    async def presses(self, *keys: str) -> str:
        """Press keys, one after the other; who only moves about or types waits for nothing."""
        for key in keys:
            self._sends(pressed(key))
            is_typed = len(key) == 1 and isinstance(self.app.focused, PlayedHandheld)
            if key not in MOVES and not is_typed:
                await self.settles()
        await self.settles()
        return self.screen

    async def opens(self, key: str) -> None:
        """Open the form of a setting of the part under the cursor."""
        if not isinstance(self.app.focused, SettingList):
            await self.presses("right")
        self.at(key)
        await self.presses("enter")

    def at(self, key: str) -> None:
        """Put the cursor on a setting of the part under the other cursor."""
        rows = self.app.editor.query_one(SettingList)
        rows.highlighted = next(
            place for place, one in enumerate(rows._held) if isinstance(one, Setting) and one.key.name == key
        )

    @property
    def said(self) -> str:
        """What the page said last."""
        return str(self.app.editor.query_one("#said").render())

    @property
    def asked(self) -> str:
        """What the handheld asks."""
        return self.app.editor.trial.handheld.shown.view.prompt


OpenPage = Callable[..., AbstractAsyncContextManager[Admin]]


@pytest.fixture
def open_page(file: Path, handhelds: SampleHandhelds) -> OpenPage:
    """Return what opens the page for the file."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (80, 24), keeper: Keeper | None = None) -> AsyncIterator[Admin]:
        workshop = Workshop(file, file.read_bytes(), handhelds, keeper)
        app, heard = EditorApp(workshop, Drawn(USUAL), Scanner(), look_every=0), Ears()
        async with app.run_test(size=size, notifications=True, message_hook=heard.hears) as pilot:
            admin = Admin(app, pilot, heard)
            await admin.settles()
            yield admin

    return opened
