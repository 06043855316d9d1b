"""Frames to be shown, and terminals that say what stands on them."""

from collections.abc import Sequence
from itertools import groupby

import pyte
from pyte import graphics
from rich.segment import Segment
from rich.style import Style

from serialhhd.hosting.terminal.terminals import Encoding, Terminal, terminal_of
from serialhhd.hosting.terminal.vt import Painter
from tests.hosting.strict_terminal import Cell, Look, StrictTerminal

TERMINALS = {
    "vt100": terminal_of("vt100"),
    "vt220 latin-1": terminal_of("vt220", "latin-1"),
    "vt220 utf-8": terminal_of("vt220", "utf-8"),
    "xterm": terminal_of("xterm-256color"),
    "xterm ascii": terminal_of("xterm", "ascii"),
    "linux": terminal_of("linux"),
    "ansi": terminal_of("ansi"),
    "ansi utf-8": terminal_of("ansi", "utf-8"),
}
SIZES = [(16, 8), (20, 8), (20, 16), (24, 20), (26, 16), (40, 12), (80, 24)]

GLYPHS: dict[str, tuple[str, str, str]] = {
    **{one: (one, one, one) for one in "AB07- "},
    "ä": ("a", "ä", "ä"),
    "…": (".", ".", "…"),
    "─": ("-", "-", "─"),
    "│": ("|", "|", "│"),
    "╭": ("+", "+", "╭"),
    "▀": ("#", "#", "▀"),
    "✓": ("+", "+", "✓"),
    "€": ("?", "?", "€"),
    "日": ("??", "??", "日"),
    "\uff21": ("A ", "A ", "\uff21"),
    "⌚": ("??", "??", "⌚"),
    "\u3000": ("  ", "  ", "  "),
    "e\u0301": ("e", "é", "é"),
    "x\u0301": ("x", "x", "x\u0301"),
}
"""What is shown of a character in ASCII, latin-1 and UTF-8."""
WIDE = frozenset("日\uff21⌚\u3000")
ENCODINGS: tuple[Encoding, ...] = ("ascii", "latin-1", "utf-8")

PLAIN = Look()
STYLES: dict[str, tuple[Look, Look, Look]] = {
    "": (PLAIN, PLAIN, PLAIN),
    "bold": (Look(bold=True),) * 3,
    "reverse": (Look(reverse=True),) * 3,
    "bold reverse": (Look(bold=True, reverse=True),) * 3,
    "italic": (PLAIN, PLAIN, PLAIN),
    "#ffffff on #000000": (PLAIN, PLAIN, PLAIN),
    "reverse #ffffff on #000000": (Look(reverse=True),) * 3,
    "bold #ff5f5f on #000000": (
        Look(bold=True),
        Look(bold=True, foreground=31),
        Look(bold=True, foreground=91),
    ),
    "reverse #5fff87 on #000000": (
        Look(reverse=True),
        Look(bold=True, reverse=True, foreground=32),
        Look(reverse=True, foreground=92),
    ),
    "red on blue": (PLAIN, Look(foreground=31, background=44), Look(foreground=31, background=44)),
    "black on white": (
        Look(reverse=True),
        Look(foreground=30, background=47),
        Look(foreground=30, background=47),
    ),
    "white on yellow": (PLAIN, Look(foreground=37, background=43), Look(foreground=37, background=43)),
}
"""How a style is drawn without colours, with eight and with sixteen."""
QUICK = ("vt100", "vt220 utf-8", "xterm")
"""Looked at by `make test` already; the others are variations of these."""
PALETTES = ("none", "eight", "sixteen")

Column = tuple[str, str]
"""A character and its style; a wide character is followed by an empty one."""
Frame = list[list[Column]]


def segments(row: Sequence[Column]) -> list[Segment]:
    parsed = groupby(row, lambda column: column[1])
    return [Segment("".join(one for one, _ in run), Style.parse(style)) for style, run in parsed]


def text_rows(*rows: str) -> list[list[Segment]]:
    return [[Segment(row)] for row in rows]


def wanted_row(row: Sequence[Column], terminal: Terminal) -> list[Cell]:
    cells: list[Cell] = []
    for character, style in row:
        if not character:
            continue
        shown = GLYPHS[character][ENCODINGS.index(terminal.encoding)]
        look = STYLES[style][PALETTES.index(terminal.palette)]
        is_wide = character in WIDE and len(shown) == 1
        columns = [shown, ""] if is_wide else [shown] if len(shown) > 1 and shown[1] == "\u0301" else [*shown]
        cells += [Cell(column, look).seen for column in columns]
    return cells


class Watched:
    """A painter with three terminals that show what it paints."""

    def __init__(self, terminal: Terminal, size: tuple[int, int]) -> None:
        self.terminal = terminal
        self.painter = Painter(terminal)
        self.strict = [
            StrictTerminal(
                *size,
                encoding=terminal.encoding,
                palette=terminal.palette,
                is_vt=terminal.scrolls,
                wraps_at_once=wraps_at_once,
            )
            for wraps_at_once in (False, True)
        ]
        self.pyte = pyte.HistoryScreen(*size)
        self._stream = pyte.ByteStream(self.pyte)
        if terminal.encoding == "latin-1":
            self._stream.select_other_charset("@")

    def send(self, data: bytes) -> bytes:
        for strict in self.strict:
            strict.feed(data)
        self._stream.feed(data)
        return data

    def paint(self, frame: Frame, cursor: tuple[int, int] | None) -> bytes:
        data = self.send(self.painter.paint([segments(row) for row in frame], cursor))
        wanted = [wanted_row(row, self.terminal) for row in frame]
        for strict in self.strict:
            assert strict.seen == wanted
            assert cursor is None or (strict.x, strict.y) == cursor
            assert strict.is_cursor_shown is (cursor is not None) or not self.terminal.scrolls
        assert seen_by_pyte(self.pyte) == wanted
        assert cursor is None or (self.pyte.cursor.x, self.pyte.cursor.y) == cursor
        return data


COLOUR_CODES = {name: code for code, name in (graphics.FG_ANSI | graphics.FG_AIXTERM).items()}
COLOUR_CODES["default"] = 0


def seen_by_pyte(screen: pyte.Screen) -> list[list[Cell]]:
    return [
        [_from_pyte(screen.buffer[y][x]).seen for x in range(screen.columns)] for y in range(screen.lines)
    ]


def _from_pyte(cell: "pyte.screens.Char") -> Cell:
    background = COLOUR_CODES[cell.bg]
    look = Look(cell.bold, cell.reverse, COLOUR_CODES[cell.fg], background + 10 if background else 0)
    return Cell(cell.data, look)
