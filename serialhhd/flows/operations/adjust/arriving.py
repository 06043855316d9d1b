"""Adjust in: how the serials of what was found take part, capturing them, and posting it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import given_reasons
from serialhhd.flows.operations.adjust.choosing import ACCOUNT
from serialhhd.flows.operations.adjust.options import InOptions
from serialhhd.flows.operations.adjust.said import said
from serialhhd.flows.operations.operation import Posted
from serialhhd.flows.operations.serial_step import has_serial_step
from serialhhd.flows.operations.serial_ways import SerialRule, SerialWays
from serialhhd.flows.words import product, quantity
from serialhhd.flows.words.word import DESTINATION
from serialhhd.store import refusals
from serialhhd.store.adjustments import asking
from serialhhd.store.catalogue import places
from serialhhd.store.catalogue.products import Product
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import adjusting
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.vocabulary import TrackingType


class SerialsFound(StrEnum):
    """How the serials of what was found take part."""

    NONE = "none"
    """It has none: it comes by quantity."""
    ALL = "all"
    """Full Tracking: each is scanned."""
    KNOWN = "known"
    """Track During Pick: those that are on the units may be scanned, the others come by quantity (R20)."""


def _way(work: Work, found: Product) -> SerialsFound:
    """Return how serials take part in the flow, by what the product is today (R17, R28)."""
    if found.tracking_type is TrackingType.NO_TRACKING:
        return SerialsFound.NONE
    if found.tracking_type is TrackingType.FULL_TRACKING:
        if not has_serial_step(work):
            raise refusals.no_serial_step(flow=work.flow.name, sku=found.sku)
        return SerialsFound.ALL
    return SerialsFound.KNOWN if has_serial_step(work) else SerialsFound.NONE


SERIALS: Final = SerialWays(
    decides=product.in_work,
    way=_way,
    rules={
        SerialsFound.NONE: SerialRule(),
        SerialsFound.ALL: SerialRule(is_scanned=True, creates=True, keeps_lot_and_expiry=True),
        SerialsFound.KNOWN: SerialRule(
            is_scanned=True, creates=True, keeps_lot_and_expiry=True, some_have_none=True
        ),
    },
    otherwise=SerialsFound.NONE,
)
"""Those that arrive are new, or were removed."""


def check(work: Work, units: int) -> None:
    """Check that something was found."""
    if units <= 0:
        raise refusals.quantity_not_positive(sku=product.in_work(work).sku, quantity=units)


def capture(work: Work, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    """Capture the serials of one scan that were found: new ones, and ones that were removed from this account's stock."""
    run = asking.capture_found(work.conn, capturing, entries)
    adjusting.check_account(work.conn, capturing.product, entries, work.chosen(ACCOUNT) or 0)
    return run


def post(work: Work) -> Posted:
    """Bring the units into stock, or ask for it."""
    found, units, why = product.in_work(work), quantity.now(work), given_reasons.given(work)
    to = places.by_id(work.conn, work.chosen(DESTINATION) or 0)
    waiting = asking.bring_in(
        work.conn,
        found,
        work.open_run(),
        units=units,
        to=to,
        account_id=work.chosen(ACCOUNT) or 0,
        reason=why,
        at=work.at,
        approve_from=work.options(InOptions).limit,
    )
    return said(found.sku, units, to.code, why, waiting)
