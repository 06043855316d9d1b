"""Progress as a plot of one row."""

from collections.abc import Sequence
from typing import Final

_BARS: Final = "▁▂▃▄▅▆▇█"
_MOST: Final = 100


def plotted(scores: Sequence[int], columns: int) -> str:
    """Return scores as bars from left to right, as many of the newest as there are columns.

    Args:
        scores: Points, 0 to 100, the oldest first.
        columns: How wide it may be.

    >>> plotted([0, 40, 70, 100], 3)
    '▄▆█'
    """
    newest = scores[max(0, len(scores) - columns) :]
    return "".join(_BARS[min(score * len(_BARS) // _MOST, len(_BARS) - 1)] for score in newest)
