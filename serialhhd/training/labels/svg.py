"""Label sheets as one SVG picture, bars and modules as vectors. Needs the extra `labels`."""

from collections.abc import Sequence
from html import escape

from serialhhd.training.labels.label import PrintedLabel
from serialhhd.training.labels.layout import DrawnLine, DrawnSymbol, height_of, laid_out, text_laid_out
from serialhhd.training.labels.paper import PAPER, Sheet


def as_svg(labels: Sequence[PrintedLabel], sheet: Sheet, text: Sequence[str] = ()) -> str:
    """Return a picture as wide as the paper, and as high as the labels need; a text begins on the next page of it.

    Raises:
        Refused: As `laid_out`.
    """
    said = text_laid_out(text, sheet.sheets(len(labels)))
    width, height = PAPER[0], height_of(len(labels), sheet, said)
    drawn = list(laid_out(labels, sheet))
    parts = [_path(label.symbol) for label in drawn]
    parts += [_text(line) for label in drawn for line in label.lines]
    parts += [_text(line) for line in said]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm" viewBox="0 0 {width:g} {height:g}">'
    white = f'<rect width="{width:g}" height="{height:g}" fill="#fff"/>'
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', head, white, *parts, "</svg>", ""])


def _path(drawn: DrawnSymbol) -> str:
    runs = "".join([f"M{column} {row}h{length}v1h-{length}z" for column, row, length in drawn.symbol.runs()])
    place = f"translate({drawn.x:.3f} {drawn.y:.3f}) scale({drawn.module:.4f} {drawn.row:.4f})"
    return f'<path shape-rendering="crispEdges" transform="{place}" d="{runs}"/>'


def _text(line: DrawnLine) -> str:
    place = f'x="{line.x:.3f}" y="{line.y:.3f}" font-size="{line.letters:.2f}"'
    return f'<text {place} font-family="Courier, monospace" xml:space="preserve">{escape(line.text)}</text>'
