"""Reads what is drawn, as a scanner does: every format becomes a picture, and zxing-cpp finds the symbols in it."""

from io import BytesIO

import cairosvg
import pypdfium2
import pyte
import zxingcpp
from PIL import Image

INK = {"black": 0, "white": 255}
CELL = 6
"""Dots of half a cell of a terminal."""

Found = tuple[str, str]
"""The AIM identifier of a symbol, and what is in it."""


def symbols_in(picture: Image.Image) -> list[Found]:
    """Return the symbols in a picture, from the top left on."""
    grey = picture.convert("L")
    found = zxingcpp.read_barcodes(grey, text_mode=zxingcpp.TextMode.Plain)
    found.sort(key=lambda one: (one.position.top_left.y // 100, one.position.top_left.x))
    return [(one.symbology_identifier, one.text) for one in found]


def pages_of_pdf(data: bytes) -> list[Image.Image]:
    """Return the pages of a PDF as pictures, as a printer would make them."""
    return [page.render(scale=5).to_pil() for page in pypdfium2.PdfDocument(data)]


def texts_of_pdf(data: bytes) -> list[str]:
    """Return what is written on each page of a PDF."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def picture_of_png(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def picture_of_svg(text: str) -> Image.Image:
    return Image.open(BytesIO(cairosvg.svg2png(bytestring=text.encode(), scale=4)))


def shown(text: str, columns: int, rows: int) -> pyte.Screen:
    """Return what a terminal shows of a text."""
    screen = pyte.Screen(columns, rows)
    pyte.Stream(screen).feed(text.replace("\n", "\r\n"))
    return screen


def picture_of_screen(screen: pyte.Screen) -> Image.Image:
    """Return a picture of what a terminal shows: what has no colours of its own is dark, as most terminals are."""
    picture = Image.new("L", (screen.columns * CELL, screen.lines * 2 * CELL), 30)
    for row in range(screen.lines):
        for column in range(screen.columns):
            cell = screen.buffer[row][column]
            if cell.bg in INK:
                upper = INK[cell.fg if cell.data == "▀" else cell.bg]
                for half, ink in enumerate((upper, INK[cell.bg])):
                    picture.paste(ink, _half_cell(column, 2 * row + half))
    return picture


def _half_cell(column: int, row: int) -> tuple[int, int, int, int]:
    return column * CELL, row * CELL, (column + 1) * CELL, (row + 1) * CELL
