"""A lesson by hand from its start to its end: on the terminal, or line by line."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from serialhhd.flows.config.model import Flows
from serialhhd.hosting.console import run_handheld
from serialhhd.screens.hhd.flow_screen import FRAME, SCANNER_COLUMNS, SCANNER_ROWS
from serialhhd.screens.hhd.settings import DeviceSettings, DeviceSize
from serialhhd.screens.training.trainee.trainee_screen import TraineeScreen
from serialhhd.store.words.vocabulary import Language
from serialhhd.training.hands import english as sentences
from serialhhd.training.hands.lines import Lines
from serialhhd.training.hands.trainee import ByHand
from serialhhd.training.lessons.clock import Clock
from serialhhd.training.lessons.keeping import Keep, Keeper, keep_nothing
from serialhhd.training.lessons.opening import opened
from serialhhd.training.lessons.scoring import Result
from serialhhd.training.scenarios.loader import CheckedScenario
from serialhhd.value_class import value_class

USUAL: Final = DeviceSize(20, 16)


@value_class(kw_only=True)
class Chosen:
    """What somebody chooses to play, and how.

    Attributes:
        name: By which name or path the scenario was named.
        one: The scenario.
        flows: The flows in force.
        seed: The order of the goods follows from it.
        trainee: Who plays; may be empty.
        is_exam: Whether nothing is told before the end.
        language: In which the handheld speaks; None: as flows.toml says.
        scores: What the trainee's lessons of it were worth, the oldest first.
        keep: Begins to keep the lesson, as by recording it.
        is_scored: Whether there is an end that it is held against.
    """

    name: str
    one: CheckedScenario
    flows: Flows
    seed: int
    trainee: str
    is_exam: bool
    language: Language | None
    scores: tuple[int, ...] = ()
    keep: Keep = keep_nothing
    is_scored: bool = True


def check_room(size: DeviceSize) -> None:
    """Check that a device of a size, and what lies beside it, have room on this terminal.

    Raises:
        Refused: `lesson_needs_terminal`.
    """
    columns, rows = size.columns + FRAME + SCANNER_COLUMNS, max(size.rows + FRAME, SCANNER_ROWS)
    has_columns, has_rows = os.get_terminal_size(sys.stdout.fileno())
    if has_columns < columns or has_rows < rows:
        raise sentences.lesson_needs_terminal(
            columns=columns, rows=rows, has_columns=has_columns, has_rows=has_rows, size=str(size)
        )


def on_screen(chosen: Chosen, size: DeviceSize) -> tuple[int, Result]:
    """Play a lesson on the terminal, and return the exit code, other than 0 where it was broken off, and what came of it.

    Raises:
        StoreUnavailable: No store can be made.
    """
    with _playing(chosen) as (trainee, keeper):
        code = run_handheld(
            trainee,
            DeviceSettings(size=size),
            trainee,
            lambda _, *rest: TraineeScreen(trainee, *rest),
            keeper,
        )
        return code, trainee.result()


def by_lines(chosen: Chosen, lines: Iterable[str], out: TextIO) -> Result:
    """Play a lesson line by line, and return what came of it.

    Raises:
        StoreUnavailable: No store can be made.
    """
    with _playing(chosen) as (trainee, keeper):
        Lines(trainee, out, keeper.hear).play(lines)
        return trainee.result()


@contextmanager
def _playing(chosen: Chosen) -> Iterator[tuple[ByHand, Keeper]]:
    """Open a lesson for somebody, and keep it; whoever leaves it before its end has a lesson without one."""
    clock = Clock(chosen.seed)
    with (
        opened(chosen.one, chosen.flows, clock, chosen.seed, language=chosen.language) as lesson,
        chosen.keep(lesson) as keeper,
    ):
        trainee = ByHand(
            lesson,
            chosen.name,
            chosen.seed,
            chosen.trainee,
            is_exam=chosen.is_exam,
            scores=chosen.scores,
            is_scored=chosen.is_scored,
        )
        yield trainee, keeper
        if trainee.has_ended:
            keeper.end()
