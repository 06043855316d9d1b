"""A screen that draws what changed by rows, and at once. Textual's own way takes a dozen messages and a timer's turn."""

import asyncio

from textual.geometry import Size
from textual.message import Message
from textual.messages import Layout
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from serialhhd.screens.textual_private.row_compositor import RowCompositor


class RowScreen(Screen[ScreenResultType]):
    """A screen whose widgets ask it to draw them where they only look different: see `draw_soon`."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = RowCompositor()
        self._changed: set[Widget] = set()
        self._awaits_layout = False

    def draw_soon(self, widgets: set[Widget]) -> None:
        """Draw widgets anew, as large as they are and where they are, as soon as what runs now has come to a pause."""
        if widgets and not self._changed:
            asyncio.get_running_loop().call_soon(self._draw_changed)
        self._changed |= widgets

    @property
    def will_draw(self) -> bool:
        """Whether a widget waits to be drawn."""
        return bool(self._changed)

    def may_draw_at_once(self) -> bool:
        """Return whether the moment is good; otherwise Textual draws, at most sixty times a second."""
        return True

    def _draw_changed(self) -> None:
        changed, self._changed = self._changed, set()
        try:
            self._draw(changed)
        except Exception as error:  # noqa: BLE001 - as where Textual draws: whatever it is, it ends this app
            self.app._handle_exception(error)  # noqa: SLF001 - see the package

    def _draw(self, changed: set[Widget]) -> None:
        for widget in changed:
            widget._set_dirty()  # noqa: SLF001
        self._dirty_widgets |= changed
        parts = self.walk_children(Widget, with_self=True)
        if self._is_laid_out(parts) and self.may_draw_at_once():
            unsent = {part for part in parts if part._repaint_required}  # noqa: SLF001
            self._compositor.update_widgets(self._dirty_widgets | unsent)
            self._compositor_refresh()
        else:
            self.check_idle()

    def _is_laid_out(self, parts: list[Widget]) -> bool:
        """Return whether this is what is drawn, and all its parts are where they belong."""
        is_drawn = self.is_running and self.is_current and not self.app._batch_count  # noqa: SLF001
        return is_drawn and not (self._awaits_layout or any(part._layout_required for part in parts))  # noqa: SLF001

    # --- in place of Textual's own ----------------------------------------------------------------------------------

    def post_message(self, message: Message) -> bool:
        """Note that a part is to be laid out anew: it knows no more of it as soon as it has said so."""
        self._awaits_layout |= isinstance(message, Layout)
        return super().post_message(message)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        self._awaits_layout = False
        super()._refresh_layout(size, scroll)
