"""A driver for terminals that would print what they do not know."""

from textual.drivers.linux_driver import LinuxDriver


class QuietDriver(LinuxDriver):
    """Asks the terminal nothing."""

    def _request_terminal_sync_mode_support(self) -> None:
        """Do not ask for synchronised output."""

    def _query_in_band_window_resize(self) -> None:
        """Do not ask for in-band resizing."""
