"""The word `serials`: which take part, how many there are to be, and those that are scanned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.serial_ways import SerialRule
from serialhhd.flows.seam.view import Message, Serials
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import product
from serialhhd.flows.words.turn import advance, operation_of
from serialhhd.flows.words.word import QUANTITY, SERIALS
from serialhhd.store import refusals
from serialhhd.store.containers import carrying, content
from serialhhd.store.containers.containers import Container
from serialhhd.store.serials import captures, new_serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.symbols import scan
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused

NEWEST = 12
"""So many captured serials travel with a View; a screen asks for more when it scrolls."""


def rule(work: Work) -> SerialRule:
    """Return how the serials of what is in work take part."""
    return work.remember(operation_of(work).serials.rule)


def check(work: Work) -> None:
    """Check that something can be done with what is in work.

    Raises:
        Refused: Stock that needs serials in a flow that asks for none (R17), or there is no stock.
    """
    serial_rule = rule(work)
    if serial_rule.refused:
        raise serial_rule.refused
    if serial_rule.is_scanned and work.step_for(SERIALS) is None:
        raise refusals.no_serial_step(flow=work.flow.name, sku=product.in_work(work).sku)


def expected(work: Work) -> int | None:
    """Return the number of serials to reach; None where there is none."""
    return work.remember(operation_of(work).units)


def wanted(work: Work) -> int | None:
    """Return how many serials are still wanted."""
    there_are_to_be = expected(work)
    return None if there_are_to_be is None else max(0, there_are_to_be - work.captured)


def are_all_there(work: Work) -> bool:
    """Return whether as many serials are scanned as are expected, or more."""
    if not rule(work).is_scanned:
        return False
    there_are_to_be = expected(work)
    return there_are_to_be is not None and work.captured >= there_are_to_be > 0


def may_be(work: Work, quantity: int) -> bool:
    """Return whether so many units may move with the serials that are captured: one each, unless some have none."""
    of = rule(work)
    if not of.is_scanned or quantity == work.captured:
        return True
    return of.some_have_none and quantity > work.captured


def counter(work: Work) -> Serials | None:
    """Return the counter; None where nothing is in work that takes serials."""
    if not product.is_in_work(work) or not rule(work).is_scanned:
        return None
    there = newest(work, NEWEST)
    return Serials(work.captured, expected(work), there[0] if there else None, there)


def newest(work: Work, limit: int, before: int = 0) -> tuple[str, ...]:
    """Return the serials that are scanned and not posted, newest first, after skipping the `before` newest."""
    return operation_of(work).scanned.newest(work, limit, before) if work.captured else ()


def scanned_before(work: Work, refused: Refused) -> datetime | None:
    """Return when a serial was scanned before that is refused for it; of one that is noted only where it was the last."""
    if refused.code == "serial_already_captured":
        at: datetime = refused.facts["at"]
        return at
    if refused.code != "serial_counted_already" or work.run is None:
        return None
    last = codes.serial_key("".join(newest(work, 1)))
    return work.run.last_capture_at if last == codes.serial_key(refused.facts["serial"]) else None


def way_out(work: Work, refused: Refused) -> Message | None:
    """Return how to go on where a serial is in the way that was scanned before and is not taken any more; None where none is."""
    some = refused.facts.get("serials") or (refused.facts.get("serial"),)
    is_scanned_now = scanned_before(work, refused) is not None or not isinstance(some, tuple)
    if is_scanned_now or work.run is None or not work.captured or work.step_for(SERIALS) is None:
        return None
    run_id = work.run.id
    if not any(isinstance(one, str) and captures.holds(work.conn, run_id, one) for one in some):
        return None
    return messages.serial_to_remove(is_near=work.asks(SERIALS) or work.asks(QUANTITY))


def forms_of_one(work: Work, text: str) -> tuple[str, ...]:
    """Return in which form one serial comes, `serial` or `gs1`; it may be read in both."""
    made = product.in_work(work)
    try:
        barcode = scan.parse(codes.fold(text), fnc1=work.fnc1, expects="serial")
    except Refused:
        if new_serials.fits(made, scan.clean(text)):
            return ("serial",)
        return ("serial", "gs1")  # what is wrong with it is told where it is judged
    if not barcode.has_data:
        return ("serial",)
    return ("serial", "gs1") if new_serials.is_bare(work.conn, made, text) else ("gs1",)


# --- taking them --------------------------------------------------------------------------------------------------


def take(work: Work, entries: Sequence[SerialEntry]) -> Message:
    """Capture the serials of one scan, and go on when no more can be taken.

    Raises:
        Refused: What the rules say (R4-R6, R9, R10, R12, R15).
    """
    operation = operation_of(work)
    work.run = operation.capture(work, capturing(work), entries)
    return _next(work, operation.scanned.told(entries, work.captured, expected(work)))


def take_container(work: Work, container: Container) -> Message:
    """Capture all serials of the product in work that lie in a container, however deep, or none (R21).

    Raises:
        Refused: `container_without`, `container_mixed`, `container_not_here`, or why the first serial in the way cannot be had.
    """
    operation, made, run = operation_of(work), product.in_work(work), work.open_run()
    if operation.carries:
        content.check_not_mixed(work.conn, container, made)
    if operation.carries or operation.keeps_packed:
        carrying.take(work.conn, container, run.id)
    entries = content.entries(work.conn, container, made, run.id, is_expected=operation.to_come)
    try:
        work.run = operation.capture(work, capturing(work), entries)
    except Refused as refused:
        raise content.in_the_way(container, refused) from refused
    message = operation.scanned.told(entries, work.captured, expected(work))
    return _next(work, replace(message, text=f"{container.code}: {message.text}"))


def _next(work: Work, message: Message) -> Message:
    """Go on where no more serials can be taken, or say what was."""
    if work.captured >= operation_of(work).most(work):
        return advance(work) or message
    return message


def capturing(work: Work) -> Capturing:
    """Return who captures what."""
    operation, lot_and_expiry = operation_of(work), product.lot_and_expiry(work)
    most, day = operation.most(work), operation.day(work)
    return Capturing(work.open_run(), product.in_work(work), most, work.at, lot_and_expiry, day)


def finish(work: Work) -> Message:
    """Go on from the serials with those that are captured.

    Raises:
        Refused: `serials_missing` where fewer are a short that is to be said (R12); `serial_needed`.
    """
    there_are_to_be, captured = expected(work), work.captured
    if not operation_of(work).shorts.has_enough(work, captured):
        if there_are_to_be is None:
            raise messages.serial_needed()
        word = ":short" if operation_of(work).shorts.is_possible(work) else ":back"
        raise messages.serials_missing(captured=captured, wanted=there_are_to_be, word=word)
    return advance(work) or messages.serials_complete(captured=captured, expected=there_are_to_be)


# --- taking them back ---------------------------------------------------------------------------------------------


def undo(work: Work) -> Message:
    """Release the last captured serial.

    Raises:
        Refused: `nothing_captured`.
    """
    return _after_removal(work, operation_of(work).scanned.undo(work))


def remove(work: Work, text: str) -> Message:
    """Release one captured serial: it, or the one that a label names.

    Raises:
        Refused: `not_captured`, or `nothing_entered`.
    """
    if not text:
        raise messages.nothing_entered(what="serial to be taken back")
    serial = new_serials.named_by(product.in_work(work), text, fnc1=work.fnc1)
    return _after_removal(work, operation_of(work).scanned.remove(work, serial))


def _after_removal(work: Work, serial: str) -> Message:
    work.holding(work.captured - 1)
    work.move(quantity=None)
    step = work.step_for(SERIALS)
    if step:
        work.go_to(step.name)
    return messages.serial_removed_from_captures(serial=serial, captured=work.captured)
