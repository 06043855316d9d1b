"""Whether a recording holds: the same lesson, done again by its bytes, comes to the same store, row by row, and the same score."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from serialhhd.flows.config.loader import parse
from serialhhd.flows.config.model import Flow, Flows
from serialhhd.flows.in_force.text import numbered
from serialhhd.store.engine import throw_away
from serialhhd.store.words.vocabulary import Language
from serialhhd.toml.problem import FileInvalid
from serialhhd.training.lessons.clock import Clock
from serialhhd.training.lessons.lesson import Lesson
from serialhhd.training.lessons.moments import Ended
from serialhhd.training.lessons.opening import opened
from serialhhd.training.lessons.scoring import Result
from serialhhd.training.recordings import english as sentences
from serialhhd.training.recordings.again import Again
from serialhhd.training.recordings.cast import About, Cast, as_bytes
from serialhhd.training.recordings.marks import moment_of
from serialhhd.training.recordings.results import result_of
from serialhhd.training.recordings.rows import Rows, differing, rows_of
from serialhhd.training.scenarios.loader import CheckedScenario, check_flow, checked
from serialhhd.training.wire import Elapsed
from serialhhd.value_class import value_class

PROGRAM: Final = "serialhhd"
LONGEST_NAME: Final = 255
"""Bytes of a file's name."""
_FLOWS: Final = Path("flows.toml")
"""What the recorded flows are called in what is told of them."""


@value_class
class Recorded:
    """What a recording ends with.

    Attributes:
        rows: What the store held.
        result: What came of it.
    """

    rows: Rows
    result: Mapping[str, Any]


_RECORDED: Final = TypeAdapter(Recorded)
_END: Final = ("rows", "result")
"""The marks that a lesson ends with."""


def end_of(cast: Cast) -> Recorded:
    """Return what a recording ends with.

    Raises:
        Refused: `recording_cut_short`.
    """
    if not is_whole(cast):
        raise sentences.recording_cut_short(at=seconds_of(cast))
    marks = {mark["kind"]: mark for mark in cast.marks if str(mark.get("kind")) in _END}
    try:
        return _RECORDED.validate_python({**marks["rows"], **marks["result"]})
    except ValidationError as invalid:
        raise sentences.recording_not_playable(problem=invalid.errors()[0]["msg"]) from None


def seconds_of(cast: Cast) -> float:
    """Return how long a recording is."""
    return cast.events[-1].at if cast.events else 0.0


def is_whole(cast: Cast) -> bool:
    """Return whether a recording has its end."""
    return all(any(mark.get("kind") == kind for mark in cast.marks) for kind in _END)


def changed_since(about: About, flows: Flows) -> Iterator[str]:
    """Yield what is another than when it was recorded, a sentence each.

    Args:
        about: What was played.
        flows: The flows in force.
    """
    now = version(PROGRAM)
    if about.program != now:
        yield f"It was recorded by {PROGRAM} {about.program}, and this is {now}."
    if _said_by(about) != numbered(flows, None).flows:
        yield "The flows in force have changed since: it is played under those that are recorded."


def _said_by(about: About) -> Mapping[str, Flow] | None:
    """Return the flows that are recorded; None where this program does not understand them."""
    try:
        return numbered(parse(about.flows, _FLOWS), None).flows
    except FileInvalid:
        return None


def first_difference(cast: Cast) -> str | None:
    """Return in what a recording differs first from the same lesson done again; None where it holds.

    Raises:
        Refused: `recording_cut_short`, where nothing differs as far as it goes; `recording_not_playable`.
        StoreUnavailable: No store can be made.
    """
    return next(_differences(cast), None)


def score_of(cast: Cast) -> Result:
    """Return what came of a recorded lesson, reckoned anew from what happened in it.

    Raises:
        Refused: `recording_cut_short`, or `recording_not_playable`.
    """
    moments = [moment for mark in cast.marks if (moment := moment_of(mark))]
    if not any(isinstance(one, Ended) for one in moments):
        raise sentences.recording_cut_short(at=seconds_of(cast))
    about = cast.about
    with _written(about) as (one, _):
        return result_of(about, one.scenario, moments)


def _differences(cast: Cast) -> Iterator[str]:
    with _lesson_of(cast.about) as (lesson, elapsed):
        yield from Again(lesson, elapsed).play(cast)
        recorded = end_of(cast)
        with lesson.store.read() as conn:
            rows = rows_of(conn)
        yield from differing(recorded.rows, rows)
        now = result_of(cast.about, lesson.scenario, lesson.moments).as_json()
        for key, value in recorded.result.items():
            if now.get(key) != value:
                yield f"{key} of the result is {now.get(key)!r}, not {value!r}"


@contextmanager
def _lesson_of(about: About) -> Iterator[tuple[Lesson, Elapsed]]:
    elapsed = Elapsed()
    language = Language(about.language) if about.language else None
    with (
        _written(about) as (one, flows),
        opened(
            one,
            flows,
            Clock(about.seed, elapsed),
            about.seed,
            language=language,
            usual_language=about.usual_language,
        ) as lesson,
    ):
        yield lesson, elapsed


@contextmanager
def _written(about: About) -> Iterator[tuple[CheckedScenario, Flows]]:
    """Write the scenario and its files as they were recorded, and read them."""
    with throw_away.folder("recorded") as folder:
        for name, text in about.files.items():
            if _is_name(name):
                (folder / name).write_bytes(as_bytes(text))
        file = folder / "scenario.toml"
        file.write_text(about.toml, encoding="utf-8")
        try:
            one, flows = checked(file), parse(about.flows, _FLOWS)
            check_flow(one, flows)
        except FileInvalid as invalid:
            raise sentences.recording_not_playable(problem=str(invalid.problems[0])) from None
        yield one, flows


def _is_name(name: str) -> bool:
    """Return whether a file in a folder can be called so: nothing is written anywhere else."""
    return name not in {"", ".", ".."} and not {"/", "\0"} & set(name) and len(name.encode()) <= LONGEST_NAME
