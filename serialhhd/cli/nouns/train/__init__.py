"""`serialhhd train`: scenarios, in which people train on goods that are not there."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from serialhhd.cli.nouns.train import history, making, recordings, stores
from serialhhd.cli.nouns.train.by_hand import Wishes, by_hand
from serialhhd.cli.nouns.train.holding import hold_class
from serialhhd.cli.nouns.train.in_force import checked_under, flows_in_force
from serialhhd.cli.nouns.train.options import (
    Anonymous,
    AsJsonLines,
    Auto,
    Exam,
    JUnit,
    Name,
    Record,
    Seed,
    Speed,
)
from serialhhd.cli.nouns.train.without_hands import without_hands
from serialhhd.cli.parts.arguments import (
    DeviceLanguage,
    Plain,
    Size,
    parse_device,
    refuse_beside,
    spoken_in,
)
from serialhhd.cli.parts.exit_codes import CONFIGURATION_INVALID
from serialhhd.cli.parts.output import Format, Json, counted, listing, tell

if TYPE_CHECKING:
    from serialhhd.toml.problem import Problem
    from serialhhd.training.scenarios.loader import CheckedScenario

COLUMNS: Final = ("scenario", "title", "goal", "par")
BY_HAND: Final = ("size", "exam", "plain", "language", "name", "anonymous")
"""The options of `train run` that are for a lesson by hand alone."""

app = typer.Typer(no_args_is_help=True, help="Scenarios to train with: check and list them.")

app.command()(history.history)
app.command(name="next")(history.next_scenario)
app.command()(history.forget)
app.command()(making.record)
app.command()(recordings.replay)
app.command()(recordings.score)
app.command()(stores.new)
app.command()(stores.reset)
app.command(name="class")(hold_class)

Scenarios = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SCENARIO]...",
        help="The names of shipped ones, or files; without any, all that are shipped.",
    ),
]


@app.command()
def check(ctx: typer.Context, scenarios: Scenarios = None, *, form: Format = "text") -> None:
    """Check scenarios: name every problem of each, and the steps that the flow in force does not ask."""
    from serialhhd.toml.problem import FileInvalid
    from serialhhd.training.scenarios import shipped

    flows = flows_in_force(ctx).flows
    right: list[CheckedScenario] = []
    problems: list[Problem] = []
    for named in scenarios or shipped.names():
        try:
            right.append(checked_under(named, flows))
        except FileInvalid as invalid:
            problems += invalid.problems
    tell(problems, form)
    if form == "text":
        for one in right:
            goods = counted(sum(goods.units for goods in one.scenario.goods), "unit")
            print(f"ok: {one.path} ({goods}, {counted(len(one.scenario.events), 'event')})")
    if problems:
        raise typer.Exit(CONFIGURATION_INVALID)


@app.command()
def run(
    ctx: typer.Context,
    scenarios: Annotated[
        list[str], typer.Argument(metavar="SCENARIO...", help="The names of shipped ones, or files.")
    ],
    *,
    auto: Auto = False,
    seed: Seed = 0,
    junit: JUnit = None,
    speed: Speed = None,
    size: Size = None,
    exam: Exam = False,
    plain: Plain = False,
    language: DeviceLanguage = None,
    as_json: AsJsonLines = False,
    name: Name = None,
    anonymous: Anonymous = False,
    record: Record = None,
) -> None:
    """Play a scenario by hand, or scenarios without hands, on throw-away stores, under the flows in force.

    By hand it ends with what came of it, and exit 0. Without hands, exit 1 where an end state differs.
    """
    device = parse_device(size)
    if not auto and (junit or speed or len(scenarios) > 1):
        raise typer.BadParameter(
            "one lesson at a time is played by hand; several, --junit and --speed: with --auto."
        )
    if auto:
        refuse_beside(ctx, "--auto", *BY_HAND)
    if plain:
        refuse_beside(ctx, "--plain", "size")
    if anonymous:
        refuse_beside(ctx, "--anonymous", "name")
    text = flows_in_force(ctx)
    ready = [(named, checked_under(named, text.flows)) for named in scenarios]
    if not auto:
        wishes = Wishes(
            seed=seed,
            size=device,
            language=spoken_in(language),
            is_exam=exam,
            is_plain=plain,
            as_json=as_json,
            name=name,
            is_anonymous=anonymous,
            record=record,
        )
        by_hand(*ready[0], text, wishes)
        return
    without_hands(ready, text, seed=seed, speed=speed, junit=junit, as_json=as_json, record=record)


@app.command(name="list")
def list_scenarios(*, as_json: Json = False) -> None:
    """List the scenarios that come with the program."""
    from serialhhd.training.scenarios import shipped
    from serialhhd.training.scenarios.loader import checked

    found = {name: checked(shipped.find(name)).scenario for name in shipped.names()}
    rows = [
        {"scenario": name, "title": one.title, "goal": one.goal, "par": one.par}
        for name, one in found.items()
    ]
    listing(rows, COLUMNS, as_json=as_json)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a scenario, for editors."""
    from serialhhd.training.scenarios.schema import schema_text

    print(schema_text(), end="")
