"""`serialhhd train record`: a lesson that is played once becomes a scenario."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from serialhhd.cli.nouns.train.by_hand import Wishes, play
from serialhhd.cli.nouns.train.in_force import flows_in_force
from serialhhd.cli.parts.arguments import (
    DeviceLanguage,
    Plain,
    Size,
    check_terminal,
    parse_device,
    refuse_beside,
    spoken_in,
)
from serialhhd.cli.parts.exit_codes import REFUSED
from serialhhd.cli.parts.exporting import writable
from serialhhd.cli.parts.opened import existing
from serialhhd.cli.parts.output import counted, say

if TYPE_CHECKING:
    from serialhhd.flows.config.model import Flows
    from serialhhd.training.recordings.as_scenario import Making
    from serialhhd.training.scenarios.loader import CheckedScenario

LONGEST_TITLE: Final = 40


def record(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What the scenario is called; it is written into NAME.toml.")],
    *,
    from_scenario: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="SCENARIO",
            help="What there is at the start; left out: what the training store in use holds.",
        ),
    ] = None,
    flow: Annotated[
        str, typer.Option("--flow", help="The flow that is played on what a training store holds.")
    ] = "goods_in",
    size: Size = None,
    plain: Plain = False,
    language: DeviceLanguage = None,
    yes: Annotated[bool, typer.Option("--yes", help="Replace a file that is there.")] = False,
) -> None:
    """Play a lesson once; it is written as a scenario with goods, events and end.

    Nothing is kept in the store. Exit 1 where the perfect operator comes to another end, exit 4 where the scenario is not right.
    """
    if from_scenario:
        refuse_beside(ctx, "--from", "flow")
    if plain:
        refuse_beside(ctx, "--plain", "size")
    file = Path(f"{name}.toml")
    if file.exists() and not yes:
        raise typer.BadParameter(f"{file} is there; take another name, or --yes.")
    from serialhhd.store.engine import throw_away
    from serialhhd.training.hands.playing import Chosen
    from serialhhd.training.recordings.as_scenario import Making
    from serialhhd.training.scenarios import shipped
    from serialhhd.training.scenarios.loader import check_flow, checked

    flows, making = flows_in_force(ctx).flows, Making(Path(name).stem[:LONGEST_TITLE])
    wishes = Wishes(seed=0, size=parse_device(size), language=spoken_in(language), is_plain=plain)
    with throw_away.ending_in_order(), throw_away.folder("scenario") as folder:
        one = checked(shipped.find(from_scenario) if from_scenario else _of_store(ctx, flows, flow, folder))
        check_flow(one, flows)
        if not plain:
            check_terminal("serialhhd train record --plain")
        chosen = Chosen(
            name=name,
            one=one,
            flows=flows,
            seed=0,
            trainee="",
            is_exam=False,
            language=wishes.language,
            keep=making.keep,
            is_scored=False,
        )
        play(chosen, wishes)
    _write(file, making)
    _try(file, flows)


def _write(file: Path, making: "Making") -> None:
    """Write what was played, if there is enough of it."""
    from serialhhd.training.recordings.as_scenario import as_toml

    if making.made is None:
        say("The lesson was left before its end: nothing is written.")
        raise typer.Exit(REFUSED)
    if not making.made.end.stock:
        say("Nothing is in stock in the end: nothing is written.")
        raise typer.Exit(REFUSED)
    with writable(str(file)):
        file.write_text(as_toml(making.made), encoding="utf-8")


def _of_store(ctx: typer.Context, flows: "Flows", name: str, folder: Path) -> Path:
    """Write what the training store in use holds as a scenario, and return where it is."""
    from serialhhd.store.training.stores import check_for_training
    from serialhhd.training.recordings.as_scenario import as_toml
    from serialhhd.training.recordings.start_of_store import asks_documents, has_documents, scenario_of_store

    store, flow = existing(ctx), flows.flow(name)
    if flow is None:
        raise typer.BadParameter(f"there is no flow {name!r}: {', '.join(flows.flows)}.", param_hint="--flow")
    if store is None:
        raise typer.BadParameter(
            "name a scenario with --from, or a training store: serialhhd --store STORE train record NAME."
        )
    with store, store.read() as conn:
        check_for_training(store)
        if asks_documents(flow) and not has_documents(conn):
            raise typer.BadParameter("no document is open in that store: pre-receipt add, or pick-list add.")
        made = scenario_of_store(conn, flow, "What the store holds")
    file = folder / "start.toml"
    file.write_text(as_toml(made), encoding="utf-8")
    return file


def _try(file: Path, flows: "Flows") -> None:
    """Check the scenario, and have the perfect operator play it."""
    from serialhhd.store.engine.throw_away import ending_in_order
    from serialhhd.training.playing.player import play as play_without_hands
    from serialhhd.training.scenarios.loader import check_flow, checked

    with ending_in_order():
        one: CheckedScenario = checked(file)
        check_flow(one, flows)
        done = play_without_hands(str(file), one, flows)
    goods = sum(goods.units for goods in one.scenario.goods)
    say(f"Wrote {file}: {counted(goods, 'unit')}, {counted(len(one.scenario.events), 'event')}.")
    for difference in done.differences:
        say(f"  {difference}")
    if done.differences:
        say("The perfect operator comes to another end. Change the file, or play it again.")
        raise typer.Exit(REFUSED)
