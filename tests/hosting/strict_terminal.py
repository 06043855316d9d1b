"""A terminal for tests that forgives nothing: what it was not promised, it refuses.

It wraps in one of two ways: at once (as the cursor leaves the last column), or when the next character comes. A program
that is right on both never relies on either.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace

SEQUENCE = re.compile(r"\x1b(?:\[(\??)([0-9;]*)([A-Za-z@])|\(B|[>M])|[\x00-\x1f]|[^\x00-\x1f]")
SGR = {"none": {0, 1, 7}, "eight": {0, 1, 7, *range(30, 38), *range(40, 48)}}
SGR["sixteen"] = SGR["eight"] | {*range(90, 98), *range(100, 108)}
MODES = {"?1", "?6", "?7", "?25", "4", "20", "?1000", "?1004", "?2004"}
OF_VT = set("HABCDKJmrhl")
OF_ANSI = set("HABCDKJm@")


@dataclass(frozen=True)
class Look:
    """How a cell is drawn, by what a person sees."""

    bold: bool = False
    reverse: bool = False
    foreground: int = 0
    background: int = 0


@dataclass(frozen=True)
class Cell:
    """What stands in a column; behind a wide character stands an empty one."""

    text: str = " "
    look: Look = field(default_factory=Look)

    @property
    def seen(self) -> "Cell":
        """The same, without what cannot be seen on a blank."""
        if self.text == " " and not self.look.reverse:
            return Cell(" ", Look(background=self.look.background))
        return self


class StrictTerminal:
    """A terminal of a size. Raises `ValueError` at anything that is not allowed."""

    def __init__(
        self, columns: int, rows: int, *, encoding: str, palette: str, is_vt: bool, wraps_at_once: bool
    ) -> None:
        self.columns, self.rows = columns, rows
        self._encoding, self._palette = encoding, palette
        self._allowed = OF_VT if is_vt else OF_ANSI
        self._is_vt, self._wraps_at_once = is_vt, wraps_at_once
        self.cells = [[Cell("~") for _ in range(columns)] for _ in range(rows)]
        self.x, self.y = columns // 2, rows // 2
        self.look = Look(reverse=True)
        self.is_cursor_shown = True
        self._drawn = 0, 0
        self._is_wrap_pending = False
        self._wraps = True
        self._top, self._bottom = 0, rows - 1

    @property
    def seen(self) -> list[list[Cell]]:
        """What a person sees, row by row."""
        return [[cell.seen for cell in row] for row in self.cells]

    @property
    def scrolls_whole(self) -> bool:
        """Whether it is the whole screen that scrolls."""
        return (self._top, self._bottom) == (0, self.rows - 1)

    def feed(self, data: bytes) -> None:
        """Take what a program sends."""
        text = data.decode(self._encoding)
        at = 0
        while at < len(text):
            found = SEQUENCE.match(text, at)
            if not found:
                raise ValueError(f"not allowed: {text[at : at + 12]!r}")
            self._obey(found)
            at = found.end()

    def _obey(self, found: re.Match[str]) -> None:
        private, parameters, final = found.groups()
        if final:
            self._control(private, parameters, final)
        elif found[0] == "\x1bM" and self._is_vt:
            self._up_or_scroll()
        elif found[0] in {"\x1b(B", "\x1b>", "\x0f"} and self._is_vt:
            return
        elif found[0] in {"\r", "\n", "\b"}:
            self._format(found[0])
        elif found[0].isprintable():
            self._draw(found[0])
        else:
            raise ValueError(f"not allowed: {found[0]!r}")

    # --- characters -------------------------------------------------------------------------------------------------

    def _draw(self, character: str) -> None:
        if unicodedata.combining(character):
            x, y = self._drawn
            self.cells[y][x] = replace(self.cells[y][x], text=self.cells[y][x].text + character)
            return
        width = 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
        if self._is_wrap_pending or self.x + width > self.columns:
            self._wrap()
        self._break_wide(self.x, width)
        self.cells[self.y][self.x] = Cell(character, self.look)
        self._drawn = self.x, self.y
        if width > 1:
            self.cells[self.y][self.x + 1] = Cell("", self.look)
        self._advance(width)

    def _break_wide(self, x: int, width: int) -> None:
        """Half a wide character that is left over is a blank."""
        row = self.cells[self.y]
        if not row[x].text and x:
            row[x - 1] = Cell()
        if x + width < self.columns and not row[x + width].text:
            row[x + width] = Cell()

    def _advance(self, width: int) -> None:
        self.x += width
        if self.x < self.columns:
            return
        self.x = self.columns - 1
        if self._wraps and self._wraps_at_once:
            self._wrap()
        else:
            self._is_wrap_pending = self._wraps

    def _wrap(self) -> None:
        self._is_wrap_pending = False
        self.x = 0
        self._down_or_scroll()

    def _format(self, character: str) -> None:
        self._is_wrap_pending = False
        if character == "\r":
            self.x = 0
        elif character == "\b":
            self.x = max(self.x - 1, 0)
        elif self.y > self._bottom:
            raise ValueError("relies on how a region stops the cursor")
        else:
            self._down_or_scroll()

    def _down_or_scroll(self) -> None:
        if self.y == self._bottom:
            self._scroll(1)
        elif self.y == self.rows - 1:
            raise ValueError("relies on what the last row does outside of a region")
        else:
            self.y += 1

    def _up_or_scroll(self) -> None:
        if self.y == self._top:
            self._scroll(-1)
        else:
            self.y = max(self.y - 1, 0)

    def _scroll(self, by: int) -> None:
        if self.look.reverse or self.look.background:
            raise ValueError("some terminals would fill the new row with the colour of now")
        blank = [Cell() for _ in range(self.columns)]
        inside = self.cells[self._top : self._bottom + 1]
        moved = [*inside[1:], blank] if by > 0 else [blank, *inside[:-1]]
        self.cells[self._top : self._bottom + 1] = moved

    # --- control sequences ------------------------------------------------------------------------------------------

    def _control(self, private: str, parameters: str, final: str) -> None:
        if final not in self._allowed or (private and final not in "hl"):
            raise ValueError(f"not allowed: CSI {private}{parameters}{final}")
        numbers = [int(number or 0) for number in parameters.split(";")]
        if final == "m":
            self._take_look(numbers)
        elif final in "hl":
            self._mode(private, numbers, is_set=final == "h")
        elif final == "r":
            self._region(parameters, numbers)
        else:
            self._move_or_erase(final, numbers)

    def _region(self, parameters: str, numbers: list[int]) -> None:
        self._top, self._bottom = (numbers[0] - 1, numbers[1] - 1) if parameters else (0, self.rows - 1)
        if not 0 <= self._top < self._bottom < self.rows:
            raise ValueError(f"no region: {parameters}")
        self.x = self.y = 0
        self._is_wrap_pending = False

    def _move_or_erase(self, final: str, numbers: list[int]) -> None:
        if self._is_wrap_pending and final not in "HJ":
            raise ValueError("relies on where the cursor is behind the last column")
        count = max(numbers[0], 1)
        if final == "H":
            self._go(max([*numbers, 0][1], 1) - 1, count - 1)
        elif final in "AB":
            self._go_up_or_down(count if final == "B" else -count)
        elif final in "CD":
            self._go(self.x + (count if final == "C" else -count), self.y)
        elif final == "@":
            row = self.cells[self.y]
            row[self.x :] = [*[Cell() for _ in range(count)], *row[self.x :]][: self.columns - self.x]
        else:
            self._erase(final)

    def _go_up_or_down(self, lines: int) -> None:
        """On a VT100 the edges of the region stop this; what is outside of it, some terminals move into it."""
        is_free = (
            self.y + lines <= self._bottom
            if lines > 0
            else self._top <= self.y + lines and self.y <= self._bottom
        )
        if not is_free:
            raise ValueError("relies on how a region stops the cursor")
        self._go(self.x, self.y + lines)

    def _go(self, x: int, y: int) -> None:
        if not (0 <= x < self.columns and 0 <= y < self.rows):
            raise ValueError(f"beyond the screen: {x}, {y}")
        self.x, self.y, self._is_wrap_pending = x, y, False

    def _erase(self, final: str) -> None:
        if self.look.reverse or self.look.background:
            raise ValueError("some terminals would erase with the colour of now")
        if final == "J":
            self.cells = [[Cell() for _ in range(self.columns)] for _ in range(self.rows)]
        else:
            self._break_wide(self.x, 1)
            self.cells[self.y][self.x :] = [Cell() for _ in range(self.x, self.columns)]

    def _mode(self, private: str, numbers: list[int], *, is_set: bool) -> None:
        for mode in (f"{private}{number}" for number in numbers):
            if mode not in MODES or (is_set and mode not in {"?7", "?25", "?2004"}):
                raise ValueError(f"not allowed: mode {mode}")
            if mode == "?7":
                self._wraps = is_set
            if mode == "?25":
                self.is_cursor_shown = is_set
            if mode == "?6":
                self.x = self.y = 0

    def _take_look(self, numbers: list[int]) -> None:
        if unknown := set(numbers) - SGR[self._palette]:
            raise ValueError(f"not allowed: SGR {unknown}")
        for number in numbers:
            if number == 0:
                self.look = Look()
            elif number == 1:
                self.look = replace(self.look, bold=True)
            elif number == 7:
                self.look = replace(self.look, reverse=True)
            elif number // 10 in {4, 10}:
                self.look = replace(self.look, background=number)
            else:
                self.look = replace(self.look, foreground=number)
