"""A small warehouse, a handheld on it, and a terminal that types: what the tests of the screens share."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.config.model import Flows
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.in_force.source import FlowsSource
from serialhhd.flows.seam.handheld import Handheld
from serialhhd.flows.seam.view import Label
from serialhhd.screens.entering.keys import KeyDecoder
from serialhhd.screens.hhd.app import HandheldApp
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.store.catalogue import places, products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.words.vocabulary import Language, TrackingType
from serialhhd.training.scanner import Scanner

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PERSON = 1.0
"""So many seconds pass between two things that a person does."""
REDRAW = "SERIALHHD_REDRAW"


def fill(conn: Connection) -> None:
    """Announce two deliveries: cameras that need serials at goods in, bags and chargers that do not."""
    places.add_location(conn, "A-01-02", by="office")
    for sku, name, tracking_type in (
        ("CAM-200", "Camera 4K Weatherproof", TrackingType.FULL_TRACKING),
        ("BAG-1", "Bag", TrackingType.NO_TRACKING),
        ("CHG-5", "Charger", TrackingType.TRACK_DURING_PICK),
    ):
        products.add(conn, sku, at=AT, name=name, tracking_type=tracking_type, by="office")
    lines = [("CAM-200", 300), ("BAG-1", 4), ("CHG-5", 2)]
    pre_receipts.add(conn, "PR-1007", lines, at=AT, supplier="Acme Optics", by="office")
    pre_receipts.add(conn, "PR-1008", [("BAG-1", 10)], at=AT, by="office")


@pytest.fixture(scope="session")
def small_template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """The file of the warehouse's store, to be copied."""
    path = tmp_path_factory.mktemp("small") / "warehouse.db"
    shutil.copy(sqlite_template, path)
    with Store.open(str(path)) as opened:
        opened.write(fill)
    return path


@pytest.fixture
def store_path(tmp_path: Path, small_template: Path) -> Path:
    """The file of the warehouse's store."""
    path = tmp_path / "warehouse.db"
    shutil.copy(small_template, path)
    return path


@pytest.fixture
def warehouse(store_path: Path) -> Iterator[Store]:
    """The warehouse, where a tenth of a second passes between any two looks at the clock; a lock is waited for shortly."""
    ticks = count()

    def clock() -> datetime:
        return AT + timedelta(milliseconds=100 * next(ticks))

    with Store.open(str(store_path), clock=clock, busy_seconds=0.05) as opened:
        yield opened


class ListeningApp(HandheldApp):
    """A handheld whose bell and whose end can be waited for."""

    def __init__(self, handheld: Handheld, settings: DeviceSettings) -> None:
        super().__init__(handheld, settings)
        self.rung: asyncio.Queue[str] = asyncio.Queue()
        self.left = asyncio.Event()
        self.scanned: Callable[[bytes], None] = lambda _: None

    def aim(self, label: Label) -> None:
        for _, data in Scanner().read(label):
            self.scanned(data)

    def bell(self) -> None:
        self.rung.put_nowait("BEL")

    def exit(self, *args: Any, **kwargs: Any) -> None:
        super().exit(*args, **kwargs)
        self.left.set()

    async def hears(self, beeps: int) -> None:
        """Wait for so many beeps."""
        for _ in range(beeps):
            await asyncio.wait_for(self.rung.get(), timeout=10)


class Terminal:
    """A terminal with a handheld on it, which takes what comes as every host gives it to a screen."""

    def __init__(self, app: ListeningApp, resize: Callable[[int, int], Awaitable[None]]) -> None:
        self.app = app
        self.resize = resize
        self._decoder = KeyDecoder(has_labels=True)
        self._now = 0.0
        app.flow_screen.clock = lambda: self._now
        app.scanned = self._came

    def write(self, data: str) -> None:
        """Write and go on at once; a person writes so."""
        self._came(data.encode())

    def _came(self, data: bytes) -> None:
        self._now += PERSON
        for entered in self._decoder.feed(data):
            self.app.flow_screen.take(entered, self._now)

    async def sends(self, *writes: str) -> str:
        """Write one after the other, each when the one before is answered, and return what is drawn then."""
        for data in writes:
            self.write(data)
            await self.app.settled()
        return await self.settles()

    async def settles(self) -> str:
        """Return what is drawn when all is answered."""
        await self.app.settled()
        return self.screen

    @property
    def screen(self) -> str:
        """What is drawn, row by row."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())


OpenTerminal = Callable[..., AbstractAsyncContextManager[Terminal]]


@pytest.fixture
def open_terminal(warehouse: Store) -> OpenTerminal:
    """Return what opens a terminal of a size (columns, rows) with a handheld on the warehouse."""
    return terminals_on(warehouse, "goods_in")


@pytest.fixture
def sample_path(tmp_path: Path, sample_template: Path) -> Path:
    """The file of the demo's warehouse, where something is in stock and to be picked."""
    path = tmp_path / "sample.db"
    shutil.copy(sample_template, path)
    return path


@pytest.fixture
def sample_warehouse(sample_path: Path) -> Iterator[Store]:
    """The demo's warehouse."""
    with Store.open(str(sample_path), clock=lambda: AT) as opened:
        yield opened


@pytest.fixture
def open_goods_out(sample_warehouse: Store) -> OpenTerminal:
    """Return what opens a terminal with a handheld at goods out, on the warehouse of the demo."""
    return terminals_on(sample_warehouse, "goods_out")


@dataclass(frozen=True)
class SetUp:
    """Flows whose devices are all set up in one way."""

    flows: FlowsSource
    profile: DeviceProfile | None

    def current(self, operator: str | None = None, device: str | None = None) -> Flows:
        flows = self.flows.current(operator, device)
        return flows if self.profile is None else replace(flows, device=self.profile)


def terminals_on(store: Store, usual_flow: str, flows: Path = PACKAGED) -> OpenTerminal:
    """Return what opens a terminal with a handheld on a store."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (26, 16),
        settings: DeviceSettings | None = None,
        operator: str | None = "anna",
        flow: str | None = usual_flow,
        device: str | None = None,
        language: Language | None = None,
        profile: DeviceProfile | None = None,
    ) -> AsyncIterator[Terminal]:
        source = SetUp(FlowsFile(flows), profile)
        session = Session(store, source, operator, flow, device=device, language=language)
        app = ListeningApp(session, settings or DeviceSettings())
        async with app.run_test(size=size) as pilot:
            await app.settled()
            yield Terminal(app, pilot.resize_terminal)

    return opened


Golden = Callable[[str, str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return what compares a drawn screen with the file of that name; with SERIALHHD_REDRAW set it writes the file."""
    folder = request.path.parent / "golden"

    def compare(name: str, screen: str) -> None:
        path = folder / f"{name}.txt"
        drawn = "\n".join(row.rstrip(" ") for row in screen.split("\n")) + "\n"
        if os.environ.get(REDRAW):
            folder.mkdir(exist_ok=True)
            path.write_text(drawn, encoding="utf-8")
        assert drawn == path.read_text(encoding="utf-8"), f"{path.name}; if that is right, set {REDRAW}=1"

    return compare
