"""A driver for an app that has no terminal of its own."""

import asyncio

from textual.app import App
from textual.driver import Driver
from textual.message import Message


class EmbeddedDriver(Driver):
    """A driver whose size is what it is told."""

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The event loop that the app runs on."""
        return self._loop

    def __init__(self, app: App[None], size: tuple[int, int]) -> None:
        super().__init__(app, mouse=False, size=size)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows that the app is laid out for."""
        return self._size or (0, 0)

    @size.setter
    def size(self, size: tuple[int, int]) -> None:
        self._size = size

    def send_message(self, message: Message) -> None:
        """Queue a message; Textual's own way would begin a task for each."""
        self._app.post_message(message)
