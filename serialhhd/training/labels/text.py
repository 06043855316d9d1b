"""Labels on a terminal: a symbol of half blocks with its quiet zone, in black and white whatever the terminal's colours are."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from serialhhd.store.words.controls import visible
from serialhhd.training.labels import english as sentences
from serialhhd.training.labels.label import PrintedLabel
from serialhhd.training.labels.symbols import Symbol, symbol_of

HALF: Final = "▀"
ROWS_OF_BARS: Final = 5
"""So many rows bars are high: a laser needs a line, a camera a bit of height."""
PLAIN: Final = "\x1b[0m"
_INK: Final = {0: 0, 255: 7}
"""Black and white among the eight colours that every terminal in colour has."""


def as_text(
    labels: Sequence[PrintedLabel], screen: tuple[int, int] | None = None, text: Sequence[str] = ()
) -> str:
    """Return each label as rows of text: its symbol, below it its lines, then an empty line; and behind them a text.

    Args:
        labels: What is shown.
        screen: Columns and rows of the screen that it is shown on; None where it is written elsewhere.
        text: What is said behind them.

    Raises:
        Refused: `label_not_drawn`, or `label_needs_screen`: a scanner must see a symbol whole.
    """
    rows = [row for label in labels for row in (*_symbol(label, screen), *_lines(label), "")]
    return "".join(f"{row}\n" for row in (*rows, *map(visible, text)))


def _symbol(label: PrintedLabel, screen: tuple[int, int] | None) -> Sequence[str]:
    symbol = symbol_of(label)
    rows = list(_rows(symbol))
    if screen and (symbol.width > screen[0] or len(rows) > screen[1]):
        raise sentences.label_needs_screen(columns=symbol.width, rows=len(rows))
    return rows


def _lines(label: PrintedLabel) -> Iterator[str]:
    return map(visible, label.lines)


def _rows(symbol: Symbol) -> Iterator[str]:
    if symbol.is_bars:
        yield from [_row(symbol.row(0), symbol.row(0))] * ROWS_OF_BARS
        return
    for number in range(0, symbol.height, 2):
        yield _row(symbol.row(number), symbol.row(number + 1))


def _row(upper: bytes, lower: bytes) -> str:
    """Return two rows of modules as one of text; both colours are set for each run, and none is left behind."""
    cells = [(ink, len(list(run))) for ink, run in groupby(zip(upper, lower, strict=True))]
    return "".join(_run(above, below, length) for (above, below), length in cells) + PLAIN


def _run(above: int, below: int, length: int) -> str:
    sign = " " if above == below else HALF
    return f"\x1b[3{_INK[above]};4{_INK[below]}m{sign * length}"
