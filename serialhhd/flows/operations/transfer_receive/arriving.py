"""Transfer in: what of a line is on the road, how its serials take part, how many units there are, and capturing them."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.serial_step import has_serial_step
from serialhhd.flows.operations.serial_ways import SerialRule, SerialWays
from serialhhd.flows.operations.transfer_receive.options import ArriveOptions
from serialhhd.flows.words import document, product
from serialhhd.store import refusals
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.transfers import arriving
from serialhhd.store.transfers.arriving import Load
from serialhhd.store.words.vocabulary import TrackingType


class SerialsArriving(StrEnum):
    """How the serials of what is on the road take part."""

    NONE = "none"
    """It has none: it arrives by quantity."""
    ALL = "all"
    """Full Tracking: each is scanned."""
    KNOWN = "known"
    """Track During Pick: those that are known are scanned, the others arrive by quantity (R20)."""
    ACCEPT = "accept"
    """All that are in transit are received as they are."""


def load(work: Work) -> Load:
    """Return what of the line in work is on the road at the stock line in work.

    Raises:
        Refused: `not_in_transit`.
    """
    found = work.remember(_load)
    if found is None:
        paper, line = document.in_work(work), document.line_in_work(work)
        raise refusals.not_in_transit(sku=line.product, document=paper.ref, given=1, most=0)
    return found


def _load(work: Work) -> Load | None:
    line_id, there = work.position.line_id, work.position.stock_line_id
    return arriving.load_at(work.conn, line_id, there) if line_id is not None and there is not None else None


def _on_the_road(work: Work) -> StockLine:
    return load(work).line


def _way(work: Work, line: StockLine) -> SerialsArriving:
    """Return how the serials of what is on the road take part in the flow (R17, R25)."""
    if not load(work).serials:
        return SerialsArriving.NONE
    if work.options(ArriveOptions).in_transit == "accept":
        return SerialsArriving.ACCEPT
    is_full = line.tracking_type is TrackingType.FULL_TRACKING
    if not has_serial_step(work):
        if is_full:
            raise refusals.no_serial_step(flow=work.flow.name, sku=line.product)
        return SerialsArriving.NONE
    return SerialsArriving.ALL if is_full else SerialsArriving.KNOWN


SERIALS: Final = SerialWays(
    decides=_on_the_road,
    way=_way,
    rules={
        SerialsArriving.NONE: SerialRule(),
        SerialsArriving.ALL: SerialRule(is_scanned=True),
        SerialsArriving.KNOWN: SerialRule(is_scanned=True, some_have_none=True),
        SerialsArriving.ACCEPT: SerialRule(),
    },
    otherwise=SerialsArriving.NONE,
)
"""Those that arrive are in stock afterwards."""


def units(work: Work) -> int:
    """Return how many units are on the road."""
    return load(work).units


def most(work: Work) -> int:
    """Return how many serials there are to take at most."""
    return load(work).serials


def check(work: Work, quantity: int) -> None:
    """Check that so many units may arrive: never more than are on the road, and all where they are accepted (R25)."""
    accepts = SERIALS.how(work) is SerialsArriving.ACCEPT
    arriving.check_units(work.conn, document.line_in_work(work), load(work), quantity, accepts=accepts)


def capture(work: Work, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    """Capture the serials of one scan; the first one says which line of the product is meant, and under which tracking type it was shipped.

    Raises:
        Refused: As from the store.
    """
    if not work.captured:
        _take_load_of(work, entries[0])
        capturing = replace(capturing, most=most(work))
    return arriving.capture(work.conn, document.standing_of_line(work), load(work), capturing, entries)


def _take_load_of(work: Work, serial: SerialEntry) -> None:
    found = arriving.load_of(work.conn, document.in_work(work), product.in_work(work), serial)
    if found:
        line, there = found
        work.move(line_id=line.id, stock_line_id=there.line.id)
        work.forget()
