"""Every flow, entry by entry: a warehouse in which each can be played at once, and what is entered in it, over several postings."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.batches import batches
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import containers
from serialhhd.store.containers.named import Named
from serialhhd.store.counts import counts
from serialhhd.store.desk import stock_work
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.returns import returns
from serialhhd.store.transfers import transfers
from serialhhd.store.words.vocabulary import ContainerKind, LocationKind, TrackingType

CONVERSATIONS = {
    "goods_in": [
        *("PR-1", "CAM", "SN31", ":undo", "SN32", "SN33", ":done", "", ":yes", "GOODS-IN"),
        *("BOX", "", "GOODS-IN"),
    ],
    "goods_out": ["PL-7", "S-01", "CAM", "SN13", "", "S-01", "BOX", ""],
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
SOME = [
    pytest.param(flow, marks=pytest.mark.soak if number % 3 else pytest.mark.slow)
    for number, flow in enumerate(CONVERSATIONS)
]
"""The names of every third in `make test-all`, those of the others in `make bench`."""
UNITS = 30
KEEPER = {
    "transfer_out": ["TR-2", "GOODS-IN", "CAM", "SN5", "SN6", "", "GOODS-IN", "BOX", ""],
    "batch_walk": ["B-2", "CART-2", "S-01", "CAM", "SN11", "SN12", "", "S-01", "BOX", ""],
    "goods_out": ["PL-6", "S-01", "CAM", "SN14", "SN15", ""],
}
"""What was entered before, in other hands."""


def filled(store: Store) -> Store:
    """Cameras SN1 to SN4 and boxes at GOODS-IN; TR-1 to be shipped, TR-2 on the road, TA-1 to be given, C-1 to be counted, B-1 to be walked.

    Beside it PR-1 to be received; at S-01 PL-7 to be picked, B-2 to be sorted, B-3 to be picked into totes, RT-1 to come back.
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
        "PL-7": [("CAM", 1), ("BOX", 1)],
    }.items():
        wanted = [WantedLine(sku, units, "S-01") for sku, units in lines]
        pick_lists.add(conn, ref, wanted, at=at, customer="Hotel", by="office")
    pre_receipts.add(conn, "PR-1", [("CAM", 3), ("BOX", 2)], at=at, by="office")
    batches.add(conn, "B-2", ["PL-3", "PL-4"], at=at, by="office")
    batches.add(conn, "B-3", ["PL-5"], at=at, by="office")
