"""What came of the check symbol, and what a scanner must be set to that sends it so."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final

from serialhhd.store.symbols import keyboard
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.store.words.encoding import MEANT
from serialhhd.training.doctor.check_symbol import HEAD, TAIL
from serialhhd.value_class import value_class

BytesCame = tuple[float, bytes]
"""When it came, in seconds of a clock that only goes on, and what."""
FEWEST: Final = len("01") + 8
"""So many characters of the check symbol are no accident."""


class Letters(StrEnum):
    """What became of the letters' case."""

    AS_PRINTED = "as_printed"
    TURNED = "turned"
    """Caps Lock is on."""
    ALL_LARGE = "all_large"
    ALL_SMALL = "all_small"

    def turn(self, text: str) -> str:
        """Return a text so."""
        turns = {
            Letters.TURNED: text.swapcase(),
            Letters.ALL_LARGE: text.upper(),
            Letters.ALL_SMALL: text.lower(),
        }
        return turns.get(self, text)


@value_class
class SentByScanner:
    """What a scanner sent.

    Attributes:
        text: All that came, as characters.
        prefix: What stands before the data and the AIM identifier.
        aim_id: In which kind of symbol the data stand, as the scanner tells it; empty where it does not.
        separator: What stands for the FNC1 inside; empty where nothing does, None where the rest is missing.
        suffix: What stands behind the data.
        letters: What became of the letters' case.
        layout: The keyboard that the scanner is taken for, by its name in `keyboard.LAYOUTS`; None where it is no other.
        reads: How often the symbol came.
        missing: So many characters of the data did not come.
        gap: Seconds between two characters at most; None where nobody has measured them.
    """

    text: str
    prefix: str
    aim_id: str
    separator: str | None
    suffix: str
    letters: Letters = Letters.AS_PRINTED
    layout: str | None = None
    reads: int = 1
    missing: int = 0
    gap: float | None = None


@value_class
class _Way:
    """How the keys of the data may have become what came."""

    layout: str | None
    letters: Letters

    def typed(self, text: str) -> str:
        return self.letters.turn(keyboard.typed_on(self.layout, text) if self.layout else text)


_WAYS: Final = tuple(_Way(layout, letters) for layout in (None, *keyboard.LAYOUTS) for letters in Letters)


def text_of(data: bytes) -> str:
    """Return bytes as a handheld takes them: what is no UTF-8 is latin-1."""
    return data.decode("utf-8", "surrogateescape").translate(MEANT)


def read(came: Sequence[BytesCame]) -> SentByScanner | None:
    """Return what was sent of the check symbol; None where it is something else."""
    text = text_of(b"".join(data for _, data in came))
    for way in _WAYS:
        head, tail = way.typed(HEAD), way.typed(TAIL)
        begin, end = text.find(head), text.find(tail)
        if 0 <= begin < end:
            return _whole(text, way, came)
    return _cut_off(text)


def _whole(text: str, way: _Way, came: Sequence[BytesCame]) -> SentByScanner:
    head, tail = way.typed(HEAD), way.typed(TAIL)
    begin = text.index(head)
    behind = text.index(tail) + len(tail)
    prefix, aim_id = _before(text[:begin], way)
    again = text.find(head, behind)
    suffix = text[behind:] if again < 0 else text[behind : again - begin]
    return SentByScanner(
        text,
        prefix,
        aim_id,
        text[begin + len(head) : text.index(tail)],
        suffix,
        way.letters,
        way.layout,
        reads=text.count(head),
        gap=_longest_gap(came, behind + len(suffix)),
    )


def _cut_off(text: str) -> SentByScanner | None:
    """Return what was sent of a part of the data; None where there is too little of it."""
    got, way = max(((_got(text, way), way) for way in _WAYS), key=lambda one: one[0])
    if got < FEWEST:
        return None
    before, head, rest = text.partition(way.typed(HEAD)[:got])
    prefix, aim_id = _before(before, way)
    missing = len(HEAD) + len(TAIL) - len(head)
    return SentByScanner(text, prefix, aim_id, None, rest, way.letters, way.layout, missing=missing)


def _got(text: str, way: _Way) -> int:
    """Return how many of the first characters of the data came one behind the other."""
    head = way.typed(HEAD)
    return next((length for length in range(len(head), 0, -1) if head[:length] in text), 0)


def _before(text: str, way: _Way) -> tuple[str, str]:
    """Return the prefix and the AIM identifier of what stands before the data."""
    for symbology in Symbology:
        for sent in (way.typed(symbology.aim_id), symbology.aim_id):  # some scanners convert the data alone
            if text.endswith(sent):
                return text.removesuffix(sent), symbology.aim_id
    return text, ""


def _longest_gap(came: Sequence[BytesCame], end: int) -> float | None:
    """Return the longest pause within the first reading; None where all came at once, or nobody looked at the clock."""
    gaps = [later - before for before, later in _times(came, end)]
    return max(gaps, default=None)


def _times(came: Sequence[BytesCame], end: int) -> Iterator[tuple[float, float]]:
    data = b""
    for (before, sent), (later, _) in pairwise(came):
        data += sent
        if len(text_of(data)) < end:
            yield before, later
