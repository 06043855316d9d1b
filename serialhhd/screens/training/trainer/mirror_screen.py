"""A trainee's handheld as it is drawn there, for whoever only looks."""

import asyncio
from contextvars import copy_context
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from serialhhd.screens.training.trainer.watched import Mirrored
from serialhhd.screens.widgets.plain import entitle

LOOK: Final = 1.0


class Mirror(Widget):
    """Draws the rows that the handheld has drawn.

    Args:
        mirrored: The handheld.
    """

    def __init__(self, mirrored: Mirrored) -> None:
        super().__init__()
        self._mirrored = mirrored
        self._drawn_at = mirrored.size
        self._will_draw = False

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's shape
        """Be as wide as the handheld."""
        return self._mirrored.size[0]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's shape
        """Be as high as the handheld."""
        return self._mirrored.size[1]

    def on_mount(self) -> None:
        """Look on."""
        self._own = copy_context()
        self._mirrored.watch(self._changed)
        self.set_interval(LOOK, self._draw)  # there may be another handheld by now

    def on_unmount(self) -> None:
        """Look no more."""
        self._mirrored.watch(None)

    def _changed(self) -> None:
        """Draw soon; whoever calls is another app."""
        if not self._will_draw:
            self._will_draw = True
            asyncio.get_running_loop().call_soon(self._draw, context=self._own)

    def _draw(self) -> None:
        """Draw what is there now; where the trainee has turned the device, or gone on at another one, at its size."""
        self._will_draw = False
        is_resized, self._drawn_at = self._drawn_at != self._mirrored.size, self._mirrored.size
        self.refresh(layout=is_resized)

    def render_line(self, y: int) -> Strip:
        """Return a row of the handheld."""
        rows = self._mirrored.rows
        return rows[y].adjust_cell_length(self.size.width) if y < len(rows) else Strip.blank(self.size.width)


class MirrorScreen(ModalScreen[None]):
    """Shows one handheld, read only.

    Args:
        name: Of the trainee.
        mirrored: The handheld.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", "Close", tooltip="Look no more"),
    ]

    def __init__(self, name: str, mirrored: Mirrored) -> None:
        super().__init__()
        self._trainee = name
        self._mirrored = mirrored

    def compose(self) -> ComposeResult:
        """Place the handheld in a frame; where it is larger than the terminal, it can be scrolled."""
        with ScrollableContainer(id="mirror") as frame:
            entitle(frame, self._trainee, "Esc")
            yield Mirror(self._mirrored)

    def action_close(self) -> None:
        """Look no more."""
        self.dismiss(None)
