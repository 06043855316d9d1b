"""How one device is set up."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from serialhhd.flows.config.device import DeviceProfile


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


def settings_of(profile: DeviceProfile, size: DeviceSize | None = None) -> "DeviceSettings":
    """Return the settings that a profile of flows.toml asks for."""
    return DeviceSettings(
        size=size,
        prefix=profile.prefix,
        taken_beeps=profile.taken_beeps,
        look_beeps=profile.look_beeps,
        not_taken_beeps=profile.not_taken_beeps,
        repeat_seconds=profile.repeat_seconds,
        draws_large=profile.large_letters,
    )


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
        draws_large: Whether the place, the product and what remains are drawn in large letters, where rows are free.
        has_blocks: Whether large letters are made of block characters; else of reversed blanks, which every terminal has.
        draws_cursor: Whether the screen draws a cursor; a host puts the terminal's own there instead.
    """

    size: DeviceSize | None = None
    prefix: str = "."
    taken_beeps: int = 0
    look_beeps: int = 1
    not_taken_beeps: int = 2
    repeat_seconds: int = 0
    draws_large: bool = True
    has_blocks: bool = True
    draws_cursor: bool = True
