"""What is wrong with a flows.toml, and where: file, line, column, and the line itself with a caret under the fault."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from serialhhd.flows.config.toml_positions import Positions, Span, Where, line_and_column

LONGEST_LINE = 160
"""Characters of a source line that are shown; of a longer one, those around the fault."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a configuration file.

    Attributes:
        file: The file as the user named it.
        sentence: What is wrong and what would be right.
        line: Counted from 1; None where the file as a whole is at fault.
        column: Counted from 1, in characters.
        source: The line and, below it, the carets; empty where there is no line.
    """

    file: str
    sentence: str
    line: int | None = None
    column: int | None = None
    source: str = ""

    def __str__(self) -> str:
        """Return the fault as it is printed: `flows.toml:9:1: unknown key ...`, the line, the carets."""
        place = self.file if self.line is None else f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {self.sentence}" + (f"\n{self.source}" if self.source else "")


class FlowsInvalid(Exception):  # noqa: N818 - it is an answer about a file, not an error of the program
    """A flows.toml is refused whole; `problems` holds everything that is wrong with it, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))
        super().__init__("\n".join(map(str, self.problems)))


class Report:
    """The problems found so far in one file."""

    def __init__(self, path: Path, text: str, positions: Positions) -> None:
        self.path = path
        self.text = text
        self.positions = positions
        self.problems: list[Problem] = []

    def at_key(self, where: Where, sentence: str) -> None:
        """Report a fault of a key, or of a value that stands in no better place."""
        self._add(self.positions.keys.get(where), sentence)

    def at_value(self, where: Where, sentence: str) -> None:
        """Report a fault of a value; a table with a header is shown by its header."""
        self._add(self.positions.values.get(where) or self.positions.keys.get(where), sentence)

    def _add(self, span: Span | None, sentence: str) -> None:
        problem = problem_at(self.path, self.text, span or Span(0, 0), sentence)
        if problem not in self.problems:
            self.problems.append(problem)


def problem_at(path: Path, text: str, span: Span, sentence: str) -> Problem:
    """Return the problem of one stretch of the text."""
    line, column = line_and_column(text, span.start)
    return Problem(str(path), _printable(sentence), line, column, _underlined(text, span))


def nearest(word: str, names: Iterable[str]) -> str:
    """Return ` - did you mean "name"?` for the most similar of the names, or nothing if none is similar."""
    known = {name.lower(): name for name in names}
    close = get_close_matches(word.lower(), known, n=1)
    return f' - did you mean "{known[close[0]]}"?' if close else ""


def _underlined(text: str, span: Span) -> str:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.start)
    end = len(text) if end < 0 else end
    first = max(start, min(span.start - LONGEST_LINE // 2, end - LONGEST_LINE))
    last = min(end, first + LONGEST_LINE)
    carets = "^" * max(1, min(span.end, last) - span.start)
    indent = "".join("\t" if character == "\t" else " " for character in text[first : span.start])
    return f"    {_printable(text[first:last])}\n    {indent}{carets}"


def _printable(line: str) -> str:
    """Return the line without what would steer a terminal."""
    return "".join(
        character if character.isprintable() or character == "\t" else "\ufffd" for character in line
    )
