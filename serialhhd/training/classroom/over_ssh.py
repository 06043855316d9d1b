"""The link of a trainee, which a mishap makes slow, or cuts, in earnest."""

import asyncio

from serialhhd.hosting.handhelds.seat import Seat
from serialhhd.hosting.handhelds.seats import Seats


class SshLink:
    """The link to the terminal at which a handheld is in use; it is made on the event loop, and may be called from any thread.

    Args:
        seats: The handhelds of the server.
        seat: The handheld.
    """

    def __init__(self, seats: Seats, seat: Seat) -> None:
        self._seats = seats
        self._seat = seat
        self._loop = asyncio.get_running_loop()

    def slow(self, seconds: float) -> None:
        """Let each answer come so much later from now on; 0: at once again."""
        self._loop.call_soon_threadsafe(self._seat.slow, seconds)

    def cut(self) -> None:
        """Cut the client off, and end the handheld with it."""
        self._loop.call_soon_threadsafe(self._cut)

    def _cut(self) -> None:
        if not self._seat.is_closing:
            self._seats.cut(self._seat)
