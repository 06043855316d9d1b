"""Draws only the widgets that changed. Textual's own compositor asks every widget whenever one has changed."""

from collections.abc import Iterable
from itertools import combinations

from textual._compositor import ChopsUpdate, Compositor, ReflowResult
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class RowCompositor(Compositor):
    """A compositor for a screen whose parts lie beside each other, most often: those are drawn as they are, uncut."""

    def __init__(self) -> None:
        super().__init__()
        self._touched: set[Widget] = set()
        self._beside: frozenset[Widget] | None = None

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Ask every widget once after the layout has changed: what is uncovered belongs to a container."""
        self._beside = None
        return super().reflow(parent, size)

    def update_widgets(self, widgets: set[Widget]) -> None:
        """Note which widgets are to be drawn anew."""
        self._touched |= widgets
        super().update_widgets(widgets)

    def render_partial_update(self) -> ChopsUpdate | None:
        """Draw the widgets that changed; where that is not enough, everything in the regions that changed."""
        touched, self._touched = self._touched & self.visible_widgets.keys(), set()
        beside = self._beside
        if beside is None:
            self._beside = self._those_beside()
        if not (touched and beside and touched <= beside):
            return super().render_partial_update()
        self._dirty_regions.clear()
        return self._drawn(touched)

    def _those_beside(self) -> frozenset[Widget]:
        """Return the widgets that have nothing in them, where none of these lies over another one; none otherwise."""
        regions = {
            widget: region for widget, (region, _) in self.visible_widgets.items() if not widget.children
        }
        is_flat = not any(one.overlaps(other) for one, other in combinations(regions.values(), 2))
        return frozenset(regions if is_flat else ())

    def _drawn(self, widgets: set[Widget]) -> ChopsUpdate | None:
        """Return the rows of widgets as a whole."""
        chops: list[dict[int, Strip | None]] = [{} for _ in range(self.size.height)]
        ends: list[list[int]] = [[] for _ in chops]
        for widget in widgets:
            region, clip = self.visible_widgets[widget]
            seen = region.intersection(clip)
            for y, strip in zip(
                seen.line_range, widget.render_lines(seen.translate(-region.offset)), strict=False
            ):
                chops[y][seen.x] = strip
                ends[y].append(seen.right)
        spans = [(y, min(row), max(ends[y])) for y, row in enumerate(chops) if row]
        return ChopsUpdate(chops, spans, ends) if spans else None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        for region, clip, strips in super()._get_renders(crop):
            yield region, clip, strips  # are cut here
            for strip in strips:
                strip._divide_cache.clear()  # noqa: SLF001 - a whole strip keeps itself: nothing but a collection would free it
