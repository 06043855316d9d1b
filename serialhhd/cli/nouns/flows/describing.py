"""`serialhhd flows explain, diagram, diff`: what a flows.toml means, told to people."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from serialhhd.cli.parts.options import Options
from serialhhd.cli.parts.output import Json, document, say
from serialhhd.store.words.controls import visible

if TYPE_CHECKING:
    from serialhhd.flows.config.loader import Checked


def explain(
    ctx: typer.Context,
    option: Annotated[
        str,
        typer.Argument(
            metavar="FLOW[.STEP[.KEY]]", help="A flow, one of its steps, or one key; device, or devices.NAME."
        ),
    ],
    *,
    as_json: Json = False,
) -> None:
    """Tell what holds, where the file says so, what it means, and what else it may be."""
    from serialhhd.flows.descriptions import explanation

    checked, names = _checked(ctx), option.split(".")
    if as_json:
        document(explanation.rows(explanation.explained(checked, names)))
    else:
        print(visible(explanation.text(checked, names)))


def diagram(
    ctx: typer.Context,
    flow: Annotated[str, typer.Argument(help="The flow.")],
    *,
    form: Annotated[
        Literal["text", "mermaid"], typer.Option("--format", help="For a terminal, or for a page.")
    ] = "text",
) -> None:
    """Draw a flow: its questions in order, where the next turn begins, and where it ends."""
    from serialhhd.flows.descriptions import diagram as drawing
    from serialhhd.flows.sentences import messages

    flows = _checked(ctx).flows
    found = flows.flow(flow)
    if found is None:
        raise messages.unknown_flow(flow=flow, flows=tuple(flows.flows))
    print(visible(drawing.text(found) if form == "text" else drawing.mermaid(found)))


def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help="The file that holds.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="The file that is to hold.")],
) -> None:
    """Tell what changes for operators when one file takes the place of another."""
    from serialhhd.flows.config.loader import load
    from serialhhd.flows.descriptions.differences import differences

    found = differences(load(before), load(after))
    for sentence in found:
        print(visible(sentence))
    if not found:
        say("Nothing changes for operators.")


def _checked(ctx: typer.Context) -> "Checked":
    from serialhhd.flows.config.discovery import find_flows
    from serialhhd.flows.config.loader import checked

    return checked(find_flows(ctx.ensure_object(Options).flows))
