"""What is to be done in a scenario: the turns of an operator without hands, who takes the goods as they lie there."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection

from serialhhd.flows.config.model import Flow
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.rehearsal.assignment import Assignment
from serialhhd.flows.rehearsal.replaying import works_on
from serialhhd.flows.words.word import DESTINATION, DOCUMENT, PRODUCT, SOURCE
from serialhhd.store.catalogue import places, products
from serialhhd.store.documents.documents import Documents
from serialhhd.store.documents.lines import Line
from serialhhd.store.stock import stock
from serialhhd.store.words import codes
from serialhhd.training.documents.values import serials_of
from serialhhd.training.lessons.goods import Pile, Unit
from serialhhd.training.scenarios.model import Scenario

WHY_SHORT: Final = "other"
"""What is said where a flow asks why there is less, and lists no reasons."""


def plan(conn: Connection, scenario: Scenario, flow: Flow, pile: Pile, seed: int) -> tuple[Assignment, ...]:
    """Return the turns, in order, in a store that has the start of a scenario.

    Args:
        conn: The store.
        scenario: The scenario.
        flow: The flow that is played: the documents that it works on are done; where it works on none, what lies there goes where it is to be.
        pile: What lies there. A unit that is not in order is in no turn: it is seen to when it comes to hand.
        seed: The lines of a document come in an order that follows from it, where nobody sends the operator; 0 is that of the document.
    """
    return tuple(_Plan(conn, scenario, pile, seed).turns(flow))


class _Plan:
    def __init__(self, conn: Connection, scenario: Scenario, pile: Pile, seed: int) -> None:
        self._conn = conn
        self._scenario = scenario
        self._random = Random(seed) if seed else None  # noqa: S311 - the same seed is the same lesson
        self._good = [unit for unit in pile.units if unit.mishap is None]
        self._units: defaultdict[str, list[Unit]] = defaultdict(list)
        self._loose: Counter[str] = Counter()
        for unit in pile.units:
            if unit.serial and unit.mishap is None:
                self._units[codes.key(unit.sku)].append(unit)
            elif not unit.serial:
                self._loose[codes.key(unit.sku)] += unit.quantity

    def turns(self, flow: Flow) -> Iterator[Assignment]:
        operation = operations()[flow.operation]
        of_flow = [one for one in operation.documents if works_on(flow, one.kind)]
        return self._of_documents(of_flow, operation) if of_flow else self._of_goods()

    # --- for documents --------------------------------------------------------------------------------------------------

    def _of_documents(self, of_flow: Sequence[Documents[Any]], operation: Operation) -> Iterator[Assignment]:
        wanted = [one for documents in of_flow for one in self._lines(documents, operation)]
        later = Counter(codes.key(line.product) for _, line in wanted)
        for document, line in wanted:
            later[codes.key(line.product)] -= 1
            yield from self._turn(document, line, is_last=not later[codes.key(line.product)])

    def _lines(self, documents: Documents[Any], operation: Operation) -> Iterator[tuple[str, Line]]:
        """Yield the lines of documents, in their order where the operator is sent, else in that of the seed."""
        for document in documents.waiting(self._conn, None):
            lines = [one for one in documents.lines.of(self._conn, document) if one.awaits(documents.stage)]
            if self._random and not operation.turns.sends:
                self._random.shuffle(lines)
            yield from ((document.ref, line) for line in lines if line.open_quantity)

    def _turn(self, document: str, line: Line, *, is_last: bool) -> Iterator[Assignment]:
        """Yield the turn in which goods of a line are handled, where there are any: all that are left, where none follows."""
        sku, asked = line.product, line.open_quantity
        there = self._units[codes.key(sku)]
        units = there if is_last else there[:asked]
        self._units[codes.key(sku)] = there[len(units) :]
        loose = 0 if units else min(asked, self._loose[codes.key(sku)])
        self._loose[codes.key(sku)] -= loose
        quantity = len(units) or loose
        if quantity:
            to = self._place(sku, units[0].serial if units else "")
            yield self._assignment(
                sku,
                units,
                quantity,
                {DOCUMENT: document, DESTINATION: to},
                WHY_SHORT if quantity < asked else "",
            )

    # --- of what lies there, for none -----------------------------------------------------------------------------------

    def _of_goods(self) -> Iterator[Assignment]:
        """Yield a turn for what goes from one place to another, place by place: of a product all that does."""
        groups: defaultdict[tuple[str, str, str], list[Unit]] = defaultdict(list)
        for unit in self._good:
            groups[unit.location, unit.sku, self._place(unit.sku, unit.serial)].append(unit)
        for (source, sku, to), units in sorted(groups.items(), key=lambda group: group[0][0]):
            quantity = sum(unit.quantity for unit in units)
            where = {SOURCE: source, DESTINATION: to} if source else {DESTINATION: to}
            yield self._assignment(sku, [unit for unit in units if unit.serial], quantity, where)

    # --- what is said ---------------------------------------------------------------------------------------------------

    def _assignment(
        self, sku: str, units: Sequence[Unit], quantity: int, where: Mapping[str, str], reason: str = ""
    ) -> Assignment:
        barcodes = products.barcodes(self._conn, products.show(self._conn, sku))
        answers = {PRODUCT: (*barcodes, sku), **{word: (code,) for word, code in where.items()}}
        return Assignment(
            answers=MappingProxyType(answers),
            quantity=quantity,
            serials=tuple(unit.spellings for unit in units),
            reason=reason,
        )

    def _place(self, sku: str, serial: str) -> str:
        """Return where a unit goes: where it is to be in the end, or more of its product than there are."""
        there: Counter[str] = Counter()
        for line in stock.page(self._conn):
            if codes.key(line.product) == codes.key(sku):
                there[codes.key(line.location)] += line.quantity
        ending = [one for one in self._scenario.end.stock if codes.key(one.sku) == codes.key(sku)]
        filling = [one for one in ending if one.quantity > there[codes.key(one.location)]]
        key = codes.serial_key(serial)
        its = (one for one in filling if serial and key in map(codes.serial_key, serials_of(one.serials)))
        return next((one.location for one in (*its, *filling)), places.GOODS_IN)
