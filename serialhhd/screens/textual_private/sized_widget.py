"""A widget that is told its size before it is drawn at it."""

from textual.geometry import Size
from textual.widget import Widget


class SizedWidget(Widget):
    """A widget that can fit what it shows to its size before it is drawn: `Resize` comes after a frame with the old lines."""

    def has_new_size(self) -> None:
        """Fit what is shown to the size that it has from now on."""
        raise NotImplementedError

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        has_changed = super()._size_updated(size, virtual_size, container_size, layout)
        if has_changed:
            self.has_new_size()
        return has_changed
