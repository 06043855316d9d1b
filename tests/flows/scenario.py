"""Golden conversations: plain text that a warehouse person can read, played on a real store.

A file holds scenarios, each begun by a title (`# R10 Fewer ...`). A line is a phrase: what is `given`, what the office
does, what an operator enters (`> SN1`, `>` alone is Enter), what the handheld answers, and what is true `then`. The
clock moves on 2 seconds with every entry, unless it is entered `at once`. Every scenario ends with a `store check`.
"""

from dataclasses import dataclass
from pathlib import Path

from serialhhd.store.words.refusal import Refused
from tests.flows.facts import Facts
from tests.flows.handheld import Handheld
from tests.flows.office import Office
from tests.flows.stage import PHRASES


@dataclass(frozen=True)
class Line:
    """A line of a scenario, and where it stands."""

    place: str
    text: str


@dataclass(frozen=True)
class Scenario:
    """One conversation of a file."""

    file: str
    title: str
    lines: tuple[Line, ...]


def read(path: Path) -> list[Scenario]:
    """Return the scenarios of a file, in order."""
    found: list[Scenario] = []
    lines: list[Line] = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if text.startswith("# "):
            lines = []
            found.append(Scenario(path.stem, text.removeprefix("# "), ()))
        elif text.strip():
            assert found, f"{path.name}:{number}: a scenario begins with its title"
            lines.append(Line(f"{path.name}:{number}", text.strip()))
            found[-1] = Scenario(path.stem, found[-1].title, tuple(lines))
    return found


class Play(Office, Handheld, Facts):
    """A scenario while it is played."""

    def run(self, scenario: Scenario) -> None:
        """Play every line, then prove that the store is whole."""
        for line in scenario.lines:
            try:
                self._line(line.text)
            except (AssertionError, Refused) as wrong:
                raise AssertionError(f"{line.place}: {line.text}\n{wrong}\n{self.view}") from wrong
        self._nothing_refused()
        self.check_is_ok()

    def _line(self, text: str) -> None:
        found = [(fits, meaning) for pattern, meaning in PHRASES if (fits := pattern.fullmatch(text))]
        assert found, "no such phrase"
        fits, meaning = found[0]
        if meaning is not Play.office_is_refused:
            self._nothing_refused()
        meaning(self, **fits.groupdict())
