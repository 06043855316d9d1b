"""An example of what a pattern describes, so that nobody who scans has to read a regular expression."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final

from serialhhd.store.catalogue import patterns
from serialhhd.store.words import codes

# Private parts of Python's `re`: the names of what a pattern is parsed into. A test fails where they change.
_OF_CATEGORY: Final = {op.CATEGORY_DIGIT: "0", op.CATEGORY_WORD: "A", op.CATEGORY_SPACE: " "}
_MOST_PIECES: Final = 1_000
_LIKED: Final = "A0a-_./"


@lru_cache(maxsize=256)
def of_pattern(pattern: str) -> str | None:
    """Return a serial that the pattern describes, counting up where it can (`SN[0-9]{4}` gives `SN0123`).

    None where none was found: a pattern with conditions may need one that cannot be guessed.
    """
    try:
        text = _Example().of(_parser.parse(pattern))
        serial = patterns.serial_in(pattern, text)
    except (re.error, patterns.PatternFailed, _NotGuessed, RecursionError, OverflowError):
        return None
    return serial if serial and len(serial) <= codes.LONGEST and serial.isprintable() else None


class _NotGuessed(Exception):  # noqa: N818 - it says that there is no answer
    """A part of a pattern that no example is made for."""


class _Example:
    """What has been written of an example: digits count up, and a group that comes again is repeated."""

    def __init__(self) -> None:
        self._digits = self._pieces = 0
        self._groups: dict[int, str] = {}
        self._writes: dict[Any, Callable[[Any], str]] = {
            op.LITERAL: chr,
            op.ANY: lambda _: "A",
            op.NOT_LITERAL: lambda code: next(one for one in _LIKED if ord(one) != code),
            op.IN: self._one_of,
            op.BRANCH: lambda branches: self.of(branches[1][0]),
            op.MAX_REPEAT: self._repeated,
            op.MIN_REPEAT: self._repeated,
            op.POSSESSIVE_REPEAT: self._repeated,
            op.SUBPATTERN: self._group,
            op.ATOMIC_GROUP: self.of,
            op.GROUPREF: self._again,
            op.AT: lambda _: "",
            op.ASSERT: lambda _: "",
            op.ASSERT_NOT: lambda _: "",
        }

    def of(self, parsed: Iterable[tuple[Any, Any]]) -> str:
        """Return what is written for a parsed pattern.

        Raises:
            _NotGuessed: It has a part that no example is made for.
        """
        written = []
        for kind, value in parsed:
            if kind not in self._writes:
                raise _NotGuessed
            written.append(self._writes[kind](value))
        return "".join(written)

    def _group(self, value: Any) -> str:
        text = self.of(value[3])
        self._groups[value[0]] = text
        return text

    def _again(self, group: int) -> str:
        return self._groups.get(group, "")

    def _repeated(self, value: tuple[int, int, Any]) -> str:
        least, most, part = value
        times = least or min(1, int(most))
        if times > codes.LONGEST:
            raise _NotGuessed
        written = ""
        for _ in range(times):
            written += self.of(part)
            self._check(written)
        return written

    def _check(self, written: str) -> None:
        """Give up on what is longer than any serial, or takes long to write: patterns nest."""
        self._pieces += 1
        if len(written) > codes.LONGEST or self._pieces > _MOST_PIECES:
            raise _NotGuessed

    def _one_of(self, among: list[tuple[Any, Any]]) -> str:
        kind, value = among[0]
        if kind is op.NEGATE:
            return next((one for one in _LIKED if not _is_among(one, among[1:])), "~")
        if kind is op.CATEGORY:
            return self._digit(10) if value is op.CATEGORY_DIGIT else _OF_CATEGORY.get(value, "-")
        if kind is op.RANGE and chr(value[0]) == "0":
            return self._digit(value[1] - value[0] + 1)
        return chr(value if kind is op.LITERAL else value[0])

    def _digit(self, kinds: int) -> str:
        digit = str(self._digits % min(kinds, 10))
        self._digits += 1
        return digit


def _is_among(character: str, among: list[tuple[Any, Any]]) -> bool:
    code = ord(character)
    for kind, value in among:
        if kind is op.LITERAL and code == value:
            return True
        if kind is op.RANGE and value[0] <= code <= value[1]:
            return True
        if kind is op.CATEGORY and _OF_CATEGORY.get(value) == character:
            return True
    return False
