"""A small warehouse, flows to try, and what an operator of flesh and blood does in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from serialhhd.flows.config import editing
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.flows.config.model import Flows
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan, View
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_entered, pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.words.vocabulary import TrackingType

SKUS: Mapping[str, tuple[TrackingType, str]] = {
    "CAM-1": (TrackingType.FULL_TRACKING, "9521234543213"),
    "BAT-1": (TrackingType.TRACK_DURING_PICK, "9521234543244"),
    "CBL-1": (TrackingType.NO_TRACKING, "9521234543268"),
}
PLACE = "GOODS-IN"


@dataclass(frozen=True)
class Delivery:
    """What is announced of a product on a pre-receipt of its own, and what comes; `listed` says whether its serials are known."""

    sku: str
    announced: int
    came: int
    listed: bool = False

    def serials(self, ref: str) -> list[str]:
        """Return the serials of what comes; those of the list first."""
        is_full = SKUS[self.sku][0] is TrackingType.FULL_TRACKING
        return [f"{ref}-S{number:03}" for number in range(self.came)] if is_full else []


def stock(conn: Connection, deliveries: Mapping[str, Delivery], at: datetime) -> None:
    """Write down products, and a pre-receipt for each delivery, by its number."""
    for sku, (tracking_type, barcode) in SKUS.items():
        products.add(conn, sku, at=at, name=sku, tracking_type=tracking_type, barcodes=[barcode], by="office")
    for ref, delivery in deliveries.items():
        pre_receipts.add(conn, ref, [(delivery.sku, delivery.announced)], at=at, by="office")
        if delivery.listed:
            listed = [f"{ref}-S{number:03}" for number in range(delivery.announced)]
            pre_entered.set_serials(conn, ref, delivery.sku, listed, by="office")


def pick_list(store: Store, ref: str, *wanted: tuple[str, int]) -> None:
    """Write down a pick list."""
    tasks = [WantedTask(sku, quantity) for sku, quantity in wanted]
    store.write(lambda conn: pick_lists.add(conn, ref, tasks, at=store.now(), by="office"))


def flows_with(folder: Path, options: Mapping[str, str] | None = None, without: Sequence[str] = ()) -> Flows:
    """Return the packaged flows with some options changed, and without some steps (`goods_in.enter_serials`)."""
    file = folder / "flows.toml"
    file.write_bytes(PACKAGED.read_bytes())
    for key, value in (options or {}).items():
        editing.edit(file, *editing.set_option(key, value))
    for step in without:
        flow, name = step.split(".")
        is_decided = f"{flow}.without_serial_step" in (options or {}) or name != "enter_serials"
        editing.edit(file, editing.exclude_step(flow, name, without_serials=None if is_decided else "refuse"))
    return load(file)


class Anna:
    """Plays line after line as a person does who knows the steps of the packaged flows, and counts what she is asked."""

    def __init__(self, store: Store, flows: Flows, operator: str = "anna") -> None:
        self._handhelds = {flow.name: Runner(store, lambda flow=flow: flow, operator) for flow in flows}  # type: ignore[misc]
        self.questions = 0
        self.refused: list[tuple[str, str, str]] = []

    def receives(self, ref: str, delivery: Delivery) -> bool:
        """Receive one delivery at GOODS-IN; where that is refused it is left."""
        left = delivery.serials(ref)
        return self._does("goods_in", ref, delivery.sku, left, delivery.came)

    def picks(self, ref: str, wanted: Delivery, why: str = "Not found") -> bool:
        """Pick what a list asks for of one product (`announced`), or as much as is found (`came`)."""
        left = [f"{ref}-S{number:03}" for number in range(wanted.came)]
        if SKUS[wanted.sku][0] is TrackingType.FULL_TRACKING:
            left = wanted.serials(ref.replace("PL", "PR"))
        return self._does("goods_out", ref, wanted.sku, left, wanted.came, why)

    def _does(self, flow: str, ref: str, sku: str, left: list[str], quantity: int, why: str = "") -> bool:
        handheld = self._handhelds[flow]
        view = handheld.view()
        while True:
            self.questions += 1
            entry = self._entry(view, ref, sku, left, quantity, why)
            view = handheld.submit(Scan(entry))
            if view.message and view.message.severity == "error":
                self.refused.append((ref, sku, view.message.code))
                handheld.submit(Scan(":cancel"))
                return False
            if view.posted:
                return True

    def _entry(self, view: View, ref: str, sku: str, left: list[str], quantity: int, why: str) -> str:
        match view.step:
            case "scan_pre_receipt" | "scan_pick_list":
                return ref
            case "scan_product":
                return sku
            case "scan_location":
                return PLACE
            case "enter_serials":
                return left.pop(0) if left else "" if view.enter else f":short {why}".strip()
            case "confirm_quantity" if view.choices:
                return why or ":yes"
            case "confirm_quantity":
                return left.pop(0) if left and view.serials else str(quantity)
        raise AssertionError(view)
