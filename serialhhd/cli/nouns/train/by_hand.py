"""`serialhhd train run SCENARIO`: a lesson that somebody plays, on a screen or line by line."""

import json
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from serialhhd.cli.nouns.train.kept import keep_result, recorded
from serialhhd.cli.parts.arguments import check_terminal
from serialhhd.cli.parts.opened import who
from serialhhd.cli.parts.output import say
from serialhhd.value_class import value_class

if TYPE_CHECKING:
    from serialhhd.flows.in_force.text import FlowsText
    from serialhhd.screens.hhd.settings import DeviceSize
    from serialhhd.store.words.vocabulary import Language
    from serialhhd.training.hands.playing import Chosen
    from serialhhd.training.lessons.keeping import Keep
    from serialhhd.training.lessons.scoring import Result
    from serialhhd.training.scenarios.loader import CheckedScenario


@value_class(kw_only=True)
class Wishes:
    """How a lesson is played, and what is kept of it.

    Attributes:
        seed: The order of the goods follows from it.
        size: The size of the device; None: the usual one.
        language: In which the handheld speaks; None: as flows.toml says.
        is_exam: Whether nothing is told before the end.
        is_plain: Whether it is played line by line.
        as_json: Whether the result is printed as JSON.
        name: Who plays; None: who works at this computer.
        is_anonymous: Whether no name is kept.
        record: Where the lesson is recorded; None: in the user's data folder.
    """

    seed: int
    size: "DeviceSize | None"
    language: "Language | None"
    is_exam: bool = False
    is_plain: bool = False
    as_json: bool = False
    name: str | None = None
    is_anonymous: bool = False
    record: Path | None = None

    @property
    def trainee(self) -> str:
        """Who plays; empty where no name is kept."""
        return "" if self.is_anonymous else self.name or who()


def by_hand(name: str, one: "CheckedScenario", flows: "FlowsText", wishes: Wishes) -> None:
    """Play a lesson, record it, keep what came of it, and tell that.

    Raises:
        Refused: `lesson_needs_terminal`.
        StoreUnavailable: No store can be made.
    """
    if not wishes.is_plain:
        check_terminal("serialhhd train run --plain")
    from serialhhd.training.hands.playing import Chosen

    told: list[str] = []
    chosen = Chosen(
        name=name,
        one=one,
        flows=flows.flows,
        seed=wishes.seed,
        trainee=wishes.trainee,
        is_exam=wishes.is_exam,
        language=wishes.language,
        scores=_scores(name, wishes),
        keep=_recorded(name, one, flows, wishes, told),
    )
    result = play(chosen, wishes)
    keep_result(result, told.append, is_anonymous=wishes.is_anonymous)
    for sentence in dict.fromkeys(told):
        say(sentence)
    _tell(result, wishes)


def play(chosen: "Chosen", wishes: Wishes) -> "Result":
    """Play a lesson on the terminal or line by line, and return what came of it; leave the program where it was broken off.

    Raises:
        Refused: `lesson_needs_terminal`.
        StoreUnavailable: No store can be made.
    """
    from serialhhd.screens.hhd.terminal import quieten

    quieten()
    from serialhhd.store.engine.throw_away import ending_in_order
    from serialhhd.training.hands import playing

    with ending_in_order():
        if wishes.is_plain:
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
            return playing.by_lines(chosen, sys.stdin, sys.stderr if wishes.as_json else sys.stdout)
        device = wishes.size or playing.USUAL
        playing.check_room(device)
        code, result = playing.on_screen(chosen, device)
        if code:
            raise typer.Exit(code)
        return result


# --- what is kept of it ---------------------------------------------------------------------------------------------


def _recorded(
    name: str, one: "CheckedScenario", flows: "FlowsText", wishes: Wishes, told: list[str]
) -> "Keep":
    """Return what begins to record the lesson."""
    from serialhhd.training.recordings.recording import what_is_played

    about = what_is_played(
        one,
        flows.content.decode("utf-8"),
        name=name,
        seed=wishes.seed,
        language=wishes.language,
        trainee=wishes.trainee,
    )
    size = shutil.get_terminal_size()
    return recorded(about, told.append, (size.columns, size.lines), wishes.record, draws=wishes.is_plain)


def _scores(name: str, wishes: Wishes) -> tuple[int, ...]:
    """Return what the trainee's lessons of a scenario were worth, the oldest first."""
    from serialhhd.training.data_folder import default_folder
    from serialhhd.training.history.history import History

    if not wishes.trainee:
        return ()
    with suppress(OSError):
        entries = History(default_folder()).entries(wishes.trainee)
        return tuple(one.score for one in entries if one.scenario == Path(name).stem)
    return ()


def _tell(result: "Result", wishes: Wishes) -> None:
    if wishes.as_json:
        print(json.dumps(result.as_json()))
    elif not wishes.is_plain:
        say(f"{'Passed' if result.passed else 'Not passed'}: {result.score} of 100 points.")
