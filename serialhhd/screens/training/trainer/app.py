"""The console as a program of its own."""

import asyncio
import os
from pathlib import PurePath
from typing import Any, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.screen import Screen

from serialhhd.screens.desk.dialogs.help import HelpModal
from serialhhd.screens.desk.parts.scanned_text import FieldApp
from serialhhd.screens.desk.themes import DESK
from serialhhd.screens.hhd.themes import COLOURLESS
from serialhhd.screens.training.trainer.class_screen import ClassScreen
from serialhhd.screens.training.trainer.watched import WatchedClass


class TrainerApp(FieldApp):
    """Shows one class.

    Args:
        watched: The class.
        look_every: Seconds after which it is looked how everybody stands; 0: only when that is asked for.
    """

    TITLE = "serialhhd train class"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../../desk/desk.tcss", "trainer.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, tooltip="End the class, as e does"),
        Binding("f1", "help", "Help", tooltip="What can be done here, and with which keys"),
    ]

    def __init__(self, watched: WatchedClass, *, look_every: float = 1.0) -> None:
        is_colourless = "NO_COLOR" in os.environ
        super().__init__(ansi_color=is_colourless)
        for theme in (DESK, COLOURLESS):
            self.register_theme(theme)
        self.theme = COLOURLESS.name if is_colourless else DESK.name
        self.board = ClassScreen(watched, look_every=look_every)

    def get_default_screen(self) -> Screen[None]:
        """Begin with the class."""
        return self.board

    async def action_quit(self) -> None:
        """End the class, once that is sure."""
        if self.screen is self.board:
            self.board.action_end()

    def action_help(self) -> None:
        """Show what can be done here."""
        if self.screen is self.board:
            self.push_screen(HelpModal(cast("Screen[Any]", self.board)))

    async def settled(self) -> None:
        """Return when all that was asked of the class is done."""
        while running := [worker for worker in self.workers if not worker.is_finished]:
            await asyncio.gather(*(worker.wait() for worker in running), return_exceptions=True)
