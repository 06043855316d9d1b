"""The clock of a lesson: seconds since it began, and the time that its store keeps. The same seed begins at the same time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Final

FIRST_DAY: Final = datetime(2026, 1, 5, 8, tzinfo=UTC)
"""When a lesson with the seed 0 begins; with another one, so many days later."""
TICK: Final = timedelta(milliseconds=1)
DIGITS: Final = 3


class Clock:
    """It is read when something happens, and stands until the next thing does: a lesson that is played again keeps the same times.

    Give it to the store as well: `Store.open(path, clock=clock)`.

    Args:
        seed: Of the lesson.
        passing: Tells how many seconds have passed, only forward. Without it, those since the clock was made.
        before: The clock by which the store was filled, where that was another one: what it told is past.
    """

    def __init__(
        self, seed: int = 0, passing: Callable[[], float] | None = None, before: "Clock | None" = None
    ) -> None:
        made = monotonic()
        self._passing = passing or (lambda: monotonic() - made)
        self._begin = FIRST_DAY + timedelta(days=seed)
        self._told: datetime = before.told if before else self._begin
        self._here = threading.local()
        self._standing = 0
        self.seconds = 0.0
        """Seconds since the lesson began, as it was read last."""

    @property
    def told(self) -> datetime:
        """What time it told last."""
        return self._told

    def passed(self) -> float:
        """Return the seconds since the lesson began, in thousandths, for whoever only looks: it is not read by that."""
        return max(self.seconds, round(self._passing(), DIGITS))

    def read(self) -> float:
        """Read it, unless it stands, and return the seconds since the lesson began, in thousandths."""
        if not self._standing:
            self.seconds = self.passed()
        return self.seconds

    @contextmanager
    def standing(self) -> Iterator[None]:
        """Let nobody read it meanwhile: what is being done is kept at the time at which it began, whoever looks, and on whatever thread."""
        self._standing += 1
        try:
            yield
        finally:
            self._standing -= 1

    def __call__(self) -> datetime:
        """Tell the store what time it is: that at which the clock was read, and a tick more for each time it is told."""
        if getattr(self._here, "is_looked_at", False):
            return max(self._told, self._begin + timedelta(seconds=self.seconds))
        self._told = max(self._told + TICK, self._begin + timedelta(seconds=self.seconds))
        return self._told

    @contextmanager
    def looked_at(self) -> Iterator[None]:
        """Let it not tick on this thread: however often a screen looks at a lesson, what is done next is done at the same time."""
        before = getattr(self._here, "is_looked_at", False)
        self._here.is_looked_at = True
        try:
            yield
        finally:
            self._here.is_looked_at = before
