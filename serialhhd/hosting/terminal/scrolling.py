"""Finds what moved on a screen as a block: the list of the newest serials goes down one row with each scan."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from serialhhd.hosting.terminal.cells import CellRow, blank_row

DISTANCES: Final = (1, -1, 2, -2, 3, -3)


class Block(NamedTuple):
    """Rows `top` to `bottom`, counted from 0, whose contents move `by` rows down, or up where that is less than 0."""

    top: int
    bottom: int
    by: int


def moved_block(old: Sequence[CellRow], new: Sequence[CellRow]) -> Block | None:
    """Return the block that brings most rows to their new place; None where nothing moved."""
    blocks = [found for by in DISTANCES for found in _moved(old, new, by)]
    return max(blocks, default=(0, None), key=lambda found: found[0])[1]


def scrolled(rows: Sequence[CellRow], block: Block) -> list[CellRow]:
    """Return the rows after a block was moved; what was left behind is blank."""
    top, bottom, by = block
    inside = list(rows[top : bottom + 1])
    blanks = [blank_row(len(inside[0].pens))] * abs(by)
    moved = [*blanks, *inside[:-by]] if by > 0 else [*inside[-by:], *blanks]
    return [*rows[:top], *moved, *rows[bottom + 1 :]]


def _moved(old: Sequence[CellRow], new: Sequence[CellRow], by: int) -> Iterator[tuple[int, Block]]:
    """Yield the blocks that moved by so many rows, each with the number of rows that it spares.

    A block takes the blank rows below it along, so that it is the same block when it has grown.
    """
    blank = blank_row(len(new[0].pens))
    places = range(max(by, 0), len(new) + min(by, 0))
    for is_moved, run in groupby(places, lambda number: new[number] == old[number - by]):
        numbers = list(run)
        spared = [number for number in numbers if new[number] != old[number] and new[number] != blank]
        if is_moved and spared:
            yield len(spared), Block(spared[0] - max(by, 0), numbers[-1] - min(by, 0), by)
