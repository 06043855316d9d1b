"""Returns: what comes back, how its serials take part, how many units there are, and capturing them."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import given_conditions
from serialhhd.flows.operations.given_conditions import GivenConditions
from serialhhd.flows.operations.operation import Field
from serialhhd.flows.operations.serial_step import has_serial_step
from serialhhd.flows.operations.serial_ways import SerialRule, SerialWays
from serialhhd.flows.words import document, product
from serialhhd.store import refusals
from serialhhd.store.outbound import waiting_lists
from serialhhd.store.outbound.waiting_lists import ToPutBack
from serialhhd.store.returns import announced, returns, taking_back
from serialhhd.store.returns.taking_back import ANYBODY, Coming, Dispatch
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import NO_LIMIT, SerialEntry
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TrackingType


class SerialsBack(StrEnum):
    """How the serials of what comes back take part."""

    NONE = "none"
    """It has none: it comes back by quantity."""
    ALL = "all"
    """Each unit comes back by its serial."""
    ACCEPT = "accept"
    """Likewise, and one that never left from here is taken in as new (`unknown = "accept"`)."""
    KNOWN = "known"
    """Some left without: those that are known are scanned, the others come back by quantity."""


def waiting(work: Work) -> ToPutBack | None:
    """Return what of the task in work waits to be put back; None where a return is in work, or nothing announced."""
    return work.remember(_waiting) if given_conditions.is_put_back(work) else None


def _waiting(work: Work) -> ToPutBack:
    """Return what waits of a task: nothing where others have put it back in this moment, which the next entry tells."""
    task = document.line_in_work(work)
    found = waiting_lists.in_hand(work.conn, task, work.run)
    return found or ToPutBack(task, product.in_work(work).tracking_type, units=0, known=0)


def coming(work: Work) -> Coming:
    """Return what comes back of what a customer has."""
    return work.remember(_coming)


def _coming(work: Work) -> Coming:
    paper = document.chosen(work)
    origin = returns.origin_of(work.conn, paper.id) if paper else ANYBODY
    return Coming(product.in_work(work), document.chosen_line(work), origin)


def _without_serials(work: Work) -> int:
    return sum(units for _, units in taking_back.without_serials(work.conn, coming(work)))


def _names_serials(work: Work) -> bool:
    return announced.names_serials(work.conn, coming(work).line)


def _decides(work: Work) -> "ToPutBack | _InHand":
    return waiting(work) or _InHand(product.in_work(work).tracking_type)


class _InHand:
    """What is in hand, by its product of today."""

    def __init__(self, tracking_type: TrackingType) -> None:
        self.tracking_type = tracking_type


def _way(work: Work, of: "ToPutBack | _InHand") -> SerialsBack:
    """Return how the serials of what comes back take part in the flow (R17, R34, R36).

    Raises:
        Refused: `no_serial_step`; `more_than_dispatched` of units without serials that no return announces.
    """
    if isinstance(of, ToPutBack):
        known, units = of.known, of.units
    else:
        units = NO_LIMIT
        known = units if work.remember(_names_serials) else units - work.remember(_without_serials)
        if of.tracking_type is TrackingType.NO_TRACKING:
            if known == units:
                raise _never(work)
            known = 0
    if known and not has_serial_step(work):
        raise refusals.no_serial_step(flow=work.flow.name, sku=product.in_work(work).sku)
    if not known:
        return SerialsBack.NONE
    if known < units:
        return SerialsBack.KNOWN
    return SerialsBack.ACCEPT if not isinstance(of, ToPutBack) and _accepts(work) else SerialsBack.ALL


def _accepts(work: Work) -> bool:
    """Return whether a serial that never left from here is taken in as new: not on a return that names its pick list or its serials (R34)."""
    accepts = work.options(GivenConditions).unknown == "accept"
    return accepts and coming(work).origin.pick_list_id is None and not work.remember(_names_serials)


def _never(work: Work) -> Refused:
    sku, origin = product.in_work(work).sku, coming(work).origin
    return refusals.more_than_dispatched(sku=sku, document=origin.pick_list, given=1, most=0)


SERIALS: Final = SerialWays(
    decides=_decides,
    way=_way,
    rules={
        SerialsBack.NONE: SerialRule(),
        SerialsBack.ALL: SerialRule(is_scanned=True),
        SerialsBack.ACCEPT: SerialRule(is_scanned=True, creates=True),
        SerialsBack.KNOWN: SerialRule(is_scanned=True, some_have_none=True),
    },
    otherwise=SerialsBack.NONE,
)
"""Those that come back are in stock afterwards."""


def units(work: Work) -> int | None:
    """Return how many units are to come back; None where nothing is announced."""
    there, line = waiting(work), document.chosen_line(work)
    if there:
        return there.units
    return line.open_quantity if line else None


def most(work: Work) -> int:
    """Return how many serials there are to take at most."""
    there, line = waiting(work), document.chosen_line(work)
    if there:
        return there.known
    return line.open_quantity if line else NO_LIMIT


def check(work: Work, quantity: int) -> None:
    """Check that so many units may come back (R34, R36)."""
    there = waiting(work)
    if there:
        ref = document.in_work(work).ref
        waiting_lists.check_units(there, quantity, captured=work.captured, pick_list=ref)
    else:
        taking_back.check_units(work.conn, coming(work), quantity, captured=work.captured)


def capture(work: Work, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    """Capture the serials of one scan that come back."""
    there = waiting(work)
    if there:
        run = waiting_lists.capture(work.conn, there, capturing, entries)
        work.forget()  # the first serial says under which tracking type it left
        return run
    standing = document.standing_of_line(work) if document.chosen_line(work) else None
    return taking_back.capture(
        work.conn, standing, coming(work), capturing, entries, accepts_unknown=_accepts(work)
    )


def last_dispatch(work: Work) -> Dispatch | None:
    """Return how the serial left that was scanned last; None where none is, or it is only put back."""
    if work.run is None or not work.captured or given_conditions.is_put_back(work):
        return None
    return taking_back.last_dispatch(work.conn, work.run.id)


def fields(work: Work) -> Iterator[Field]:
    """Yield who sends it back, and of the serial that was scanned last when it left, on which pick list and to whom."""
    paper, left = document.chosen(work), last_dispatch(work)
    if left:
        yield "customer", left.partner
        yield "left_on", left.document
        yield "left_at", left.at.astimezone().date().isoformat()
    elif paper and not given_conditions.is_put_back(work):
        yield "customer", paper.partner
