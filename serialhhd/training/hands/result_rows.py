"""What came of a lesson, in words: the result, and what would have been right. Nothing is reckoned here."""

from collections.abc import Iterator, Sequence

from serialhhd.screens.training.trainee.played_lesson import ResultRow
from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import MEANINGS, Right
from serialhhd.training.hands import english as words
from serialhhd.training.hands.plot import plotted
from serialhhd.training.lessons.judging import Judged, judge
from serialhhd.training.lessons.moments import Ended, Moment
from serialhhd.training.lessons.scoring import LATE_ALARM, SLIPPED, WRONG_SCAN, Result
from serialhhd.training.scenarios.model import Scenario

NOTHING = ResultRow("")
PLOT = 20
"""Columns of the plot of progress."""


def rows(
    scenario: Scenario, moments: Sequence[Moment], result: Result, scores: Sequence[int] = ()
) -> Iterator[ResultRow]:
    """Yield what is told of a lesson that has ended, the most important first.

    Args:
        scenario: The scenario.
        moments: What happened.
        result: What that was worth.
        scores: What the trainee's lessons of it were worth before, the oldest first.
    """
    verdict = words.passed(score=result.score) if result.passed else words.not_passed(score=result.score)
    yield ResultRow(f" {verdict}   {scenario.title} ", "title")
    asked = scenario.passing
    yield ResultRow(words.needed(score=asked.score, slipped=asked.slipped))
    if scores:
        plot = plotted([*scores, result.score], PLOT)
        yield ResultRow(words.progress(plot=plot, lessons=len(scores) + 1))
    yield NOTHING
    yield from _mishaps(moments, result)
    yield NOTHING
    yield from _end(moments)
    yield from _work(result)
    if scenario.hints:
        yield NOTHING
        yield ResultRow(words.heading_hints(), "heading")
        yield from (ResultRow(f"  {number}. {hint}") for number, hint in enumerate(scenario.hints, start=1))


def rows_without_score(scenario: Scenario, moments: Sequence[Moment], result: Result) -> Iterator[ResultRow]:
    """Yield what is told of a lesson that has ended, and that there was no end yet to hold against."""
    yield ResultRow(f" {scenario.title} ", "title")
    yield ResultRow(words.becomes_scenario())
    yield NOTHING
    yield from _mishaps(moments, result)
    yield ResultRow(words.undone_and_hints(undone=result.undo, hints=result.hints))


def _mishaps(moments: Sequence[Moment], result: Result) -> Iterator[ResultRow]:
    judged = judge(moments)
    if not judged:
        yield ResultRow(words.nothing_went_wrong(), "heading")
        return
    yield ResultRow(words.heading_mishaps(), "heading")
    for one, scored in zip(judged, result.mishaps, strict=True):
        yield from _mishap(one, scored.seconds)


def _mishap(one: Judged, seconds: float) -> Iterator[ResultRow]:
    fault, right = one.came.fault, Right(one.came.right)
    what = words.what_happened(fault=fault, meaning=faults()[fault].meaning)
    done = words.right_thing(right=right, meaning=MEANINGS[right])
    if one.is_caught:
        yield ResultRow(f"  ✓ {what}", "good")
        yield ResultRow(f"    {words.caught(seconds=_number(seconds), done=done)}")
    else:
        yield ResultRow(f"  ✗ {what}", "bad")
        yield ResultRow(f"    {words.slipped(done=done, cost=SLIPPED)}")


def _end(moments: Sequence[Moment]) -> Iterator[ResultRow]:
    ended = next((one for one in moments if isinstance(one, Ended)), None)
    differing = ended.differences if ended else ()
    if not differing:
        yield ResultRow(words.end_as_expected(), "good")
        return
    yield ResultRow(words.end_differs(), "bad")
    yield from (ResultRow(f"  {one}", "bad") for one in differing)


def _work(result: Result) -> Iterator[ResultRow]:
    is_late = result.seconds > result.par
    yield ResultRow(
        words.time_taken(seconds=_number(result.seconds), par=_number(result.par), units=result.units),
        "bad" if is_late else "good",
    )
    yield _counted(words.wrong_scans(count=result.wrong_scans, cost=WRONG_SCAN), result.wrong_scans)
    yield _counted(words.late_alarms(count=result.late_alarms, cost=LATE_ALARM), result.late_alarms)
    yield ResultRow(words.undone_and_hints(undone=result.undo, hints=result.hints))


def _counted(text: str, count: int) -> ResultRow:
    return ResultRow(text, "bad" if count else "plain")


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
