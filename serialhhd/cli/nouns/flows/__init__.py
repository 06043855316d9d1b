"""`serialhhd flows`: check and show the configuration, print its schema."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.nouns.flows import check, describing, edit, editing, rehearsing, versions
from serialhhd.cli.parts.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from serialhhd.flows.config.discovery import Found
    from serialhhd.flows.config.model import Flow, Flows

app = typer.Typer(no_args_is_help=True, help="The conversations: check, show and change flows.toml.")
app.command(name="check")(check.check)
app.command(name="explain")(describing.explain)
app.command(name="diagram")(describing.diagram)
app.command(name="diff")(describing.diff)
app.command(name="init")(editing.init)
app.command(name="set")(editing.set_option)
app.command(name="unset")(editing.unset_option)
app.command(name="include")(editing.include)
app.command(name="exclude")(editing.exclude)
app.command(name="move")(editing.move)
app.command(name="copy")(editing.copy)
app.command(name="remove")(editing.remove)
app.command()(rehearsing.simulate)
app.command()(rehearsing.impact)
app.command()(edit.edit)
app.command()(versions.apply)
app.command()(versions.promote)
app.command()(versions.withdraw)
app.command()(versions.history)
app.command()(versions.rollback)


@app.command()
def show(
    ctx: typer.Context,
    flow: Annotated[str | None, typer.Argument(help="One flow; without it, all.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Show every option as it holds, and which file says so."""
    from serialhhd.flows.config.discovery import discover
    from serialhhd.flows.config.loader import load

    found = discover(ctx.ensure_object(Options).flows)
    flows = load(found.path)
    chosen = list(flows) if flow is None else [_chosen(flows, flow)]
    print(_as_json(found, flows, chosen) if as_json else _as_toml(found, flows, chosen))


@app.command()
def schema() -> None:
    """Print the JSON Schema of flows.toml, for editors."""
    from serialhhd.flows.config.schema import schema_text

    print(schema_text(), end="")


def _chosen(flows: "Flows", name: str) -> "Flow":
    from serialhhd.toml.problem import nearest

    flow = flows.flow(name)
    if flow is None:
        known, meant = ", ".join(flows.flows), nearest(name, flows.flows)
        raise typer.BadParameter(
            f"there is no flow {name!r} in {flows.path} ({known})" + (f" - {meant}" if meant else "")
        )
    return flow


def _as_json(found: "Found", flows: "Flows", chosen: "Iterable[Flow]") -> str:
    shown = {"path": str(found.path), "origin": found.origin, **_document(flows, chosen)}
    return json.dumps(shown, indent=2, ensure_ascii=False)


def _as_toml(found: "Found", flows: "Flows", chosen: "Iterable[Flow]") -> str:
    import tomlkit

    return f"# {found.path} ({found.origin})\n{tomlkit.dumps(_document(flows, chosen))}".rstrip()


def _document(flows: "Flows", chosen: "Iterable[Flow]") -> dict[str, Any]:
    shown = {flow.name: flow.as_table() for flow in chosen}
    devices = {name: profile.model_dump(mode="json") for name, profile in flows.devices.items()}
    named = {"devices": devices} if devices else {}
    return {"version": flows.version, "device": flows.device.model_dump(mode="json"), **named, "flows": shown}
