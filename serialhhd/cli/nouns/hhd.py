"""`serialhhd hhd`: the handheld."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.parts.arguments import (
    DeviceLanguage,
    Plain,
    RequireValid,
    Size,
    check_terminal,
    parse_device,
    spoken_in,
)
from serialhhd.cli.parts.loading import loading
from serialhhd.cli.parts.opened import writing
from serialhhd.cli.parts.options import Options
from serialhhd.cli.parts.secrets import hiding

if TYPE_CHECKING:
    from serialhhd.flows.config.model import Flows
    from serialhhd.screens.hhd.settings import DeviceSize
    from serialhhd.store.engine.store import Store
    from serialhhd.store.words.vocabulary import Language

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object for each line.")]


def hhd(
    ctx: typer.Context,
    *,
    operator: Annotated[str | None, typer.Option(help="Who is signed on.")] = None,
    flow: Annotated[str | None, typer.Option(help="Go straight to this flow, such as goods_in.")] = None,
    size: Size = None,
    device: Annotated[
        str | None, typer.Option(metavar="NAME", help="Set up as flows.toml says for a device of this name.")
    ] = None,
    plain: Plain = False,
    as_json: AsJson = False,
    language: DeviceLanguage = None,
    require_valid: RequireValid = False,
) -> None:
    """Open the handheld. An open run of the operator goes on where it stands."""
    screen = parse_device(size)
    check_modes(plain=plain, as_json=as_json)
    if not (plain or as_json):
        check_terminal("serialhhd hhd --plain")
    with writing(ctx) as store:
        open_handheld(
            ctx,
            store,
            operator,
            flow,
            screen,
            device=device,
            plain=plain,
            as_json=as_json,
            language=spoken_in(language),
            requires_valid=require_valid,
        )


def check_modes(*, plain: bool, as_json: bool) -> None:
    """Refuse --plain and --json at once."""
    if plain and as_json:
        raise typer.BadParameter("--plain and --json exclude each other.")


def check_device(store: "Store", flows: "Flows", name: str) -> None:
    """Refuse a name that neither flows.toml sets up nor the store has: it would be set up as all are, unsaid."""
    from serialhhd.store.people import devices

    with store.read() as conn:
        known = {one.name.casefold(): one.name for one in devices.all_devices(conn)}
    if name.casefold() in known or flows.profile(name) is not flows.device:
        return
    patterns = {one.casefold(): one for profile in flows.devices.values() for one in profile.match}
    known = patterns | known
    named = ", ".join(sorted(known.values(), key=str.casefold))
    there_are = (
        f"known are: {named}" if named else "none is known, neither in flows.toml nor by serialhhd device add"
    )
    raise typer.BadParameter(f"there is no device {name!r}; {there_are}.", param_hint="--device")


def open_handheld(
    ctx: typer.Context,
    store: "Store",
    operator: str | None,
    flow: str | None,
    size: "DeviceSize | None",
    *,
    device: str | None = None,
    plain: bool,
    as_json: bool,
    language: "Language | None" = None,
    requires_valid: bool = False,
) -> None:
    """Run the handheld on an open store: as a screen, or line by line."""
    with loading():
        from serialhhd.flows.conversation.session import Session
        from serialhhd.flows.in_force.in_force import FlowsInForce
        from serialhhd.flows.in_force.source import OnDevice
        from serialhhd.store.words.vocabulary import Language

        if plain or as_json:
            from serialhhd.screens.line import run_lines
        else:
            from serialhhd.hosting.console import run_handheld
            from serialhhd.screens.hhd.settings import DeviceSettings
            from serialhhd.training.scanner import Scanner
    given = ctx.ensure_object(Options).flows
    with FlowsInForce(store, given, requires_valid=requires_valid) as flows:
        if device is not None:
            check_device(store, flows.current(operator, device), device)
        session = Session(
            store,
            OnDevice(flows, device),
            operator,
            flow,
            names=(device, os.environ.get("TERM")),
            language=Language.ENGLISH if as_json else language,
            is_for_programs=as_json,
        )
        if plain or as_json:
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
            with hiding() as hide:
                run_lines(session, sys.stdin, sys.stdout, as_json=as_json, hide=hide)
            return
        scanner = Scanner() if size else None
        raise typer.Exit(run_handheld(session, DeviceSettings(size=size), scanner))
