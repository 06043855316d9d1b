"""What a lesson is worth: a function of the scenario and of what happened, and nothing else. Nobody else computes a score."""

from collections.abc import Sequence
from dataclasses import asdict
from math import floor
from typing import Any, Final

from serialhhd.training.lessons.judging import judge
from serialhhd.training.lessons.moments import (
    Acknowledged,
    Ended,
    Hinted,
    Moment,
    Scanned,
    SignedOn,
    Undone,
)
from serialhhd.training.scenarios.model import Scenario
from serialhhd.value_class import value_class

FULL: Final = 100
SLIPPED: Final = 15
WRONG_SCAN: Final = 5
LATE_ALARM: Final = 3
HINT: Final = 2
TENTH_OVER_PAR: Final = 1
SOON: Final = 5.0
"""Seconds within which an alarm is acknowledged by somebody who listens."""
TOLD: Final = 1
"""So many decimals seconds are told with; they are reckoned with as they are."""
AS_EXPECTED: Final = "as_expected"
DIFFERS: Final = "differs"
_DIGITS: Final = 6
"""To so many a tenth is reckoned: what is just a tenth over par is not less by what a float leaves out."""


@value_class
class ScoredMishap:
    """A mishap that came: what went wrong, whether it was caught, and after how many seconds it was, or had slipped."""

    fault: str
    caught: bool
    seconds: float


@value_class(kw_only=True)
class Result:
    """What came of a lesson. Its fields are the keys of the JSON object.

    Attributes:
        scenario: By which name or path the scenario was named.
        seed: That of the lesson.
        trainee: Who played; empty where nobody has a name.
        units: So many were brought in, out, or elsewhere.
        seconds: How long it took.
        par: How long it should take at most.
        wrong_scans: Entries of one's own that were not taken.
        late_alarms: Alarms that were acknowledged after more than `SOON`.
        undo: How often something captured was taken back; it costs nothing.
        hints: How many were shown.
        mishaps: Those that came.
        end_state: `as_expected`, or `differs`: also where the lesson has not ended.
        score: From 0 to 100.
        passed: Whether that, and the mishaps that slipped, are enough for the scenario.
    """

    scenario: str
    seed: int
    trainee: str
    units: int
    seconds: float
    par: float
    wrong_scans: int
    late_alarms: int
    undo: int
    hints: int
    mishaps: tuple[ScoredMishap, ...]
    end_state: str
    score: int
    passed: bool

    def as_json(self) -> dict[str, Any]:
        """Return it as the JSON object of `train run`, its seconds to a tenth."""
        mishaps = [{**asdict(one), "seconds": round(one.seconds, TOLD)} for one in self.mishaps]
        return {**asdict(self), "seconds": round(self.seconds, TOLD), "mishaps": mishaps}


def result(
    scenario: Scenario, moments: Sequence[Moment], *, name: str, seed: int = 0, trainee: str = ""
) -> Result:
    """Return what came of a lesson.

    Args:
        scenario: The scenario.
        moments: What happened, in order; of a lesson that has not ended, as far as it went.
        name: By which name or path the scenario was named.
        seed: That of the lesson.
        trainee: Who played.
    """
    ended = next((one for one in moments if isinstance(one, Ended)), None)
    units = ended.units if ended else 0
    seconds = moments[-1].at if moments else 0.0
    par = round(scenario.par * units, 3)
    mishaps = tuple(_mishaps(moments, seconds))
    slipped = sum(not one.caught for one in mishaps)
    wrong = sum(isinstance(one, Scanned) and not one.is_right and one.mishap is None for one in moments)
    late = _late_alarms(moments)
    hints = sum(isinstance(one, Hinted) for one in moments)
    is_right = ended is not None and not ended.differences
    less = (
        SLIPPED * slipped
        + WRONG_SCAN * wrong
        + LATE_ALARM * late
        + HINT * hints
        + TENTH_OVER_PAR * _tenths_over(seconds, par)
    )
    score = max(0, FULL - less) if is_right else 0
    return Result(
        scenario=name,
        seed=seed,
        trainee=trainee,
        units=units,
        seconds=seconds,
        par=par,
        wrong_scans=wrong,
        late_alarms=late,
        undo=sum(isinstance(one, Undone) for one in moments),
        hints=hints,
        mishaps=mishaps,
        end_state=AS_EXPECTED if is_right else DIFFERS,
        score=score,
        passed=score >= scenario.passing.score and slipped <= scenario.passing.slipped,
    )


def _mishaps(moments: Sequence[Moment], seconds: float) -> list[ScoredMishap]:
    """Return what became of each mishap; one that is neither caught nor slipped yet is not caught."""
    return [
        ScoredMishap(
            one.came.fault,
            caught=bool(one.is_caught),
            seconds=round(seconds - one.came.at, 3) if one.is_caught is None else one.seconds,
        )
        for one in judge(moments)
    ]


def _late_alarms(moments: Sequence[Moment]) -> int:
    """Return how many alarms were acknowledged late; one that stands at the end, and has for too long, is one of them."""
    late, raised = 0, None
    for one in moments:
        if isinstance(one, Scanned) and one.is_alarm:
            raised = one.at
        elif isinstance(one, SignedOn):
            raised = None
        elif isinstance(one, Acknowledged):
            late, raised = late + (one.seconds > SOON), None
    return late + (raised is not None and moments[-1].at - raised > SOON)


def _tenths_over(seconds: float, par: float) -> int:
    """Return how many whole tenths of par are over it; none where there is no par, as nothing was done."""
    return max(0, floor(round((seconds / par - 1) * 10, _DIGITS))) if par else 0
