"""Serials as a person at a desk pastes, types or loads them: one a line or separated, single ones and ranges."""

from collections.abc import Iterator
from dataclasses import dataclass

from serialhhd.store import refusals
from serialhhd.store.symbols.serial_range import LIMIT, SerialRange, parse_range, split_serials
from serialhhd.store.symbols.spreadsheet import bare, is_shortened
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Doubtful

SEPARATORS = ",;|\t"
"""What parts serials on a line; 0x1D stays in a serial and is refused with it."""

MOST = 10 * LIMIT
"""So many serials may be entered on one line at once."""


@dataclass(frozen=True, slots=True)
class SerialList:
    """The serials of a text, in order, and what nobody has seen yet of how they were written.

    Attributes:
        serials: The serials, outer blanks removed.
        doubts: The ranges, counted: they are taken only where somebody says yes to them.
    """

    serials: tuple[str, ...]
    doubts: tuple[Doubtful, ...] = ()


def parse_serials(text: str) -> SerialList:
    """Return the serials of a text; empty lines hold none.

    A part is a serial, a first serial and a count (`SN0009 + 3`), or a first and a last one (`SN0001..SN0050`).
    What a spreadsheet put round a serial is taken off: quotes, and `="..."`.

    Raises:
        Refused: A range is none (`range_differs` and the like), or `range_too_many` in the whole text.
    """
    found: list[str] = []
    doubts: list[Doubtful] = []
    for line in _lines(text):
        for part in _parts(line):
            serial_range = None if is_shortened(part) else parse_range(part)
            if serial_range:
                doubts.append(_counted(serial_range))
            found.extend(serial_range or (part,))
            if len(found) > MOST:
                raise refusals.range_too_many(count=len(found), limit=MOST)
    return SerialList(tuple(found), tuple(doubts))


def _counted(serial_range: SerialRange) -> Doubtful:
    return refusals.range_written(first=serial_range.first, last=serial_range.last, count=serial_range.count)


def _parts(line: str) -> Iterator[str]:
    """Yield the parts of a line; a number that a spreadsheet shortened (`1,23E+12`) stays whole, to be refused whole."""
    if is_shortened(line.strip(codes.BLANKS)):
        yield line.strip(codes.BLANKS)
        return
    yield from filter(None, map(bare, split_serials(line, SEPARATORS)))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
