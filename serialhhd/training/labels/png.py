"""Label sheets as one PNG picture, 300 dots to the inch. Needs the extra `labels`."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from serialhhd.training.labels import english as sentences
from serialhhd.training.labels.label import PrintedLabel
from serialhhd.training.labels.layout import DrawnLine, DrawnSymbol, height_of, laid_out, text_laid_out
from serialhhd.training.labels.paper import PAPER, Sheet

DOTS: Final = 300 / 25.4
"""In a millimetre."""
WHITE: Final = 255
MOST_SHEETS: Final = 10
"""So many sheets of labels one picture holds: each takes nine million dots."""


def as_png(labels: Sequence[PrintedLabel], sheet: Sheet, text: Sequence[str] = ()) -> bytes:
    """Return a picture as wide as the paper, and as high as the labels need; a text begins on the next page of it.

    A module is a whole number of dots, so that no bar is wider than another one of its width.

    Raises:
        Refused: As `laid_out`, or `label_too_many`.
    """
    most = MOST_SHEETS * sheet.labels
    if len(labels) > most:
        raise sentences.label_too_many(count=len(labels), most=most)
    said = text_laid_out(text, sheet.sheets(len(labels)))
    height = height_of(len(labels), sheet, said)
    picture = Image.new("L", (round(PAPER[0] * DOTS), max(1, round(height * DOTS))), WHITE)
    pencil = ImageDraw.Draw(picture)
    for label in laid_out(labels, sheet):
        _draw_symbol(picture, label.symbol)
        for line in label.lines:
            _draw_line(pencil, line)
    for line in said:
        _draw_line(pencil, line)
    written = BytesIO()
    picture.save(written, "PNG", dpi=(300, 300))
    return written.getvalue()


def _draw_symbol(picture: Image.Image, drawn: DrawnSymbol) -> None:
    symbol = drawn.symbol
    module, row = int(drawn.module * DOTS), int(drawn.row * DOTS)
    modules = Image.frombytes("L", (symbol.width, symbol.height), symbol.modules)
    size = (symbol.width * module, symbol.height * row)
    picture.paste(
        modules.resize(size, Image.Resampling.NEAREST), (round(drawn.x * DOTS), round(drawn.y * DOTS))
    )


def _draw_line(pencil: ImageDraw.ImageDraw, line: DrawnLine) -> None:
    font = ImageFont.load_default(line.letters * DOTS)
    pencil.text((line.x * DOTS, line.y * DOTS), line.text, fill=0, font=font, anchor="ls")
