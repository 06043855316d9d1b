"""The desk on the sample warehouse, and somebody who presses keys there."""

import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from serialhhd.samples import counted_warehouse, two_warehouses
from serialhhd.screens.desk.app import DeskApp
from serialhhd.screens.desk.parts.office import Office
from serialhhd.store.batches import batches
from serialhhd.store.counts import counting, counts
from serialhhd.store.engine.store import Store
from serialhhd.store.engine.writer import Work
from serialhhd.store.returns import returns
from tests.screens.conftest import AT
from tests.screens.person import Ears, Person

T = TypeVar("T")


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Show times as in Greenwich, wherever the tests run."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def empty(tmp_path: Path, sqlite_template: Path) -> Iterator[Store]:
    """A new store at a fixed time."""
    with copied(sqlite_template, tmp_path / "desk.db") as opened:
        yield opened


@pytest.fixture
def warehouse(tmp_path: Path, sample_template: Path) -> Iterator[Store]:
    """The sample warehouse at a fixed time."""
    with copied(sample_template, tmp_path / "desk.db") as opened:
        yield opened


@pytest.fixture(scope="session")
def sites_template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """The file of the sample warehouse with a second one, another account and what goes between them, to be copied."""
    path = tmp_path_factory.mktemp("sites") / "sites.db"
    with copied(sqlite_template, path) as opened:
        opened.write(lambda conn: two_warehouses.fill(conn, AT))
    return path


@pytest.fixture
def sites(tmp_path: Path, sites_template: Path) -> Iterator[Store]:
    """Both sample warehouses at a fixed time."""
    with copied(sites_template, tmp_path / "sites.db") as opened:
        yield opened


@pytest.fixture
def counted(sites: Store) -> Store:
    """The same, with a count of a place that was counted twice: of its serials 2 are missing, 1 is gone, 1 unknown; and a batch."""
    sites.write(lambda conn: _count(conn, sites.now()))
    return sites


def _count(conn: Connection, at: datetime) -> None:
    counted_warehouse.count(conn, at)
    counts.add(conn, "C-8", ["A-01-02", "B-01-01"], at=at, by="office")
    returns.add(conn, "RT-1", [("CAM-200", 1)], at=at, pick_list="PL-499", by="office")
    batches.add(conn, "B-1", ["PL-501", "PL-502"], at=at, by="office")
    counting.enter(
        conn, "C-8", location="A-01-02", sku="CAM-200", texts=["SN0005"], sure=True, by="anna", at=at
    )


def copied(template: Path, path: Path) -> Store:
    """Open a copy of a store, where it is always the same time."""
    shutil.copy(template, path)
    return Store.open(str(path), clock=lambda: AT)


class Clerk(Person):
    """Somebody at the desk."""

    def __init__(self, app: DeskApp, pilot: Pilot[None], store: Store, ears: Ears) -> None:
        super().__init__(app, app, pilot, ears, rests=not app.follow_every)
        self.app = app
        self._store = store

    async def fills(self, **fields: str) -> None:
        """Fill in the fields of a form."""
        for name, text in fields.items():
            self.app.screen.query_one(f"#{name}", Input).value = text
        await self.settles()

    async def chooses(self, field: str, value: str) -> None:
        """Put the cursor of a list of choices on a value."""
        choices = self.app.screen.query_one(f"#{field}", OptionList)
        choices.highlighted = choices.get_option_index(value)
        await self.settles()

    def asks(self, question: Work[T]) -> T:
        """Look into the store."""
        with self._store.read() as conn:
            return question(conn)

    @property
    def reversed(self) -> list[str]:
        """The texts that are drawn in reverse video, row by row."""
        rows = [
            "".join(part.text for part in strip if part.style and part.style.reverse)
            for strip in self.app.screen._compositor.render_strips()
        ]
        return [row.strip() for row in rows if row.strip()]

    @property
    def told(self) -> str:
        """What was said in the corner last."""
        return list(self.app._notifications)[-1].message


OpenDesk = Callable[..., AbstractAsyncContextManager[Clerk]]


@asynccontextmanager
async def opened_on(
    store: Store, size: tuple[int, int] = (80, 24), who: str = "maria", follow_every: float = 0
) -> AsyncIterator[Clerk]:
    """Open the desk on a store."""
    app = DeskApp(Office(store, who), follow_every=follow_every)
    heard = Ears()
    async with app.run_test(size=size, notifications=True, message_hook=heard.hears) as pilot:
        clerk = Clerk(app, pilot, store, heard)
        await clerk.settles()
        yield clerk


@pytest.fixture
def open_desk(warehouse: Store) -> OpenDesk:
    """Return what opens the desk on the sample warehouse."""
    return lambda **how: opened_on(warehouse, **how)
