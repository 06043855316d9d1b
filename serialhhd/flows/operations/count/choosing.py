"""Count: the operator is sent from place to place, and says what lies there; what nobody has in hand, and is theirs to count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.count import english as sentences
from serialhhd.flows.operations.desk_rules import recounting
from serialhhd.flows.operations.operation import Turns
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import document, serials, turn
from serialhhd.flows.words.word import DOCUMENT, SOURCE
from serialhhd.store.catalogue import places
from serialhhd.store.catalogue.places import Location
from serialhhd.store.catalogue.products import Product
from serialhhd.store.counts import counting, counts, left_to_count
from serialhhd.store.counts.left_to_count import Counting, OpenLine
from serialhhd.store.stock import runs
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import RunState


@dataclass(frozen=True, kw_only=True)
class PlacesToCount(Turns):
    """The operator is sent to the next place that is theirs to count, and says product by product what lies there."""

    keeps: frozenset[str] = frozenset({DOCUMENT, SOURCE})
    sends: frozenset[str] = frozenset({SOURCE})

    def begin(self, work: Work) -> None:
        """Check that something of the count is this operator's."""
        left_to_count.check_any(work.conn, document.in_work(work), _counting(work))

    def go_on(self, work: Work) -> None:
        """Ask for the next product of the same place."""
        turn.begin(work)

    def go_on_elsewhere(self, work: Work) -> None:
        """Send the operator to the next place; where none is left for this run, it is over."""
        turn.begin(work)
        work.choose(SOURCE, None)
        work.forget()
        step = work.step_for(SOURCE)
        if step is None or self.place_to_go(work) is None:
            work.end(RunState.DONE)
        else:
            work.go_to(step.name)

    def products(self, work: Work) -> Sequence[tuple[int, str]]:
        """Return the products of the place that are this operator's to count: without numbers, so that it stays blind."""
        return tuple((line.product_id, f"{line.product} {line.name}") for line in _to_count(work))

    def choose(self, work: Work, product: Product, serial: str | None) -> Message:  # noqa: ARG002 - the product says it
        """Begin a pass of the product at the place, or go on with it; one that is not expected there is counted, too (R39)."""
        count = counts.COUNTS.lock(work.conn, document.in_work(work).ref)
        line = counts.line_for(work.conn, count, place_in_work(work), product)
        is_other = line.id != work.position.line_id
        if is_other and work.captured:
            raise messages.line_has_captures(sku=document.line_in_work(work).product, captured=work.captured)
        run = work.open_run()
        if is_other:
            runs.drop_claims(work.conn, run.id)
        work.move(line_id=line.id, quantity=None)
        work.forget()
        serials.check(work)
        rules = recounting(work)
        counting.begin(work.conn, count, line, run=run, recounting=rules, by=work.operator, at=work.at)
        work.forget()
        return sentences.count_it(sku=line.product, location=line.location or "")

    def place_to_go(self, work: Work) -> str | None:
        """Return the next place that is this operator's to count."""
        return work.remember(_next_place)

    def has_stock_at(self, work: Work, code: str) -> bool:
        """Return whether something is to be counted at a place."""
        try:
            self._check(work, places.location(work.conn, code))
        except Refused:
            return False
        return True

    def choose_source(self, work: Work, code: str) -> Message:
        """Count at a place: the one the operator is sent to, or another one of the count."""
        location, here = places.location(work.conn, code), work.chosen(SOURCE)
        if work.captured and location.id != here:
            raise messages.location_has_captures(location=place_in_work(work).code, captured=work.captured)
        self._check(work, location)
        if location.id != here:
            runs.drop_claims(work.conn, work.open_run().id)
            work.move(line_id=None, quantity=None)
        work.choose(SOURCE, location.id)
        work.forget()
        return messages.location_chosen(location=location.code)

    def _check(self, work: Work, location: Location) -> None:
        count = document.in_work(work)
        left_to_count.check_place(work.conn, count, location.id, location.code, _counting(work))

    def to_do(self, work: Work) -> tuple[str, ...]:
        """Return what to show of all that is this operator's to count: here, or before a place is chosen everywhere."""
        return tuple(f"{line.product} {line.location}" for line in _to_count(work))


def place_in_work(work: Work) -> Location:
    """Return the place that is counted.

    Raises:
        Refused: `no_place_yet`.
    """
    location_id = work.chosen(SOURCE)
    if location_id is None:
        raise sentences.no_place_yet()
    return places.by_id(work.conn, location_id)


def _counting(work: Work) -> Counting:
    return Counting(work.operator, work.run.id if work.run else None, recounting(work))


def _to_count(work: Work) -> Iterator[OpenLine]:
    count, who = document.chosen(work), _counting(work)
    if count is None:
        return
    for line in left_to_count.lines(work.conn, count, work.chosen(SOURCE)):
        if who.may_count(line):
            yield line


def _next_place(work: Work) -> str | None:
    count = document.chosen(work)
    return left_to_count.next_place(work.conn, count, _counting(work)) if count else None
