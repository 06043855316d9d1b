"""`serialhhd train run SCENARIO`: a lesson that somebody plays, on a screen or line by line."""

import json
import sys
from typing import TYPE_CHECKING

import typer

from serialhhd.cli.parts.arguments import check_terminal
from serialhhd.cli.parts.opened import who
from serialhhd.cli.parts.output import say

if TYPE_CHECKING:
    from serialhhd.flows.config.model import Flows
    from serialhhd.screens.hhd.settings import DeviceSize
    from serialhhd.store.words.vocabulary import Language
    from serialhhd.training.lessons.scoring import Result
    from serialhhd.training.scenarios.loader import Checked


def by_hand(
    name: str,
    one: "Checked",
    flows: "Flows",
    *,
    seed: int,
    size: "DeviceSize | None",
    language: "Language | None",
    is_exam: bool,
    plain: bool,
    as_json: bool,
) -> None:
    """Play a lesson, and tell what came of it.

    Raises:
        Refused: `lesson_needs_terminal`.
        StoreUnavailable: No store can be made.
    """
    if not plain:
        check_terminal("serialhhd train run --plain")
    from serialhhd.screens.hhd.terminal import quieten

    quieten()
    from serialhhd.store.engine.throw_away import ending_in_order
    from serialhhd.training.hands import playing

    chosen = playing.Chosen(
        name=name, one=one, flows=flows, seed=seed, trainee=who(), is_exam=is_exam, language=language
    )
    with ending_in_order():
        if plain:
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
            result = playing.by_lines(chosen, sys.stdin, sys.stderr if as_json else sys.stdout)
        else:
            device = size or playing.USUAL
            playing.check_room(device)
            code, result = playing.on_screen(chosen, device)
            if code:
                raise typer.Exit(code)
    _tell(result, plain=plain, as_json=as_json)


def _tell(result: "Result", *, plain: bool, as_json: bool) -> None:
    if as_json:
        print(json.dumps(result.as_json()))
    elif not plain:
        say(f"{'Passed' if result.passed else 'Not passed'}: {result.score} of 100 points.")
