"""A scenario from its start to its end, played without hands: what came of it, and whether that is what is to come of it."""

from collections.abc import Collection, Iterator
from typing import Any, Final

from serialhhd.flows.config.model import Flows
from serialhhd.flows.rehearsal.perfect_operator import PerfectOperator
from serialhhd.training.lessons.clock import Clock
from serialhhd.training.lessons.keeping import Keep, keep_nothing
from serialhhd.training.lessons.lesson import Lesson
from serialhhd.training.lessons.moments import Moment, Scanned
from serialhhd.training.lessons.opening import opened
from serialhhd.training.lessons.scoring import Result, result
from serialhhd.training.playing.plan import plan
from serialhhd.training.playing.troubleshooter import GivenUpError, Troubleshooter
from serialhhd.training.scenarios.loader import CheckedScenario
from serialhhd.training.wire import Elapsed, Wire
from serialhhd.value_class import value_class

PACE: Final = 1.0
"""Seconds from one label to the next."""
OF_PAR: Final = 0.5
"""How much of what a unit may take one label takes at most."""
LEAST: Final = 0.2
"""Seconds that a hand takes to let go of the keys."""


@value_class
class Played:
    """What came of a scenario.

    Attributes:
        result: As it is told of any lesson.
        moments: What happened.
        differences: In what it went otherwise than it should, a sentence each; nothing where it went as it should.
    """

    result: Result
    moments: tuple[Moment, ...]
    differences: tuple[str, ...]

    @property
    def name(self) -> str:
        """The scenario, by its name or its path."""
        return self.result.scenario

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON object: the result, and the differences."""
        return {**self.result.as_json(), "differences": list(self.differences)}

    @property
    def scans(self) -> int:
        """So many scans arrived."""
        return sum(isinstance(one, Scanned) for one in self.moments)


def play(
    name: str,
    one: CheckedScenario,
    flows: Flows,
    seed: int = 0,
    *,
    careless_about: Collection[str] = (),
    keep: Keep = keep_nothing,
) -> Played:
    """Play a scenario on a throw-away store.

    Args:
        name: What it is called in what is told.
        one: The scenario.
        flows: The flows in force.
        seed: Order of the goods, and the clock, follow from it: the same seed is the same lesson.
        careless_about: The faults about which nothing is done, by their names: the perfect operator is careless about none.
        keep: Begins to keep the lesson, as by recording it.

    Raises:
        StoreUnavailable: No store can be made.
    """
    elapsed, flow = Elapsed(), flows.flows[one.scenario.flow]
    with opened(one, flows, Clock(seed, elapsed), seed) as lesson, keep(lesson) as keeper:
        with lesson.store.read() as conn:
            assignments = plan(conn, one.scenario, flow, lesson.pile, seed)
        pace = max(LEAST, min(PACE, one.scenario.par * OF_PAR))
        wire = Wire(lesson, pace, elapsed, lesson.seen, keeper.hear)
        operator = PerfectOperator(Troubleshooter(lesson, wire, careless_about))
        differences: list[str] = []
        given_up: set[str] = set()
        for assignment in assignments:
            if assignment.document in given_up:
                continue
            try:
                stopped = operator.do(assignment).stopped
            except GivenUpError:
                operator.look_again()
                given_up.add(assignment.document)
                continue
            if stopped:
                differences.append(f"stopped at {stopped.step}: {stopped.code} {stopped.text}".rstrip())
                break
        differences += [*_never(lesson), *lesson.end().differences]
        keeper.end()
        moments = lesson.moments
    return Played(result(one.scenario, moments, name=name, seed=seed), moments, tuple(differences))


def _never(lesson: Lesson) -> Iterator[str]:
    for one in lesson.mishaps:
        if not one.has_come:
            is_late = one.event.after and not one.is_due
            why = (
                f": its time comes after {one.event.after}, and all was done in {lesson.clock.seconds:.1f} s"
            )
            yield f"{one.event.fault} never happened{why if is_late else ''}"
