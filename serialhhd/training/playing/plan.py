"""What is to be done in a scenario: the turns of an operator without hands, who takes the goods as they lie there."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from random import Random
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from serialhhd.flows.config.model import Flow
from serialhhd.flows.rehearsal.assignment import Assignment
from serialhhd.flows.rehearsal.replaying import works_on
from serialhhd.flows.words.word import DESTINATION, DOCUMENT, PRODUCT
from serialhhd.store.catalogue import places, products
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.stock import stock
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState
from serialhhd.training.lessons.goods import Pile, Unit
from serialhhd.training.scenarios.model import Scenario

WHY_SHORT: Final = "other"
"""What is said where a flow asks why there is less, and lists no reasons."""


def plan(conn: Connection, scenario: Scenario, flow: Flow, pile: Pile, seed: int) -> tuple[Assignment, ...]:
    """Return the turns, in order, in a store that has the start of a scenario.

    Args:
        conn: The store.
        scenario: The scenario.
        flow: The flow that is played: the documents that it works on are done.
        pile: What lies there. A unit that is not in order is in no turn: it is seen to when it comes to hand.
        seed: The lines of a delivery come in an order that follows from it; 0 is that of the document.
    """
    return tuple(_Plan(conn, scenario, pile, seed).turns(flow))


class _Plan:
    def __init__(self, conn: Connection, scenario: Scenario, pile: Pile, seed: int) -> None:
        self._conn = conn
        self._scenario = scenario
        self._random = Random(seed) if seed else None  # noqa: S311 - the same seed is the same lesson
        self._units: defaultdict[str, list[Unit]] = defaultdict(list)
        self._loose: Counter[str] = Counter()
        for unit in pile.units:
            if unit.serial and unit.mishap is None:
                self._units[codes.key(unit.sku)].append(unit)
            elif not unit.serial:
                self._loose[codes.key(unit.sku)] += unit.quantity

    def turns(self, flow: Flow) -> Iterator[Assignment]:
        wanted: list[tuple[str, str, int]] = []
        for kind, lines in (
            (DocumentKind.PRE_RECEIPT, self._deliveries),
            (DocumentKind.PICK_LIST, self._orders),
        ):
            wanted += lines() if works_on(flow, kind) else ()
        later = Counter(codes.key(sku) for _, sku, _ in wanted)
        for document, sku, asked in wanted:
            later[codes.key(sku)] -= 1
            yield from self._turn(document, sku, asked, is_last=not later[codes.key(sku)])

    def _deliveries(self) -> Iterator[tuple[str, str, int]]:
        for document in pre_receipts.all_of(self._conn, DocumentState.OPEN):
            lines = list(pre_receipts.lines(self._conn, document))
            if self._random:
                self._random.shuffle(lines)
            yield from ((document.ref, line.product, line.open_quantity) for line in lines)

    def _orders(self) -> Iterator[tuple[str, str, int]]:
        for document in pick_lists.all_of(self._conn, DocumentState.OPEN):
            tasks = pick_lists.tasks(self._conn, document)
            yield from ((document.ref, task.product, task.open_quantity) for task in tasks)

    def _turn(self, document: str, sku: str, asked: int, *, is_last: bool) -> Iterator[Assignment]:
        """Yield the turn in which goods of a product are handled, where there are any: all that are left, where none follows."""
        there = self._units[codes.key(sku)]
        units = there if is_last else there[:asked]
        self._units[codes.key(sku)] = there[len(units) :]
        loose = 0 if units else min(asked, self._loose[codes.key(sku)])
        self._loose[codes.key(sku)] -= loose
        quantity = len(units) or loose
        if not quantity:
            return
        barcodes = products.barcodes(self._conn, products.show(self._conn, sku))
        answers = {DOCUMENT: (document,), PRODUCT: (*barcodes, sku), DESTINATION: (self._place(sku),)}
        yield Assignment(
            answers=MappingProxyType(answers),
            quantity=quantity,
            serials=tuple(unit.spellings for unit in units),
            reason=WHY_SHORT if quantity < asked else "",
        )

    def _place(self, sku: str) -> str:
        """Return where goods of a product go: where there are to be more of it in the end than there are."""
        there: Counter[str] = Counter()
        for line in stock.page(self._conn):
            if codes.key(line.product) == codes.key(sku):
                there[codes.key(line.location)] += line.quantity
        ending = (one for one in self._scenario.end.stock if codes.key(one.sku) == codes.key(sku))
        filling = (one.location for one in ending if one.quantity > there[codes.key(one.location)])
        return next(filling, places.GOODS_IN)
