"""A scenario from its start to its end, played by the perfect operator: whether what comes of it is what is to come of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from serialhhd.flows.config.model import Flows
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.in_force.source import AsTheyAre
from serialhhd.flows.in_force.text import numbered
from serialhhd.flows.rehearsal.perfect_operator import PerfectOperator
from serialhhd.flows.rehearsal.replaying import Clock
from serialhhd.flows.seam.view import Label
from serialhhd.store.catalogue import products
from serialhhd.store.engine import throw_away
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.stock import stock
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import DocumentState
from serialhhd.training.faults.fault import InHand
from serialhhd.training.faults.workplace import PATIENCE, Workplace
from serialhhd.training.playing.plan import Mishap, plan
from serialhhd.training.playing.seat import DEVICE, Seat
from serialhhd.training.scenarios.loader import Checked
from serialhhd.training.scenarios.model import Scenario, serials_of
from serialhhd.training.scenarios.start import fill

OPERATOR: Final = "trainee"
FIRST_DAY: Final = datetime(2026, 1, 5, 8, tzinfo=UTC)
"""When a lesson with the seed 0 begins; with another one, so many days later."""


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a scenario.

    Attributes:
        name: Its name, or its path.
        scans: So many scans arrived.
        mishaps: So many things went wrong.
        differences: In what the end is another than it should be, a sentence each; nothing where it is as it should be.
    """

    name: str
    scans: int
    mishaps: int
    differences: tuple[str, ...]


def play(name: str, one: Checked, flows: Flows, seed: int) -> Played:
    """Play a scenario on a throw-away store.

    Args:
        name: What it is called in what is told.
        one: The scenario.
        flows: The flows in force.
        seed: Order of the goods, and the clock, follow from it: the same seed is the same lesson.

    Raises:
        StoreUnavailable: No store can be made.
    """
    clock = Clock()
    clock.now = FIRST_DAY + timedelta(days=seed)
    source, flow = AsTheyAre(numbered(flows, None)), one.scenario.flow
    with (
        throw_away.store("training", clock=clock, busy_seconds=PATIENCE) as store,
        Workplace(store, lambda name: Session(store, source, name, flow), OPERATOR, flow) as workplace,
    ):
        fill(store, one.scenario, one.path.parent)
        with store.read() as conn:
            planned, around = plan(conn, one.scenario, seed), _around(conn, one.scenario)

        def device(name: str) -> Session:
            return Session(store, source, flow=flow, names=(name,))

        session = Session(store, source, OPERATOR, flow, names=(DEVICE,))
        pace, mishaps = one.scenario.par, planned.mishaps
        seat = Seat(session, device, workplace, OPERATOR, mishaps, around, planned.following, pace)
        operator = PerfectOperator(seat)
        differences: list[str] = []
        for assignment in planned.assignments:
            stopped = operator.do(assignment).stopped
            if stopped and not _is_cancelled(store, assignment.document):
                differences.append(f"stopped at {stopped.step}: {stopped.code} {stopped.text}".rstrip())
                break
        differences += _never(planned.mishaps)
        with store.read() as conn:
            differences += _differing(conn, one.scenario)
    return Played(name, seat.scans, len(planned.mishaps), tuple(differences))


def _around(conn: Connection, scenario: Scenario) -> InHand:
    """Return what is within reach beside the label in hand: the barcodes of two products, the number of another document."""
    sku = next((one.sku for one in scenario.goods), "")
    barcodes = {one.sku: (*products.barcodes(conn, one), one.sku)[0] for one in products.page(conn)}
    others = [code for known, code in barcodes.items() if codes.key(known) != codes.key(sku)]
    documents = [one.ref for one in (*pre_receipts.all_of(conn), *pick_lists.all_of(conn))]
    nothing = Label("", "", is_good=True, why="")
    around = InHand(label=nothing, product=barcodes.get(sku, sku))
    return replace(around, other_product=next(iter(others), ""), other_document=documents[-1])


def _is_cancelled(store: Store, ref: str) -> bool:
    """Return whether a document was cancelled while it was worked on: then nothing more of it is done."""
    with store.read() as conn:
        documents = (
            *pre_receipts.all_of(conn, DocumentState.CANCELLED),
            *pick_lists.all_of(conn, DocumentState.CANCELLED),
        )
    return codes.key(ref) in {codes.key(one.ref) for one in documents}


def _never(mishaps: tuple[Mishap, ...]) -> Iterator[str]:
    yield from (f"{one.event.fault} never happened" for one in mishaps if not one.has_happened)


def _differing(conn: Connection, scenario: Scenario) -> Iterator[str]:
    """Yield in what the stock is another than it should be."""
    units: Counter[tuple[str, str]] = Counter()
    serials: dict[tuple[str, str], set[str]] = {}
    for line in stock.page(conn):
        key = codes.key(line.product), codes.key(line.location)
        units[key] += line.quantity
        known = {codes.serial_key(one.serial) for one in stock.serials_on(conn, line.id)}
        serials[key] = serials.get(key, set()) | known
    for wanted in scenario.end.stock:
        key = codes.key(wanted.sku), codes.key(wanted.location)
        where = f"{wanted.sku} at {wanted.location}"
        if units[key] != wanted.quantity:
            yield f"{where}: {units[key]} units, not {wanted.quantity}"
        expected = {codes.serial_key(one): one for one in serials_of(wanted.serials)}
        there = serials.get(key, set())
        if expected and there != expected.keys():
            missing = [serial for one, serial in expected.items() if one not in there]
            other = sorted(there - expected.keys())
            told = [f"without {', '.join(missing)}"] * bool(missing) + [f"with {', '.join(other)}"] * bool(
                other
            )
            yield f"{where}: {' and '.join(told)}"
