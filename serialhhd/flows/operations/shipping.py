"""What the operations of transfers have in common: from where to where it goes; shipping and giving to another account take stock (R24, R27)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import from_stock
from serialhhd.flows.operations.choosing import PlaceChooses
from serialhhd.flows.operations.operation import Field, approval
from serialhhd.flows.operations.shortage import ReasonOptions
from serialhhd.flows.operations.supervised import Supervised, nothing_yet
from serialhhd.flows.sentences.texts import list_as_tuple
from serialhhd.flows.words import document, place, quantity
from serialhhd.flows.words.word import DOCUMENT, PRODUCT, QUANTITY, SERIALS, SOURCE
from serialhhd.store.documents.taking import Taking
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import proposing
from serialhhd.store.stock.runs import Run
from serialhhd.store.transfers import shipping, transfers
from serialhhd.store.transfers.shipping import Shipped
from serialhhd.store.transfers.transfers import Route
from serialhhd.store.words.vocabulary import Approvable

SUPERVISED: Final = Supervised(Approvable.SHORT, Approvable.CANCEL)
WORDS: Final = frozenset({DOCUMENT, SOURCE, PRODUCT, SERIALS, QUANTITY})
TURNS: Final = PlaceChooses(claim_next=shipping.claim_next, propose=proposing.propose)


class ShipOptions(ReasonOptions):
    """The rules of what is taken for a transfer."""

    needs_supervisor: Annotated[
        tuple[Annotated[str, SUPERVISED.each], ...],
        BeforeValidator(list_as_tuple),
        SUPERVISED.choices,
    ] = nothing_yet()


def most(work: Work) -> int:
    """Return how many serials there are to take at most: as many as are wanted, or are known there (R20)."""
    return min(from_stock.units_for_line(work), from_stock.most(work))


def check(work: Work, units: int) -> None:
    """Check that so many units may be taken (R20, R24)."""
    from_stock.check_for_line(work, units)
    if units:
        from_stock.check(work, units)


def capture(work: Work, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    """Capture the serials of one scan for the line; the first one says from which stock line at the place they are taken (R20)."""
    from_stock.take_stock_of(work, entries[0])
    at, line = document.standing_of_line(work), place.stock_line_in_work(work)
    return shipping.capture(work.conn, at, line, replace(capturing, most=most(work)), entries)


def post(work: Work) -> Shipped:
    """Post what is taken for the line."""
    shipment = Taking(quantity.now(work), work.position.reason, approval(work))
    line, there = document.line_in_work(work), place.stock_line(work)
    return shipping.post(work.conn, line, there, work.open_run(), shipment, at=work.at)


def route(work: Work) -> Route:
    """Return where the transfer goes that is in work."""
    return transfers.route_of(work.conn, document.in_work(work).id)


def sides(work: Work) -> tuple[Field, ...]:
    """Return from where to where the transfer goes: the accounts, or the warehouses."""
    if document.chosen(work) is None:
        return ()
    goes = work.remember(route)
    if goes.is_of_account:
        return ("from_account", goes.from_account), ("to_account", goes.to_account)
    return ("from_warehouse", goes.from_warehouse), ("to_warehouse", goes.to_warehouse)


def facts(work: Work, shipped: Shipped) -> dict[str, Any]:
    """Return what is told of it."""
    there, line = place.stock_line(work), shipped.line
    return {
        "sku": line.product,
        "quantity": quantity.now(work),
        "location": there.location if there else None,
        "document": document.in_work(work).ref,
        "is_complete": shipped.is_complete,
        "open_quantity": line.open_quantity if line.is_open else 0,
        "short_reason": line.short_reason,
    }
