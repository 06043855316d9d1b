"""A trainee's handheld as the trainer looks at it; it may be opened anew meanwhile, on another device."""

from collections.abc import Callable, Sequence
from typing import Final

from textual.strip import Strip

from serialhhd.hosting.handhelds.seat import Seat

NONE: Final = (0, 0)


class OverTheShoulder:
    """Shows what a trainee's terminal shows.

    Args:
        seat: Returns the handheld; None while there is none.
    """

    def __init__(self, seat: Callable[[], Seat | None]) -> None:
        self._seat = seat
        self._changed: Callable[[], None] | None = None
        self._watched: Seat | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        seat = self._now()
        return seat.driver.size if seat else NONE

    @property
    def rows(self) -> Sequence[Strip]:
        """What is drawn now, row by row; nothing while there is no handheld."""
        seat = self._now()
        return seat.driver.rows if seat else ()

    def watch(self, changed: Callable[[], None] | None) -> None:
        """Call this when something else is drawn from now on; None: nothing any more."""
        if self._watched and not self._watched.is_closing:
            self._watched.driver.watching = None
        self._changed, self._watched = changed, None
        self._now()

    def _now(self) -> Seat | None:
        seat = self._seat()
        if seat is None or seat.is_closing:
            return None
        if seat is not self._watched and self._changed:
            self._watched = seat
            seat.driver.watching = self._changed
        return seat
