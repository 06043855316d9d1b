"""A text as TOML: what it says, where its keys and values stand, and all faults of its syntax at once."""

import re
import tomllib
from typing import Any, Final

from serialhhd.toml.positions import Span
from serialhhd.toml.problem import FileInvalid
from serialhhd.toml.report import Report, problem_at, problem_of

MOST_FAULTS: Final = 20
MOST_PARSED: Final = 3 * 1024 * 1024
"""Characters that are parsed at most, all times together: a large file with many faults is not looked at to its end."""
PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
MOST_DOTS: Final = 1000
"""Dots on a line: the time that the parser takes for a key of many parts grows with their square."""
DIGITS: Final = re.compile(r"[0-9_]{4000,}")


class Syntax:
    """Reads one text. What is faulty is blanked, a statement after the other, until the rest can be read.

    Attributes:
        document: What the text says, without its faulty statements; None where a faulty header, or too many faults, leave nothing
            that could be trusted.
        report: The text with the faults of its syntax; `is_cut` where there are any.
    """

    def __init__(self, file: str, text: str) -> None:
        self.document: dict[str, Any] | None = None
        self.report = Report(file, text)
        self._text = text
        self._parsed = 0
        self._is_torn = False
        if any(
            line.count(".") > MOST_DOTS and not line.lstrip(" \t").startswith("#")
            for line in text.split("\n")
        ):
            self._refuse_depth()
        else:
            self._read()

    def _refuse_depth(self) -> None:
        from serialhhd.toml.mistakes import faults

        self.report.add(problem_of(self.report.file, faults.nested_too_deeply()))

    def _read(self) -> None:
        for _ in range(MOST_FAULTS + 1):
            try:
                document = self._loads(self._text)
                self.report.place(self._text)
                self.document = None if self._is_torn else document
            except RecursionError:
                self._refuse_depth()
            except (
                ValueError
            ) as wrong:  # more than TOMLDecodeError: int() refuses a number of thousands of digits
                if len(self.report.problems) < MOST_FAULTS:
                    self._take_out(str(wrong))
                if self._parsed <= MOST_PARSED:
                    continue
            return

    def _loads(self, text: str) -> dict[str, Any]:
        try:
            document = tomllib.loads(text)
        except ValueError as wrong:
            self._parsed += _stopped_at(text, str(wrong))
            raise
        self._parsed += len(text)
        return document

    def _is_right(self, until: int) -> bool:
        if self._parsed > MOST_PARSED:
            return True
        try:
            self._loads(self._text[:until])
        except (ValueError, RecursionError):
            return False
        return True

    def _take_out(self, told: str) -> None:
        """Report what the parser found, and blank the statement in which it is."""
        from serialhhd.toml.mistakes import (  # most files are right: they need not wait for it
            faults,
            statement,
        )
        from serialhhd.toml.mistakes.fault import Fault
        from serialhhd.toml.mistakes.judging import judge

        text, place = self._text, PLACE.search(told)
        if place:
            at = _stopped_at(text, told)
            start = statement.beginning(text, at, self._is_right)
            span, finding = judge(Fault(text, at, start, PLACE.sub("", told)))
        else:
            digits = DIGITS.search(text)
            span = Span(*digits.span()) if digits else Span(0, 1)
            at, finding = span.start, faults.not_toml(why="a number of too many digits")
            start = text.rfind("\n", 0, at) + 1
        self.report.add(problem_at(self.report.file, self.report.text, span, finding))
        self.report.is_cut = True
        self._blank(start, statement.end(text, start, at), is_header=statement.is_header(text, start))

    def _blank(self, start: int, end: int, *, is_header: bool) -> None:
        text, broken = self._text, self._text[start:end]
        blank = re.sub(r"[^\n]", " ", broken)
        if is_header:  # what stands below it is not to be taken for the table's above
            self._is_torn = True
            name = f"[_{len(self.report.problems)}_]"
            blank = name.ljust(len(broken)) if len(name) <= len(broken) else blank
        self._text = text[:start] + blank + text[end:]


def document(file: str, text: str) -> tuple[dict[str, Any], Report]:
    """Return what a text says, and a report on it without a problem so far; `file` is its name.

    Raises:
        FileInvalid: It is no TOML; all faults of its syntax are named.
    """
    syntax = Syntax(file, text)
    if syntax.document is None or syntax.report.problems:
        raise FileInvalid(syntax.report.problems)
    return syntax.document, syntax.report


def _stopped_at(text: str, told: str) -> int:
    """Return the offset where the parser stopped; the start where it does not say."""
    place = PLACE.search(told)
    if not place:
        return 0
    line, column = place[1], place[2]
    if line is None or column is None:
        return len(text.rstrip())
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return starts[int(line) - 1] + int(column) - 1
