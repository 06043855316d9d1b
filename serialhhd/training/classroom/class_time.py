"""The time of a class: it stands while the class waits."""

from collections.abc import Callable
from time import monotonic


class ClassTime:
    """Seconds that pass, but while it is stopped.

    Args:
        passing: Tells how many seconds have passed, only forward.
    """

    def __init__(self, passing: Callable[[], float] = monotonic) -> None:
        self._passing = passing
        self._began = passing()
        self._stopped: float | None = None

    @property
    def is_stopped(self) -> bool:
        """Whether time stands."""
        return self._stopped is not None

    def __call__(self) -> float:
        """Return how many seconds have passed."""
        stopped = self._stopped  # read once: another thread may let time go on meanwhile
        return self._passing() - self._began if stopped is None else stopped

    def stop(self) -> None:
        """Let time stand."""
        self._stopped = self()

    def go_on(self) -> None:
        """Let time go on where it stood."""
        self._began, self._stopped = self._passing() - self(), None
