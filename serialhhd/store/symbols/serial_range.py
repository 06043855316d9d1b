"""Several serials in one entry: a first serial and a count, a first and a last one, or a list in one symbol."""

import re
from collections.abc import Iterator

from serialhhd.store import refusals
from serialhhd.store.words.refusal import Refused
from serialhhd.value_class import value_class

LIMIT = 10_000
_LONGEST = 200  # two serials of 64 characters and what joins them; a longer text is no range
_COUNTED = re.compile(r"(.*[^ ]) *\+ *([0-9]+)")
_SPANNED = re.compile(r"(.*?[^ .]) *\.\. *([^ ].*)")
_LAST_DIGITS = re.compile(r"([0-9]+)[^0-9]*$")


@value_class
class SerialRange:
    """Serials that count up from the first one; the last group of digits counts, all else and its padding is kept.

    Attributes:
        first: The first serial.
        last: The last serial.
        count: How many there are, 1-10,000.
    """

    first: str
    last: str
    count: int

    def __iter__(self) -> Iterator[str]:
        return (_step(self.first, offset) for offset in range(self.count))

    def __len__(self) -> int:
        return self.count


def parse_range(text: str) -> SerialRange | None:
    """Return the serials of `SN0009+3` or `SN0001..SN0050`, None if the text is not written as a range.

    Raises:
        Refused: `range_no_digits`, `range_empty`, `range_backwards`, `range_differs`, `range_too_many`, or
            `range_widens`: its last number has more digits than its first.
    """
    text = text.strip(" ")
    if len(text) > _LONGEST or not text.isprintable():
        return None
    if spanned := _SPANNED.fullmatch(text):
        return _range_to(spanned[1], spanned[2])
    if counted := _COUNTED.fullmatch(text):
        return _range_of(counted[1], int(counted[2]))
    return None


def count_up(first: str, count: int) -> SerialRange | None:
    """Return so many serials from a first one on; None where it has no digits to count up."""
    return SerialRange(first, _step(first, count - 1), count) if _LAST_DIGITS.search(first) else None


def is_written_as_range(text: str) -> bool:
    """Whether a text is written as a range, be it a possible one or not."""
    try:
        return parse_range(text) is not None
    except Refused:
        return True


def split_serials(text: str, separators: str = ",;\x1d\n\r\t") -> tuple[str, ...]:
    """Return the serials of one symbol, outer blanks removed and in order; a text without a separator gives one.

    Separators in a row, as in CR LF, count once. A serial that comes twice is kept twice: the step refuses it.

    Args:
        text: The text of the symbol.
        separators: The characters that separate, each on its own.
    """
    for separator in separators:
        text = text.replace(separator, "\n")
    return tuple(serial for part in text.split("\n") if (serial := part.strip(" ")))


def _range_of(first: str, count: int) -> SerialRange:
    if not _LAST_DIGITS.search(first):
        raise refusals.range_no_digits(value=first)
    if not count:
        raise refusals.range_empty(value=first)
    if count > LIMIT:
        raise refusals.range_too_many(count=count, limit=LIMIT)
    last = _step(first, count - 1)
    if len(last) != len(first):
        raise refusals.range_widens(first=first, last=last)
    return SerialRange(first, last, count)


def _range_to(first: str, last: str) -> SerialRange:
    span = _number(last) - _number(first)
    if not _is_same_but_for_number(first, last, span):
        raise refusals.range_differs(first=first, last=last)
    if span < 0:
        raise refusals.range_backwards(first=first, last=last)
    return _range_of(first, span + 1)


def _is_same_but_for_number(first: str, last: str, span: int) -> bool:
    """Counted from the lower one, so that SN10..SN9 is the same and SN0001..SN50 is not."""
    return _step(first, span) == last if span >= 0 else _step(last, -span) == first


def _number(serial: str) -> int:
    found = _LAST_DIGITS.search(serial)
    if not found:
        raise refusals.range_no_digits(value=serial)
    return int(found[1])


def _step(serial: str, offset: int) -> str:
    return _LAST_DIGITS.sub(lambda found: _count_up(found, offset), serial)


def _count_up(found: re.Match[str], offset: int) -> str:
    digits = found[1]
    return str(int(digits) + offset).zfill(len(digits)) + found[0][len(digits) :]
