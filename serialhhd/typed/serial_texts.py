"""Serials as a person at a desk pastes, types or loads them: one a line or separated, single ones and ranges."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from serialhhd.store import refusals
from serialhhd.store.symbols import scan
from serialhhd.store.symbols.serial_range import LIMIT, SerialRange, parse_range, split_serials
from serialhhd.store.symbols.spreadsheet import bare, is_shortened
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Doubtful
from serialhhd.value_class import value_class

SEPARATORS = ",;|\t"
"""What parts serials on a line; 0x1D stays in a serial and is refused with it."""

_SSCC = re.compile(r"(?:\(00\)|00)?([0-9]{18})", re.ASCII)
"""An SSCC as it is written: 18 digits, with or without its AI."""

MOST = 10 * LIMIT
"""So many serials may be entered on one line at once."""


@value_class
class SerialList:
    """The serials of a text, in order, and what nobody has seen yet of how they were written.

    Attributes:
        serials: The serials, outer blanks removed.
        doubts: The ranges, counted: they are taken only where somebody says yes to them.
        ssccs: In which SSCC a serial comes, where that is said.
    """

    serials: tuple[str, ...]
    doubts: tuple[Doubtful, ...] = ()
    ssccs: Mapping[str, str] = field(default_factory=dict)


def parse_announced(text: str) -> SerialList:
    """Return the serials of a text in which a line may be `SERIAL,SSCC`: what it says comes in that SSCC.

    Raises:
        Refused: As `parse_serials`; `sscc_wrong` of 18 digits of which the last is not the check digit.
    """
    lines: list[str] = []
    ssccs: dict[str, str] = {}
    for line in _lines(text):
        said, sscc = _with_sscc(line)
        lines.append(said)
        if sscc:
            ssccs |= dict.fromkeys(parse_serials(said).serials, sscc)
    return replace(parse_serials("\n".join(lines)), ssccs=ssccs)


def as_announced(serials: Iterable[str], ssccs: Mapping[str, str]) -> str:
    """Return the text that says so: a serial a line, and its SSCC behind it where it is known."""
    return "\n".join(f"{serial},{ssccs[serial]}" if serial in ssccs else serial for serial in serials)


def _with_sscc(line: str) -> tuple[str, str]:
    """Return what a line says, and the SSCC behind it; two numbers of 18 digits are two serials."""
    parts = list(_parts(line))
    if len(parts) != len(("SERIAL", "SSCC")) or _SSCC.fullmatch(parts[0]):
        return line, ""
    digits = _SSCC.fullmatch(parts[1])
    if digits is None:
        return line, ""
    if not scan.is_sscc(digits[1]):
        raise refusals.sscc_wrong(code=parts[1], last=scan.last_of_sscc(parts[1]))
    return parts[0], digits[1]


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
