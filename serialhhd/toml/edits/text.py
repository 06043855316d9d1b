"""The text of a TOML file that is changed in places: every byte that no change touches stays, ends of lines included."""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from serialhhd.toml.positions import STRING, Positions, Span, Statement, Where, positions
from serialhhd.value_class import value_class


class Missing:
    """What stands at a place where nothing stands."""


MISSING: Final = Missing()
COMMENT: Final = re.compile(rf"{STRING.pattern}|(?P<comment>#[^\n]*)")


@value_class
class Splice:
    """A stretch of the text, and what stands there afterwards."""

    span: Span
    text: str


def insertion(offset: int, text: str) -> Splice:
    """Return the splice that puts something at an offset."""
    return Splice(Span(offset, offset), text)


class TomlText:
    """A text that `tomllib.loads` accepts.

    Attributes:
        raw: The text with the ends of its lines as they are in the file.
        text: The text whose lines all end with LF: all offsets are its.
        document: What it says.
    """

    def __init__(self, raw: str) -> None:
        """Take a text as it is in a file, without a byte order mark.

        Raises:
            ValueError, RecursionError: `tomllib` does not accept it.
        """
        self.raw = raw
        self.text = raw.replace("\r\n", "\n")
        self.document: dict[str, Any] = tomllib.loads(self.text)

    @cached_property
    def positions(self) -> Positions:
        """Where everything stands."""
        return positions(self.text)

    def value(self, where: Where) -> Any:
        """Return what stands at a place, or MISSING."""
        held: Any = self.document
        for part in where:
            is_there = (
                part in held
                if isinstance(held, dict)
                else isinstance(held, list) and part in range(len(held))
            )
            if not is_there:
                return MISSING
            held = held[part]
        return held

    def changed(self, *splices: Splice) -> "TomlText":
        """Return the text with some changes, none of which touches another; new lines end as the file's first one does."""
        is_crlf = self.raw.find("\n") > 0 and self.raw[self.raw.find("\n") - 1] == "\r"
        pieces, reached = [], 0
        for splice in sorted(splices, key=lambda one: one.span.start):
            pieces.append(self.raw[reached : self._in_raw(splice.span.start)])
            pieces.append(splice.text.replace("\n", "\r\n") if is_crlf else splice.text)
            reached = self._in_raw(splice.span.end)
        return TomlText("".join([*pieces, self.raw[reached:]]))

    def _in_raw(self, offset: int) -> int:
        return offset + bisect_left(self._shortened, offset)

    @cached_property
    def _shortened(self) -> list[int]:
        """The offsets of those line feeds that have a carriage return before them in the file."""
        found = (one.start() for one in re.finditer("\r\n", self.raw))
        return [offset - number for number, offset in enumerate(found)]

    # --- statements ---------------------------------------------------------------------------------------------

    @cached_property
    def statements(self) -> list[Statement]:
        """The statements on lines of their own, in order: not those within inline tables."""
        return [one for one in self.positions.statements if self.is_on_lines(one)]

    def pair(self, where: Where) -> Statement | None:
        """Return the pair that gives a place its value, on a line or in an inline table; None where none does."""
        return next(
            (one for one in self.positions.statements if one.where == where and not one.is_header), None
        )

    def header(self, where: Where) -> Statement | None:
        """Return the header of a table; None where it has none."""
        return next((one for one in self.statements if one.is_header and one.where == where), None)

    def under(self, header: Statement) -> list[Statement]:
        """Return the header and the pairs below it."""
        return [one for one in self.statements if one.table == header.where]

    def is_on_lines(self, statement: Statement) -> bool:
        """Return whether a statement is on lines of its own, and not in an inline table."""
        return statement.is_header or not self.is_inline(statement.table)

    def inside(self, table: Where) -> list[Statement]:
        """Return the pairs of an inline table."""
        return [one for one in self.positions.statements if one.table == table]

    def is_inline(self, where: Where) -> bool:
        """Return whether a table is written between braces."""
        return where in self.positions.values and isinstance(self.value(where), dict)

    # --- lines --------------------------------------------------------------------------------------------------

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    @cached_property
    def _in_statements(self) -> set[int]:
        return {
            line
            for one in self.statements
            for line in range(self.line(one.span.start), self.line(one.span.end) + 1)
        }

    def line(self, offset: int) -> int:
        """Return the number of a line, from 0."""
        return bisect_right(self._starts, offset) - 1

    def start(self, line: int) -> int:
        """Return the offset of a line's first character; behind the last line, the end of the text."""
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def end(self, line: int) -> int:
        """Return the offset behind a line's last character, before its line feed."""
        return self.start(line + 1) - 1 if line + 1 < len(self._starts) else len(self.text)

    def indent(self, offset: int) -> str:
        """Return the blanks with which the line of an offset begins."""
        begins = self.text[self.start(self.line(offset)) : offset]
        return begins[: len(begins) - len(begins.lstrip(" \t"))]

    def is_blank(self, line: int) -> bool:
        """Return whether nothing stands on a line; behind the last line nothing does."""
        return not 0 <= line < len(self._starts) or not self.text[self.start(line) : self.end(line)].strip(
            " \t"
        )

    def is_comment(self, line: int) -> bool:
        """Return whether a line holds a comment alone."""
        return not self.is_blank(line) and line not in self._in_statements

    def above(self, line: int) -> int:
        """Return the first of the lines of comments that stand directly above a line; the line itself where none do."""
        while self.is_comment(line - 1):
            line -= 1
        return line

    def below(self, line: int) -> int:
        """Return the last line of the comments that directly follow a line and stand above nothing else."""
        last = line
        while self.is_comment(last + 1):
            last += 1
        return last if self.is_blank(last + 1) else line

    def first_line(self, statement: Statement) -> int:
        """Return the line on which a statement begins."""
        return self.line(statement.span.start)

    def last_line(self, statement: Statement) -> int:
        """Return the line on which a statement ends."""
        return self.line(statement.span.end)


def comments_in(text: str) -> Iterator[str]:
    """Yield the comments in a piece of a TOML text that begins and ends outside of strings."""
    for found in COMMENT.finditer(text):
        if found["comment"]:
            yield found["comment"].rstrip(" \t\r")


def is_of(where: Where, table: Where) -> bool:
    """Return whether a way leads to a table, or into it."""
    return where[: len(table)] == table
