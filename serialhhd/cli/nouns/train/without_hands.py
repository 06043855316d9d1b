"""`serialhhd train run SCENARIO... --auto`: lessons that the perfect operator plays."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from serialhhd.cli.parts.exit_codes import REFUSED
from serialhhd.cli.parts.exporting import writable
from serialhhd.cli.parts.output import counted, say
from serialhhd.store.words.controls import visible

if TYPE_CHECKING:
    from serialhhd.flows.in_force.text import FlowsText
    from serialhhd.training.lessons.keeping import Keep
    from serialhhd.training.playing.player import Played
    from serialhhd.training.scenarios.loader import CheckedScenario


def without_hands(
    ready: Sequence[tuple[str, "CheckedScenario"]],
    flows: "FlowsText",
    *,
    seed: int,
    speed: float | None,
    junit: Path | None,
    as_json: bool,
    record: Path | None,
) -> None:
    """Play scenarios, and tell what came of each; exit 1 where one went otherwise than it should.

    Args:
        ready: The scenarios, each by the name that it was given.
        flows: The flows in force.
        seed: The order of the goods, and the clock, follow from it.
        speed: So many times as fast as the clock of the lesson each is shown; None shows none, and waits for nothing.
        junit: Where it is written as JUnit's XML.
        as_json: Whether a JSON Line is printed for each, in place of sentences.
        record: Where the lesson is recorded, which is then the only one.
    """
    from serialhhd.store.engine.throw_away import ending_in_order
    from serialhhd.training.lessons.keeping import both, keep_nothing
    from serialhhd.training.playing.demonstration import shown
    from serialhhd.training.playing.junit import as_junit
    from serialhhd.training.playing.player import play

    keep = shown(sys.stderr if as_json else sys.stdout, speed) if speed else keep_nothing
    if record:
        keep = both(keep, _recorded(record, ready, flows, seed))
    with ending_in_order():
        played = [play(named, one, flows.flows, seed, keep=keep) for named, one in ready]
    for one in played:
        print(json.dumps(one.as_json()) if as_json else visible(_told(one)))
    if junit:
        with writable(str(junit)):
            junit.write_bytes(as_junit(played))
    if any(one.differences for one in played):
        raise typer.Exit(REFUSED)


def _recorded(
    file: Path, ready: Sequence[tuple[str, "CheckedScenario"]], flows: "FlowsText", seed: int
) -> "Keep":
    from serialhhd.training.recordings.recording import recorded_in, what_is_played

    if len(ready) > 1:
        raise typer.BadParameter("one lesson at a time is recorded.", param_hint="--record")
    ((name, one),) = ready
    about = what_is_played(one, flows.content.decode("utf-8"), name=name, seed=seed)
    return recorded_in(file, about, say, draws=True)


def _told(one: "Played") -> str:
    verdict, mishaps = "differs" if one.differences else "ok", counted(len(one.result.mishaps), "mishap")
    first = f"{verdict}: {one.name} ({counted(one.scans, 'scan')}, {mishaps}, score {one.result.score})"
    return "\n  ".join((first, *one.differences))
