"""The table: one route beside the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bench.ssh.measure import SIZES, Costs

HEAD: Final = (
    "| figure | `serialhhd serve` | OpenSSH | OpenSSH / serve | aim | reached |\n|---|---|---|---|---|---|"
)
MEGABYTE: Final = 1_000_000
SMALLEST_MEMORY_RATIO: Final = 20
SMALLEST_LOGIN_RATIO: Final = 5
MOST_BYTES: Final = 60
MOST_REATTACH: Final = 0.1


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of both routes.

    Attributes:
        name: What was measured.
        ours: What `serialhhd serve` takes; None: not measured.
        theirs: What a process a session under OpenSSH takes; None: not measured.
        shown: How a value is written, such as `{:.1f} MB`.
        scale: What a value is multiplied with to be written.
        least_ratio: The aim: theirs over ours.
        most: The aim: ours at most.
    """

    name: str
    ours: float | None
    theirs: float | None
    shown: str
    scale: float = 1
    least_ratio: float | None = None
    most: float | None = None

    def __str__(self) -> str:
        cells = (self.name, self._written(self.ours), self._written(self.theirs), self._ratio(), *self._aim())
        return f"| {' | '.join(cells)} |"

    def _written(self, value: float | None) -> str:
        return "-" if value is None else self.shown.format(value * self.scale)

    def _ratio(self) -> str:
        return f"{self.theirs / self.ours:.1f}" if self.ours and self.theirs else "-"

    def _aim(self) -> tuple[str, str]:
        if self.least_ratio is not None:
            return f">= {self.least_ratio:g} times", _reached(self._is_so_many_times_better())
        if self.most is not None:
            return f"<= {self._written(self.most)}", _reached(
                None if self.ours is None else self.ours <= self.most
            )
        return "-", "-"

    def _is_so_many_times_better(self) -> bool | None:
        if not self.ours or not self.theirs:
            return None
        return self.theirs / self.ours >= (self.least_ratio or 0)


def _reached(is_reached: bool | None) -> str:
    return {None: "-", True: "yes", False: "**no**"}[is_reached]


def rows(ours: Costs | None, theirs: Costs | None) -> Iterator[Row]:
    """Yield a row for each figure of the two routes; one that was not measured is None."""

    def both(name: str) -> tuple[float | None, float | None]:
        return getattr(ours, name, None), getattr(theirs, name, None)

    yield Row(
        "memory a session (PSS)",
        *both("memory"),
        "{:.2f} MB",
        1 / MEGABYTE,
        least_ratio=SMALLEST_MEMORY_RATIO,
    )
    yield Row("processor time a login", *both("cpu"), "{:.0f} ms", 1000)
    yield Row(
        "login to the first question drawn",
        *both("login"),
        "{:.0f} ms",
        1000,
        least_ratio=SMALLEST_LOGIN_RATIO,
    )
    yield Row("login after a dropped link", *both("reattach"), "{:.0f} ms", 1000, most=MOST_REATTACH)
    for size in SIZES:
        mine, other = (costs.bytes_a_scan.get(size) if costs else None for costs in (ours, theirs))
        yield Row(f"bytes for a scan of 20 characters, {size}", mine, other, "{:.0f}", most=MOST_BYTES)
