"""The words `source` and `destination`: the place that units leave, and the one that they arrive at."""

from collections.abc import Mapping
from types import MappingProxyType

from serialhhd.flows.conversation.position import Position
from serialhhd.flows.conversation.work import Known, Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import product, quantity, serials
from serialhhd.flows.words.turn import operation_of
from serialhhd.flows.words.word import DESTINATION, QUANTITY, SERIALS, SOURCE
from serialhhd.store.catalogue import places
from serialhhd.store.serials import new_serials
from serialhhd.store.stock import moving, runs, stock
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.numbers import is_number


def stock_line(work: Work) -> StockLine | None:
    """Return the stock line that units leave; None where there is no stock, or nothing leaves."""
    return work.remember(_stock_line)


def _stock_line(work: Work) -> StockLine | None:
    stock_line_id = work.position.stock_line_id
    return None if stock_line_id is None else stock.show(work.conn, stock_line_id)


def known(line: StockLine) -> Known:
    """Return what is known of the stock line in work as the store has just said it."""
    return {_stock_line: line}


def stock_line_in_work(work: Work) -> StockLine:
    """Return the stock line that units leave.

    Raises:
        Refused: `no_stock`.
    """
    found = stock_line(work)
    if found is None:
        raise messages.no_stock(sku=product.in_work(work).sku)
    return found


def source(work: Work) -> str | None:
    """Return the code of the place that units leave; None before it is known."""
    location_id = work.chosen(SOURCE)
    if location_id is not None:
        return places.by_id(work.conn, location_id).code
    return operation_of(work).turns.place_to_go(work)


def destination(work: Work) -> str | None:
    """Return the code of the place that units arrive at; None before it is known."""
    location_id = work.chosen(DESTINATION)
    return None if location_id is None else places.by_id(work.conn, location_id).code


def place_to_go(work: Work, word: str) -> str | None:
    """Return the place that the operator is sent to; None where it is the operator's choice."""
    return operation_of(work).turns.place_to_go(work) if word == SOURCE else None


def is_asked(work: Work, word: str) -> bool:
    """Return whether a place makes sense: where nothing arrives, none is asked for; serials still to be scanned may arrive."""
    if word == SOURCE or not product.is_in_work(work) or _comes_before_count(work, word):
        return True
    return bool(quantity.now(work))


def _comes_before_count(work: Work, word: str) -> bool:
    """Return whether a place is asked for before it is known how many units there are: by their serials, or by their number."""
    asked = list(work.flow.words.values())
    behind = asked[asked.index(word) :]
    return (serials.rule(work).is_scanned and SERIALS in behind) or QUANTITY in behind


def choose(work: Work, word: str, code: str) -> Message:
    """Answer the question for a place.

    Raises:
        Refused: `unknown`, or why it cannot be this one.
    """
    if word == SOURCE:
        return operation_of(work).turns.choose_source(work, code)
    location = places.free_location(work.conn, code)
    operation_of(work).check_place(work, location)
    work.choose(DESTINATION, location.id)
    return messages.location_chosen(location=location.code)


def check_not_empty(work: Work, word: str) -> None:
    """Check that something lies at the place that the operator has chosen to take goods from.

    Raises:
        Refused: `nothing_at_place`.
    """
    turns, location_id = operation_of(work).turns, work.chosen(SOURCE)
    if word == SOURCE and SOURCE not in turns.sends and location_id is not None and not turns.products(work):
        raise messages.nothing_at_place(location=places.by_id(work.conn, location_id).code)


def with_same_product(work: Work) -> str | None:
    """Return the code of the place where the product in work lies already, other than where it comes from; None: nowhere."""
    line = stock_line(work)
    found = moving.with_same_product(work.conn, line) if line else None
    return found.code if found else None


# --- the place that was answered last ------------------------------------------------------------------------------


def keep(work: Work, word: str, code: str) -> None:
    """Keep the place that a word was answered with, for the next lines, documents and devices."""
    location = places.location(work.conn, code)
    work.move(last=MappingProxyType({**work.position.last, word: location.id}))


def last(work: Work, word: str) -> str | None:
    """Return the code of the place that was kept last for a word: in this run, or else in the one before it since sign-on."""
    location_id = work.position.last.get(word) or work.remember(_last_before).get(word)
    return None if location_id is None else places.by_id(work.conn, location_id).code


def _last_before(work: Work) -> Mapping[str, int]:
    before = runs.last_ended(work.conn, work.operator, work.flow.name) if work.since else None
    if before is None or work.since is None or before.ended_at < work.since:
        return {}
    return Position.from_json(before.position).last


# --- a place that confirms the count ------------------------------------------------------------------------------


def take_at_once(work: Work, text: str, code: str) -> Message | None:
    """Take a place's label for the confirmed count and the place at once; None where it does not mean that.

    Args:
        work: The run, and where it stands.
        text: What was scanned, as it came.
        code: The same as a plain code.
    """
    asks_serials = work.asks(SERIALS) or work.asks(QUANTITY)
    if not (asks_serials and serials.are_all_there(work) and is_next(work) and _is_place(work, code)):
        return None
    work.asks_all = True
    message = serials.finish(work) if work.asks(SERIALS) else None
    if work.asks(QUANTITY):
        message = quantity.confirm(work, work.captured)
    work.asks_all = False
    if work.word != DESTINATION or work.position.question:
        return message
    return work.step.take(work, text)


def is_next(work: Work) -> bool:
    """Return whether nothing but the serials and their count is asked before the place where the units arrive."""
    names = [step.name for step in work.flow.steps if step.is_asked(work)]
    words = [work.flow.words[name] for name in names]
    if work.position.step not in names or DESTINATION not in words:
        return False
    between = words[names.index(work.position.step) : words.index(DESTINATION)]
    return bool(between) and set(between) <= {SERIALS, QUANTITY}


def _is_place(work: Work, text: str) -> bool:
    """Return whether a scan can only be the label of a place: no number of units, and no serial of the product."""
    is_count = is_number(text) and work.asks(QUANTITY)
    if is_count or places.find_location(work.conn, text) is None:
        return False
    made = product.in_work(work)
    is_serial = new_serials.fits(made, text)
    return not is_serial and new_serials.stored_as(work.conn, made, text) is None
