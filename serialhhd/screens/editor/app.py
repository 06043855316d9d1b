"""The page as a program of its own."""

import asyncio
import os
from pathlib import PurePath
from typing import Any, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.screen import Screen

from serialhhd.flows.seam.handheld import LabelReader
from serialhhd.screens.desk.dialogs.help import HelpModal
from serialhhd.screens.desk.parts.scanned_text import FieldApp
from serialhhd.screens.desk.themes import DESK
from serialhhd.screens.editor.device_dialog import Drawn
from serialhhd.screens.editor.editor_screen import EditorScreen
from serialhhd.screens.editor.played_handheld import PLAYING
from serialhhd.screens.editor.workshop import Workshop
from serialhhd.screens.hhd.themes import COLOURLESS


class EditorApp(FieldApp):
    """Shows the page for one file.

    Args:
        workshop: The file, and what is there to change it with.
        drawn: Which handheld is drawn at first.
        scanner: Reads the labels beside the handheld; None: nothing does.
        look_every: Seconds after which is looked whether somebody else has changed the file; 0: only when it is saved.
    """

    TITLE = "serialhhd flows edit"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../desk/desk.tcss", "../hhd/flow_screen.tcss", "editor.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", tooltip="What can be done here, and with which keys"),
        Binding("ctrl+q", "quit", "Quit", priority=True, tooltip="Leave the page"),
    ]

    def __init__(
        self,
        workshop: Workshop,
        drawn: Drawn,
        scanner: LabelReader | None = None,
        *,
        look_every: float = 2.0,
    ) -> None:
        is_colourless = "NO_COLOR" in os.environ
        super().__init__(ansi_color=is_colourless)
        for theme in (DESK, COLOURLESS):
            self.register_theme(theme)
        self.theme = COLOURLESS.name if is_colourless else DESK.name
        self.editor = EditorScreen(workshop, drawn, scanner, look_every=look_every)

    def get_default_screen(self) -> Screen[None]:
        """Begin with the page."""
        return self.editor

    async def action_quit(self) -> None:
        """Leave the page; what is not saved is not dropped unasked."""
        if self.screen is self.editor:
            self.editor.leave()

    def action_help(self) -> None:
        """Show what can be done here."""
        if self.screen is self.editor:
            self.push_screen(HelpModal(cast("Screen[Any]", self.editor)))

    async def settled(self) -> None:
        """Return when all that was asked for is done, and the handheld has answered what was entered."""
        while running := [one for one in self.workers if one.group != PLAYING and not one.is_finished]:
            await asyncio.gather(*(one.wait() for one in running), return_exceptions=True)
        await self.editor.trial.handheld.settled()
