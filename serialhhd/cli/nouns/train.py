"""`serialhhd train`: scenarios, in which people train on goods that are not there."""

from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.parts.exit_codes import CONFIGURATION_INVALID
from serialhhd.cli.parts.opened import existing
from serialhhd.cli.parts.options import Options
from serialhhd.cli.parts.output import Format, Json, counted, listing, tell

if TYPE_CHECKING:
    from serialhhd.flows.config.model import Flows
    from serialhhd.toml.problem import Problem
    from serialhhd.training.scenarios.loader import Checked

COLUMNS = ("scenario", "title", "goal", "par")

app = typer.Typer(no_args_is_help=True, help="Scenarios to train with: check and list them.")

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

    flows = _flows(ctx)
    right: list[Checked] = []
    problems: list[Problem] = []
    for named in scenarios or shipped.names():
        try:
            right.append(_checked(named, flows))
        except FileInvalid as invalid:
            problems += invalid.problems
    tell(problems, form)
    if form == "text":
        for one in right:
            goods = counted(sum(goods.units for goods in one.scenario.goods), "unit")
            print(f"ok: {one.path} ({goods}, {counted(len(one.scenario.events), 'event')})")
    if problems:
        raise typer.Exit(CONFIGURATION_INVALID)


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


def _checked(named: str, flows: "Flows") -> "Checked":
    from serialhhd.training.scenarios import shipped
    from serialhhd.training.scenarios.loader import check_flow, checked

    one = checked(shipped.find(named))
    check_flow(one, flows)
    return one


def _flows(ctx: typer.Context) -> "Flows":
    """Return the flows in force: those of the store, where there is one."""
    from serialhhd.flows.config.discovery import find_flows
    from serialhhd.flows.config.loader import load
    from serialhhd.flows.in_force.now import flows_now

    explicit, store = ctx.ensure_object(Options).flows, existing(ctx)
    if store is None:
        return load(find_flows(explicit))
    with store:
        return flows_now(store, explicit)
