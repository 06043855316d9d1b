"""Adjust Out: stock is taken off the books, with a reason. No document asks for it, and nothing arrives."""

from collections.abc import Sequence

from serialhhd.flows.conversation.command import Command
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.choosing import WhatLiesThere
from serialhhd.flows.operations.operation import Operation, Posted
from serialhhd.flows.operations.serial_ways import SerialRule, by_tracking_type
from serialhhd.flows.operations.shortage import NeverShort
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences.sentence import success
from serialhhd.flows.words import place, quantity, serials
from serialhhd.flows.words.word import PRODUCT, QUANTITY, REASON, SERIALS, SOURCE
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry, entry
from serialhhd.store.stock import movement, moving, stock
from serialhhd.store.stock.movement import Captures, Movement
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.vocabulary import SerialState, TrackingType, TransactionKind


@success
def adjusted(*, sku: str, quantity: int, location: str, reason: str) -> str:
    """Units are off the books."""
    return f"{quantity} {sku} off {location}: {reason}"


def _most(work: Work) -> int:
    return place.stock_line_in_work(work).quantity


def _capture(work: Work, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    return moving.capture(work.conn, place.stock_line_in_work(work), capturing, entries)


def _asks_how_many(work: Work) -> bool:
    return work.asks(SERIALS) or (work.asks(QUANTITY) and not serials.rule(work).is_scanned)


def _all(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    """Take all that lies there, every serial in one go."""
    line = place.stock_line_in_work(work)
    if work.asks(QUANTITY):
        return quantity.confirm(work, line.quantity)
    return serials.take(work, [entry(one.serial) for one in stock.serials_on(work.conn, line.id)])


def _post(work: Work) -> Posted:
    line, units, run = place.stock_line_in_work(work), quantity.now(work), work.open_run()
    reason = work.position.reason or ""
    captured = Captures(run.id, run.captured) if run.captured else None
    kind, gone = TransactionKind.ADJUSTMENT, SerialState.REMOVED
    off = Movement(
        kind, units, run.operator, work.at, leaves=line.id, serials=captured, become=gone, note=reason
    )
    movement.post(work.conn, off)
    return Posted(adjusted(sku=line.product, quantity=units, location=line.location, reason=reason))


ADJUST_OUT = Operation(
    name="adjust_out",
    title="Adjust Out",
    words=frozenset({SOURCE, PRODUCT, SERIALS, QUANTITY, REASON}),
    needs={PRODUCT: frozenset({SOURCE})},
    required=(SOURCE, PRODUCT, REASON),
    turns=WhatLiesThere(),
    shorts=NeverShort(),
    serials=by_tracking_type(
        place.stock_line_in_work, {TrackingType.FULL_TRACKING: SerialRule(is_scanned=True)}
    ),
    most=_most,
    capture=_capture,
    post=_post,
    actions={":all": Command(lambda: "All", _all, _asks_how_many)},
)
