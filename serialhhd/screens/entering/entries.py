"""What the operator did, in the order it was done: one first-in-first-out queue holds them all."""

from serialhhd.value_class import value_class


@value_class
class EnteredLine:
    """A line that was scanned or typed, without its terminator; `typed` as in `Scan`."""

    text: str
    typed: int = 0


@value_class
class FunctionKey:
    """A key that a scanner cannot send: `F1` to `F12`."""

    name: str


@value_class
class PageTurn:
    """A turn of the page: forward or back by so many pages."""

    pages: int


@value_class
class LeaveAsked:
    """Ctrl+C, which an operator may mean as the way out and a scanner may send by itself (ETX)."""


@value_class
class DeviceChanged:
    """The handheld is on another device from now on, which may be set up in another way."""


Entry = EnteredLine | FunctionKey | PageTurn | LeaveAsked | DeviceChanged


@value_class
class TimedEntry:
    """An entry, and when it was made: seconds of a clock that only goes forward.

    How soon one key follows another is judged by that, and not by when each is answered.
    """

    entry: Entry
    at: float
