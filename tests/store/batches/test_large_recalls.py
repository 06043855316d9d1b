"""Where a task takes from asks no more of the store because nothing of a large stock may go (R19, R49, R50)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from serialhhd.store.batches import batches, tasks
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.stock import product_holds, proposing, runs
from serialhhd.store.words.vocabulary import RunState, TrackingType
from tests.meter import Meter

SERIALS, LISTS = 300, 10
"""At each of two places, and how many pick lists of a batch want one of them."""
OVER = "(17)200101"
"""The expiry of what is over since 2020."""


def _fill(store: Store, *, is_over: bool) -> Document:
    at = store.now()

    def fill(conn: Connection) -> Document:
        products.add(conn, "CAM", at=at, name="CAM", tracking_type=TrackingType.FULL_TRACKING, by="o")
        products.add_barcode(conn, products.show(conn, "CAM"), "09521234543213")
        for place in ("A-01", "B-01"):
            places.add_location(conn, place, by="o")
            texts = (f"(01)09521234543213(21){place}{number:04}{OVER * is_over}" for number in range(SERIALS))
            named = Named(tuple(texts), sure=True)
            stock_work.bring_in(
                conn, "CAM", location=place, quantity=SERIALS, reason="found", named=named, by="o", at=at
            )
        names = [f"PL-{number}" for number in range(LISTS)]
        for name in names:
            pick_lists.add(conn, name, [WantedLine("CAM", 1)], at=at, customer="Hotel", by="o")
        return batches.add(conn, "B-1", names, at=at, by="o")

    return store.write(fill)


def _steps(store: Store, meter: Meter, batch: Document) -> tuple[int, int]:
    """How many steps it takes to propose stock for a task, and to take the next task of the batch in work."""
    today = store.now().date()

    def take(conn: Connection) -> tuple[int, int]:
        run = runs.begin(conn, operator="anna", flow="tote_pick", config="{}", position="{}", at=store.now())
        meter.start()
        claimed = tasks.claim_next(conn, batch, run, (), today)
        claiming = meter.steps
        assert claimed
        meter.start()
        there = proposing.propose(conn, claimed, 1, day=today)
        assert there
        assert there.location == "A-01"
        runs.end(conn, run.id, RunState.DONE, store.now())
        return claiming, meter.steps

    claiming, proposed = store.write(take)
    return proposed, claiming


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[Store, Meter]]:
    """A SQLite store, and what it is asked."""
    store = Store.open(str(tmp_path / "store.db"), create=True, is_kept=False)
    yield store, Meter(store)
    store.close()


def test_r49_a_recall_of_a_product_looks_at_no_serial(kept: tuple[Store, Meter]) -> None:
    store, meter = kept
    batch = _fill(store, is_over=False)
    proposed, claiming = _steps(store, meter, batch)
    at = store.now()
    store.write(lambda conn: product_holds.hold(conn, "CAM", lot=None, reason="recall", by="office", at=at))
    now_proposed, now_claiming = _steps(store, meter, batch)
    assert now_proposed <= proposed
    assert now_claiming <= claiming


def test_r19_what_is_over_is_looked_at_once_for_all_tasks_of_a_batch(kept: tuple[Store, Meter]) -> None:
    store, meter = kept
    proposed, claiming = _steps(store, meter, _fill(store, is_over=True))
    assert proposed > 2 * SERIALS, "each is looked at"
    assert claiming < 2 * proposed
