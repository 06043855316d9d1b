"""Draws a screen on a VT terminal: what changed since the last frame, with as few bytes as possible."""

from collections.abc import Iterable, Sequence
from typing import Final

from rich.segment import Segment

from serialhhd.hosting.terminal.cells import CellRow, blank_row, in_columns, row_of
from serialhhd.hosting.terminal.pencil import Pencil
from serialhhd.hosting.terminal.scrolling import Block, moved_block, scrolled
from serialhhd.hosting.terminal.terminals import Terminal

BELL: Final = b"\a"

Cursor = tuple[int, int] | None


class Painter:
    """Knows what a terminal shows, and brings it up to date.

    Args:
        terminal: What the terminal can draw.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._is_clear = False
        self.forget()

    def start(self) -> bytes:
        """Return what is sent once at the beginning: it leaves the terminal in a known state, with nothing on it."""
        self.forget()
        self._is_clear = True
        return self._terminal.start.encode("ascii")

    def finish(self) -> bytes:
        """Return what leaves the terminal usable, with the cursor in a fresh last line."""
        return self._terminal.finish(len(self._rows)).encode("ascii")

    def bell(self) -> bytes:
        """Return what rings."""
        return BELL

    def forget(self) -> None:
        """Draw everything anew with the next frame: the terminal may show anything, or has another size."""
        self._is_clear = False
        self._sources: list[tuple[Segment, ...]] = []
        self._rows: list[CellRow] = []
        self._columns = 0
        self._cursor: Cursor = None
        self._pencil = Pencil(self._terminal, 0, 0)

    def paint(self, rows: Sequence[Iterable[Segment]], cursor: Cursor) -> bytes:
        """Return what makes the terminal show these rows.

        Args:
            rows: The whole screen, from the top; the widest row is as wide as the terminal.
            cursor: Column and row, counted from 0, where the terminal's own cursor is left; None hides it.

        Returns:
            The bytes to send; none where nothing has changed.
        """
        sources = [tuple(row) for row in rows]
        wanted = self._rows_of(sources)
        columns = max((len(row.pens) for row in wanted), default=0)
        if not columns:
            return b""
        begin = b""
        if len(rows) != len(self._rows) or columns > self._columns:
            begin = self._clear(columns, len(rows))
        wanted = [in_columns(row, self._columns) for row in wanted]
        cursor = self._on_screen(cursor)
        drawn = (
            b""
            if wanted == self._rows and cursor == self._cursor and not begin
            else self._draw(wanted, cursor)
        )
        self._sources, self._rows, self._cursor = sources, wanted, cursor
        return begin + drawn

    def _rows_of(self, sources: list[tuple[Segment, ...]]) -> list[CellRow]:
        """Return what the terminal shows of the rows; a row whose segments are the same is not looked at again."""
        known = len(self._sources)
        return [
            self._rows[number]
            if number < known and self._sources[number] == source
            else row_of(source, self._terminal)
            for number, source in enumerate(sources)
        ]

    def _clear(self, columns: int, rows: int) -> bytes:
        begin = b"" if self._is_clear else self._terminal.start.encode("ascii")
        self._is_clear = False
        self._columns = columns
        self._rows = [blank_row(columns)] * rows
        self._cursor = (0, 0)
        self._pencil = Pencil(self._terminal, columns, rows)
        return begin

    def _on_screen(self, cursor: Cursor) -> Cursor:
        if cursor is None:
            return None
        return min(max(cursor[0], 0), self._columns - 1), min(max(cursor[1], 0), len(self._rows) - 1)

    def _draw(self, wanted: list[CellRow], cursor: Cursor) -> bytes:
        """Return the shorter one of drawing what changed where it is, and of moving a block first."""
        drawings = [self._drawing(wanted, cursor, None)]
        block = moved_block(self._rows, wanted) if self._terminal.scrolls else None
        if block:
            drawings.append(self._drawing(wanted, cursor, block))
        self._pencil = min(drawings, key=lambda pencil: len(pencil.drawn))
        return self._pencil.drawn

    def _drawing(self, wanted: list[CellRow], cursor: Cursor, block: Block | None) -> Pencil:
        """Draw with a pencil of its own: first what is in the block that moves, last what leads up to the cursor."""
        pencil = self._pencil.copy()
        shown = self._rows
        if block:
            shown = scrolled(shown, block)
            pencil.scroll(block)
            _redraw(pencil, shown, wanted, range(block.top, block.bottom + 1))
            shown = [*shown[: block.top], *wanted[block.top : block.bottom + 1], *shown[block.bottom + 1 :]]
        turn = cursor[1] + 1 if cursor else 0
        _redraw(pencil, shown, wanted, range(turn, len(wanted)))
        _redraw(pencil, shown, wanted, range(turn))
        pencil.show_cursor(is_shown=cursor is not None)
        if cursor:
            pencil.move(*cursor, wanted[cursor[1]])
        return pencil


def _redraw(
    pencil: Pencil, shown: Sequence[CellRow], wanted: Sequence[CellRow], numbers: Iterable[int]
) -> None:
    for number in numbers:
        if shown[number] != wanted[number]:
            pencil.draw(number, shown[number], wanted[number])
