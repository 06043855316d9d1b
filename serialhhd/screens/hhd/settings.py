"""The device that a handheld is opened on: its size, and what it can draw."""

import re
from typing import NamedTuple

from serialhhd.value_class import value_class


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


@value_class
class DeviceSettings:
    """What is known of the device that a handheld is opened on; how it is set up is said by the handheld (`profile`).

    Attributes:
        size: The device's screen; None fills the terminal.
        has_blocks: Whether large letters are made of block characters; else of reversed blanks, which every terminal has.
        draws_cursor: Whether the screen draws a cursor; a host puts the terminal's own there instead.
    """

    size: DeviceSize | None = None
    has_blocks: bool = True
    draws_cursor: bool = True
