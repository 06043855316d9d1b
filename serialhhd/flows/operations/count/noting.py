"""Count: the serials of a scan are noted and held by nobody, and when its pass ends the product is compared with stock (R38-R40)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.count import english as sentences
from serialhhd.flows.operations.desk_rules import CountOptions
from serialhhd.flows.operations.operation import Field, Posted
from serialhhd.flows.operations.scanned import Scanned
from serialhhd.flows.operations.serial_step import has_serial_step
from serialhhd.flows.operations.serial_ways import SerialRule, SerialWays
from serialhhd.flows.seam.view import Message
from serialhhd.flows.words import document, product, quantity
from serialhhd.store import refusals
from serialhhd.store.counts import counting, passes
from serialhhd.store.counts.counts import COUNTS
from serialhhd.store.counts.passes import Pass
from serialhhd.store.documents.lines import Line
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.vocabulary import TrackingType
from serialhhd.value_class import value_class


class SerialsCounted(StrEnum):
    """How the serials of what is counted take part."""

    NONE = "none"
    """It has none: it is counted by quantity."""
    ALL = "all"
    """Full Tracking: each is scanned, and they are the count."""
    SOME = "some"
    """Some units may have none: they are counted as well."""


@value_class
class _Goods:
    """What of a product is counted at the place."""

    line: Line
    here: tuple[StockLine, ...]
    tracking_type: TrackingType


def _goods(work: Work) -> _Goods:
    line = document.line_in_work(work)
    here = counting.lines_here(work.conn, document.in_work(work), line)
    return _Goods(line, here, counting.arrives_under(product.in_work(work), here))


def goods(work: Work) -> _Goods:
    """Return what of the product in work lies at the place, as stock says it."""
    return work.remember(_goods)


def _way(work: Work, of: _Goods) -> SerialsCounted:
    """Return how serials take part in the flow (R13, R17): without a step for them what has some cannot be counted."""
    if of.tracking_type is TrackingType.NO_TRACKING:
        return SerialsCounted.NONE
    if not has_serial_step(work):
        raise refusals.no_serial_step(flow=work.flow.name, sku=of.line.product)
    may_have_none = counting.may_have_none(product.in_work(work), of.here)
    return SerialsCounted.SOME if may_have_none else SerialsCounted.ALL


SERIALS: Final = SerialWays(
    decides=goods,
    way=_way,
    rules={
        SerialsCounted.NONE: SerialRule(),
        SerialsCounted.ALL: SerialRule(is_scanned=True, creates=True, are_the_count=True),
        SerialsCounted.SOME: SerialRule(is_scanned=True, creates=True, some_have_none=True),
    },
    otherwise=SerialsCounted.NONE,
)
"""Whatever lies there is scanned, known or not."""


def expected(work: Work) -> int | None:
    """Return how many units stock expects at the place; None in a blind count, which shows that to nobody (R38)."""
    is_blind = work.options(CountOptions).blind
    return None if is_blind else sum(line.quantity for line in goods(work).here)


def fields(work: Work) -> Iterator[Field]:
    """Yield which pass of the product this is."""
    line = document.chosen_line(work)
    begun = passes.newest(work.conn, line.id) if line else None
    yield "pass", begun.number if begun else None


def pass_in_work(work: Work) -> Pass:
    """Return the pass that goes on."""
    return passes.latest(work.conn, document.line_in_work(work).id)


# --- noting -------------------------------------------------------------------------------------------------------


def note(work: Work, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    """Note the serials of one scan."""
    at, run = document.standing_of_line(work), capturing.run
    counting.note(work.conn, at.document, document.line_in_work(work), pass_in_work(work), entries)
    return replace(run, captured=run.captured + len(entries), last_capture_at=run.capture_time(work.at))


class _Noted(Scanned):
    """They are written on the line, and held by nobody."""

    def newest(self, work: Work, limit: int, before: int = 0) -> tuple[str, ...]:
        return counting.newest(work.conn, pass_in_work(work), limit, before)

    def undo(self, work: Work) -> str:
        return counting.undo(work.conn, pass_in_work(work))

    def remove(self, work: Work, serial: str) -> str:
        return counting.remove(work.conn, pass_in_work(work), serial)

    def told(self, entries: Sequence[SerialEntry], captured: int, there_are_to_be: int | None) -> Message:  # noqa: ARG002 - a blind count knows none
        first, last, count = entries[0].serial, entries[-1].serial, len(entries)
        if count == 1:
            return sentences.serial_noted(serial=first, captured=captured)
        return sentences.serials_noted(first=first, last=last, count=count, captured=captured)


NOTED: Final[Scanned] = _Noted()


# --- the pass ends ------------------------------------------------------------------------------------------------


def check(work: Work, units: int) -> None:
    """Check that so many units may be counted."""
    counting.check_units(product.in_work(work), goods(work).here, units, work.captured)


def end_pass(work: Work) -> Posted:
    """End the pass of the product; where stock moved meanwhile it is void, which is kept and said."""
    at, units = COUNTS.lines.locked(work.conn, document.standing_in_work(work)), quantity.now(work)
    line = document.line_in_work(work)
    ended = counting.end(work.conn, at.document, line, pass_in_work(work), units=units, at=work.at)
    if ended.is_void:
        return Posted(sentences.stock_moved_during_pass(sku=line.product, location=line.location or ""))
    return Posted(sentences.product_counted(sku=line.product, quantity=units, location=line.location or ""))
