"""A scan in a batch of many pick lists asks no more of the store than in one of few (R31-R33)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.batches import batches
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import containers
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.words.vocabulary import LocationKind, TrackingType
from tests.meter import Meter

FEW, MANY, EACH = 3, 60, 4
"""Pick lists of a small batch and of a large one, and the tasks of each: every one of another product."""
READ_A_TASK = 180
"""Steps in which a task of the batch may be looked at where one is taken in work: once for its place, once for how far the batch is."""
AS_BEFORE = 60
"""Steps by which two scans of one kind differ, whatever the batch."""


def _store(folder: Path, lists: int) -> tuple[Store, Meter]:
    store = Store.open(str(folder / f"{lists}.db"), create=True, is_kept=False)
    meter, at, tasks = Meter(store), store.now(), range(lists * EACH)

    def fill(conn: Connection) -> None:
        places.add_location(conn, "CART-1", kind=LocationKind.CART, by="o")
        places.add_location(conn, "A-01", by="o")
        containers.add(conn, "T-1", by="o")
        for task in tasks:
            sku, serial = _sku(task), _serial(task)
            products.add(conn, sku, at=at, name=sku, tracking_type=TrackingType.FULL_TRACKING, by="o")
            named = Named((serial,), sure=True)
            stock_work.bring_in(
                conn, sku, location="A-01", quantity=1, reason="found", named=named, by="o", at=at
            )
        names = [f"PL-{number}" for number in range(lists)]
        for number, name in enumerate(names):
            wanted = [WantedLine(_sku(task), 1) for task in tasks[number * EACH : (number + 1) * EACH]]
            pick_lists.add(conn, name, wanted, at=at, customer="Hotel", by="o")
        batches.add(conn, "B-1", names, at=at, by="o")

    store.write(fill)
    return store, meter


def _sku(task: int) -> str:
    return f"P{task:03}"


def _serial(task: int) -> str:
    return f"SN{task:04}"


def _turns(first: int, *more: str) -> Iterator[str]:
    """Yield what is scanned for a few tasks, one after the other."""
    for task in range(first, first + 3):
        yield from ("A-01", _sku(task), _serial(task), ":done", "", *more)


def _costs(store: Store, meter: Meter, flow: str, texts: Sequence[str]) -> list[tuple[str, int, int]]:
    """What each scan is answered with, and what it asks of the store."""
    played = FlowsFile(PACKAGED).current().flows[flow]
    runner, found = Runner(store, lambda: played, "anna"), []
    for text in texts:
        meter.start()
        message = runner.submit(Scan(text)).message
        found.append((message.code if message else "", meter.statements, meter.steps))
    return found


PICKED = ("B-1", *_turns(0, "T-1"))
WALKED = ("B-1", "CART-1", *_turns(0))
SORTED = ("B-1", *(one for task in range(3) for one in (_serial(task), "T-1")))
LOOKS_AT_TASKS = {"document_opened", "put_in_tote", "walked", "put_to"}
"""The answers of scans with which a task comes into work."""


@pytest.mark.parametrize(
    "played",
    [
        pytest.param((("tote_pick", PICKED),), id="picked straight"),
        pytest.param((("batch_walk", WALKED), ("batch_sort", SORTED)), id="walked and sorted"),
    ],
)
def test_no_scan_asks_more_in_a_large_batch(
    tmp_path: Path, played: Sequence[tuple[str, Sequence[str]]]
) -> None:
    few, many = _store(tmp_path, FEW), _store(tmp_path, MANY)
    grown = []
    for flow, texts in played:
        small, large = (_costs(*of, flow, texts) for of in (few, many))
        assert [answer for answer, *_ in small] == [answer for answer, *_ in large]
        for text, before, after in zip(texts, small, large, strict=True):
            may_read = READ_A_TASK * MANY * EACH if before[0] in LOOKS_AT_TASKS else 0
            if after[1] > before[1] or after[2] > before[2] + AS_BEFORE + may_read:
                grown.append((flow, text, before, after))
    for store, _ in (few, many):
        store.close()
    assert grown == []
