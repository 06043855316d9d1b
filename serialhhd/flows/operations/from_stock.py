"""What leaves a stock line: its serials, how many units at most, capturing them, and `:all` of it; what leaves it for a line of a document."""

from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import Connection

from serialhhd.flows.conversation.command import Command
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.serial_step import has_serial_step
from serialhhd.flows.operations.serial_ways import SerialRule, SerialWays
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import keys
from serialhhd.flows.words import document, place, quantity, serials
from serialhhd.flows.words.word import QUANTITY, SERIALS
from serialhhd.store.documents import line_work
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import moving, proposing
from serialhhd.store.stock.moving import SerialsMoved
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine


def _way(work: Work, line: StockLine) -> SerialsMoved:
    """Return how units of the stock line move in the flow (R17, R20)."""
    return moving.how_serials_move(work.conn, line, work.flow.name, has_serial_step=has_serial_step(work))


SERIALS_OF_LINE: Final = SerialWays(
    decides=place.stock_line_in_work,
    way=_way,
    rules={
        SerialsMoved.NONE: SerialRule(),
        SerialsMoved.ALL: SerialRule(is_scanned=True),
        SerialsMoved.KNOWN: SerialRule(is_scanned=True, some_have_none=True),
    },
    otherwise=SerialsMoved.NONE,
)
"""Those that leave are on the stock line."""


def most(work: Work) -> int:
    """Return how many serials there are to take at most: all of the stock line."""
    line = place.stock_line_in_work(work)
    if SERIALS_OF_LINE.how(work) is SerialsMoved.KNOWN:
        return work.remember(_known)
    return line.quantity


def _known(work: Work) -> int:
    return moving.known_serials(work.conn, place.stock_line_in_work(work))


def check(work: Work, units: int) -> None:
    """Check that so many units may leave (R20)."""
    moving.check_units(work.conn, place.stock_line_in_work(work), units, captured=work.captured)


def capture(work: Work, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    """Capture the serials of one scan that are on the stock line."""
    return moving.capture(work.conn, place.stock_line_in_work(work), capturing, entries)


# --- for a line of a document --------------------------------------------------------------------------------------


def stock_line_for_line(work: Work) -> StockLine:
    """Return the stock line that the line takes from.

    Raises:
        Refused: `no_stock`.
    """
    found = place.stock_line(work)
    if found is None:
        raise messages.no_stock(sku=document.line_in_work(work).product)
    return found


def units_for_line(work: Work) -> int:
    """Return how many units to take from the stock line: what the line still wants, or all that there is (R12)."""
    there = place.stock_line(work)
    return min(document.line_in_work(work).open_quantity, there.quantity if there else 0)


def check_for_line(work: Work, units: int) -> None:
    """Check that so many units may be taken (R12)."""
    line_work.check_units(units, units_for_line(work))


def take_stock_of(work: Work, serial: SerialEntry) -> None:
    """Take the stock line at the place in work that a serial is on, while none is scanned: the first one says which (R20)."""
    there = place.stock_line_in_work(work)
    meant = there if work.captured else proposing.of_serial(work.conn, there, serial.serial)
    if meant.id != there.id:
        work.move(stock_line_id=meant.id)
        work.forget()


# --- all of it ----------------------------------------------------------------------------------------------------


def _is_counted(work: Work) -> bool:
    return work.asks(SERIALS) or work.asks(QUANTITY)


def take_all(capture_all: Callable[[Connection, StockLine, Capturing], Run]) -> Command:
    """Return the action `:all`: take the whole stock line, every serial in one go, and go on behind the count."""

    def take(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
        line = place.stock_line_in_work(work)
        if serials.rule(work).is_scanned:
            work.run = capture_all(work.conn, line, serials.capturing(work))
        step = work.step_for(QUANTITY)
        if step is None:
            return serials.finish(work)
        work.go_to(step.name)
        return quantity.confirm(work, line.quantity)

    return Command(keys.all_, take, _is_counted)
