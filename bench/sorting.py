"""What a scan costs where a batch is sorted from its cart."""

import statistics

from bench.figure import seconds
from bench.warehouse import SKU, filled_serial, runner_after
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.batches import batches
from serialhhd.store.catalogue import places
from serialhhd.store.containers import containers
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.words.vocabulary import LocationKind

BATCH, CART, TOTE = "B-1", "CART-1", "T-1"


def runner_at_sort(store: Store, first: int, units: int) -> Runner:
    """Return a handheld that sorts a batch, on whose cart so many of what `fill` put into the store lie, from that serial on."""
    add_batch(store, units)
    scanned = f"{filled_serial(first)}+{units}"
    runner_after(store, "wes", "batch_walk", BATCH, CART, "GOODS-IN", SKU, scanned, ":yes", "")
    return runner_after(store, "sue", "batch_sort", BATCH)


def median_of_units(runner: Runner, first: int, units: int) -> float:
    """Return the median seconds of a unit's scan; the scans of the tote, which post it, are not counted."""
    took = []
    for number in range(first, first + units):
        took.append(seconds(lambda number=number: scan(runner, filled_serial(number))))  # type: ignore[misc]
        scan(runner, TOTE)
    return statistics.median(took)


def add_batch(store: Store, units: int) -> None:
    """Add a batch of one pick list of so many units, a cart for its walk, and a tote."""
    at = store.now()
    store.write(lambda conn: places.add_location(conn, CART, kind=LocationKind.CART, by="bench"))
    store.write(lambda conn: containers.add(conn, TOTE, by="bench"))
    wanted = [WantedLine(SKU, units)]
    store.write(lambda conn: pick_lists.add(conn, "PL-B", wanted, at=at, customer="Hotel", by="bench"))
    store.write(lambda conn: batches.add(conn, BATCH, ["PL-B"], at=at, by="bench"))


def scan(runner: Runner, text: str) -> None:
    """Scan something that is taken.

    Raises:
        AssertionError: It was not.
    """
    message = runner.submit(Scan(text)).message
    if message is None or message.severity == "error":
        raise AssertionError(message)
