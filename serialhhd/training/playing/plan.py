"""What is to be done in a scenario: the turns of a perfect operator, and the units that a mishap keeps out of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from serialhhd.flows.rehearsal.assignment import Assignment
from serialhhd.flows.words.word import DESTINATION, DOCUMENT, PRODUCT
from serialhhd.store.catalogue import places, products
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.stock import stock
from serialhhd.store.symbols.composing import compose
from serialhhd.store.symbols.gtin import gtin14
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import DocumentState
from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import Group, Right
from serialhhd.training.scenarios.model import Event, Goods, Scenario, serials_of

WHY_SHORT: Final = "other"
"""What is said where a flow asks why there is less, and lists no reasons."""


@dataclass(slots=True)
class Mishap:
    """An event of the scenario as it is played.

    Attributes:
        event: What the scenario says.
        unit: The unit that is not in order, as its label is read; empty where it is none.
        is_due: Whether its time has come; an incident waits for a moment at which it can happen.
        has_happened: Whether it has come.
    """

    event: Event
    unit: str = ""
    is_due: bool = False
    has_happened: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done.

    Attributes:
        assignments: The turns, in order.
        mishaps: What goes wrong, in the order of the scenario.
    """

    assignments: tuple[Assignment, ...]
    mishaps: tuple[Mishap, ...]

    @property
    def following(self) -> Mapping[str, str]:
        """The label of the unit that comes to hand next, by that of each unit, as they are entered."""
        units = [[spelled[0] for spelled in one.serials] for one in self.assignments]
        return {unit: after for turn in units for unit, after in pairwise(turn)}


def plan(conn: Connection, scenario: Scenario, seed: int) -> Plan:
    """Return what is to be done in a store that has the start of a scenario.

    Args:
        conn: The store.
        scenario: The scenario.
        seed: The lines of a delivery, and the good units of each, come in an order that follows from it; 0 is that of the file.
    """
    return _Plan(conn, scenario, seed).made()


class _Plan:
    def __init__(self, conn: Connection, scenario: Scenario, seed: int) -> None:
        self._conn = conn
        self._scenario = scenario
        self._random = Random(seed) if seed else None  # noqa: S311 - the same seed is the same lesson
        self._mishaps = tuple(Mishap(event) for event in scenario.events)
        self._units: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._count: defaultdict[str, int] = defaultdict(int)
        for goods in scenario.goods:
            self._count[codes.key(goods.sku)] += goods.units
            self._units[codes.key(goods.sku)] += self._labels(goods)

    def made(self) -> Plan:
        return Plan((*self._deliveries(), *self._orders()), self._mishaps)

    def _labels(self, goods: Goods) -> list[tuple[str, ...]]:
        """Return how the label of each unit is read: as it is printed, and then its serial alone."""
        gtin = self._gtin(goods.sku)
        symbol = Symbology(goods.symbol)
        lot = [("10", goods.lot)] if goods.lot else []
        labels: list[tuple[str, ...]] = [
            (f"{symbol.aim_id}{compose([('01', gtin), *lot, ('21', serial)])}", serial)
            if gtin and symbol.is_gs1
            else (serial,)
            for serial in serials_of(goods.serials)
        ]
        return labels

    def _barcodes(self, sku: str) -> tuple[str, ...]:
        return products.barcodes(self._conn, products.show(self._conn, sku))

    def _gtin(self, sku: str) -> str | None:
        return next((known for code in self._barcodes(sku) if (known := gtin14(code))), None)

    def _deliveries(self) -> Iterator[Assignment]:
        for document in pre_receipts.all_of(self._conn, DocumentState.OPEN):
            lines = list(pre_receipts.lines(self._conn, document))
            if self._random:
                self._random.shuffle(lines)
            for line in lines:
                yield from self._turn(document.ref, line.product, line.open_quantity)

    def _orders(self) -> Iterator[Assignment]:
        for document in pick_lists.all_of(self._conn, DocumentState.OPEN):
            for task in pick_lists.tasks(self._conn, document):
                yield from self._turn(document.ref, task.product, task.open_quantity)

    def _turn(self, document: str, sku: str, asked: int) -> Iterator[Assignment]:
        """Yield the turn in which the goods of a product are handled, where there are any."""
        key = codes.key(sku)
        bears_serials = bool(self._units[key])
        units = self._in_order(self._units.pop(key)) if bears_serials else []
        quantity = len(units) if bears_serials else min(asked, self._count[key])
        self._count[key] -= quantity
        if not quantity:
            return
        answers = {
            DOCUMENT: (document,),
            PRODUCT: (*self._barcodes(sku), sku),
            DESTINATION: (self._place(sku),),
        }
        yield Assignment(
            answers=MappingProxyType(answers),
            quantity=quantity,
            serials=tuple(units),
            reason=WHY_SHORT if quantity < asked else "",
        )

    def _in_order(self, units: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Return the units as they are scanned, without those that a mishap keeps out; each is remembered with its mishap."""
        for mishap in sorted(self._mishaps, key=_captured):
            fault = faults()[mishap.event.fault]
            is_avoided = mishap.event.right in {Right.SET_ASIDE, Right.CALL}
            is_left_out = fault.is_of_unit and (is_avoided or fault.group is Group.GOODS)
            place = _captured(mishap)
            if mishap.event.when and not mishap.unit and is_left_out and place < len(units):
                mishap.unit = units.pop(place)[0]
        if self._random:
            self._random.shuffle(units)
        return units

    def _place(self, sku: str) -> str:
        """Return where goods of a product go: where there are to be more of it in the end than there are."""
        there: Counter[str] = Counter()
        for line in stock.page(self._conn):
            if codes.key(line.product) == codes.key(sku):
                there[codes.key(line.location)] += line.quantity
        ending = (one for one in self._scenario.end.stock if codes.key(one.sku) == codes.key(sku))
        filling = (one.location for one in ending if one.quantity > there[codes.key(one.location)])
        return next(filling, places.GOODS_IN)


def _captured(mishap: Mishap) -> int:
    return mishap.event.when.captured if mishap.event.when else 0
