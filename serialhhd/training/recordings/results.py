"""What came of a lesson that is recorded: the same as without a recording."""

from collections.abc import Sequence

from serialhhd.training.lessons.moments import Moment
from serialhhd.training.lessons.scoring import Result, result
from serialhhd.training.recordings.cast import About
from serialhhd.training.scenarios.model import Scenario


def result_of(about: About, scenario: Scenario, moments: Sequence[Moment]) -> Result:
    """Return what came of a lesson, by what was played and what happened in it."""
    return result(scenario, moments, name=about.scenario, seed=about.seed, trainee=about.trainee or "")
