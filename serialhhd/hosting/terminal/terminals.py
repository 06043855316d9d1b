"""What the terminals of operators can draw, by their TERM; nothing that a client says of itself is trusted."""

import re
from typing import Final, Literal

from serialhhd.value_class import value_class

Encoding = Literal["ascii", "latin-1", "utf-8"]
Palette = Literal["none", "eight", "sixteen", "indexed", "direct"]
"""Colours there are: none, eight that bold makes bright, those and eight bright ones, 256, or all."""

USUAL: Final = "vt100"
LONGEST_TERM: Final = 32
NOT_IN_TERM: Final = re.compile(r"[^a-z0-9+._-]")
COLOUR_FAMILIES: Final = frozenset(
    [
        *("xterm", "linux", "rxvt", "screen", "tmux", "putty", "konsole", "gnome", "vte", "kitty", "foot"),
        *("alacritty", "wezterm", "ghostty", "mintty", "cygwin"),
    ]
)
ANSI_FAMILIES: Final = frozenset(["ansi", "pcansi", "scoansi"])
COLOURLESS: Final = frozenset(["m", "mono"])
"""Ends the name of a terminal whose colours are not to be used: `xterm-mono`, `ansi-m`."""

START: Final = "\x1b[?6l\x1b[?1l\x1b[4l\x1b[20l\x1b[?7h\x1b>\x1b(B\x0f\x1b[r"
"""Lines counted from the top, cursor and keypad keys normal, no insertion, LF without CR, ASCII, all of it scrolls."""
REPORTS: Final = "\x1b[?1004l\x1b[?2004h"
"""Focus is not to be told of, should a program before have asked for that; where a paste begins and ends is."""
MOUSE, NO_MOUSE = "\x1b[?1000h\x1b[?1006h", "\x1b[?1000l"
NO_REPORTS: Final = "\x1b[?2004l"
"""Behind us nothing is told of."""
CLEAR: Final = "\x1b[m\x1b[2J\x1b[H"
SHOW_CURSOR, HIDE_CURSOR = "\x1b[?25h", "\x1b[?25l"


@value_class
class Terminal:
    """What a terminal can draw.

    Attributes:
        term: Its TERM, in letters that may be shown.
        encoding: The characters it has.
        colours: Whether it has the 16 colours.
        scrolls: Whether it is one of the VT family, where a part of the screen can be scrolled.
        own_palette: The colours it has, where they are known to be others.
        is_known: Whether its encoding is known, and not to be learned from what it sends.
        has_mouse: Whether it is to tell of clicks.
    """

    term: str
    encoding: Encoding
    colours: bool
    scrolls: bool
    own_palette: Palette | None = None
    is_known: bool = False
    has_mouse: bool = False

    @property
    def palette(self) -> Palette:
        """The colours it has."""
        if not self.colours:
            return "none"
        return self.own_palette or ("sixteen" if self.scrolls else "eight")

    @property
    def start(self) -> str:
        """What brings it into a known state, with nothing on it, the cursor shown and at the upper left."""
        if not self.scrolls:
            return CLEAR
        reports = REPORTS + (MOUSE if self.has_mouse else NO_MOUSE) if self.colours else ""
        return START + reports + SHOW_CURSOR + CLEAR

    def finish(self, rows: int) -> str:
        """Return what leaves it usable, with the cursor in a fresh line below `rows` rows."""
        reports = NO_REPORTS + (NO_MOUSE if self.has_mouse else "") if self.colours else ""
        usable = f"\x1b[r{reports}{SHOW_CURSOR}" if self.scrolls else ""
        return f"\x1b[m{usable}\x1b[{rows}H\r\n" if rows else f"\x1b[m{usable}\r\n"


def terminal_of(term: str, encoding: Encoding | None = None) -> Terminal:
    """Return what a terminal can draw.

    Args:
        term: TERM, as the client sent it: any text of any length. What is unknown is taken for a vt100.
        encoding: The characters it has, where that is known; by default UTF-8 where it has colours and scrolls.
    """
    name = NOT_IN_TERM.sub("", term[:LONGEST_TERM].lower()) or USUAL
    family, *variants = re.split("[-.+]", name)
    is_ansi = family in ANSI_FAMILIES
    is_modern = family in COLOUR_FAMILIES or family.startswith("xterm")
    has_colours = (is_ansi or is_modern) and COLOURLESS.isdisjoint(variants)
    return Terminal(name, encoding or ("utf-8" if is_modern else "ascii"), has_colours, not is_ansi)
