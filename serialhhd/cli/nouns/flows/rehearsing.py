"""`serialhhd flows simulate, impact`: what a flows.toml does, tried on a throw-away store."""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from serialhhd.cli.parts.exit_codes import REFUSED
from serialhhd.cli.parts.opened import reading
from serialhhd.cli.parts.options import Options
from serialhhd.cli.parts.output import Json, document, say
from serialhhd.store.words.controls import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from serialhhd.store.engine.store import Store

LONGEST: Final = 3_660
"""Days: ten years."""


# --- one conversation ---------------------------------------------------------------------------------------------


def simulate(
    ctx: typer.Context,
    flow: Annotated[str, typer.Argument(help="The flow that is played.")],
    *,
    scans: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="What is scanned, one a line; an empty line is Enter, {GS} a separator, # begins a comment. - is standard input.",
        ),
    ],
    on: Annotated[
        Literal["sample", "copy"],
        typer.Option(help="On a sample warehouse, or on a copy of the store. Either is thrown away."),
    ] = "sample",
    operator: Annotated[
        str | None,
        typer.Option(
            help="Who plays; on a copy, without it, somebody who sees the flow, and has no run open in it."
        ),
    ] = None,
    device: Annotated[str | None, typer.Option(metavar="NAME", help="On which device.")] = None,
) -> None:
    """Play a conversation on a throw-away store, line by line as line mode does. Exit 1 where a scan was refused."""
    from serialhhd.flows.config.discovery import FlowsFile, find_flows
    from serialhhd.flows.conversation.session import Session
    from serialhhd.flows.in_force.source import OnDevice
    from serialhhd.flows.rehearsal.simulating import Simulation, somebody
    from serialhhd.screens.line import run_lines

    lines, flows = _scans(scans), FlowsFile(find_flows(ctx.ensure_object(Options).flows))
    with _throw_away(ctx, on) as store:
        who = operator or somebody(store, flows.current(), flow, device)
        told = Simulation(Session(store, OnDevice(flows, device), who, flow), _tell)
        run_lines(told, lines, sys.stdout, as_json=False)
    say(f"{told.scans} scans, {told.refused} refused. Nothing of it is kept.")
    if told.refused:
        raise typer.Exit(REFUSED)


def _tell(line: str) -> None:
    print(visible(line))


def _scans(file: Path) -> list[str]:
    from serialhhd.flows.rehearsal.scans import scans_in
    from serialhhd.toml.problem import FileInvalid
    from serialhhd.toml.reading import STANDARD_INPUT, content, input_content

    try:
        given = input_content() if str(file) == STANDARD_INPUT else content(file)
    except FileInvalid as invalid:
        raise typer.BadParameter(str(invalid), param_hint="--scans") from None
    found = scans_in(given)
    if not found:
        raise typer.BadParameter(f"nothing is scanned in {file}.", param_hint="--scans")
    return found


@contextmanager
def _throw_away(ctx: typer.Context, on: str) -> "Iterator[Store]":
    """Open a new store with a sample warehouse, or with all that the store has."""
    from serialhhd.samples import warehouse as sample
    from serialhhd.store.engine import throw_away
    from serialhhd.store.replaying import copying

    with throw_away.ending_in_order(), throw_away.store("simulate") as store:
        if on == "sample":
            store.write(lambda conn: sample.fill(conn, store.now()))
        else:
            with reading(ctx) as site, site.read() as source:
                store.write(lambda conn: copying.everything(source, conn))
        yield store


# --- what the last days would have been ---------------------------------------------------------------------------


def impact(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The flows.toml that is to be; - is standard input.")],
    *,
    days: Annotated[float, typer.Option(min=0, max=LONGEST, help="So many days back from now.")] = 7,
    as_json: Json = False,
) -> None:
    """Tell what the last days would have been under another flows.toml: what is refused, and how much is asked.

    What handhelds received and picked is done again by a perfect operator, on a throw-away store: of the newest 1000 lines.
    """
    from serialhhd.flows.config.loader import checked_input
    from serialhhd.flows.in_force.now import flows_now
    from serialhhd.flows.in_force.text import read
    from serialhhd.flows.rehearsal import told
    from serialhhd.flows.rehearsal.impact import impact as impact_of
    from serialhhd.store.engine.throw_away import ending_in_order
    from serialhhd.toml.reading import STANDARD_INPUT

    after = checked_input().flows if str(file) == STANDARD_INPUT else read(file).flows
    with ending_in_order(), reading(ctx) as store:
        found = impact_of(store, flows_now(store, ctx.ensure_object(Options).flows), after, days=days)
    if as_json:
        document(found.as_json())
        if found.is_cut:
            say(f"Only the newest {found.lines} lines were looked at: there are more of that time.")
        return
    for sentence in told.sentences(found):
        print(visible(sentence))
