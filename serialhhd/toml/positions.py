"""Where each key and value of a TOML text stands.

Parsers give values without places. This walks over a text that `tomllib` has accepted, so it need not judge: it finds
keys, steps over values, and notes the offsets of both.
"""

import re
import tomllib
from dataclasses import field
from typing import Final

from serialhhd.value_class import value_class

Where = tuple[str | int, ...]
"""The way to a value: keys and list places, `("flows", "goods_in", "steps", 2)`."""

BLANK: Final = re.compile(r"[ \t]*")
GAP: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
OF_LINES: Final = (
    r'(?:"""(?:\\[\s\S]|[^\\])*?""""{0,2}'  # up to two quotes may stand before the closing three
    r"|'''[\s\S]*?''''{0,2})"
)
OF_ONE_LINE: Final = r"""(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
STRING: Final = re.compile(f"{OF_LINES}|{OF_ONE_LINE}")
PLAIN: Final = re.compile(r"[^,\]}#\n]*[^,\]}#\s]")  # numbers, dates with a blank inside, true and false


@value_class
class Span:
    """A stretch of the text: offsets of its first character and of the one behind its last."""

    start: int
    end: int


@value_class
class Statement:
    """A header, or a key with its value: on lines of its own, or in an inline table.

    Attributes:
        where: The table that a header opens; the way to a pair's value.
        table: The table in which a pair stands: that of the header above it, or the inline table. A header's is the one it opens.
        span: From the first character of the header or the key to the last of the header or the value.
        is_header: Whether it is a header.
    """

    where: Where
    table: Where
    span: Span
    is_header: bool = False


@value_class
class Positions:
    """The spans of all keys and of all values, and the statements in their order.

    A list's entries have values only; a table with a header has a key only. What is in an inline table stands before the
    statement of the inline table.
    """

    keys: dict[Where, Span] = field(default_factory=dict)
    values: dict[Where, Span] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)


def positions(text: str) -> Positions:
    """Return the positions in a text that `tomllib.loads` accepts and whose lines end with LF alone."""
    walk = _Walk(text)
    walk.document()
    return walk.found


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of an offset, both counted from 1, the column in characters."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


class _Walk:
    """One pass over the text; `at` is the offset it has reached."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found = Positions()
        self.entries: dict[Where, int] = {}  # the newest entry of each array of tables

    def document(self) -> None:
        table: Where = ()
        self.skip(GAP)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip(GAP)

    def header(self) -> Where:
        start = self.at
        brackets = 2 if self.text.startswith("[[", self.at) else 1
        self.at += brackets
        parts = self.key()
        self.at += brackets
        if brackets == 1:
            table = self.note((), parts)
        else:
            table = self.next_entry(self.note((), parts[:-1]), parts[-1])
        self.found.statements.append(Statement(table, table, Span(start, self.at), is_header=True))
        return table

    def next_entry(self, table: Where, part: tuple[str, Span]) -> Where:
        array = (*table, part[0])
        self.entries[array] = self.entries.get(array, -1) + 1
        self.found.keys.setdefault(array, part[1])
        entry = (*array, self.entries[array])
        self.found.keys[entry] = part[1]
        return entry

    def note(self, table: Where, parts: list[tuple[str, Span]]) -> Where:
        """Note where a dotted key's parts stand: the last part for good, the others until they have a place of their own."""
        where = table
        for name, span in parts:
            where = (*where, name)
            self.found.keys.setdefault(where, span)
            if where in self.entries:
                where = (*where, self.entries[where])
        if parts:
            self.found.keys[where] = parts[-1][1]
        return where

    def key(self) -> list[tuple[str, Span]]:
        parts = [self.key_part()]
        while self.text.startswith(".", self.at):
            self.at += 1
            parts.append(self.key_part())
        return parts

    def key_part(self) -> tuple[str, Span]:
        self.skip(BLANK)
        start = self.at
        quoted = self.text[start] in "\"'"
        self.skip(STRING if quoted else BARE_KEY)
        span, written = Span(start, self.at), self.text[start : self.at]
        self.skip(BLANK)
        return (tomllib.loads(f"key = {written}")["key"] if quoted else written), span

    def pair(self, table: Where) -> None:
        start = self.at
        where = self.note(table, self.key())
        self.at += 1  # the equals sign
        self.skip(BLANK)
        self.value(where)
        self.found.statements.append(Statement(where, table, Span(start, self.at)))

    def value(self, where: Where) -> None:
        start = self.at
        match self.text[start]:
            case "[":
                self.array(where)
            case "{":
                self.inline_table(where)
            case '"' | "'":
                self.skip(STRING)
            case _:
                self.skip(PLAIN)
        self.found.values[where] = Span(start, self.at)

    def array(self, where: Where) -> None:
        entry = 0
        while self.opens_another("]"):
            self.value((*where, entry))
            entry += 1

    def inline_table(self, where: Where) -> None:
        while self.opens_another("}"):
            self.pair(where)

    def opens_another(self, closing: str) -> bool:
        """Step over the opening bracket or the comma; at the closing bracket step over that and say no."""
        self.skip(GAP)
        if self.text[self.at] != closing:
            self.at += 1
            self.skip(GAP)
        if self.text[self.at] != closing:
            return True
        self.at += 1
        return False

    def skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
