"""The sample warehouse of `serialhhd demo`: small, but with one of everything. It is made by the store's own operations."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.store.documents.document import Document
from serialhhd.store.inbound import pre_entered, pre_receipts, receiving
from serialhhd.store.inbound.receiving import Receipt, SerialsIn
from serialhhd.store.outbound import pick_lists, picking
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.serials import captures, new_serials
from serialhhd.store.serials.serials import NO_LIMIT
from serialhhd.store.stock import proposing, runs
from serialhhd.store.words.vocabulary import RunState, TrackingType

FULL, PICK, NONE = TrackingType.FULL_TRACKING, TrackingType.TRACK_DURING_PICK, TrackingType.NO_TRACKING

Delivered = tuple[str, str, list[str], int]
"""What came of a product: its SKU, where it was put, its serials, units."""

Fill = Callable[[Connection, datetime], None]
"""What fills a new store; the time is that of the last event."""

OFFICE: Final = "office"
"""Who made all that nobody scanned."""

LOCATIONS: Final = ("A-01-01", "A-01-02", "A-02-01", "B-01-01", "DOCK-1")

PRODUCTS: Final = (
    ("CAM-200", "Camera 4K outdoor", FULL, "9521234543213", r"SN\d{4}"),
    ("RTR-10", "Router 10-port", FULL, "9521234543220", None),
    ("LCK-7", "Door lock", FULL, "9521234543237", None),
    ("BAT-5", "Battery pack", PICK, "9521234543244", None),
    ("SEN-3", "Motion sensor", PICK, "9521234543251", None),
    ("CBL-2", "Network cable 2 m", NONE, "9521234543268", None),
    ("BRK-1", "Wall bracket", NONE, "9521234543275", None),
)
"""SKU, name, tracking type, EAN in GS1's demonstration prefix, pattern of its serials."""


def fill(conn: Connection, at: datetime) -> None:
    """Fill a new store: places, products, what is announced, what is in stock, what is to be picked, what has left.

    Args:
        conn: The writing connection of a store that holds nothing yet.
        at: The time of the last event; what came before lies a few days back.
    """
    for code in LOCATIONS:
        places.add_location(conn, code, by=OFFICE)
    for sku, name, tracking_type, barcode, pattern in PRODUCTS:
        products.add(
            conn,
            sku,
            at=at,
            name=name,
            tracking_type=tracking_type,
            barcodes=[barcode],
            serial_pattern=pattern,
            by=OFFICE,
        )
    _receive_some(conn, at - timedelta(days=9))
    _ship_some(conn, at - timedelta(days=2))
    _announce(conn, at)
    _ask_for_picks(conn, at)


def _announce(conn: Connection, at: datetime) -> None:
    deliveries = (
        ("PR-1007", "Lens & Co", [("CAM-200", 3)]),
        ("PR-1008", "Northlink", [("RTR-10", 4), ("CBL-2", 20)]),
        ("PR-1009", "SafeHome", [("LCK-7", 5), ("BAT-5", 12), ("BRK-1", 30)]),
    )
    for ref, supplier, lines in deliveries:
        pre_receipts.add(conn, ref, lines, at=at, supplier=supplier, by=OFFICE)
    pre_entered.set_serials(
        conn, "PR-1008", "RTR-10", [f"R10-{number:05}" for number in range(31, 35)], by=OFFICE
    )


def _ask_for_picks(conn: Connection, at: datetime) -> None:
    pick_lists.add(
        conn,
        "PL-501",
        [WantedTask("CAM-200", 2), WantedTask("CBL-2", 4)],
        at=at,
        customer="Hotel Astoria",
        by=OFFICE,
    )
    pick_lists.add(
        conn,
        "PL-502",
        [WantedTask("SEN-3", 2, "A-02-01"), WantedTask("RTR-10", 1), WantedTask("BRK-1", 2)],
        at=at,
        customer="City Museum",
        by=OFFICE,
    )


def _receive_some(conn: Connection, at: datetime) -> None:
    delivery: tuple[Delivered, ...] = (
        ("CAM-200", "A-01-01", [f"SN{number:04}" for number in range(1, 7)], 6),
        ("RTR-10", "A-01-02", [f"R10-{number:05}" for number in range(1, 4)], 3),
        ("SEN-3", "A-02-01", [], 8),
        ("CBL-2", "B-01-01", [], 40),
        ("BRK-1", "B-01-01", [], 16),
    )
    receive(conn, "PR-1001", delivery, at)


def receive(conn: Connection, ref: str, delivery: Sequence[Delivered], at: datetime) -> None:
    """Announce a delivery and receive all of it."""
    pre_receipt = pre_receipts.add(
        conn, ref, [(line[0], line[3]) for line in delivery], at=at, supplier="Lens & Co", by=OFFICE
    )
    run = begin(conn, "goods_in", at)
    runs.set_document(conn, run.id, pre_receipt.id)
    for sku, location, texts, quantity in delivery:
        _receive(conn, run, pre_receipt, sku, location, texts, quantity, at)
    runs.end(conn, run.id, RunState.DONE, at)


def _receive(
    conn: Connection,
    run: runs.Run,
    pre_receipt: Document,
    sku: str,
    location: str,
    texts: Sequence[str],
    quantity: int,
    at: datetime,
) -> None:
    product = products.show(conn, sku)
    line = receiving.product_on(conn, pre_receipt, product)
    receiving.claim(conn, line, run, pre_receipt.ref)
    standing = pre_receipts.standing(conn, pre_receipt.id, line.id)
    how = SerialsIn.CAPTURE if texts else SerialsIn.NONE
    if texts:
        capturing = captures.Capturing(run, product, NO_LIMIT, at)
        run = receiving.capture(conn, standing, capturing, new_serials.judge_all(conn, product, texts), how)
    receipt = Receipt(
        quantity, how, NO_LIMIT, closes_short=True, location_id=places.location(conn, location).id
    )
    line = pre_receipts.line(conn, line.id)
    receiving.post(conn, line, run, receipt, account_id=pre_receipt.account_id, at=at)


def _ship_some(conn: Connection, at: datetime) -> None:
    pick_list = pick_lists.add(
        conn, "PL-499", [WantedTask("CAM-200", 1)], at=at, customer="Harbour Office", by=OFFICE
    )
    run = begin(conn, "goods_out", at)
    runs.set_document(conn, run.id, pick_list.id)
    task = picking.claim_next(conn, pick_list, run)
    line = proposing.propose(conn, task, pick_list.account_id) if task else None
    if task and line:
        product = products.show(conn, task.product)
        capturing = captures.Capturing(run, product, NO_LIMIT, at)
        how, taken = picking.SerialsOut.FROM_STOCK, new_serials.judge_all(conn, product, ["SN0001"])
        standing = pick_lists.standing(conn, pick_list.id, task.id)
        run = picking.capture(conn, standing, line, capturing, taken, how)
        picking.post(conn, task, line, run, picking.Pick(1, how), at=at)
    runs.end(conn, run.id, RunState.DONE, at)
    pick_lists.dispatch(conn, "PL-499", by=OFFICE, at=at)


def begin(conn: Connection, flow: str, at: datetime) -> runs.Run:
    """Begin the run of somebody who scanned it all."""
    return runs.begin(conn, operator="maria", flow=flow, config="{}", position="{}", at=at)
