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
        self._given: list[Iterable[Segment]] = []
        self._rows: list[CellRow] = []
        self._columns = 0
        self._cursor: Cursor = None
        self._pencil = Pencil(self._terminal, 0, 0)

    def paint(self, rows: Sequence[Iterable[Segment]], cursor: Cursor) -> bytes:
        """Return what makes the terminal show these rows.

        Args:
            rows: The whole screen, from the top; the widest row is as wide as the terminal. A row that was among the last
                ones is not looked at again: it is not changed by whoever gives it.
            cursor: Column and row, counted from 0, where the terminal's own cursor is left; None hides it.

        Returns:
            The bytes to send; none where nothing has changed.
        """
        wanted = self._rows_of(rows)
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
        self._given, self._rows, self._cursor = list(rows), wanted, cursor
        return begin + drawn

    def _rows_of(self, rows: Sequence[Iterable[Segment]]) -> list[CellRow]:
        """Return what the terminal shows of the rows, also of those that are lower or higher now."""
        known = {id(row): shown for row, shown in zip(self._given, self._rows, strict=False)}
        return [known.get(id(row)) or row_of(row, self._terminal) for row in rows]

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
        block = moved_block(self._rows, wanted) if self._terminal.scrolls else None
        moved = self._drawing(wanted, cursor, block) if block else None
        drawn = self._drawing(wanted, cursor, None, most=len(moved.drawn) if moved else None)
        self._pencil = moved if moved and len(moved.drawn) < len(drawn.drawn) else drawn
        return self._pencil.drawn

    def _drawing(
        self, wanted: list[CellRow], cursor: Cursor, block: Block | None, most: int | None = None
    ) -> Pencil:
        """Draw with a pencil of its own: first what is in the block that moves, last what leads up to the cursor.

        Where that takes more than so many bytes at most, the rest is left out.
        """
        pencil = self._pencil.copy()
        shown = self._rows
        if block:
            shown = scrolled(shown, block)
            pencil.scroll(block)
            _redraw(pencil, shown, wanted, range(block.top, block.bottom + 1), most)
            shown = [*shown[: block.top], *wanted[block.top : block.bottom + 1], *shown[block.bottom + 1 :]]
        turn = cursor[1] + 1 if cursor else 0
        _redraw(pencil, shown, wanted, [*range(turn, len(wanted)), *range(turn)], most)
        pencil.show_cursor(is_shown=cursor is not None)
        if cursor:
            pencil.move(*cursor, wanted[cursor[1]])
        return pencil


def _redraw(
    pencil: Pencil,
    shown: Sequence[CellRow],
    wanted: Sequence[CellRow],
    numbers: Iterable[int],
    most: int | None,
) -> None:
    for number in numbers:
        if most is not None and pencil.length > most:
            return
        if shown[number] != wanted[number]:
            pencil.draw(number, shown[number], wanted[number])
