"""R14, R18 Killed at any scan where goods move, the operator goes on at the same step, and no movement is half there."""

import shutil
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.batches import batches
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import containers
from serialhhd.store.counts import counts
from serialhhd.store.desk import stock_work
from serialhhd.store.desk.stock_work import Named
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.returns import returns
from serialhhd.store.schema.check import check
from serialhhd.store.stock import stock
from serialhhd.store.transfers import transfers
from serialhhd.store.words.vocabulary import ContainerKind, LocationKind, TrackingType
from tests.hosting.handheld_process import Handheld

CONVERSATIONS = {
    "move": [
        *("GOODS-IN", "CAM", "SN1", "SN2", ":done", "", "A-01"),
        *("CAM", "SN3", ":undo", "SN4", ":done", "", "A-01", "BOX", "3", "A-01", "CAM", ":all", "A-01"),
    ],
    "put_away": ["CAM", "SN1", ":done", "", "A-01", "CAM", "SN2", ":done", "", "", "BOX", "3", "A-01"],
    "transfer_out": ["TR-1", "GOODS-IN", "CAM", "SN1", "SN2", "", "GOODS-IN", "BOX", ""],
    "transfer_in": ["TR-2", "CAM", "SN5", ":done", "", "E-01", "CAM", "SN6", "", "E-01", "BOX", "", "E-01"],
    "batch_walk": ["B-1", "CART-1", "GOODS-IN", "CAM", "SN1", "SN2", "", "GOODS-IN", "BOX", ""],
    "count": [
        *("C-1", "B-01", "BOX", "4", "CAM", "SN9", ":undo", "SN8", "SN9", ":done", ":done"),
    ],
    "batch_sort": ["B-2", "SN11", "T-1", "BOX", "T-1", "SN12", "T-2"],
    "tote_pick": ["B-3", "S-01", "CAM", "SN13", "", "T-3", "S-01", "BOX", "", "T-3"],
    "pack": ["T-4", "P-1", "T-3"],
    "returns": ["RT-1", "CAM", "SN14", ":undo", "SN15", ":done", "", "1", "S-01"],
    "adjust_out": ["S-01", "CAM", "SN16", ":done", "", "Lost", "BOX", "6", "Scrapped"],
    "adjust_in": ["S-01", "CAM", "MAIN", "SN21", "SN22", ":done", "", "Found"],
    "account_transfer": ["TA-1", "GOODS-IN", "CAM", "SN1", "SN2", "", "GOODS-IN", "BOX", ""],
}
"""What is entered in each flow, over several postings. A new operation is a row."""
UNITS = 30
KEEPER = {
    "transfer_out": ["TR-2", "GOODS-IN", "CAM", "SN5", "SN6", "", "GOODS-IN", "BOX", ""],
    "batch_walk": ["B-2", "CART-2", "S-01", "CAM", "SN11", "SN12", "", "S-01", "BOX", ""],
    "goods_out": ["PL-6", "S-01", "CAM", "SN14", "SN15", ""],
}
"""What was entered before, in other hands."""


@pytest.fixture
def floor(store: Store) -> Store:
    """A store in which everything is ready for each conversation."""
    return filled(store)


def filled(store: Store) -> Store:
    """Cameras SN1 to SN4 and boxes at GOODS-IN; TR-1 to be shipped, TR-2 on the road, TA-1 to be given, C-1 to be counted, B-1 to be walked.

    Beside it, at S-01: B-2 to be sorted, B-3 to be picked into totes, RT-1 to come back.
    """
    at = store.now()

    def bring_in(conn: Connection, sku: str, place: str, units: int, named: Named) -> None:
        said = {"quantity": units, "reason": "found", "named": named, "by": "x", "at": at}
        stock_work.bring_in(conn, sku, location=place, **said)  # type: ignore[arg-type]

    def fill(conn: Connection) -> None:
        for sku, kind in (("CAM", TrackingType.FULL_TRACKING), ("BOX", TrackingType.NO_TRACKING)):
            products.add(conn, sku, at=at, name=sku, tracking_type=kind, by="office")
        places.add_warehouse(conn, "EAST", by="office")
        places.add_account(conn, "ACME", by="office")
        places.add_location(conn, "A-01", by="office")
        places.add_location(conn, "B-01", by="office")
        places.add_location(conn, "E-01", "EAST", by="office")
        names = [f"SN{number}" for number in range(1, 7)]
        for sku, units, named in (("CAM", 6, Named(names)), ("BOX", 200, Named())):
            bring_in(conn, sku, "GOODS-IN", units, named)
        bring_in(conn, "CAM", "B-01", 2, Named(["SN8", "SN9"]))
        bring_in(conn, "BOX", "B-01", 4, Named())
        counts.add(conn, "C-1", ["B-01"], at=at, by="office")
        places.add_location(conn, "CART-1", kind=LocationKind.CART, by="office")
        for ref, lines in (("PL-1", [("CAM", 2)]), ("PL-2", [("BOX", 3)])):
            wanted = [WantedLine(sku, units, "GOODS-IN") for sku, units in lines]
            pick_lists.add(conn, ref, wanted, at=at, by="office")
        batches.add(conn, "B-1", ["PL-1", "PL-2"], at=at, by="office")
        fill_beside(conn, bring_in, at)
        for ref in ("TR-1", "TR-2"):
            wanted = [WantedLine("CAM", 2), WantedLine("BOX", UNITS)]
            transfers.add(conn, ref, wanted, at=at, to_warehouse="EAST", by="office")
        wanted = [WantedLine("CAM", 2), WantedLine("BOX", 3)]
        transfers.add(conn, "TA-1", wanted, at=at, to_account="ACME", by="office")

    store.write(fill)
    flows = FlowsFile(PACKAGED).current().flows
    for flow, texts in KEEPER.items():
        keeper = Runner(store, lambda flow=flow: flows[flow], "keeper")  # type: ignore[misc]
        for text in texts:
            view = keeper.submit(Scan(text))
            assert view.message is None or view.message.severity != "error", view.message

    def announce(conn: Connection) -> None:
        pick_lists.dispatch(conn, "PL-6", by="office", at=at)
        returns.add(conn, "RT-1", [("CAM", 2)], at=at, customer="Hotel", by="office")

    store.write(announce)
    return store


def fill_beside(conn: Connection, bring_in: Callable[..., None], at: datetime) -> None:
    """Cameras SN11 to SN16 and boxes at S-01, of which lists want some; a second cart, totes T-1 to T-4, pallet P-1."""
    places.add_location(conn, "S-01", by="office")
    places.add_location(conn, "CART-2", kind=LocationKind.CART, by="office")
    for number in range(1, 5):
        containers.add(conn, f"T-{number}", by="office")
    containers.add(conn, "P-1", ContainerKind.PALLET, by="office")
    names = [f"SN{number}" for number in range(11, 17)]
    bring_in(conn, "CAM", "S-01", len(names), Named(names))
    bring_in(conn, "BOX", "S-01", 20, Named())
    for ref, lines in {
        "PL-3": [("CAM", 1), ("BOX", 1)],
        "PL-4": [("CAM", 1)],
        "PL-5": [("CAM", 1), ("BOX", 2)],
        "PL-6": [("CAM", 2)],
    }.items():
        wanted = [WantedLine(sku, units, "S-01") for sku, units in lines]
        pick_lists.add(conn, ref, wanted, at=at, customer="Hotel", by="office")
    batches.add(conn, "B-2", ["PL-3", "PL-4"], at=at, by="office")
    batches.add(conn, "B-3", ["PL-5"], at=at, by="office")


def units_at(store: Store, place: str) -> int:
    with store.read() as conn:
        return sum(
            line.quantity for line in stock.page(conn) if (line.product, line.location) == ("BOX", place)
        )


def shown(view: dict[str, Any]) -> dict[str, Any]:
    return {name: view[name] for name in ("step", "fields", "serials", "proposed")}


@pytest.mark.slow
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("flow", "entries"), CONVERSATIONS.items(), ids=CONVERSATIONS)
def test_a_kill_after_each_answer_resumes_at_that_step(
    floor: Store, flow: str, entries: Sequence[str]
) -> None:
    before: dict[str, Any] | None = None
    for entry in entries:
        handheld = Handheld(floor, flow)
        if before:
            assert shown(handheld.first) == shown(before), entry
        handheld.send(entry)
        before = handheld.answer()
        handheld.kill()
        assert before["message"]["severity"] != "error", before
        with floor.read() as conn:
            assert check(conn) == ()


MOMENTS = 12
"""So often each conversation is broken off, at another moment."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> dict[str, list[Any]]:
    """What each conversation shows where nobody kills it: at first, and after each entry."""
    told = {}
    for flow, entries in CONVERSATIONS.items():
        path = tmp_path_factory.mktemp("undisturbed") / "store.db"
        shutil.copy(sqlite_template, path)
        with Store.open(str(path)) as store:
            filled(store)
            handheld = Handheld(store, flow)
            handheld.send(*entries)
            told[flow] = [shown(view) for view in (handheld.first, *(handheld.answer() for _ in entries))]
            handheld.kill()
    return told


@pytest.mark.soak
@pytest.mark.parametrize("moment", range(MOMENTS))
@pytest.mark.parametrize(("flow", "entries"), CONVERSATIONS.items(), ids=CONVERSATIONS)
def test_a_kill_at_any_moment_loses_at_most_the_entry_that_was_not_answered(
    floor: Store, undisturbed: dict[str, list[Any]], flow: str, entries: Sequence[str], moment: int
) -> None:
    """All of it is sent at once, and the process killed some milliseconds after some answer: amid a posting, or its commit."""
    random = Random(f"{flow} {moment}")
    handheld = Handheld(floor, flow)
    handheld.send(*entries)
    answers = [handheld.answer() for _ in range(random.randint(0, len(entries) - 1))]
    time.sleep(random.uniform(0, 0.04))  # the moment is what is tried
    answers += handheld.kill()
    with floor.read() as conn:
        assert check(conn) == ()
    told, resumed = undisturbed[flow], Handheld(floor, flow)
    after = [at for at in (len(answers), len(answers) + 1) if at < len(told)]
    assert shown(resumed.first) in [told[at] for at in after], (len(answers), resumed.first)
    went_on = next(at for at in after if told[at] == shown(resumed.first))
    resumed.send(*entries[went_on:])
    rest = [resumed.answer() for _ in entries[went_on:]]
    resumed.kill()
    assert [shown(view) for view in rest] == told[went_on + 1 :], (
        "what is left is done as if nothing had been"
    )
    with floor.read() as conn:
        assert check(conn) == ()


@pytest.mark.slow
@pytest.mark.parametrize("acknowledged", [1, 6])
@pytest.mark.parametrize(
    ("flow", "first", "each", "place"),
    [
        ("move", ["GOODS-IN"], ["BOX", "1", "A-01"], "A-01"),
        ("transfer_in", ["TR-2"], ["BOX", "1", "E-01"], "E-01"),
    ],
)
def test_a_kill_among_postings_loses_none_and_leaves_none_half_there(
    floor: Store, flow: str, first: list[str], each: list[str], place: str, acknowledged: int
) -> None:
    """The process is killed while it works through what was sent: at any moment of a posting."""
    handheld = Handheld(floor, flow)
    handheld.send(*first, *each * UNITS)
    answers = [handheld.answer() for _ in range(len(first) + acknowledged * len(each))]
    answers += handheld.kill()
    moved = sum(view["message"]["code"] in {"moved", "transfer_received"} for view in answers)
    assert moved >= acknowledged
    assert units_at(floor, place) in {moved, moved + 1}, "at most the one that had not beeped yet"
    assert units_at(floor, place) + units_at(floor, "GOODS-IN") + units_at(floor, "TRANSIT-EAST") == 200
    with floor.read() as conn:
        assert check(conn) == ()
