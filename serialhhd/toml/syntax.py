"""A text as TOML: what it says, and where its keys and values stand."""

import re
import tomllib
from typing import Any, Final

from serialhhd.toml.positions import Span, positions
from serialhhd.toml.problem import FileInvalid, Said, error
from serialhhd.toml.report import Report, problem_at, problem_of

PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@error
def not_toml(*, why: str) -> Said:
    """Return what the parser says."""
    return Said(f"not TOML: {why}")


def document(file: str, text: str) -> tuple[dict[str, Any], Report]:
    """Return what a text says, and a report on it without a problem so far; `file` is its name.

    Raises:
        FileInvalid: It is no TOML.
    """
    try:
        return tomllib.loads(text), Report(file, text, positions(text))
    except RecursionError as wrong:
        raise FileInvalid([problem_of(file, not_toml(why="nested too deeply"))]) from wrong
    except ValueError as wrong:  # more than TOMLDecodeError: int() refuses a number of thousands of digits
        place = PLACE.search(str(wrong))
        offset = _offset(text, place[1], place[2]) if place else 0
        said = PLACE.sub("", str(wrong))
        finding = not_toml(why=f"{said[:1].lower()}{said[1:]}")
        raise FileInvalid([problem_at(file, text, Span(offset, offset + 1), finding)]) from wrong


def _offset(text: str, line: str | None, column: str | None) -> int:
    if line is None or column is None:
        return len(text.rstrip())
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return starts[int(line) - 1] + int(column) - 1
