"""Makes text fit into columns. Widths are terminal cells, so that wide letters are counted as they are drawn."""

from collections.abc import Sequence

from rich.cells import cell_len

ELLIPSIS = "…"
COLUMN_GAP = 1
LEAST_OF_BOTH_ENDS = 4
"""In fewer cells only the end of a code is shown."""


def printable(text: str) -> str:
    """Return `text` with each control character in caret notation (0x1D is `^]`), so that it can be seen."""
    return text if text.isprintable() else "".join(_caret(character) for character in text)


def _caret(character: str) -> str:
    code = ord(character)
    return f"^{chr(code ^ 0x40)}" if code < ord(" ") or code == 0x7F else character  # noqa: PLR2004 - DEL


def cut(text: str, width: int) -> str:
    """Return `text` in at most `width` cells; what is too long ends in an ellipsis."""
    if cell_len(text) <= width:
        return text
    return head(text, width - 1) + ELLIPSIS if width > 0 else ""


def cut_words(text: str, width: int) -> str:
    """Return as many whole words of `text` as `width` cells hold, with an ellipsis where there is room for it.

    Where not even one word fits, the text is cut anywhere.
    """
    if cell_len(text) <= width:
        return text
    words = head(text, width + 1).rpartition(" ")[0].rstrip(" ")
    if not words:
        return cut(text, width)
    return words + ELLIPSIS if cell_len(words) < width else words


def cut_middle(text: str, width: int) -> str:
    """Return `text` in at most `width` cells; of what is too long both ends are kept, of the end twice as much.

    Serials and codes differ at their end.
    """
    if cell_len(text) <= width:
        return text
    if width < LEAST_OF_BOTH_ENDS:
        return tail(text, width)
    start = head(text, (width - 1) // 3)
    return start + ELLIPSIS + tail(text, width - 1 - cell_len(start))


def head(text: str, width: int) -> str:
    """Return as much of the start of `text` as `width` cells hold."""
    end = min(len(text), max(width, 0))
    while cell_len(text[:end]) > width and end:
        end -= 1
    return text[:end]


def tail(text: str, width: int) -> str:
    """Return as much of the end of `text` as `width` cells hold."""
    start = max(len(text) - max(width, 0), 0)
    while cell_len(text[start:]) > width and start < len(text):
        start += 1
    return text[start:]


def pad(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells."""
    text = cut(text, width)
    return text + " " * (width - cell_len(text))


def centre(text: str, width: int) -> str:
    """Return `text` in the middle of exactly `width` cells."""
    text = cut(text, width)
    return pad(" " * ((width - cell_len(text)) // 2) + text, width)


def apart(left: str, right: str, width: int) -> str:
    """Return `left` and `right` at the two ends of exactly `width` cells; `left` gives way."""
    if not right:
        return pad(left, width)
    right = cut(right, width)
    room = width - cell_len(right) - COLUMN_GAP
    return pad(left, room) + " " * COLUMN_GAP + right if room > 0 else pad(right, width)


def wrap(text: str, width: int, rows: int | None = None) -> list[str]:
    """Break `text` between words into lines of at most `width` cells; what does not fit `rows` ends in an ellipsis."""
    lines = [""]
    for word in text.split(" "):
        _append_word(lines, word, width)
    if rows is None or len(lines) <= rows:
        return lines
    return [*lines[: rows - 1], cut(lines[rows - 1] + " " + lines[rows], width)] if rows else []


def _append_word(lines: list[str], word: str, width: int) -> None:
    joined = f"{lines[-1]} {word}" if lines[-1] else word
    if cell_len(joined) <= width:
        lines[-1] = joined
        return
    if lines[-1]:
        lines.append("")
    while cell_len(word) > width > 0:
        lines[-1] = head(word, width) or word[:1]
        word = word[len(lines[-1]) :]
        lines.append("")
    lines[-1] = word


def columns_for(items: Sequence[str], width: int) -> int:
    """Return in how many columns of equal width `items` fit side by side, at least 1."""
    widest = max((cell_len(item) for item in items), default=1)
    return max((width + COLUMN_GAP) // (widest + COLUMN_GAP), 1)


def in_columns(items: Sequence[str], width: int, columns: int) -> list[str]:
    """Return `items` row by row in `columns` columns of equal width."""
    each = (width + COLUMN_GAP) // columns - COLUMN_GAP
    cells = [pad(item, each) for item in items]
    gap = " " * COLUMN_GAP
    return [pad(gap.join(cells[start : start + columns]), width) for start in range(0, len(cells), columns)]
