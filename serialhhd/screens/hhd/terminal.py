"""What the handheld asks of the terminal: little, so that old clients stay quiet.

Textual reads its environment when it is imported, so `quieten` comes first.
"""

import os
from collections.abc import MutableMapping

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
