"""Waits at a terminal for what a scanner sends, and keeps when each piece of it came."""

import os
import select
import termios
import tty
from contextlib import suppress
from time import monotonic
from typing import Final

from serialhhd.training.doctor.reading import BytesCame

SILENCE: Final = 1.0
"""Seconds after which nothing more comes: a scanner that reads twice does so sooner."""
AT_ONCE: Final = 4096
MOST: Final = 10_000
"""So many pieces are kept: a scanner that is stuck never is silent."""
LEAVE: Final = b"\x03"


def listen(terminal: int, seconds: float) -> list[BytesCame]:
    """Return what comes, every byte of it, until it is silent again; nothing where nothing comes.

    Args:
        terminal: The number of the open terminal.
        seconds: So long the first byte is waited for.

    Raises:
        KeyboardInterrupt: Somebody presses Ctrl+C.
    """
    found = termios.tcgetattr(terminal)
    tty.setraw(terminal, termios.TCSANOW)
    try:
        came = _collect(terminal, seconds)
    finally:
        with suppress(termios.error):  # it has hung up
            termios.tcflush(terminal, termios.TCIFLUSH)  # what comes behind is no command for a shell
            termios.tcsetattr(terminal, termios.TCSANOW, found)
    if came and came[0][1] == LEAVE:
        raise KeyboardInterrupt
    return came


def _collect(terminal: int, seconds: float) -> list[BytesCame]:
    came: list[BytesCame] = []
    while select.select([terminal], [], [], SILENCE if came else seconds)[0]:
        try:
            data = os.read(terminal, AT_ONCE)
        except OSError:
            break
        if not data:
            break
        came.append((monotonic(), data))
        if came[0][1] == LEAVE or len(came) == MOST:
            break
    return came
