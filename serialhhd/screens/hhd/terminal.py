"""What the handheld asks of the terminal: little, so that old clients stay quiet.

Textual reads its environment when it is imported, so `quieten` comes first.
"""

import os
from collections.abc import MutableMapping
from typing import Any, cast

QUIET = {
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    "ESCDELAY": "500",
}
"""No kitty keys, no animation, no pixel mouse; a split function key may take half a second to arrive whole."""

STALE = ("COLUMNS", "LINES")
"""A size that a login script exported once. The terminal itself knows better, also after a resize."""

COLOURLESS_TERMINALS = ("vt", "dumb")

ESCAPE = "\x1b"
ALT = "alt+"
BEGIN_SEQUENCES = "[O"
TYPED = "".join(map(chr, range(0x20, 0x7F))) + "\x1d"
"""What may stand in a code."""
CONTROLS = "\r\n\t\x7f"
"""What ends a code, or takes a character back."""


def quieten(environ: MutableMapping[str, str] = os.environ) -> None:
    """Set what the handheld needs of Textual, where the user has not set it; to be called before Textual is imported."""
    for name, value in QUIET.items():
        environ.setdefault(name, value)
    for name in STALE:
        environ.pop(name, None)
    if is_old_terminal(environ):
        environ.setdefault("NO_COLOR", "1")


def is_old_terminal(environ: MutableMapping[str, str] = os.environ) -> bool:
    """Return whether the terminal is one that knows no colours (vt100, vt220)."""
    return environ.get("TERM", "").startswith(COLOURLESS_TERMINALS)


def keep_characters_after_escape() -> None:
    """Let what follows a lone ESC arrive as if there had been none; a digit arrives as `alt+5`, for the virtual scanner.

    Textual would wait for the end of a sequence that never ends, drop a letter that no Alt key has, make a `^` of the
    ESC, or an `∞` of a digit: all of that would be in the code that is scanned just after a stray ESC. What a function
    or cursor key sends (ESC O P, ESC [ A) stays what it is.
    """
    from textual import _ansi_sequences

    table = cast("dict[str, Any]", _ansi_sequences.ANSI_SEQUENCES_KEYS)
    for character in TYPED + CONTROLS:
        alone = table[character] if character in CONTROLS else (_AltKey(character),)
        if character not in BEGIN_SEQUENCES:
            table[f"{ESCAPE}{character}"] = alone
        table.setdefault(f"{ESCAPE}O{character}", (_AltKey("O"), *alone))


class _AltKey:
    def __init__(self, character: str) -> None:
        self.value = f"{ALT}{character}"
