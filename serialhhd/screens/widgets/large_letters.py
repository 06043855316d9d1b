"""Draws a short code in large letters, to be read at arm's length. Knows no Textual."""

import re
from typing import Final

ROWS: Final = 3
"""So many terminal rows a line of letters takes: six half rows, of which the last one is the gap below."""
ROWS_OF_BLANKS: Final = 6
"""So many a line takes where every point is a whole cell; below the last line there is no gap."""
POINT: Final = "█"
"""A point that takes a whole cell: whoever draws the rows may make it a reversed blank."""
GAP: Final = "."
INK: Final = "#"
HALVES: Final = {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}
PARTS: Final = re.compile(r"[^-/. ]*[-/. ]?")
"""A code is broken behind a separator only, so that no part of it is misread."""

LETTERS: Final = {
    "A": ".#. #.# ### #.# #.#",
    "B": "##. #.# ##. #.# ##.",
    "C": ".## #.. #.. #.. .##",
    "D": "##. #.# #.# #.# ##.",
    "E": "### #.. ##. #.. ###",
    "F": "### #.. ##. #.. #..",
    "G": ".### #... #.## #..# .###",
    "H": "#.# #.# ### #.# #.#",
    "I": "### .#. .#. .#. ###",
    "J": "..# ..# ..# #.# .#.",
    "K": "#..# #.#. ##.. #.#. #..#",
    "L": "#.. #.. #.. #.. ###",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#..# ##.# #.## #..# #..#",
    "O": ".##. #..# #..# #..# .##.",
    "P": "##. #.# ##. #.. #..",
    "Q": ".##. #..# #..# #.#. .#.#",
    "R": "##. #.# ##. #.# #.#",
    "S": ".## #.. .#. ..# ##.",
    "T": "### .#. .#. .#. .#.",
    "U": "#.# #.# #.# #.# ###",
    "V": "#.# #.# #.# #.# .#.",
    "W": "#...# #...# #.#.# ##.## #...#",
    "X": "#.# #.# .#. #.# #.#",
    "Y": "#.# #.# .#. .#. .#.",
    "Z": "### ..# .#. #.. ###",
    "0": "### #.# #.# #.# ###",
    "1": ".#. ##. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# .## ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# .#. .#.",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    "-": ".. .. ## .. ..",
    ".": ". . . . #",
    "/": "..# ..# .#. #.. #..",
    " ": ".. .. .. .. ..",
}
"""Every letter as five half rows, from the top."""


def large_letters(text: str, width: int, rows: int, *, has_blocks: bool = True) -> list[str]:
    """Return the rows that draw a text, or none where it does not fit.

    Args:
        text: A code; small letters are drawn as capitals.
        width: Columns there are.
        rows: Rows there are; a text that is too wide is broken behind `-`, `/`, `.` or a blank.
        has_blocks: Whether there are half blocks; without them a letter is five rows high, of cells that are `POINT`.

    Returns:
        Rows of at most `width` columns; an empty list where a letter cannot be drawn or the room is too small.
    """
    capitals = text.upper()
    if not capitals or any(letter not in LETTERS for letter in capitals):
        return []
    lines = _broken(capitals, width)
    needed = len(lines) * ROWS if has_blocks else len(lines) * ROWS_OF_BLANKS - 1
    if needed > rows or any(_width(line) > width for line in lines):
        return []
    draw = _drawn if has_blocks else _drawn_of_points
    return [row for line in lines for row in draw(line)][:needed]


def _broken(text: str, width: int) -> list[str]:
    lines = [""]
    for part in PARTS.findall(text):
        if lines[-1] and _width(lines[-1] + part) > width:
            lines.append("")
        lines[-1] += part
    return lines


def _width(line: str) -> int:
    return len(_half_rows(line)[0])


def _half_rows(line: str) -> list[str]:
    letters = [LETTERS[letter].split(" ") for letter in line]
    return [GAP.join(row) for row in zip(*letters, strict=True)]


def _drawn_of_points(line: str) -> list[str]:
    rows = [*_half_rows(line), GAP * _width(line)]
    return [row.replace(GAP, " ").replace(INK, POINT) for row in rows]


def _drawn(line: str) -> list[str]:
    halves = [*_half_rows(line), GAP * _width(line)]
    return [
        "".join(HALVES[upper + lower] for upper, lower in zip(halves[row], halves[row + 1], strict=True))
        for row in range(0, len(halves), 2)
    ]
