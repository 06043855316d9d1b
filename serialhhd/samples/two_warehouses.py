"""The sample warehouse of `serialhhd demo` with all that goes between places, warehouses and accounts, so that each flow can be played at once.

What is tried and shown elsewhere is the sample warehouse alone (`samples/warehouse.py`): small, and easy to look at.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from serialhhd.samples import warehouse
from serialhhd.samples.warehouse import OFFICE
from serialhhd.store.batches import batches
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import containers
from serialhhd.store.counts import counts
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.documents.taking import Taking
from serialhhd.store.outbound import pick_lists
from serialhhd.store.serials import captures, new_serials
from serialhhd.store.serials.serials import NO_LIMIT
from serialhhd.store.stock import proposing, runs
from serialhhd.store.transfers import shipping, transfers
from serialhhd.store.words.vocabulary import ContainerKind, LocationKind, RunState

EAST: Final = "EAST"
ACCOUNT: Final = "HOTEL"
LOCATIONS: Final = ("E-01-01", "E-01-02")
TO_COUNT: Final = ("A-01-02", "B-01-01")
CART: Final = "CART-1"
IN_BATCH: Final = ("PL-511", "PL-512")
TOTES: Final = ("TOTE-1", "TOTE-2", "TOTE-3")
PALLET: Final = "PALLET-1"
ON_THE_ROAD: Final = ("LCK-0001", "LCK-0002")

_DELIVERY: Final[tuple[warehouse.Delivered, ...]] = (
    ("LCK-7", "B-01-01", [f"LCK-{number:04}" for number in range(1, 5)], 4),
    ("BAT-5", "GOODS-IN", [], 6),
)
_TO_PUT_AWAY: Final[tuple[warehouse.Delivered, ...]] = (
    ("LCK-7", "GOODS-IN", [f"LCK-{number:04}" for number in range(5, 8)], 3),
)


def fill(conn: Connection, at: datetime) -> None:
    """Fill a new store: the sample warehouse, a second one, another account, goods to put away, transfers of which one is on the road, a count, a batch with a cart, totes and a pallet.

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
    places.add_location(conn, CART, kind=LocationKind.CART, by=OFFICE)
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
        product = products.show(conn, line.product)
        capturing = captures.Capturing(run, product, NO_LIMIT, at)
        taken = new_serials.judge_all(conn, product, ON_THE_ROAD)
        run = shipping.capture(conn, transfers.standing(conn, transfer.id, line.id), there, capturing, taken)
        shipping.post(conn, line, there, run, Taking(len(ON_THE_ROAD)), at=at)
    runs.end(conn, run.id, RunState.DONE, at)
