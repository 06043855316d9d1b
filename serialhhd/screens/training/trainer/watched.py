"""A class as the console sees it: who is in it, how each stands, and what a trainer can do. Knows no Textual but its rows."""

from collections.abc import Callable, Sequence
from typing import Protocol

from textual.strip import Strip

from serialhhd.value_class import value_class


@value_class
class TraineeRow:
    """A trainee as the console shows one.

    Attributes:
        name: By which the trainee logged in.
        step: Where the trainee stands; empty before the first question.
        counter: How far the serials are, such as `2/3`; empty where none are asked for.
        is_in_error: Whether an error waits to be acknowledged.
        caught: Mishaps that were caught.
        slipped: Mishaps that slipped.
        waiting: The faults that have come and are neither caught nor have slipped.
        seconds: Of the lesson, which stand still while the class does.
        device: The terminal and its size; empty while the trainee is at none.
    """

    name: str
    step: str
    counter: str
    is_in_error: bool
    caught: int
    slipped: int
    waiting: tuple[str, ...]
    seconds: float
    device: str


@value_class
class FaultChoice:
    """A fault that can come about now, and what has happened then."""

    name: str
    meaning: str


@value_class
class ScoreRow:
    """What a trainee's lesson was worth.

    Attributes:
        name: The trainee.
        score: Points of 100.
        has_passed: Whether that is enough.
        caught: Mishaps that were caught.
        slipped: Mishaps that slipped.
        wrong_scans: Scans of one's own that were refused.
        late_alarms: Alarms that were acknowledged late.
        units: Units handled.
        seconds: How long it took.
        is_as_expected: Whether the stock is in the end as it should be.
    """

    name: str
    score: int
    has_passed: bool
    caught: int
    slipped: int
    wrong_scans: int
    late_alarms: int
    units: int
    seconds: float
    is_as_expected: bool


class Mirrored(Protocol):
    """A handheld that somebody looks at over the trainee's shoulder."""

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        ...

    @property
    def rows(self) -> Sequence[Strip]:
        """What is drawn now, row by row."""
        ...

    def watch(self, changed: Callable[[], None] | None) -> None:
        """Call this when something else is drawn from now on; None: nothing any more."""
        ...


class WatchedClass(Protocol):
    """A class, as its trainer sees it. Names are those of trainees; no name means everybody."""

    @property
    def title(self) -> str:
        """What is trained."""
        ...

    @property
    def login(self) -> str:
        """How trainees log in, as a command."""
        ...

    @property
    def pin(self) -> str:
        """The PIN of the class."""
        ...

    @property
    def is_paused(self) -> bool:
        """Whether the class stands still."""
        ...

    def trainees(self) -> Sequence[TraineeRow]:
        """Return everybody who has logged in, in the order in which they did."""
        ...

    def faults(self, name: str = "") -> Sequence[FaultChoice]:
        """Return what can go wrong now."""
        ...

    async def inject(self, fault: str, name: str = "") -> int:
        """Let something go wrong, and return for how many it does."""
        ...

    def pause(self) -> None:
        """Let every handheld say so and take nothing; time stands."""
        ...

    def go_on(self) -> None:
        """Go on after a pause."""
        ...

    def say(self, sentence: str, name: str = "") -> int:
        """Say something on handhelds, and return on how many."""
        ...

    def mirrored(self, name: str) -> Mirrored | None:
        """Return the handheld of a trainee; None where there is none now."""
        ...

    async def end(self) -> Sequence[ScoreRow]:
        """End the lessons of all, once: each is told the result. Return what they were worth."""
        ...

    def write(self, file: str) -> str:
        """Write the scores into a file, as JSON where its name ends so, else as CSV, and return its path.

        Raises:
            OSError: It cannot be written.
        """
        ...
