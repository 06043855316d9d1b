"""What was found in one file so far, each at its place."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from serialhhd.toml.carets import line_end, printable, underlined
from serialhhd.toml.positions import Positions, Span, Where, line_and_column, positions
from serialhhd.toml.problem import Finding, Problem

Table = Mapping[str, Any]
MOST_PROBLEMS: Final = 200
"""Of a file with more, no more are looked for: it is no file of the kind that was meant."""


class EnoughFoundError(Exception):
    """So much was found in a file that nothing more need be looked for."""


class Report:
    """The problems of one file, and the text that they are of.

    Attributes:
        file: Its name, as the user gave it.
        text: What it holds; its lines end with LF alone.
        problems: What was found, each once.
        is_cut: Whether statements with faults of syntax were left out: that something is missing may not be true.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._readable = ""
        self.problems: list[Problem] = []
        self.is_cut = False

    def place(self, readable: str) -> None:
        """Take the text for what keys and values stand in: without what is faulty, each at the place that it has."""
        self._readable = readable

    def anew(self) -> "Report":
        """Return a report on the same text, with nothing found so far."""
        report = Report(self.file, self.text)
        report.place(self._readable)
        return report

    @cached_property
    def positions(self) -> Positions:
        """Where its keys and values stand: looked for once somebody asks, as most files are right."""
        return positions(self._readable)

    def at_key(self, where: Where, finding: Finding) -> None:
        """Report what is wrong with a key, or with a value that stands in no better place."""
        self._at(self.positions.keys.get(where), finding)

    def at_value(self, where: Where, finding: Finding) -> None:
        """Report what is wrong with a value; a table with a header is shown by its header."""
        self._at(self.positions.values.get(where) or self.positions.keys.get(where), finding)

    def _at(self, span: Span | None, finding: Finding) -> None:
        if not (self.is_cut and finding.is_absence):
            self.add(problem_at(self.file, self.text, span or Span(0, 0), finding))

    def add(self, problem: Problem) -> None:
        """Add what was found elsewhere.

        Raises:
            EnoughFoundError: Nobody reads more.
        """
        if problem not in self.problems:
            self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            raise EnoughFoundError


def problem_at(file: str, text: str, span: Span, finding: Finding) -> Problem:
    """Return what was found in one stretch of a text."""
    line, column = line_and_column(text, span.start)
    end = min(max(span.end, span.start + 1), max(line_end(text, span.start), span.start + 1))
    return Problem(
        file,
        finding.code,
        printable(finding.sentence),
        printable(finding.hint),
        finding.severity,
        line,
        column,
        column + end - span.start,
        underlined(text, span),
    )


def problem_of(file: str, finding: Finding) -> Problem:
    """Return what was found of a file as a whole."""
    return Problem(file, finding.code, printable(finding.sentence), printable(finding.hint), finding.severity)
