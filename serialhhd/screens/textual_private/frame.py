"""The rows of a screen as they are now, kept up to date from what Textual's compositor hands out."""

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
            for y, left, right in update.spans:
                if y < len(self.rows):
                    chops = zip(update.chops[y].items(), update.chop_ends[y], strict=False)
                    self.rows[y] = _patched(self.rows[y], chops, left, right)
        return bool(self.rows)


def _patched(
    row: Strip, chops: Iterable[tuple[tuple[int, Strip | None], int]], left: int, right: int
) -> Strip:
    """Return the row with each chop in its place that was drawn anew from column `left` up to `right`.

    What is beside them may hold a container that lies under other widgets, which were not drawn.
    """
    for (start, strip), end in chops:
        if strip is None or start >= right or end <= left:
            continue
        is_whole = start == 0 and end == row.cell_length
        row = strip if is_whole else Strip.join([row.crop(0, start), strip, row.crop(end)])
    return row
