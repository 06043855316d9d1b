"""What a terminal can show of a character, column by column. Nothing that it would obey is among it."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import cell_len, get_character_cell_size, split_graphemes

from serialhhd.hosting.terminal.terminals import Encoding

UNKNOWN: Final = "?"
JOINER: Final = "\u200d"
MOST_MARKS: Final = 3
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")

LOOKS_LIKE: Final = {
    **dict.fromkeys("…·‥", "."),
    **dict.fromkeys("‐‑‒–—―−─━┄┅┈┉╌╍═╴╶╸╺╼╾", "-"),  # noqa: RUF001 - these are what is meant
    **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻╽╿¦", "|"),
    **dict.fromkeys("✓✔☑", "+"),
    **dict.fromkeys("✗✘✕×☒", "x"),  # noqa: RUF001
    **dict.fromkeys("•●◆★∗", "*"),  # noqa: RUF001
    **dict.fromkeys("○◦°", "o"),
    **dict.fromkeys("■□▪▫", "#"),
    **dict.fromkeys("←◀◄‹«⏎↵", "<"),  # noqa: RUF001
    **dict.fromkeys("→▶►›»", ">"),  # noqa: RUF001
    **dict.fromkeys("↑▲", "^"),
    **dict.fromkeys("↓▼", "v"),
    **dict.fromkeys("‘’‚′´", "'"),  # noqa: RUF001
    **dict.fromkeys("“”„″", '"'),
    **dict.fromkeys("¿¡", " "),
    **dict(zip("ßØøÆæŁłĐđıŒœ", "sOoAaLlDdiOo", strict=True)),
}
"""What stands for characters that an old terminal lacks; accents are taken off others."""
BOXES: Final = range(0x2500, 0x2580)
BLOCKS: Final = range(0x2580, 0x25A0)


def columns_of(text: str, encoding: Encoding) -> list[str]:
    """Return what to show of a text in each of its columns; a wide character has an empty column behind it.

    There are as many columns as Rich counts. What has no width for Rich, but must be seen (a control character), takes
    the room of what stands behind it.
    """
    seen = CONTROL.sub(UNKNOWN, text)
    columns = [
        column
        for start, end, width in split_graphemes(seen)[0]
        for column in _shown(seen[start:end], width, encoding)
    ]
    return _in_width(columns, cell_len(text))


def is_certain(column: str) -> bool:
    """Return whether every terminal moves its cursor as far as we think after drawing this."""
    return len(column) == 1 and (get_character_cell_size(column) == 1 or column.isalpha())


def _in_width(columns: list[str], width: int) -> list[str]:
    is_split = len(columns) > width > 0 and not columns[width]
    kept = [*columns[: width - 1], " "] if is_split else columns[:width]
    return kept + [" "] * (width - len(kept))


@lru_cache(maxsize=4096)
def _shown(cluster: str, width: int, encoding: Encoding) -> tuple[str, ...]:
    """Return a character with its marks in `width` columns."""
    composed = unicodedata.normalize("NFC", cluster.partition(JOINER)[0])
    if not width or not composed:
        return (" ",) * width
    if unicodedata.category(composed[0]) == "Zs":
        return (" ",) * width
    shown = composed[0] + _marks(composed[1:])
    if not composed[0].isprintable() or not _has(encoding, shown):
        return tuple(_folded(composed[0], width))
    own = get_character_cell_size(composed[0])
    return (shown, *[""] * (own - 1), *[" "] * (width - own))


def _marks(text: str) -> str:
    """Return the marks that belong to the character before; a terminal is not told how to choose a glyph."""
    marks = [mark for mark in text if unicodedata.category(mark).startswith("M")]
    return "".join(mark for mark in marks if "VARIATION" not in unicodedata.name(mark, ""))[:MOST_MARKS]


def _has(encoding: Encoding, text: str) -> bool:
    if encoding == "utf-8":
        return True
    return text.isascii() or (encoding == "latin-1" and max(text) <= "\xff")


def _folded(character: str, width: int) -> str:
    """Return ASCII that looks like a character, in `width` columns."""
    code = ord(character)
    if code in BOXES or code in BLOCKS:
        return LOOKS_LIKE.get(character, "+" if code in BOXES else "#").ljust(width)
    plain = LOOKS_LIKE.get(character) or "".join(
        one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one)
    )
    is_plain = plain.isascii() and plain.isprintable() and 0 < len(plain) <= width
    return plain.ljust(width) if is_plain else UNKNOWN * width
