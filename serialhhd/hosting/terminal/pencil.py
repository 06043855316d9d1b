"""Draws on a terminal with as few bytes as possible. Knows where its cursor stands and how it draws now."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from serialhhd.hosting.terminal.cells import PLAIN, CellRow, Pen, blank_row, changes, end_of, on_blank, runs
from serialhhd.hosting.terminal.characters import is_certain
from serialhhd.hosting.terminal.scrolling import Block
from serialhhd.hosting.terminal.terminals import HIDE_CURSOR, SHOW_CURSOR, Terminal

ERASE_REST: Final = "\x1b[K"
WITHOUT_WRAP: Final = "\x1b[?7l{}\x1b[?7h"
FEW_LINES: Final = 4
"""So many lines are gone down one by one; a sequence is as short for more."""
FEW_COLUMNS: Final = 8
"""So many columns at most are drawn again to get to what changed behind them; a sequence is shorter for more."""


class Pencil:
    """A terminal's cursor and pen.

    Args:
        terminal: What the terminal can draw.
        columns: Columns of the screen.
        rows: Rows of the screen.
    """

    def __init__(self, terminal: Terminal, columns: int, rows: int) -> None:
        self._terminal = terminal
        self._columns, self._rows = columns, rows
        self._at: tuple[int, int] | None = (0, 0)
        self._pen = PLAIN
        self._is_cursor_shown = True
        self._scrolling = 0, rows - 1
        self._out: list[str] = []

    def copy(self) -> "Pencil":
        """Return one in the same place that has drawn nothing yet."""
        pencil = Pencil(self._terminal, self._columns, self._rows)
        pencil._at, pencil._pen = self._at, self._pen
        pencil._is_cursor_shown, pencil._scrolling = self._is_cursor_shown, self._scrolling
        return pencil

    @property
    def drawn(self) -> bytes:
        """What it has sent."""
        return "".join(self._out).encode(self._terminal.encoding, "replace")

    @property
    def length(self) -> int:
        """How many characters it has sent; there are as many bytes, or more."""
        return sum(map(len, self._out))

    # --- rows -------------------------------------------------------------------------------------------------------

    def draw(self, number: int, old: CellRow, new: CellRow) -> None:
        """Make the row of that number, counted from 0, show `new` instead of `old`, which is another one."""
        different = changes(old, new)
        end = end_of(new) if new.characters[different[-1]] == " " else self._columns
        blanks = [column for column in different if column >= end]
        is_erased = bool(blanks) and blanks[-1] - blanks[0] >= len(ERASE_REST)
        for start, stop in runs(new, different[: -len(blanks)] if is_erased else different):
            self._draw_run(number, new, start, stop)
        if is_erased:
            self.move(blanks[0], number, new)
            self._take_blank(PLAIN)
            self._out.append(ERASE_REST)

    def _draw_run(self, number: int, row: CellRow, start: int, stop: int) -> None:
        is_to_the_end = _behind(row, stop - 1) == self._columns
        end = _start_of_last(row) if is_to_the_end else stop
        if isinstance(row.characters, str) and start < end:
            self._write(number, row, start, end)
        elif not isinstance(row.characters, str):
            for column in range(start, end):
                if row.characters[column]:
                    self._write(number, row, column, _behind(row, column))
        if is_to_the_end:
            self._draw_last(number, row, end)

    def _write(self, number: int, row: CellRow, start: int, stop: int) -> None:
        self.move(start, number, row)
        text = "".join(row.characters[start:stop])
        self._take(row.pens[start], text)
        self._out.append(text)
        is_known = stop < self._columns and (isinstance(row.characters, str) or is_certain(text))
        self._at = (stop, number) if is_known else None

    def _draw_last(self, number: int, row: CellRow, start: int) -> None:
        """Draw the last character of a row.

        A terminal that wraps at once must not scroll then, nor put the mark of a letter on what is not the letter.
        """
        text = "".join(row.characters[start:])
        if number not in {self._scrolling[1], self._rows - 1} and len(text) == 1:
            self._write(number, row, start, self._columns)
        elif self._terminal.scrolls:
            self.move(start, number, row)
            self._take(row.pens[start], text)
            self._out.append(WITHOUT_WRAP.format(text))
            self._at = None
        elif start:
            self._push_last(number, row, start, text)

    def _push_last(self, number: int, row: CellRow, start: int, text: str) -> None:
        """Draw the last character a little to the left, and push it there; a terminal that cannot push lacks it."""
        before = _start_of_last(CellRow(row.characters[:start], row.pens[:start]))
        self.move(before, number, row)
        self._take(row.pens[start], text)
        self._out.append(text)
        self._at = None
        self.move(before, number, row)
        self._out.append(_csi(start - before, "@"))
        self._write(number, row, before, start)

    # --- the cursor -------------------------------------------------------------------------------------------------

    def move(self, column: int, number: int, row: CellRow) -> None:
        """Move the cursor to a column of a row that shows `row` already, up to there."""
        if self._at != (column, number):
            self._out.append(min(self._ways(column, number, row), key=len))
            self._at = column, number

    def show_cursor(self, *, is_shown: bool) -> None:
        """Show or hide the cursor, where that can be done."""
        if is_shown != self._is_cursor_shown and self._terminal.scrolls:
            self._out.append(SHOW_CURSOR if is_shown else HIDE_CURSOR)
        self._is_cursor_shown = is_shown

    def _ways(self, column: int, number: int, row: CellRow) -> Iterator[str]:
        yield _absolute(column, number)
        if self._at and self._is_level(self._at[1], number):
            vertical = _vertical(number - self._at[1])
            yield vertical + self._across(self._at[0], column, row)
            yield "\r" + vertical + self._across(0, column, row)

    def _is_level(self, start: int, number: int) -> bool:
        """Return whether a move up or down between rows is not stopped by the edges of what scrolls, on any terminal."""
        top, bottom = self._scrolling
        return start == number or (start < number <= bottom) or (top <= number < start <= bottom)

    def _across(self, start: int, column: int, row: CellRow) -> str:
        if start == column:
            return ""
        if start > column:
            return min("\b" * (start - column), _csi(start - column, "D"), key=len)
        forward = _csi(column - start, "C")
        again = row.characters[start:column] if column - start <= FEW_COLUMNS else ()
        return "".join(again) if self._can_draw(again, row.pens[start:column], len(forward)) else forward

    def _can_draw(self, characters: str | tuple[str, ...], pens: tuple[Pen, ...], most: int) -> bool:
        """Return whether the pen as it is draws these, one byte each, with no more bytes than `most`."""
        return 0 < len(characters) <= most and all(
            len(character) == 1
            and character.isascii()
            and (pen is self._pen or (character == " " and pen is on_blank(self._pen)))
            for character, pen in zip(characters, pens, strict=True)
        )

    # --- the pen ----------------------------------------------------------------------------------------------------

    def _take(self, pen: Pen, text: str) -> None:
        if text.isspace():
            self._take_blank(pen)
        elif pen is not self._pen:
            self._out.append(_rendition(self._pen, pen))
            self._pen = pen

    def _take_blank(self, pen: Pen) -> None:
        if pen is not on_blank(self._pen):
            self._out.append(_rendition(self._pen, pen))
            self._pen = pen

    # --- scrolling --------------------------------------------------------------------------------------------------

    def scroll(self, block: Block) -> None:
        """Move the rows of a block. What scrolls stays set: most often the same block moves again."""
        self._take_blank(PLAIN)
        if self._scrolling != (block.top, block.bottom):
            self._scrolling = block.top, block.bottom
            self._out.append(f"\x1b[{block.top + 1};{block.bottom + 1}r")
            self._at = None
        edge = block.top if block.by > 0 else block.bottom
        self.move(0, edge, blank_row(self._columns))
        self._out.append("\x1bM" * block.by if block.by > 0 else "\n" * -block.by)


def _start_of_last(row: CellRow) -> int:
    """Return the first column of a row's last character."""
    last = len(row.pens) - 1
    return last - 1 if last and not row.characters[last] else last


def _behind(row: CellRow, column: int) -> int:
    """Return the column behind the character in that column."""
    return column + 2 if row.characters[column + 1 : column + 2] == ("",) else column + 1


@cache
def _rendition(old: Pen, new: Pen) -> str:
    """Return the shortest SGR sequence that makes one pen the other."""
    absolute = [0, *_parameters(new)]
    if new is PLAIN:
        return "\x1b[m"
    is_kept = all(after or not before for before, after in zip(old, new, strict=True))
    added = [parameter for parameter in _parameters(new) if parameter not in _parameters(old)]
    return f"\x1b[{';'.join(map(str, added if is_kept else absolute))}m"


def _parameters(pen: Pen) -> list[int | str]:
    return [p for p in (1 if pen.is_bold else 0, 7 if pen.is_reverse else 0, *pen[2:]) if p]


def _absolute(column: int, number: int) -> str:
    if column:
        return f"\x1b[{number + 1 if number else ''};{column + 1}H"
    return f"\x1b[{number + 1 if number else ''}H"


def _vertical(lines: int) -> str:
    if lines < 0:
        return _csi(-lines, "A")
    return "\n" * lines if lines <= FEW_LINES else _csi(lines, "B")


def _csi(count: int, final: str) -> str:
    return f"\x1b[{count if count > 1 else ''}{final}"
