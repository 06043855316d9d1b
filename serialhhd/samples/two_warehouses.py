"""The sample warehouse of `serialhhd demo` with all that goes between places, warehouses and accounts, so that each flow can be played at once.

What is tried and shown elsewhere is the sample warehouse alone (`samples/warehouse.py`): small, and easy to look at.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from serialhhd.samples import warehouse
from serialhhd.samples.warehouse import OFFICE
from serialhhd.store.batches import batches, walking
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import containers
from serialhhd.store.counts import counts
from serialhhd.store.documents.lines import Line, WantedLine
from serialhhd.store.documents.taking import Taking
from serialhhd.store.outbound import pick_lists
from serialhhd.store.returns import returns
from serialhhd.store.serials import captures, new_serials
from serialhhd.store.serials.serials import NO_LIMIT, SerialEntry
from serialhhd.store.stock import proposing, runs
from serialhhd.store.transfers import shipping, transfers
from serialhhd.store.words.vocabulary import ContainerKind, LocationKind, RunState

EAST: Final = "EAST"
ACCOUNT: Final = "HOTEL"
LOCATIONS: Final = ("E-01-01", "E-01-02")
TO_COUNT: Final = ("A-01-02", "B-01-01")
QUARANTINE: Final = "Q-01"
CARTS: Final = ("CART-1", "CART-2")
IN_BATCH: Final = ("PL-511", "PL-512")
ON_CART: Final = ("PL-513", "PL-514")
TOTES: Final = ("TOTE-1", "TOTE-2", "TOTE-3")
PALLET: Final = "PALLET-1"
ON_THE_ROAD: Final = ("LCK-0001", "LCK-0002")
WALKED: Final = ("LCK-0003", "LCK-0004")

_DELIVERY: Final[tuple[warehouse.Delivered, ...]] = (
    ("LCK-7", "B-01-01", [f"LCK-{number:04}" for number in range(1, 5)], 4),
    ("BAT-5", "GOODS-IN", [], 6),
)
_TO_PUT_AWAY: Final[tuple[warehouse.Delivered, ...]] = (
    ("LCK-7", "GOODS-IN", [f"LCK-{number:04}" for number in range(5, 8)], 3),
)


def fill(conn: Connection, at: datetime) -> None:
    """Fill a new store: the sample warehouse, a second one, another account, goods to put away, and one of each document and thing that flows ask for.

    One transfer is on the road, and one batch is on its cart.

    Args:
        conn: The writing connection of a store that holds nothing yet.
        at: The time of the last event; what came before lies a few days back.
    """
    warehouse.fill(conn, at)
    places.add_warehouse(conn, EAST, by=OFFICE)
    for code in LOCATIONS:
        places.add_location(conn, code, EAST, by=OFFICE)
    places.add_account(conn, ACCOUNT, by=OFFICE)
    day_before = at - timedelta(days=1)
    warehouse.receive(conn, "PR-1002", _DELIVERY, day_before)
    warehouse.receive(conn, "PR-1003", _TO_PUT_AWAY, day_before)
    _ship_some(conn, day_before)
    transfers.add(
        conn,
        "TR-22",
        [WantedLine("CAM-200", 2), WantedLine("CBL-2", 10)],
        at=at,
        to_warehouse=EAST,
        by=OFFICE,
    )
    transfers.add(
        conn, "TR-23", [WantedLine("RTR-10", 1), WantedLine("BRK-1", 4)], at=at, to_account=ACCOUNT, by=OFFICE
    )
    counts.add(conn, "CT-31", TO_COUNT, at=at, by=OFFICE)
    places.add_location(conn, QUARANTINE, kind=LocationKind.QUARANTINE, by=OFFICE)
    returns.add(conn, "RT-61", [("CAM-200", 1)], at=at, pick_list="PL-499", by=OFFICE)
    for code in CARTS:
        places.add_location(conn, code, kind=LocationKind.CART, by=OFFICE)
    _walk_some(conn, day_before)
    for ref, cables in zip(IN_BATCH, (2, 1), strict=True):
        pick_lists.add(conn, ref, [WantedLine("CBL-2", cables)], at=at, customer="Hotel", by=OFFICE)
    batches.add(conn, "BA-41", IN_BATCH, at=at, by=OFFICE)
    for code in TOTES:
        containers.add(conn, code, by=OFFICE)
    containers.add(conn, PALLET, ContainerKind.PALLET, by=OFFICE)


def _ship_some(conn: Connection, at: datetime) -> None:
    transfer = transfers.add(
        conn, "TR-21", [WantedLine("LCK-7", len(ON_THE_ROAD))], at=at, to_warehouse=EAST, by=OFFICE
    )
    run = warehouse.begin(conn, "transfer_out", at)
    runs.set_document(conn, run.id, transfer.id)
    line = shipping.claim_next(conn, transfer, run)
    there = proposing.propose(conn, line, transfer.account_id) if line else None
    if line and there:
        standing = transfers.standing(conn, transfer.id, line.id)
        capturing, taken = _scanned(conn, run, line, ON_THE_ROAD, at)
        run = shipping.capture(conn, standing, there, capturing, taken)
        shipping.post(conn, line, there, run, Taking(len(taken)), at=at)
    runs.end(conn, run.id, RunState.DONE, at)


def _walk_some(conn: Connection, at: datetime) -> None:
    for ref in ON_CART:
        pick_lists.add(conn, ref, [WantedLine("LCK-7", 1)], at=at, customer="City Museum", by=OFFICE)
    batch = batches.add(conn, "BA-42", ON_CART, at=at, by=OFFICE)
    run = warehouse.begin(conn, "batch_walk", at)
    runs.set_document(conn, run.id, batch.id)
    walking.take_cart(conn, batch, places.location(conn, CARTS[1]))
    line = walking.claim_next(conn, batch, run)
    there = proposing.propose(conn, line, batch.account_id) if line else None
    if line and there:
        standing = batches.BATCHES.lines.standing(conn, batch.id, line.id)
        capturing, taken = _scanned(conn, run, line, WALKED, at)
        run = walking.capture(conn, standing, there, capturing, taken)
        walking.post(conn, line, there, run, Taking(len(taken)), at=at)
    runs.end(conn, run.id, RunState.DONE, at)


def _scanned(
    conn: Connection, run: runs.Run, line: Line, texts: Sequence[str], at: datetime
) -> tuple[captures.Capturing, Sequence[SerialEntry]]:
    product = products.show(conn, line.product)
    return captures.Capturing(run, product, NO_LIMIT, at), new_serials.judge_all(conn, product, texts)
