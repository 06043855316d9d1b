"""What was found in one file so far, each at its place."""

from collections.abc import Mapping
from typing import Any

from serialhhd.toml.carets import line_end, printable, underlined
from serialhhd.toml.positions import Positions, Span, Where, line_and_column
from serialhhd.toml.problem import Finding, Problem

Table = Mapping[str, Any]


class Report:
    """The problems of one file, and the text that they are of.

    Attributes:
        file: Its name, as the user gave it.
        text: What it holds; its lines end with LF alone.
        positions: Where its keys and values stand.
        problems: What was found, each once.
        is_cut: Whether statements with faults of syntax were left out: that something is missing may not be true.
    """

    def __init__(self, file: str, text: str, positions: Positions) -> None:
        self.file = file
        self.text = text
        self.positions = positions
        self.problems: list[Problem] = []
        self.is_cut = False

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
        """Add what was found elsewhere."""
        if problem not in self.problems:
            self.problems.append(problem)


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
