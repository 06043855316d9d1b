"""A recall as a PDF to be printed: what was asked, the counts, and every serial concerned. Needs the extra `pdf`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from serialhhd.store.recalls import Concerned, Recall
from serialhhd.store.vocabulary import SerialState

_WIDTHS: Final = (46, 30, 20, 24, 24, 40)
"""Millimetres of the columns; together the 184 mm between the margins of an A4 page."""
_HEADINGS: Final = ("Serial", "Product", "State", "Location", "Document", "Customer, dispatched")
_LINE: Final = 5.5
_NAMED_AT_MOST: Final = 50


class RecallPdf(FPDF):
    """The pages: a heading and the number of the page on each."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.replaced = False
        self.alias_nb_pages()
        self.set_margins(13, 12)
        self.set_auto_page_break(auto=True, margin=15)

    def header(self) -> None:
        """Write the title above each page."""
        self.set_font("Helvetica", "B", 11)
        self.cell(0, 7, self.printable(self._title), new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def footer(self) -> None:
        """Write the number of the page below it."""
        self.set_y(-12)
        self.set_font("Helvetica", "", 8)
        self.cell(0, 6, f"Page {self.page_no()} of {{nb}}", align="R")

    def printable(self, text: str) -> str:
        """Return a text in the characters that every PDF reader has a font for; others become a question mark."""
        written = text.encode("latin-1", errors="replace").decode("latin-1")
        self.replaced = self.replaced or written != text
        return written

    def line_of_text(self, text: str, style: str = "") -> None:
        """Write a paragraph."""
        self.set_font("Helvetica", style, 9)
        self.multi_cell(0, 5, self.printable(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def cells(self, texts: Iterable[str], style: str = "") -> None:
        """Write a row of the table; what is too long for its column is cut."""
        self.set_font("Helvetica", style, 8)
        for width, text in zip(_WIDTHS, texts, strict=True):
            self.cell(width, _LINE, self._fitting(self.printable(text), width - 2), border="B")
        self.ln(_LINE)

    def _fitting(self, text: str, width: float) -> str:
        if self.get_string_width(text) <= width:
            return text
        while text and self.get_string_width(f"{text}...") > width:
            text = text[:-1]
        return f"{text}..."


def recall_pdf(
    recall: Recall,
    counts: Mapping[SerialState, int],
    rows: Iterable[Concerned],
    *,
    operator: str,
    at: datetime,
    advance: Callable[[], object] = lambda: None,
) -> bytes:
    """Return the pages of a recall.

    Args:
        recall: What was asked for.
        counts: How many serials are concerned, by state.
        rows: The serials concerned.
        operator: Who asked.
        at: When, UTC; it is printed in local time.
        advance: Called after each row.
    """
    pdf = RecallPdf(f"Recall: {recall.asked}")
    pdf.add_page()
    pdf.line_of_text(f"Asked by {operator} on {at.astimezone():%Y-%m-%d %H:%M %Z}.")
    said = ", ".join(f"{number} {state.label}" for state, number in counts.items())
    pdf.line_of_text(f"Serials concerned: {sum(counts.values())}. {said}", "B")
    if recall.unknown:
        named = ", ".join(recall.unknown[:_NAMED_AT_MOST])
        more = len(recall.unknown) - _NAMED_AT_MOST
        pdf.line_of_text(f"Not known here: {named}{f' and {more} more' if more > 0 else ''}.")
    pdf.ln(2)
    pdf.cells(_HEADINGS, "B")
    for row in rows:
        pdf.cells(_cells(row))
        advance()
    if pdf.replaced:
        pdf.line_of_text(
            "Characters outside Western Europe are printed as question marks; the CSV file has them."
        )
    return bytes(pdf.output())


def _cells(row: Concerned) -> tuple[str, ...]:
    left = f"{row.dispatched_at.astimezone():%Y-%m-%d}" if row.dispatched_at else ""
    state = f"{row.state.label}{', on hold' if row.on_hold else ''}"
    return (
        row.serial,
        row.product,
        state,
        row.location or "",
        row.document or "",
        f"{row.customer or ''} {left}".strip(" "),
    )
