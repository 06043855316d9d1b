"""What happens in a lesson, one moment after the other: what the score counts, what a recording keeps, what a trainer's console shows."""

import threading
from collections.abc import Callable
from typing import ClassVar

from serialhhd.value_class import value_class


@value_class(kw_only=True)
class Moment:
    """Something that happened.

    Attributes:
        kind: The word for it, as it is written.
        at: Seconds since the lesson began, by its clock, in thousandths.
    """

    kind: ClassVar[str]
    at: float


@value_class(kw_only=True)
class Aimed(Moment):
    """The scanner was aimed at a label that lies there; what it sent of it is entered next.

    Attributes:
        text: What is in the label, as it should be read.
        symbology: In which kind of symbol.
    """

    kind: ClassVar[str] = "aimed"
    text: str
    symbology: str


@value_class(kw_only=True)
class Keyed(Moment):
    """What is entered next is typed: it is read of no label."""

    kind: ClassVar[str] = "keyed"


@value_class(kw_only=True)
class Scanned(Moment):
    """Something was entered, scanned or typed, and answered.

    Attributes:
        text: What was entered; empty where a PIN is, or may be, entered.
        step: Where it was entered.
        code: Of what was said about it; empty where nothing was.
        is_right: Whether it was taken: neither refused, nor warned of with nothing done, as a serial that is scanned twice.
        is_alarm: Whether it was refused, and that must be acknowledged.
        has_taken: Whether a serial was captured with it, or something posted: what is to be taken back, where it was wrong.
        posted: So many lines, or tasks, ended with it.
        mishap: The number of the mishap that brought it; None where it is the trainee's own.
        position: Where the run stood when it was entered, as far as the trainee had seen; None where nobody says.
    """

    kind: ClassVar[str] = "scanned"
    text: str
    step: str
    code: str
    is_right: bool
    is_alarm: bool = False
    has_taken: bool = False
    posted: int = 0
    mishap: int | None = None
    position: str | None = None


@value_class(kw_only=True)
class Undone(Moment):
    """Something that was captured was taken back: by `:undo`, or by `:remove`."""

    kind: ClassVar[str] = "undone"


@value_class(kw_only=True)
class Acknowledged(Moment):
    """An alarm was acknowledged.

    Attributes:
        code: Of what was said.
        seconds: So long after it was raised.
    """

    kind: ClassVar[str] = "acknowledged"
    code: str
    seconds: float


@value_class(kw_only=True)
class Came(Moment):
    """A mishap came.

    Attributes:
        mishap: Its number: the events of the scenario from 0, then those that a trainer brings about.
        fault: What goes wrong.
        right: What is right then.
        unit: The number of the unit that is not in order; None where it is none.
    """

    kind: ClassVar[str] = "came"
    mishap: int
    fault: str
    right: str
    unit: int | None = None


@value_class(kw_only=True)
class Injected(Moment):
    """A trainer, or whoever else looks on, let something go wrong: it comes as soon as it can.

    Attributes:
        fault: What goes wrong.
        right: What is right then.
    """

    kind: ClassVar[str] = "injected"
    fault: str
    right: str


@value_class(kw_only=True)
class Passed(Moment):
    """What went on around the trainee for a while was over: a line was given back, a link was no longer slow."""

    kind: ClassVar[str] = "passed"


@value_class(kw_only=True)
class SetAside(Moment):
    """Something was put where nobody takes it for good.

    Attributes:
        unit: The number of the unit; None where it is something else, such as a paper.
        what: What stands on it.
    """

    kind: ClassVar[str] = "set_aside"
    unit: int | None
    what: str


@value_class(kw_only=True)
class Called(Moment):
    """The supervisor was called."""

    kind: ClassVar[str] = "called"


@value_class(kw_only=True)
class SignedOn(Moment):
    """The trainee signed on again, as at another device."""

    kind: ClassVar[str] = "signed_on"


@value_class(kw_only=True)
class OnDevice(Moment):
    """The handheld is on this device from now on.

    Attributes:
        names: By which flows.toml sets it up.
    """

    kind: ClassVar[str] = "on_device"
    names: tuple[str, ...]


@value_class(kw_only=True)
class Hinted(Moment):
    """A hint was shown.

    Attributes:
        number: Which one, from 0.
    """

    kind: ClassVar[str] = "hinted"
    number: int


@value_class(kw_only=True)
class Ended(Moment):
    """The lesson is over.

    Attributes:
        units: So many units were brought in, out, or elsewhere.
        differences: In what the stock is another than it should be, a sentence each; nothing where it is as it should be.
    """

    kind: ClassVar[str] = "ended"
    units: int
    differences: tuple[str, ...] = ()


class Chronicle:
    """Keeps the moments of a lesson, from whatever thread they come.

    Attributes:
        lock: Under which moments are added, and what follows from them is changed. Nobody has it while the disk is waited for: the event loop
            of a class takes it at each scan.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._moments: list[Moment] = []
        self._listeners: list[Callable[[Moment], None]] = []

    @property
    def moments(self) -> tuple[Moment, ...]:
        """What has happened, in order."""
        with self.lock:
            return tuple(self._moments)

    def add(self, moment: Moment) -> None:
        """Add what has just happened, and tell it."""
        with self.lock:
            self._moments.append(moment)
            for listener in self._listeners:
                listener(moment)

    def listen(self, listener: Callable[[Moment], None]) -> None:
        """Tell somebody each moment: those that were, then each as it happens, on whatever thread that is; who waits, the lesson waits for."""
        with self.lock:
            for moment in self._moments:
                listener(moment)
            self._listeners.append(listener)
