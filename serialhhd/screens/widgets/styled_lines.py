"""Draws lines of text in the style of their widget, without Textual's layout of rich content."""

from collections.abc import Sequence

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.color import TRANSPARENT
from textual.content import Content, Span
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

Line = str | Content
"""A line of text; with styles of its own where it has some."""


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
        self._drawn: dict[Look, Strip] = {}

    def draw(self, lines: Sequence[Line], crop: Region) -> list[Strip]:
        """Return the rows of a region of the widget; a line that was among those drawn last is the same object again."""
        style, width = self._widget.visual_style, self._widget.outer_size.width
        if style != self._style or width != self._width:
            self._drawn.clear()
            self._style, self._width = style, width
            self._background = self._widget.background_colors[1]
        gutter = self._widget.styles.gutter
        inside = [*[""] * gutter.top, *lines]
        wanted = [*inside, *[""] * (crop.bottom - len(inside))][crop.y : crop.bottom]
        looks = [look_of(line) for line in wanted]
        known = self._drawn
        strips = [
            known.get(look) or self._new_line(line, gutter.left)
            for look, line in zip(looks, wanted, strict=True)
        ]
        self._drawn = dict(zip(looks, strips, strict=True))
        is_whole = (crop.x, crop.right) == (0, width)
        return strips if is_whole else [strip.crop(crop.x, crop.right) for strip in strips]

    def _new_line(self, line: Line, indent: int) -> Strip:
        base = self._style.rich_style
        if isinstance(line, str) and line.isprintable():
            strip = Strip([Segment(set_cell_size(" " * indent + line, self._width), base)], self._width)
        else:
            content = line if isinstance(line, Content) else Content(line)
            rendered = content.render(self._style, end="")
            parts = [(" " * indent, base), *((text, style.rich_style) for text, style in rendered)]
            segments = [Segment(text, style) for text, style in parts if text]
            strip = Strip(segments).adjust_cell_length(self._width, base).simplify()
        for line_filter in self._widget.get_line_filters():
            strip = strip.apply_filter(line_filter, self._background)
        return strip


Look = str | tuple[str, tuple[Span, ...]]


def look_of(line: Line) -> Look:
    """Return what a line looks like: what is equal looks the same."""
    return line if isinstance(line, str) else (line.plain, tuple(line.spans))
