"""A recall as a PDF to be printed: what was asked, the counts, and every serial concerned. Needs the extra `pdf`."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from serialhhd.store.desk import recall_units, recalls
from serialhhd.store.desk.recall_units import Units
from serialhhd.store.desk.recalls import Concerned, Recall
from serialhhd.store.engine.database import purpose
from serialhhd.store.words.vocabulary import TRAINING, SerialState, StorePurpose

if TYPE_CHECKING:
    from sqlalchemy import Connection

_WIDTHS: Final = (50, 28, 41, 24, 26, 42, 26, 34)
"""Millimetres of the columns; together the 271 mm between the margins of an A4 page that lies on its side."""
_HEADINGS: Final = ("Serial", "Product", "Name", "Place", "Document", "Customer", "Dispatched", "Container")
_NO_CELLS: Final = ("",) * (len(_HEADINGS) - 1)
_LINE: Final = 5.5
_WIDEST: Final = 1.02
"""The widest letter of Helvetica, in heights of the font."""
_BASELINE: Final = 3.9
"""Millimetres from the top of a row down to what its letters stand on."""
_PAGES: Final = "{pages}"
"""Where the number of pages is written once it is known; as wide as any number of pages."""
_NAMED_AT_MOST: Final = 50
_REMEMBERED: Final = 10_000
"""So many cut texts are remembered: names and customers come again and again, serials do not."""


class RecallPdf(FPDF):
    """The pages: a heading and the number of the page on each."""

    def __init__(self, title: str) -> None:
        super().__init__(orientation="landscape")
        self._title = title
        self.replaced = False
        self.alias_nb_pages(_PAGES)
        self._fitted: dict[tuple[str, float, str], str] = {}
        self.set_margins(13, 12)
        self.set_auto_page_break(auto=True, margin=15)

    def header(self) -> None:
        """Write the title above each page; the first has it in full below."""
        self.set_font("Helvetica", "B", 11)
        title = self.fitting(self.printable(self._title), self.epw - 2)
        self.cell(0, 7, title, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def footer(self) -> None:
        """Write the number of the page below it."""
        self.set_y(-12)
        self.set_font("Helvetica", "", 8)
        self.cell(0, 6, f"Page {self.page_no()} of {_PAGES}", align="R")

    def printable(self, text: str) -> str:
        """Return a text in the characters that every PDF reader has a font for; others become a question mark."""
        known = text.encode("latin-1", errors="replace").decode("latin-1")
        written = "".join(one if one.isprintable() else "?" for one in known)
        self.replaced = self.replaced or written != text
        return written

    def line_of_text(self, text: str, style: str = "") -> None:
        """Write a paragraph."""
        self.set_font("Helvetica", style, 9)
        self.multi_cell(0, 5, self.printable(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def begin_group(self, heading: str) -> None:
        """Write the heading of a state and those of the columns, on a page that has room for a first row."""
        if self.will_page_break(2 + 5 + 2 * _LINE):
            self.add_page()
        self.ln(2)
        self.line_of_text(heading, "B")
        self.cells(_HEADINGS, "B")

    def cells(self, texts: Iterable[str], style: str = "") -> None:
        """Write a row of the table, below its headings; what is too long for its column is cut.

        It is written by `text`: with `cell` a long recall takes minutes, not seconds.
        """
        if self.will_page_break(_LINE):
            self.add_page()
            self.cells(_HEADINGS, "B")
        self.set_font("Helvetica", style, 8)
        left, top = self.l_margin, self.get_y()
        for width, text in zip(_WIDTHS, texts, strict=True):
            if text:
                self.text(left, top + _BASELINE, self.fitting(self.printable(text), width - 2))
            left += width
        self.line(self.l_margin, top + _LINE, left, top + _LINE)
        self.set_y(top + _LINE)

    def lines_of_serial(self, serial: str) -> Iterator[str]:
        """Yield a serial in parts that fit its column: a serial that is cut is none."""
        self.set_font("Helvetica", "", 8)
        waiting = self.printable(serial)
        while waiting:
            length = self._letters(waiting, _WIDTHS[0] - 2)
            yield waiting[:length]
            waiting = waiting[length:]

    def fitting(self, text: str, width: float) -> str:
        """Return a text cut to a width in millimetres, with dots where it was cut."""
        asked = (text, width, self.font_style)
        if asked not in self._fitted:
            if len(self._fitted) >= _REMEMBERED:
                self._fitted.clear()
            self._fitted[asked] = self._cut(text, width)
        return self._fitted[asked]

    def _cut(self, text: str, width: float) -> str:
        if self._letters(text, width) == len(text):
            return text
        return f"{text[: self._letters(text, width - self.get_string_width('...'))]}..."

    def _letters(self, text: str, width: float) -> int:
        """Return how many letters of a text fit a width, one at least."""
        if len(text) * self.font_size * _WIDEST <= width:
            return len(text)
        lengths = range(1, len(text) + 1)
        return max(1, bisect_right(lengths, width, key=lambda length: self.get_string_width(text[:length])))


def pdf_of(
    conn: "Connection",
    recall: Recall,
    *,
    operator: str,
    at: datetime,
    advance: Callable[[], object] = lambda: None,
) -> bytes:
    """Return the pages of a recall as `recall_pdf` does, read in one moment."""
    counts, units = recalls.counts(conn, recall), recall_units.without_serials(conn, recall)
    rows = recalls.grouped(conn, recall)
    is_training = purpose(conn) is StorePurpose.TRAINING
    return recall_pdf(
        recall, counts, rows, operator=operator, at=at, advance=advance, units=units, is_training=is_training
    )


def recall_pdf(
    recall: Recall,
    counts: Mapping[SerialState, int],
    rows: Iterable[Concerned],
    *,
    operator: str,
    at: datetime,
    advance: Callable[[], object] = lambda: None,
    units: Sequence[Units] = (),
    is_training: bool = False,
) -> bytes:
    """Return the pages of a recall.

    Args:
        recall: What was asked for.
        counts: How many serials are concerned, by state.
        rows: The serials concerned, those of one state together.
        operator: Who asked.
        at: When, UTC; it is printed in local time.
        advance: Called after each row.
        units: Units without serials, which cannot be told apart.
        is_training: Whether it is of a training store: then each page says so first.
    """
    pdf = RecallPdf(f"{f'{TRAINING}  ' if is_training else ''}Recall: {recall.scope}")
    pdf.add_page()
    pdf.line_of_text(f"What was asked for: {recall.scope}")
    pdf.line_of_text(f"Asked by {operator} on {at.astimezone():%Y-%m-%d %H:%M %Z}.")
    said = ", ".join(f"{number} {state.label}" for state, number in counts.items())
    pdf.line_of_text(f"Serials concerned: {sum(counts.values())}. {said}", "B")
    if recall.unknown:
        named = ", ".join(recall.unknown[:_NAMED_AT_MOST])
        more = len(recall.unknown) - _NAMED_AT_MOST
        pdf.line_of_text(f"Not known here: {named}{f' and {more} more' if more > 0 else ''}.")
    for state, of_state in groupby(rows, key=lambda row: row.state):
        pdf.begin_group(f"{state.label}: {counts.get(state, 0)}")
        for row in of_state:
            first, *further = pdf.lines_of_serial(row.serial)
            pdf.cells((first, *_cells(row)))
            for part in further:
                pdf.cells((part, *_NO_CELLS))
            advance()
    if units:
        pdf.begin_group(f"without serials, cannot be told apart: {sum(one.quantity for one in units)} units")
        for one in units:
            pdf.cells(_units_cells(one))
    if pdf.replaced:
        pdf.line_of_text(
            "Characters outside Western Europe are printed as question marks; the CSV file has them."
        )
    return bytes(pdf.output())


def _units_cells(one: Units) -> tuple[str, ...]:
    what = f"{one.quantity} {one.state.label}{', on hold' if one.on_hold else ''}"
    return (what, one.product, one.name, one.location or "", one.document or "", one.customer or "", "", "")


def _cells(row: Concerned) -> tuple[str, ...]:
    left = f"{row.dispatched_at.astimezone():%Y-%m-%d}" if row.dispatched_at else ""
    place = f"{row.location or ''}{' on hold' if row.on_hold else ''}".strip(" ")
    return (row.product, row.name, place, row.document or "", row.customer or "", left, row.container or "")
