"""Draws lines of plain text in the style of their widget, without Textual's layout of rich content."""

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

KEPT = 64
"""So many drawn lines are kept: a list that moves down by one is drawn with one new line."""


class PlainLines:
    """The lines of one widget, which has no border; each line is cut or filled to the widget's width.

    Args:
        widget: Whose style, padding and size they take.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._style = Style.null()
        self._width = 0
        self._drawn: dict[str, Strip] = {}

    def draw(self, text: str, crop: Region) -> list[Strip]:
        """Return the rows of a region of the widget."""
        style = self._widget.visual_style.rich_style
        width = self._widget.outer_size.width
        if style != self._style or width != self._width or len(self._drawn) > KEPT:
            self._drawn.clear()
        self._style, self._width = style, width
        gutter = self._widget.gutter
        lines = ["" for _ in range(gutter.top)] + text.split("\n")
        wanted = [*lines, *[""] * crop.bottom][crop.y : crop.bottom]
        strips = [self._line(line, gutter.left) for line in wanted]
        return (
            strips if (crop.x, crop.right) == (0, width) else [one.crop(crop.x, crop.right) for one in strips]
        )

    def _line(self, line: str, indent: int) -> Strip:
        known = self._drawn.get(line)
        if known is None:
            known = self._drawn[line] = self._new_line(" " * indent + line if line else "")
        return known

    def _new_line(self, line: str) -> Strip:
        strip = Strip([Segment(line, self._style)], cell_len(line)).adjust_cell_length(
            self._width, self._style
        )
        background = self._widget.background_colors[1]
        for line_filter in self._widget.get_line_filters():
            strip = strip.apply_filter(line_filter, background)
        return strip
