"""What it costs to do the last days again under another flows.toml, against the same scans through the runner."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection

from bench.figure import Figure, seconds
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.flows.config.model import Flow, Flows
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.rehearsal.assignment import Assignment
from serialhhd.flows.rehearsal.impact import impact
from serialhhd.flows.rehearsal.perfect_operator import PerfectOperator
from serialhhd.flows.seam.view import Scan, View
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.words.vocabulary import TrackingType

SKUS = tuple(f"CAM-{number}" for number in range(10))
UNITS = 3
"""Units of a line, each with its serial."""
PLACE = "GOODS-IN"


class _Noting:
    """A conversation whose scans are noted."""

    def __init__(self, runner: Runner, scans: list[str]) -> None:
        self._runner, self._scans = runner, scans

    def view(self) -> View:
        return self._runner.view()

    def submit(self, scan: Scan) -> View:
        self._scans.append(scan.text)
        return self._runner.submit(scan)


def one_impact(folder: Path, lines: int) -> Figure:
    """Measure `flows impact` of so many lines, half of them received and half of them picked, under two files of one meaning.

    They differ by a word, so that all is played under both.
    """
    flows, documents = load(PACKAGED), lines // 2 // len(SKUS)
    titled = {flow.name: flow.model_copy(update={"title": "Other"}) for flow in flows}
    other = replace(flows, flows=MappingProxyType(titled))
    with _new(folder, "impact", documents) as store:
        scans = {flow: _play(store, flows, flow, documents) for flow in ("goods_in", "goods_out")}
        took = seconds(lambda: _check(impact(store, flows, other, most_lines=lines).lines, lines))
    same = sum(
        _scan_again(folder, str(number), documents, flows, scans) for number in range(2)
    )  # as under both files
    name = f"`impact` of {lines} lines, under both files / the same scans through the runner"
    return Figure(name, f"{took:.1f} s", f"{same:.1f} s", took / same, 1.5)


def _scan_again(
    folder: Path, name: str, documents: int, flows: Flows, scans: Mapping[str, list[str]]
) -> float:
    """Return how long the scans take on a new store, flow by flow."""
    with _new(folder, f"same-{name}", documents) as store:
        return sum(
            seconds(partial(_scan_all, store, flows.flows[flow], texts)) for flow, texts in scans.items()
        )


def _scan_all(store: Store, flow: Flow, texts: list[str]) -> None:
    runner = Runner(store, lambda: flow, "anna")
    for text in texts:
        runner.submit(Scan(text))


def _check(done: int, lines: int) -> None:
    if done != lines:
        raise AssertionError(f"{done} of {lines}")


def _new(folder: Path, name: str, documents: int) -> Store:
    """Return a new store with documents of ten lines each, none of which waits for the disk."""
    store = Store.open(str(folder / f"{name}.db"), create=True, is_kept=False)
    at, full = store.now(), TrackingType.FULL_TRACKING
    announced, wanted = [(sku, UNITS) for sku in SKUS], [WantedTask(sku, UNITS, PLACE) for sku in SKUS]

    def fill(conn: Connection) -> None:
        for sku in SKUS:
            products.add(conn, sku, at=at, name=sku, tracking_type=full, by="office")
        for number in range(documents):
            pre_receipts.add(conn, f"PR-{number}", announced, at=at, by="office")
            pick_lists.add(conn, f"PL-{number}", wanted, at=at, by="office")

    store.write(fill)
    return store


def _play(store: Store, flows: Flows, flow: str, documents: int) -> list[str]:
    """Play a flow over all documents, and return what was scanned."""
    scans: list[str] = []
    anna = PerfectOperator(_Noting(Runner(store, lambda: flows.flows[flow], "anna"), scans))
    begins = {"goods_in": "PR", "goods_out": "PL"}[flow]
    for number in range(documents):
        for sku in SKUS:
            serials = tuple((f"{sku}-{number}-{unit}",) for unit in range(UNITS))
            answers = {
                "document": (f"{begins}-{number}",),
                "product": (sku,),
                "source": (PLACE,),
                "destination": (PLACE,),
            }
            outcome = anna.do(Assignment(answers=answers, quantity=UNITS, serials=serials))
            if outcome.stopped:
                raise AssertionError(outcome)
    return scans
