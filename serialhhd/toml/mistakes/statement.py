"""Where a statement of a broken text begins and ends: what is behind a fault can be read again."""

import re
from collections.abc import Callable
from typing import Final

from serialhhd.toml.carets import line_end
from serialhhd.toml.positions import OF_LINES, OF_ONE_LINE
from serialhhd.value_class import value_class

_NAME: Final = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_KEY: Final = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_HEADER: Final = rf"\[\[?[ \t]*{_KEY}[ \t]*\]\]?[ \t]*(?:#.*)?$"
HEADER: Final = re.compile(rf"^[ \t]*{_HEADER}", re.MULTILINE)
BEGINS: Final = re.compile(rf"^[ \t]*(?:{_HEADER}|{_KEY}[ \t]*=)", re.MULTILINE)
"""What looks like the first line of a statement."""
TOKEN: Final = re.compile(rf"#[^\n]*|{OF_LINES}|\"{{3}}|'{{3}}|{OF_ONE_LINE}|[\[\]{{}}\"']")
QUOTES: Final = {sign * number for sign in "\"'" for number in (1, 3)}
CLOSING: Final = {"[": "]", "{": "}"}


@value_class
class Open:
    """What is open at an offset of a statement.

    Attributes:
        brackets: The offsets of the brackets that are not closed, the outermost first.
        quote: The offset of a quote that is not closed; None where there is none.
        behind: The offset behind the last text of several lines.
    """

    brackets: tuple[int, ...]
    quote: int | None
    behind: int


def beginning(text: str, fault: int, is_right: Callable[[int], bool]) -> int:
    """Return where the line begins on which the statement begins in which a parser found a fault.

    Args:
        text: The text.
        fault: The offset of the fault.
        is_right: Says whether the text is right up to an offset: so it is at each line up to that of the statement, and at none
            behind it.
    """
    line = text.rfind("\n", 0, fault) + 1
    if line == 0 or is_right(line):
        return line
    lines = [0, *(found.end() for found in re.finditer("\n", text[: line - 1]))]
    low, high = 0, len(lines)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if is_right(lines[middle]) else (low, middle)
    return lines[low]


def end(text: str, start: int, fault: int) -> int:
    """Return where a statement ends: with its line, or before the next one if a bracket or a text is still open."""
    line = line_end(text, max(fault, start))
    left = opened(text, start, line)
    is_text_of_lines = left.quote is not None and text[left.quote : left.quote + 3] in {'"""', "'''"}
    if not left.brackets and not is_text_of_lines:
        return line
    if left.brackets and text[left.brackets[-1]] == "{" and (closed := _closed(text, start)):
        return line_end(text, closed)
    following = BEGINS.search(text, min(len(text), line_end(text, max(start, left.behind)) + 1))
    return following.start() - 1 if following else len(text)


def opened(text: str, start: int, until: int) -> Open:
    """Return what is open at an offset of the statement that begins at another."""
    brackets: list[int] = []
    behind = at = start
    if is_header(text, start):
        return Open((), None, start)
    while (found := TOKEN.search(text, at, until)) is not None:
        token, at = found[0], found.end()
        if token in CLOSING:
            brackets.append(found.start())
        elif token in CLOSING.values():
            brackets = brackets[:-1]
        elif token in QUOTES:
            return Open(tuple(brackets), found.start(), behind)
        elif "\n" in token:
            behind = at
    return Open(tuple(brackets), None, behind)


def _closed(text: str, start: int) -> int | None:
    """Return where all brackets of a statement are closed; None where that is not before the next table."""
    depth = 0
    for found in TOKEN.finditer(text, start):
        depth += (found[0] in CLOSING) - (found[0] in CLOSING.values())
        if found[0] in CLOSING.values() and depth <= 0:
            table = HEADER.search(text, line_end(text, start), found.start())
            return None if table else found.start()
    return None


def is_header(text: str, start: int) -> bool:
    """Return whether the statement on a line is the header of a table."""
    return text[start : line_end(text, start)].lstrip(" \t").startswith("[")
