"""Each scenario that is shipped, as somebody types it: in a terminal, and held against what its store holds in the end."""

import os
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Connection

from serialhhd.store.engine.store import Store
from serialhhd.store.engine.throw_away import PREFIX
from serialhhd.store.schema.check import check
from serialhhd.store.stock import ledger, stock
from serialhhd.store.stock.ledger import TransactionFilter
from serialhhd.training.documents.making import TRAINER
from serialhhd.training.documents.values import serials_of
from serialhhd.training.lessons.lesson import OPERATOR
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import checked
from serialhhd.training.scenarios.model import Stock
from tests.pseudo_terminal import PseudoTerminal

NAMES: Final = shipped.names()
SEED: Final = "3"
Place = tuple[str, str]


class Keeper:
    """Gives each store of a lesson a second name as soon as it is there: it is thrown away when the lesson is over."""

    def __init__(self, folder: Path) -> None:
        self.kept: list[Path] = []
        self._folder = folder
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        seen: set[Path] = set()
        while not self._is_over.wait(0.002):
            for found in set(self._folder.glob(f"{PREFIX}training-*/store.db")) - seen:
                name = self._folder / f"kept-{len(self.kept)}.db"
                with suppress(FileNotFoundError):  # it is gone already, and will be missed
                    os.link(found, name)
                    self.kept.append(name)
                seen.add(found)


@pytest.fixture(scope="module")
def said_and_kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Mapping[str, Path]]:
    """What the program says of all, and the store of each."""
    folder = tmp_path_factory.mktemp("terminal")
    keeper = Keeper(folder)
    with keeper:
        typed = [sys.executable, "-m", "serialhhd", "train", "run", *NAMES, "--auto", "--seed", SEED]
        terminal = PseudoTerminal(typed, "xterm", 120, 40, folder=folder, TMPDIR=str(folder))
        assert terminal.ends() == 0, terminal.screen
    assert not list(folder.glob(f"{PREFIX}*"))
    return terminal.came.decode(), dict(zip(NAMES, keeper.kept, strict=True))


@pytest.fixture
def left(said_and_kept: tuple[str, Mapping[str, Path]], name: str) -> Iterator[Connection]:
    """What is left of a lesson."""
    with Store.open(str(said_and_kept[1][name])) as store, store.read() as conn:
        yield conn


def units(of: tuple[Stock, ...]) -> Mapping[Place, int]:
    return Counter({(one.sku, one.location): one.quantity for one in of if one.quantity})


@pytest.mark.parametrize("name", NAMES)
def test_what_is_in_stock_and_in_the_ledger_is_what_is_to_come_of_it(name: str, left: Connection) -> None:
    scenario = checked(shipped.find(name)).scenario
    assert not check(left)
    ending, lines = units(scenario.end.stock), stock.page(left)
    assert Counter({(one.product, one.location): one.quantity for one in lines if one.quantity}) == ending
    for one in scenario.end.stock:
        there = [line for line in lines if (line.product, line.location) == (one.sku, one.location)]
        serials = {serial.serial for line in there for serial in stock.serials_on(left, line.id)}
        assert serials == {*serials_of(one.serials)}
    entries = ledger.page(left, TransactionFilter(operator=OPERATOR), limit=1000)
    moved, changed = Counter[Place](), Counter(ending)
    for entry in entries:
        moved[entry.product, entry.location or ""] += entry.quantity
    changed.subtract(units(scenario.start.stock))
    assert {place: count for place, count in moved.items() if count} == {
        place: count for place, count in changed.items() if count
    }
    named = Counter(serial for entry in entries for serial in entry.serials)
    goods = {serial for one in scenario.goods for serial in serials_of(one.serials)}
    assert set(named.values()) <= {1}
    assert named.keys() <= goods
    assert {entry.operator for entry in ledger.page(left, limit=1000)} <= {OPERATOR, TRAINER}


def test_all_of_them_end_as_they_are_to_end_and_are_worth_100(
    said_and_kept: tuple[str, Mapping[str, Path]],
) -> None:
    lines = said_and_kept[0].splitlines()
    assert [line.partition(" (")[0] for line in lines] == [f"ok: {name}" for name in NAMES]
    assert all(line.endswith(", score 100)") for line in lines)
