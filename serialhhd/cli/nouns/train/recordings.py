"""`serialhhd train replay, score`: lessons that were recorded."""

import sys
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.nouns.train.in_force import flows_in_force
from serialhhd.cli.nouns.train.options import FASTEST, SLOWEST
from serialhhd.cli.parts.arguments import refuse_beside
from serialhhd.cli.parts.exit_codes import REFUSED
from serialhhd.cli.parts.output import document, say
from serialhhd.store.words.controls import visible

if TYPE_CHECKING:
    from serialhhd.training.recordings.cast import Cast

Recorded = Annotated[Path, typer.Argument(metavar="FILE", help="The recording of a lesson.")]


def replay(
    ctx: typer.Context,
    file: Recorded,
    *,
    speed: Annotated[
        float, typer.Option(min=SLOWEST, max=FASTEST, help="So many times as fast as it was.")
    ] = 1.0,
    verify: Annotated[
        bool, typer.Option("--verify", help="Do the lesson again by what was scanned, and compare the end.")
    ] = False,
) -> None:
    """Play a recorded lesson as it was seen; or do it again and compare store and score. Exit 1 where they differ."""
    from serialhhd.training.recordings.cast import read
    from serialhhd.training.recordings.verifying import is_whole, seconds_of

    if verify:
        refuse_beside(ctx, "--verify", "speed")
    cast = read(file)
    if verify:
        _verify(ctx, file, cast)
        return
    _show(cast, speed)
    if not is_whole(cast):
        say(f"The recording is cut short at {seconds_of(cast):.1f} s.")


def score(file: Recorded) -> None:
    """Print what came of a recorded lesson, reckoned anew from what happened in it, as one JSON document."""
    from serialhhd.store.engine.throw_away import ending_in_order
    from serialhhd.training.recordings.cast import read
    from serialhhd.training.recordings.verifying import score_of

    with ending_in_order():
        document(score_of(read(file)).as_json())


def _verify(ctx: typer.Context, file: Path, cast: "Cast") -> None:
    from serialhhd.store.engine.throw_away import ending_in_order
    from serialhhd.training.recordings.verifying import (
        changed_since,
        first_difference,
        seconds_of,
    )

    for change in changed_since(cast.about, flows_in_force(ctx).flows):
        say(change)
    with ending_in_order():
        difference = first_difference(cast)
    if difference:
        print(visible(f"differs: {file}\n  {difference}"))
        raise typer.Exit(REFUSED)
    print(visible(f"ok: {file} ({seconds_of(cast):.1f} s)"))


def _show(cast: "Cast", speed: float) -> None:
    """Write what was shown, each at its time, to whatever stdout is."""
    last = 0.0
    for event in cast.events:
        if event.kind == "o":
            sleep(max(0.0, event.at - last) / speed)
            last = max(last, event.at)
            sys.stdout.write(event.data)
            sys.stdout.flush()
