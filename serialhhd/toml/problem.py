"""What is wrong with a file, or odd, and where: a finding has a code, a problem is a finding at a place."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Literal, NamedTuple, ParamSpec

from serialhhd.value_class import value_class

P = ParamSpec("P")
Severity = Literal["error", "warning"]

LONGEST_NAME = 100
"""Characters of a name that may have been misspelt."""

CODES: dict[str, str] = {}
"""The code of every finding, and the module that says it: what can be wrong with one kind of file is in a room of its own."""


class Said(NamedTuple):
    """What a finding says: what is wrong and what would be right, and what was probably meant."""

    sentence: str
    hint: str = ""


@value_class
class Finding:
    """What is wrong, or odd, wherever it stands.

    Attributes:
        code: By which programs know it; it never changes.
        severity: `error` where the file is refused, `warning` where it only does something else than may have been meant.
        sentence: What it is, and what would be right.
        hint: What was probably meant, or what to do; empty where nothing is known.
        is_absence: Whether it is that something is missing, which may only not have been readable.
    """

    code: str
    severity: Severity
    sentence: str
    hint: str = ""
    is_absence: bool = False


@value_class
class Problem:
    """A finding at its place in a file.

    Attributes:
        file: The file as the user named it.
        code: By which programs know it; it never changes.
        sentence: What is wrong and what would be right.
        hint: What was probably meant; empty where nothing is known.
        severity: `error` or `warning`.
        line: Counted from 1; None where the file as a whole is at fault.
        column: Counted from 1, in characters.
        end_column: The column behind the last character that is meant, on the same line.
        source: The line and, below it, the carets; empty where there is no line.
    """

    file: str
    code: str
    sentence: str
    hint: str = ""
    severity: Severity = "error"
    line: int | None = None
    column: int | None = None
    end_column: int | None = None
    source: str = ""

    @property
    def told(self) -> str:
        """The sentence with its hint."""
        return f"{self.sentence} - {self.hint}" if self.hint else self.sentence

    @property
    def order(self) -> tuple[int, int]:
        """Its place in the order of the file."""
        return self.line or 0, self.column or 0

    def __str__(self) -> str:
        """Return the problem as it is printed: `flows.toml:9:1: unknown key ...`, the line, the carets."""
        place = self.file if self.line is None else f"{self.file}:{self.line}:{self.column}"
        grave = "warning: " if self.severity == "warning" else ""
        return f"{place}: {grave}{self.told}" + (f"\n{self.source}" if self.source else "")


class FileInvalid(Exception):  # noqa: N818 - it is an answer about a file, not an error of the program
    """A file is refused whole; `problems` holds everything that is wrong with it, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.order))
        super().__init__("\n".join(map(str, self.problems)))


def finds(
    severity: Severity, *, is_absence: bool = False
) -> Callable[[Callable[P, Said]], Callable[P, Finding]]:
    """Make of a function that says something the one that finds it: its name is the code.

    Raises:
        ValueError: There is another finding of that code.
    """

    def decorate(said: Callable[P, Said]) -> Callable[P, Finding]:
        code = said.__name__
        if code in CODES:
            raise ValueError(code)
        CODES[code] = said.__module__

        @wraps(said)
        def finding(*args: P.args, **kwargs: P.kwargs) -> Finding:
            return Finding(code, severity, *said(*args, **kwargs), is_absence)

        return finding

    return decorate


error, warning, absence = finds("error"), finds("warning"), finds("error", is_absence=True)


def nearest(word: str, names: Iterable[str]) -> str:
    """Return `did you mean "name"?` for the most similar of the names, or nothing if none is similar."""
    if len(word) > LONGEST_NAME:
        return ""
    from difflib import get_close_matches

    known = {name.lower(): name for name in names}
    close = get_close_matches(word.lower(), known, n=1)
    return f'did you mean "{known[close[0]]}"?' if close else ""
