"""A line of a file with carets under a stretch of it, as a terminal draws it: a wide character has two carets."""

from typing import Final

from serialhhd.toml.positions import Span

LONGEST_LINE: Final = 160
"""Characters of a source line that are shown; of a longer one, those around the fault."""


def underlined(text: str, span: Span) -> str:
    """Return the line in which a stretch begins, and a line with carets under it; of many lines, under the first."""
    start = text.rfind("\n", 0, span.start) + 1
    end = line_end(text, span.start)
    first = max(start, min(span.start - LONGEST_LINE // 2, end - LONGEST_LINE))
    last = min(end, first + LONGEST_LINE)
    indent = "".join("\t" if one == "\t" else " " * cells(one) for one in text[first : span.start])
    carets = "^" * max(1, sum(map(cells, text[span.start : min(span.end, last)])))
    return f"    {printable(text[first:last])}\n    {indent}{carets}"


def line_end(text: str, offset: int) -> int:
    """Return the offset of the end of a line, where its line feed stands."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def cells(character: str) -> int:
    """Return how many cells of a terminal a character takes as it is printed here: 0 for a mark on the one before it."""
    if character.isascii() or not character.isprintable():
        return 1
    from wcwidth import wcwidth  # its tables take longer to load than most files to check

    return max(0, wcwidth(character))


def printable(line: str) -> str:
    """Return a line without what would steer a terminal."""
    return "".join(one if one.isprintable() or one == "\t" else "\ufffd" for one in line)
