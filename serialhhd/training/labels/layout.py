"""Where on a sheet each label stands, and on it its symbol and its lines, and where a page of text: the same whatever draws them.

All in millimetres, as if the paper were as long as all of it needs.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from textwrap import wrap
from typing import Final

from serialhhd.training.labels.label import PrintedLabel
from serialhhd.training.labels.paper import PAPER, Sheet, too_small
from serialhhd.training.labels.symbols import Symbol, symbol_of
from serialhhd.value_class import value_class

MARGIN: Final = 3.0
"""Round what stands on a label: what a printer shifts is not cut off."""
LARGEST_MODULE: Final = 1.0
SMALLEST_MODULE: Final = 0.25
"""Of a matrix: a scanner in a hand reads what lies between."""
WIDEST_BAR: Final = 0.5
THINNEST_BAR: Final = 0.19
HIGHEST_BARS: Final = 20.0
LOWEST_BARS: Final = 8.0
LARGEST_LETTERS: Final = 4.0
SMALLEST_LETTERS: Final = 1.8
"""Heights of a font."""
WIDTH_OF_LETTER: Final = 0.6
"""Of Courier, whose letters are all as wide, in heights of the font."""
SPACING: Final = 1.25
"""From one line of text to the next, in heights of the font."""
LETTERS_OF_TEXT: Final = 3.2
MARGIN_OF_TEXT: Final = 15.0
"""Of a page of nothing but text."""


@value_class
class DrawnSymbol:
    """A symbol on a label: the place of its upper left corner, the width of a module, and how high a row of them is."""

    symbol: Symbol
    x: float
    y: float
    module: float
    row: float


@value_class
class DrawnLine:
    """A line of text on a label: where it begins and what it stands on, and the height of its font."""

    text: str
    x: float
    y: float
    letters: float


@value_class
class DrawnLabel:
    """What is drawn on one label."""

    symbol: DrawnSymbol
    lines: tuple[DrawnLine, ...]


def laid_out(labels: Sequence[PrintedLabel], sheet: Sheet) -> Iterator[DrawnLabel]:
    """Yield where each label stands, row after row.

    Raises:
        Refused: `label_not_drawn`, or `label_too_small`.
    """
    for number, label in enumerate(labels):
        row, column = divmod(number, sheet.columns)
        yield _drawn(label, sheet, column * sheet.width, row * sheet.height)


def text_laid_out(text: Sequence[str], sheets: int) -> tuple[DrawnLine, ...]:
    """Return where the lines of a text stand on pages of their own, behind so many sheets; what is too wide goes on below."""
    step = LETTERS_OF_TEXT * SPACING
    rows = int((PAPER[1] - 2 * MARGIN_OF_TEXT) / step)
    columns = int((PAPER[0] - 2 * MARGIN_OF_TEXT) / (LETTERS_OF_TEXT * WIDTH_OF_LETTER))
    lines = chain.from_iterable(wrap(line, columns, subsequent_indent="    ") or [""] for line in text)
    return tuple(
        DrawnLine(
            line,
            MARGIN_OF_TEXT,
            (sheets + number // rows) * PAPER[1] + MARGIN_OF_TEXT + (number % rows + 1) * step,
            LETTERS_OF_TEXT,
        )
        for number, line in enumerate(lines)
    )


def height_of(labels: int, sheet: Sheet, text: Sequence[DrawnLine]) -> float:
    """Return how high one picture of all of it is: as the labels need, or whole pages where a text is behind them."""
    if text:
        return (int(text[-1].y // PAPER[1]) + 1) * PAPER[1]
    return -(-labels // sheet.columns) * sheet.height


def _drawn(label: PrintedLabel, sheet: Sheet, left: float, top: float) -> DrawnLabel:
    symbol = symbol_of(label)
    width, height = sheet.width - 2 * MARGIN, sheet.height - 2 * MARGIN
    x, y = left + MARGIN, top + MARGIN
    if symbol.is_bars:
        module = min(width / symbol.width, WIDEST_BAR)
        high = min(height / 2, HIGHEST_BARS)
        _check(label, sheet, fits=module >= THINNEST_BAR and high >= LOWEST_BARS)
        lines = _lines(label.lines, x, y + high, width, height - high)
        return DrawnLabel(DrawnSymbol(symbol, x, y, module, high), lines)
    module = min(height / symbol.height, width / symbol.width, LARGEST_MODULE)
    _check(label, sheet, fits=module >= SMALLEST_MODULE)
    beside = symbol.width * module + 1
    lines = _lines(label.lines, x + beside, y, width - beside, height)
    return DrawnLabel(DrawnSymbol(symbol, x, y, module, module), lines)


def _check(label: PrintedLabel, sheet: Sheet, *, fits: bool) -> None:
    if not fits:
        raise too_small(label, sheet)


def _lines(texts: Sequence[str], x: float, y: float, width: float, height: float) -> tuple[DrawnLine, ...]:
    """Return lines of text in a room, as large as the longest can be; what has no room is cut or left out."""
    if not texts:
        return ()
    longest = max(1, *map(len, texts))
    letters = min(LARGEST_LETTERS, width / (longest * WIDTH_OF_LETTER), height / (len(texts) * SPACING))
    letters = max(letters, SMALLEST_LETTERS)
    kept = texts[: int(height / (letters * SPACING))]
    most = int(width / (letters * WIDTH_OF_LETTER))
    return tuple(
        DrawnLine(_cut(text, most), x, y + letters * (1 + place * SPACING), letters)
        for place, text in enumerate(kept)
        if most > 0
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: max(0, most - 2)]}.."
