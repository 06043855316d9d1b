"""Starts the handheld on the terminal."""

from dataclasses import replace
from typing import TYPE_CHECKING

from serialhhd.screens.hhd.seam import Handheld
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.screens.hhd.terminal import is_old_terminal, quieten

if TYPE_CHECKING:
    from textual.driver import Driver


def run_handheld(handheld: Handheld, settings: DeviceSettings) -> int:
    """Run the handheld until it is left, and return the exit code. The mouse is asked for only with a device size."""
    quieten()
    from serialhhd.screens.hhd.app import HandheldApp

    fitting = replace(settings, has_blocks=not is_old_terminal())
    app = HandheldApp(handheld, fitting, _driver())
    app.run(mouse=settings.size is not None)
    return app.return_code or 0


def _driver() -> "type[Driver] | None":
    if not is_old_terminal():
        return None
    from serialhhd.screens.hhd.quiet_driver import QuietDriver

    return QuietDriver
