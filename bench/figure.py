"""One row of the table."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio measured in one run.

    Attributes:
        name: What was measured.
        ours: Our value, with its unit.
        base: What it is held against, with its unit.
        ratio: Ours over the base.
        aim: The ratio aimed at.
        more_is_better: Whether the aim is a lower bound.
    """

    name: str
    ours: str
    base: str
    ratio: float
    aim: float
    more_is_better: bool = False

    @property
    def is_reached(self) -> bool:
        """Whether the aim is reached."""
        return self.ratio >= self.aim if self.more_is_better else self.ratio <= self.aim

    def row(self) -> str:
        """Return the figure as a row of a Markdown table."""
        sign = ">=" if self.more_is_better else "<="
        reached = "yes" if self.is_reached else "**no**"
        return f"| {self.name} | {self.ours} | {self.base} | {self.ratio:.2f} | {sign} {self.aim:g} | {reached} |"


Step = Callable[[int], object]


def in_turns(times: int, ours: Step, base: Step) -> tuple[float, float]:
    """Return the median seconds of two steps that are run in turns, A B A B."""
    a: list[float] = []
    b: list[float] = []
    for number in range(times):
        a.append(seconds(lambda number=number: ours(number)))  # type: ignore[misc]
        b.append(seconds(lambda number=number: base(number)))  # type: ignore[misc]
    return statistics.median(a), statistics.median(b)


def median(times: int, step: Step) -> float:
    """Return the median seconds of a step."""
    return statistics.median(seconds(lambda number=number: step(number)) for number in range(times))  # type: ignore[misc]


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
