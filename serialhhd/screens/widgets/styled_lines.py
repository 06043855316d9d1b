"""Draws lines of text in the style of their widget, without Textual's layout of rich content."""

from rich.segment import Segment
from textual.color import TRANSPARENT
from textual.content import Content, Span
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

KEPT = 64
"""So many drawn lines are kept: a list that moves down by one is drawn with one new line."""


class StyledLines:
    """The lines of one widget, which has no border; each line is cut or filled to the widget's width.

    Args:
        widget: Whose style, padding and size they take.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._style = Style.null()
        self._width = 0
        self._background = TRANSPARENT
        self._drawn: dict[tuple[str, tuple[Span, ...]], Strip] = {}

    def draw(self, content: Content, crop: Region) -> list[Strip]:
        """Return the rows of a region of the widget."""
        style, width = self._widget.visual_style, self._widget.outer_size.width
        if style != self._style or width != self._width or len(self._drawn) > KEPT:
            self._drawn.clear()
            self._style, self._width = style, width
            self._background = self._widget.background_colors[1]
        gutter = self._widget.gutter
        blank = Content("")
        lines = [blank] * gutter.top + content.split("\n", allow_blank=True)
        wanted = (lines + [blank] * (crop.bottom - len(lines)))[crop.y : crop.bottom]
        strips = [self._line(line, gutter.left) for line in wanted]
        return (
            strips if (crop.x, crop.right) == (0, width) else [one.crop(crop.x, crop.right) for one in strips]
        )

    def _line(self, line: Content, indent: int) -> Strip:
        key = line.plain, tuple(line.spans)
        known = self._drawn.get(key)
        if known is None:
            known = self._drawn[key] = self._new_line(line, indent)
        return known

    def _new_line(self, line: Content, indent: int) -> Strip:
        base = self._style.rich_style
        rendered = line.render(self._style, end="")
        parts = [(" " * indent, base), *((text, style.rich_style) for text, style in rendered)]
        segments = [Segment(text, style) for text, style in parts if text]
        strip = Strip(segments).adjust_cell_length(self._width, base).simplify()
        for line_filter in self._widget.get_line_filters():
            strip = strip.apply_filter(line_filter, self._background)
        return strip
