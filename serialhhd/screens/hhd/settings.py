"""How one device is set up."""

import re
from dataclasses import dataclass
from typing import NamedTuple


class DeviceSize(NamedTuple):
    """A size of a screen in character cells, written `26x16`: columns, then rows."""

    columns: int
    rows: int

    def __str__(self) -> str:
        return f"{self.columns}x{self.rows}"


SMALLEST = DeviceSize(16, 8)
LARGEST = DeviceSize(200, 60)


def parse_size(text: str) -> DeviceSize:
    """Return the size that `26x16` (columns x rows) stands for.

    Raises:
        ValueError: if `text` is no size, or one outside 16x8 to 200x60.
    """
    match = re.fullmatch(r"([0-9]{1,3})x([0-9]{1,3})", text)
    size = DeviceSize(int(match[1]), int(match[2])) if match else None
    if size is None or not _is_between(size):
        raise ValueError(
            f"{text!r} is not a size: write COLUMNSxROWS, {SMALLEST} to {LARGEST}, such as 26x16"
        )
    return size


def _is_between(size: DeviceSize) -> bool:
    return all(least <= value <= most for least, value, most in zip(SMALLEST, size, LARGEST, strict=True))


@dataclass(frozen=True, slots=True)
class DeviceSettings:
    """What can be set per device.

    Attributes:
        size: The device's screen; None fills the terminal.
        prefix: The character that, alone on a line, opens the numbered actions.
        taken_beeps: How often an accepted scan rings; the scanner itself beeps too.
        look_beeps: How often that rings which was taken, or changed nothing, and is to be looked at.
        not_taken_beeps: How often that rings which was not taken: an error, and what is scanned while it is shown.
        repeat_seconds: Seconds after which an error that is not acknowledged rings again, and again; 0 never does.
        draws_large: Whether goods out draws in large letters where to go; they are block characters, which old
            terminals do not have.
        draws_cursor: Whether the screen draws a cursor; a host puts the terminal's own there instead.
    """

    size: DeviceSize | None = None
    prefix: str = "."
    taken_beeps: int = 0
    look_beeps: int = 1
    not_taken_beeps: int = 2
    repeat_seconds: int = 0
    draws_large: bool = True
    draws_cursor: bool = True
