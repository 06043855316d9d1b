"""What a page asks of the store does not grow with the store: statements, and steps of SQLite's machine."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from serialhhd.screens.desk.parts.paged_table import PAGE, PagedTable
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from tests.filled import PRODUCTS, fill
from tests.screens.conftest import AT
from tests.screens.desk.conftest import Clerk, opened_on

SMALL, LARGE, MILLION = 6_000, 60_000, 1_000_000
FULL_PAGE = 65_000
"""Steps that a page of 200 rows takes with all that is said of a serial, and the look at whether a part is rare; a tab that
is full in the large store only may take so many more."""
READ_ONE = 35
"""Steps in which a serial is looked at that is not shown: for a part that is not rare, all serials of a product are looked at."""
STEP = 1_000
"""Steps of SQLite's machine between two looks."""


EVERY = 4
"""Of so many things that one does the first is tried in the gate; in the soak all are, on a million."""


class Meter:
    """Counts what the store is asked."""

    def __init__(self, store: Store) -> None:
        self.statements = 0
        self.steps = 0
        event.listen(store.engine, "before_cursor_execute", self._count)
        event.listen(store.engine, "checkout", self._watch)

    def _count(self, *_: Any) -> None:
        self.statements += 1

    def _watch(self, connection: Any, *_: Any) -> None:
        connection.set_progress_handler(self._tick, STEP)

    def _tick(self) -> int:
        self.steps += STEP
        return 0

    def start(self) -> None:
        """Count from zero."""
        self.statements = self.steps = 0


OVERTAKEN = 3
"""Statements of readings that are given up where a screen is left at once: the list, the facts above it and the line about
flows.toml; each may have asked already, or not."""
DEEPEST = 12
"""Keys that lead back from whatever was done."""
DOINGS: dict[str, tuple[str, ...]] = {
    "products": ("f2", "f3", "f2"),
    "products, second page": ("f2", "end"),
    "product": ("f2", "enter"),
    "pre-receipts": ("f3",),
    "pre-receipts, second page": ("f3", "end"),
    "pre-receipt": ("f3", "enter"),
    "pre-receipt, its serials": ("f3", "enter", "e"),
    "pick lists": ("f4",),
    "pick list, its transactions": ("f4", "enter", "t"),
    "stock": ("f5",),
    "stock line": ("f5", "enter"),
    "stock line, a part": ("f5", "enter", "slash", "=0042"),
    "stock line, a rare part": ("f5", "enter", "slash", "=00004200"),
    "serials": ("f5", "s"),
    "serials, second page": ("f5", "s", "end"),
    "serials, a part of many": ("f5", "s", "slash", "=N000", "enter", "end"),
    "serials, a part of some": ("f5", "s", "slash", "=0042"),
    "serials, a part of one": ("f5", "s", "slash", "=00004200"),
    "serials, a part of none": ("f5", "s", "slash", "=x-1"),
    "serials, a short part": ("f5", "s", "slash", "=42"),
    "serials in stock": ("f5", "s", "v", "down", "enter", "end"),
    "serials expected": ("f5", "s", "v", "down", "down", "enter"),
    "serials dispatched": ("f5", "s", "v", "down", "down", "down", "enter", "end"),
    "serials of a product": ("f5", "s", "f", "product=P000007", "ctrl+s"),
    "serials of a product, a part": ("f5", "s", "f", "product=P000007", "ctrl+s", "slash", "=0042"),
    "serials at a place": ("f5", "s", "f", "location=GOODS-IN", "ctrl+s", "end"),
    "serials of an account": ("f5", "s", "f", "account=MAIN", "ctrl+s", "end"),
    "serials of a lot": ("f5", "s", "f", "lot=L-7", "ctrl+s"),
    "product, a part": ("f2", "enter", "slash", "=0042"),
    "transactions": ("f6",),
    "transactions, second page": ("f6", "end"),
    "transactions with serials": ("f6", "v", "down", "enter"),
    "transaction": ("f6", "enter"),
    "a serial": ("f9", "=SN00000042", "enter"),
    "search of products": ("f2", "slash", "=p0002"),
    "search of stock": ("f5", "slash", "=p0002"),
    "transactions of a product": ("f6", "f", "product=P000007", "ctrl+s"),
    "transactions of a document": ("f6", "f", "document=PR-0000007", "ctrl+s"),
    "transactions of an operator": ("f6", "f", "operator=op7", "ctrl+s"),
    "transactions of a serial": ("f6", "f", "serial=SN00000042", "ctrl+s"),
    "transactions of a period": ("f6", "f", "period=1970-01-01", "ctrl+s"),
    "stock, storage": ("f5", "v", "down", "enter"),
    "stock, quarantine": ("f5", "v", "down", "down", "enter"),
    "stock, in transit": ("f5", "v", "end", "enter"),
    "transfers": ("f8", "t"),
    "transfers, second page": ("f8", "t", "end"),
    "transfers, shipped": ("f8", "t", "v", "end", "enter"),
    "transfer": ("f8", "t", "enter"),
    "counts": ("f8", "c"),
    "counts, second page": ("f8", "c", "end"),
    "count": ("f8", "c", "enter"),
    "count, its serials": ("f8", "c", "enter", "enter"),
    "adjustments": ("f8", "a"),
    "adjustments, second page": ("f8", "a", "end"),
    "adjustments, to approve": ("f8", "a", "v", "down", "enter"),
    "adjustment": ("f8", "a", "enter"),
    "returns": ("f8", "r"),
    "returns, second page": ("f8", "r", "end"),
    "return": ("f8", "r", "enter"),
    "batches": ("f8", "b"),
    "batches, second page": ("f8", "b", "end"),
    "batch": ("f8", "b", "enter"),
    "containers": ("f8", "o"),
    "containers, second page": ("f8", "o", "end"),
    "container": ("f8", "o", "enter"),
    "recall of serials": ("f7", "n", "serials=SN00000001..SN00000100", "ctrl+s"),
    "recall of a delivery": ("f7", "n", "pre_receipt=PR-0000007", "ctrl+s"),
}


async def does(clerk: Clerk, keys: tuple[str, ...]) -> None:
    for key in keys:
        name, equals, text = key.partition("=")
        if not equals:
            await clerk.presses(key)
        elif name:
            await clerk.fills(**{name: text})
        else:
            await clerk.types(text)


async def measured(store: Store, doings: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Statements and steps of what one does."""
    meter, found = Meter(store), {}
    async with opened_on(store) as clerk:
        for doing in doings:
            meter.start()
            await does(clerk, DOINGS[doing])
            found[doing] = meter.statements, meter.steps
            await leaves_all(clerk)
    return found


async def leaves_all(clerk: Clerk) -> None:
    """Go back to the list of the page, without filters."""
    for _ in range(DEEPEST):
        if "Back" not in clerk.keys and len(clerk.app.screen_stack) == 1:
            return
        await clerk.presses("escape")
    pytest.fail(f"There is no way back:\n{clerk.screen}")


@pytest.fixture
def stores(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Store, Store]]:
    """A small store, and a large one of the size asked for."""
    small = Store.open(str(tmp_path / "small.db"), create=True, clock=lambda: AT)
    large = Store.open(str(tmp_path / "large.db"), create=True, clock=lambda: AT)
    with small, large:
        fill(small, SMALL)
        fill(large, request.param)
        yield small, large


@pytest.mark.parametrize(
    "stores",
    [pytest.param(LARGE, marks=pytest.mark.slow), pytest.param(MILLION, marks=pytest.mark.soak)],
    indirect=True,
)
async def test_no_page_asks_more_of_a_large_store(
    stores: tuple[Store, Store], request: pytest.FixtureRequest
) -> None:
    size = request.node.callspec.params["stores"]
    doings = list(DOINGS) if size == MILLION else list(DOINGS)[::EVERY]
    small, large = [await measured(store, doings) for store in stores]
    allowed = FULL_PAGE + READ_ONE * (size // PRODUCTS)
    grown = {
        doing: (small[doing], large[doing])
        for doing in doings
        if large[doing][0] > small[doing][0] + OVERTAKEN or large[doing][1] > 1.5 * small[doing][1] + allowed
    }
    assert grown == {}
    assert {doing for doing, (statements, _) in large.items() if not statements} == set()


@pytest.mark.slow
async def test_a_document_of_many_lines_is_read_at_once_and_drawn_page_by_page(warehouse: Store) -> None:
    meter, asked = Meter(warehouse), []
    for ref, lines in (("PL-600", 1), ("PL-601", 2 * PAGE + 1)):
        tasks = [WantedLine("CBL-2", 1)] * lines
        warehouse.write(partial(pick_lists.add, ref=ref, wanted=tasks, at=AT, customer="Hotel", by="office"))
    async with opened_on(warehouse) as clerk:
        for ref, shown in (("PL-600", (1, 1, 1)), ("PL-601", (PAGE, 2 * PAGE, 2 * PAGE + 1))):
            await clerk.presses("f4", "slash")
            await clerk.types(ref)
            await clerk.presses("enter")
            meter.start()
            await clerk.presses("enter")
            asked.append(meter.statements)
            table = clerk.app.screen.query_one("#lines", PagedTable)
            found = [len(table.shown)]
            for _ in shown[1:]:
                await clerk.presses("end")
                found.append(len(table.shown))
            assert tuple(found) == shown
            assert "0 of " in clerk.screen
            await leaves_all(clerk)
    assert asked[1] <= asked[0] + OVERTAKEN
