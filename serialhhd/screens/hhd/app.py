"""The handheld as a program of its own."""

import os
from collections.abc import Callable
from typing import ClassVar

from textual.driver import Driver

from serialhhd.flows.seam.handheld import Handheld
from serialhhd.flows.seam.view import Label
from serialhhd.screens.hhd.flow_screen import FlowScreen
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.screens.hhd.themes import COLD_STORE, COLOURLESS
from serialhhd.screens.textual_private.apps import QuietApp
from serialhhd.screens.textual_private.shared_stylesheet import SharedStylesheet

MakeScreen = Callable[
    [Handheld, DeviceSettings, Callable[[], None], Callable[[Label], None], Callable[[str], None]], FlowScreen
]
"""Makes the screen of a handheld, as `FlowScreen` itself does."""


class HandheldApp(QuietApp, inherit_bindings=False):
    """Draws one handheld and drives it."""

    DEFAULT_MODE = "handheld"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(
        self,
        handheld: Handheld,
        settings: DeviceSettings,
        driver_class: type[Driver] | None = None,
        make_screen: MakeScreen = FlowScreen,
    ) -> None:
        self._has_colours = "NO_COLOR" not in os.environ
        self._worn = COLD_STORE.name
        super().__init__(driver_class=driver_class, ansi_color=not self._has_colours)
        self.stylesheet = SharedStylesheet(variables=self.get_css_variables())
        for theme in (COLD_STORE, COLOURLESS):
            self.register_theme(theme)
        self.dress()
        self.animation_level = "none"
        self.flow_screen = make_screen(handheld, settings, self.answered, self.aim, self._wear)
        self.add_mode(self.DEFAULT_MODE, lambda: self.flow_screen)

    def _wear(self, theme: str) -> None:
        self._worn = theme
        self.dress()

    def use_colours(self, *, has_colours: bool) -> None:
        """Draw with colours from now on, or without any."""
        self._has_colours = has_colours
        self.dress()

    def dress(self) -> None:
        """Take the theme that the device is set up with, or else the one for terminals without colours."""
        self.theme = self._worn if self._has_colours else COLOURLESS.name

    async def settled(self) -> None:
        """Return when all that was entered before is answered and the last View is drawn."""
        await self.flow_screen.settled()

    def answered(self) -> None:
        """Called when an entry was answered; a host wants to know."""

    def aim(self, label: Label) -> None:
        """Called when a label is to be read; a host has a scanner for that."""
