"""Label sheets as PDF, bars and modules as vectors. Needs the extra `labels`."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from fpdf import FPDF

from serialhhd.training.labels.label import PrintedLabel
from serialhhd.training.labels.layout import DrawnLabel, DrawnLine, DrawnSymbol, laid_out, text_laid_out
from serialhhd.training.labels.paper import PAPER, Sheet

_POINTS: Final = 72 / 25.4
"""In a millimetre."""


def as_pdf(labels: Sequence[PrintedLabel], sheet: Sheet, text: Sequence[str] = ()) -> bytes:
    """Return as many pages as the labels need, and then those of a text.

    Raises:
        Refused: As `laid_out`.
    """
    pages = _Pages(sheet)
    pages.draw_all(laid_out(labels, sheet))
    pages.draw_text(text_laid_out(text, sheet.sheets(len(labels))))
    return bytes(pages.output())


class _Pages(FPDF):
    """The pages. A symbol is one path, which fpdf2 has no quick call for: that is written by its own `_out`."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(unit="mm", format="A4")
        self.set_auto_page_break(auto=False)
        self._sheet = sheet
        self._above = 0.0

    def draw_all(self, labels: Iterable[DrawnLabel]) -> None:
        """Draw the labels, as many on each page as the sheet has."""
        waiting = iter(labels)
        while on_page := list(islice(waiting, self._sheet.labels)):
            self._begin_page()
            for label in on_page:
                self._draw_symbol(label.symbol)
            for label in on_page:
                for line in label.lines:
                    self._draw_line(line)

    def draw_text(self, lines: Iterable[DrawnLine]) -> None:
        """Draw lines of text on pages of their own."""
        for line in lines:
            while line.y >= self.pages_count * PAPER[1]:
                self._begin_page()
            self._draw_line(line)

    def _begin_page(self) -> None:
        self._above = self.pages_count * PAPER[1]
        self.add_page()

    def _draw_symbol(self, drawn: DrawnSymbol) -> None:
        x, y = drawn.x * _POINTS, (PAPER[1] - (drawn.y - self._above)) * _POINTS
        scale = f"{drawn.module * _POINTS:.4f} 0 0 {-drawn.row * _POINTS:.4f} {x:.3f} {y:.3f} cm"
        path = "\n".join([f"{column} {row} {length} 1 re" for column, row, length in drawn.symbol.runs()])
        self._out(f"q {scale}\n{path}\nf Q")

    def _draw_line(self, line: DrawnLine) -> None:
        self.set_font("Courier", size=line.letters * _POINTS)
        self.text(line.x, line.y - self._above, _printable(line.text))


def _printable(text: str) -> str:
    """Return a text in the characters that every PDF reader has a font for; others become a question mark."""
    return text.encode("latin-1", "replace").decode("latin-1")
