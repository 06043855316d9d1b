"""A row of a screen as a terminal shows it: a character and a pen in each column."""

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style

from serialhhd.hosting.terminal.characters import columns_of
from serialhhd.hosting.terminal.terminals import Palette, Terminal

BRIGHT: Final = 8
"""From this number on colours are the bright ones."""
BLACK, WHITES = 0, frozenset({7, 15})


class Pen(NamedTuple):
    """How a character is drawn. There is one object for equal pens, so that `is` compares them.

    Attributes:
        is_bold: Whether it is bold.
        is_reverse: Whether its colours are exchanged.
        foreground: The SGR parameters of its colour; 0 for the terminal's own.
        background: The SGR parameters of the colour behind it; 0 for the terminal's own.
    """

    is_bold: bool
    is_reverse: bool
    foreground: int | str
    background: int | str


@cache
def the_pen(*, is_bold: bool, is_reverse: bool, foreground: int | str, background: int | str) -> Pen:
    """Return the one pen of these attributes."""
    return Pen(is_bold, is_reverse, foreground, background)


PLAIN: Final = the_pen(is_bold=False, is_reverse=False, foreground=0, background=0)


@cache
def on_blank(pen: Pen) -> Pen:
    """Return the pen that a blank looks as if it were drawn with: bold and the colour of a letter do not show."""
    if pen.is_reverse:
        return pen
    return the_pen(is_bold=False, is_reverse=False, foreground=0, background=pen.background)


class CellRow(NamedTuple):
    """A row of a screen.

    Attributes:
        characters: What stands in each column: one string where that is one character each, otherwise a string a column,
            of which the one behind a wide character is empty.
        pens: The pen of each column.
    """

    characters: str | tuple[str, ...]
    pens: tuple[Pen, ...]


@lru_cache(maxsize=256)
def blank_row(columns: int) -> CellRow:
    """Return a row with nothing on it."""
    return CellRow(" " * columns, (PLAIN,) * columns)


def row_of(segments: Iterable[Segment], terminal: Terminal) -> CellRow:
    """Return what a terminal shows of a row."""
    columns: list[str] = []
    pens: list[Pen] = []
    is_usual = True
    for text, style, control in segments:
        if control:
            continue
        shown: str | list[str] = text
        if not (text.isascii() and text.isprintable()):
            shown = columns_of(text, terminal.encoding)
            is_usual = is_usual and all(len(column) == 1 for column in shown)
        columns.extend(shown)
        pens.extend(_pens(shown, pen_of(style, terminal.palette)))
    return CellRow("".join(columns) if is_usual else tuple(columns), tuple(pens))


def _pens(columns: str | list[str], pen: Pen) -> list[Pen]:
    blank = on_blank(pen)
    return [pen] * len(columns) if blank is pen else [blank if column == " " else pen for column in columns]


def in_columns(row: CellRow, columns: int) -> CellRow:
    """Return a row with blanks behind it up to so many columns."""
    missing = columns - len(row.pens)
    if missing <= 0:
        return row
    blanks = " " * missing
    characters = row.characters + (blanks if isinstance(row.characters, str) else tuple(blanks))  # type: ignore[operator]
    return CellRow(characters, row.pens + (PLAIN,) * missing)


def end_of(row: CellRow) -> int:
    """Return the column from which on a row is blank."""
    end = len(row.pens)
    while end and row.characters[end - 1] == " " and row.pens[end - 1] is PLAIN:
        end -= 1
    return end


def changes(old: CellRow, new: CellRow) -> list[int]:
    """Return the columns that differ between rows of one length."""
    if old.pens == new.pens:
        pairs = zip(old.characters, new.characters, strict=True)
        return [column for column, (before, after) in enumerate(pairs) if before != after]
    cells = zip(old.characters, new.characters, old.pens, new.pens, strict=True)
    return [column for column, (a, b, p, q) in enumerate(cells) if a != b or p is not q]


def runs(row: CellRow, columns: list[int]) -> list[tuple[int, int]]:
    """Return columns as runs (the first one, and the one behind the last) that one pen draws in one go."""
    if not columns:
        return []
    breaks = [
        index
        for index, (one, other) in enumerate(pairwise(columns), start=1)
        if other != one + 1 or row.pens[one] is not row.pens[other]
    ]
    return [(columns[start], columns[end - 1] + 1) for start, end in pairwise([0, *breaks, len(columns)])]


# --- pens of styles -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=2048)
def pen_of(style: Style | None, palette: Palette) -> Pen:
    """Return the pen that comes nearest to a style: bold, reverse, and colours where there are some."""
    if style is None:
        return PLAIN
    is_bold, is_reverse = bool(style.bold), bool(style.reverse)
    if palette == "none":
        is_reverse = is_reverse != _is_dark_on_light(style)
        return the_pen(is_bold=is_bold, is_reverse=is_reverse, foreground=0, background=0)
    if palette in {"indexed", "direct"}:
        foreground, background = (
            _parameters(style.color, 38, palette),
            _parameters(style.bgcolor, 48, palette),
        )
        return the_pen(is_bold=is_bold, is_reverse=is_reverse, foreground=foreground, background=background)
    behind = _number(style.bgcolor) or BLACK
    colour = _number(style.color)
    if behind == BLACK and colour in WHITES:
        colour = None
    return the_pen(
        is_bold=is_bold or (palette == "eight" and colour is not None and colour >= BRIGHT),
        is_reverse=is_reverse,
        foreground=0 if colour is None else _parameter(colour, 30, palette),
        background=0 if behind == BLACK else _parameter(behind, 40, palette),
    )


def _parameters(color: Color | None, first: int, palette: Palette) -> int | str:
    """Return the SGR parameters of a colour as it is, or of the nearest one of 256."""
    if color is None or color.is_default:
        return 0
    if palette == "indexed":
        return f"{first};5;{color.downgrade(ColorSystem.EIGHT_BIT).number}"
    red, green, blue = color.get_truecolor()
    return f"{first};2;{red};{green};{blue}"


def _number(color: Color | None) -> int | None:
    """Return the nearest one of the 16 colours; None for the terminal's own."""
    return color.downgrade(ColorSystem.STANDARD).number if color and not color.is_default else None


def _parameter(colour: int, first: int, palette: Palette) -> int:
    """Return the SGR parameter of a colour; `first` is that of black."""
    if colour < BRIGHT:
        return first + colour
    return first + colour - BRIGHT + (60 if palette == "sixteen" else 0)


def _is_dark_on_light(style: Style) -> bool:
    """Return whether the colours alone say what reverse says on a terminal without colours."""
    return _lightness(style.bgcolor, own=0) > _lightness(style.color, own=255)


def _lightness(color: Color | None, own: int) -> float:
    if color is None or color.is_default:
        return own
    red, green, blue = color.get_truecolor()
    return 0.3 * red + 0.6 * green + 0.1 * blue
