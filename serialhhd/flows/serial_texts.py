"""Serials as a person at a desk pastes, types or loads them: one a line or separated, single ones and ranges."""

from dataclasses import dataclass

from serialhhd.flows.serial_range import LIMIT, parse_range, split_serials
from serialhhd.store.refusal import Refused

SEPARATORS = ",;|\t"
"""What parts serials on a line; 0x1D stays in a serial and is refused with it."""

MOST = 10 * LIMIT
"""So many serials may be entered on one line at once."""


@dataclass(frozen=True, slots=True)
class SerialText:
    """A serial as it was written, and the line of the text it stands on, counted from 1; a range's serials share it."""

    serial: str
    line: int


def parse_serial_texts(text: str) -> tuple[SerialText, ...]:
    """Return the serials of a text with their lines, in order, outer blanks removed; empty lines hold none.

    A part is a serial, a first serial and a count (`SN0009 + 3`), or a first and a last one (`SN0001..SN0050`).

    Raises:
        Refused: A range is none (`range_differs` and the like), or `range_too_many` in the whole text.
    """
    found: list[SerialText] = []
    for number, line in enumerate(_lines(text), start=1):
        for part in split_serials(line, SEPARATORS):
            found.extend(SerialText(serial, number) for serial in parse_range(part) or (part,))
            if len(found) > MOST:
                raise Refused("range_too_many", count=len(found), limit=MOST)
    return tuple(found)


def parse_serials(text: str) -> tuple[str, ...]:
    """Return the serials of a text, in order.

    Raises:
        Refused: As `parse_serial_texts`.
    """
    return tuple(one.serial for one in parse_serial_texts(text))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
