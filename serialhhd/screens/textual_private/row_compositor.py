"""Draws only the rows that changed. Textual's own compositor asks every widget whenever one has changed."""

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor, ReflowResult
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class RowCompositor(Compositor):
    """A compositor for a screen whose parts lie beside each other: containers draw nothing over or under what is in them."""

    def __init__(self) -> None:
        super().__init__()
        self._changed: tuple[Region, ...] = ()
        self._touched: set[Widget] = set()
        self._is_moved = False

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Ask every widget once after the layout has changed: what is uncovered belongs to a container."""
        self._is_moved = True
        return super().reflow(parent, size)

    def update_widgets(self, widgets: set[Widget]) -> None:
        """Note which widgets are to be drawn anew."""
        self._touched |= widgets
        super().update_widgets(widgets)

    def render_partial_update(self) -> ChopsUpdate | None:
        """Draw the regions that changed."""
        self._changed = () if self._is_moved else tuple(self._dirty_regions)
        self._is_moved = False
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()
            self._touched.clear()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        renders = self._changed_renders() if self._changed else super()._get_renders(crop)
        for region, clip, strips in renders:
            yield region, clip, strips  # are cut here
            for strip in strips:
                strip._divide_cache.clear()  # noqa: SLF001 - a whole strip keeps itself: nothing but a collection would free it

    def _changed_renders(self) -> Iterable[tuple[Region, Region, list[Strip]]]:
        for widget, (region, clip) in self.visible_widgets.items():
            is_wanted = not widget.children or widget in self._touched
            if is_wanted and any(region.overlaps(changed) for changed in self._changed):
                seen = region.intersection(clip)
                yield region, clip, widget.render_lines(seen.translate(-region.offset))
