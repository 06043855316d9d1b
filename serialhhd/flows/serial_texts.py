"""Serials as a person at a desk pastes, types or loads them: one a line or separated, single ones and ranges."""

from serialhhd.flows.serial_range import LIMIT, parse_range, split_serials
from serialhhd.store.refusal import Refused

SEPARATORS = ",;|\t\n\r"
"""What parts serials; 0x1D stays in a serial and is refused with it."""


def parse_serials(text: str) -> tuple[str, ...]:
    """Return the serials of a text, in order, outer blanks removed.

    A part is a serial, a first serial and a count (`SN0009 + 3`), or a first and a last one (`SN0001..SN0050`).

    Raises:
        Refused: A range is none (`range_differs` and the like), or `range_too_many` in the whole text.
    """
    found: list[str] = []
    for part in split_serials(text, SEPARATORS):
        serial_range = parse_range(part)
        found.extend(serial_range or (part,))
        if len(found) > MOST:
            raise Refused("range_too_many", count=len(found), limit=MOST)
    return tuple(found)


MOST = 10 * LIMIT
"""So many serials may be entered on one line at once."""
