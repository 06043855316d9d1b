"""What the operator did, in the order it was done: one first-in-first-out queue holds them all."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EnteredLine:
    """A line that was scanned or typed, without its terminator; `typed` as in `Scan`."""

    text: str
    typed: int = 0


@dataclass(frozen=True, slots=True)
class FunctionKey:
    """A key that a scanner cannot send: `F1` to `F12`."""

    name: str


@dataclass(frozen=True, slots=True)
class PageTurn:
    """A turn of the page: forward or back by so many pages."""

    pages: int


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    """Ctrl+C, which an operator may mean as the way out and a scanner may send by itself (ETX)."""


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """The handheld is on another device from now on, which may be set up in another way."""


Entry = EnteredLine | FunctionKey | PageTurn | LeaveAsked | DeviceChanged


@dataclass(frozen=True, slots=True)
class TimedEntry:
    """An entry, and when it was made: seconds of a clock that only goes forward.

    How soon one key follows another is judged by that, and not by when each is answered.
    """

    entry: Entry
    at: float
