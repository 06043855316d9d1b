"""How long operators wait: from the end of a scan to the frame that answers it."""

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from statistics import quantiles

KEPT = 4096
"""So many of the newest waits are kept; percentiles are of these."""
BOUNDS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5)
"""Waits are counted by how long they were: up to each of these seconds, and longer. 0.1 is what a site may expect."""


class Latency:
    """The newest waits of a whole process, in seconds, and how many there were of each length."""

    def __init__(self) -> None:
        self.count = 0
        self.total = 0.0
        self._newest: deque[float] = deque(maxlen=KEPT)
        self._counts = [0] * (len(BOUNDS) + 1)

    def add(self, seconds: float) -> None:
        """Note one wait."""
        self.count += 1
        self.total += seconds
        self._newest.append(seconds)
        self._counts[bisect_left(BOUNDS, seconds)] += 1

    @property
    def newest(self) -> tuple[float, ...]:
        """The newest waits, oldest first."""
        return tuple(self._newest)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many waits were as long as each of `BOUNDS`, but longer than the one before; the last is of the longest."""
        return tuple(self._counts)


def percentiles(waits: Sequence[float]) -> dict[str, float]:
    """Return p50, p95 and p99 of some waits, in milliseconds; nothing before there are two."""
    if len(waits) < 2:  # noqa: PLR2004 - quantiles needs two
        return {}
    cuts = quantiles(waits, n=100, method="inclusive")
    return {f"p{at}": round(cuts[at - 1] * 1000, 1) for at in (50, 95, 99)}
