"""The rows of a screen as they are now, kept up to date from what Textual's compositor hands out.

Touches what Textual keeps private (`LayoutUpdate`, `ChopsUpdate`); `tests/hosting/test_seat.py` fails when that changes.
"""

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip


class Frame:
    """One screen, row by row."""

    def __init__(self) -> None:
        self.rows: list[Strip] = []

    def fits(self, size: tuple[int, int]) -> bool:
        """Return whether it is a screen of so many columns and rows."""
        return len(self.rows) == size[1] and all(row.cell_length == size[0] for row in self.rows)

    def take(self, update: object) -> bool:
        """Take an update and return whether the rows are whole; before the first whole update they are not."""
        if isinstance(update, LayoutUpdate):
            self.rows = [Strip.join(strips) for strips in update.strips]
        elif isinstance(update, ChopsUpdate) and self.rows:
            for y in {y for y, _, _ in update.spans if y < len(self.rows)}:
                self.rows[y] = _patched(self.rows[y], update.chops[y].items(), update.chop_ends[y])
        return bool(self.rows)


def _patched(row: Strip, chops: Iterable[tuple[int, Strip | None]], ends: Iterable[int]) -> Strip:
    """Return the row with each chop that was drawn anew in its place."""
    for (start, strip), end in zip(chops, ends, strict=False):
        if strip is None:
            continue
        is_whole = start == 0 and end == row.cell_length
        row = strip if is_whole else Strip.join([row.crop(0, start), strip, row.crop(end)])
    return row
