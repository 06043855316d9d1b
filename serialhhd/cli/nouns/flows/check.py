"""`serialhhd flows check`: what is wrong with a flows.toml, and what is odd."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.parts.exit_codes import CONFIGURATION_INVALID
from serialhhd.cli.parts.opened import existing
from serialhhd.cli.parts.options import Options
from serialhhd.cli.parts.output import Format, counted, say, tell

if TYPE_CHECKING:
    from serialhhd.flows.config.loader import Checked
    from serialhhd.toml.problem import Problem

PathOrInput = Annotated[
    Path | None, typer.Argument(help="The file; - is standard input; without it, the one that is used.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 4 where something is odd, too.")]


def check(
    ctx: typer.Context, path: PathOrInput = None, *, strict: Strict = False, form: Format = "text"
) -> None:
    """Check a flows.toml: name every problem, and what is odd though it can be used."""
    from serialhhd.flows.config.problems import FlowsInvalid

    try:
        checked = _checked(ctx, path)
    except FlowsInvalid as invalid:
        tell(invalid.problems, form)
        raise typer.Exit(CONFIGURATION_INVALID) from None
    odd = _odd(ctx, checked)
    tell(odd, form)
    if odd and strict:
        raise typer.Exit(CONFIGURATION_INVALID)
    if form == "text":
        flows, more = len(checked.flows), f", {counted(len(odd), 'warning')}" if odd else ""
        print(f"ok: {checked.report.file} ({counted(flows, 'flow')}{more})")


def _checked(ctx: typer.Context, path: Path | None) -> "Checked":
    from serialhhd.flows.config.discovery import find_flows
    from serialhhd.flows.config.loader import checked, checked_input
    from serialhhd.toml.reading import STANDARD_INPUT

    if str(path) == STANDARD_INPUT:
        return checked_input()
    return checked(find_flows(str(path) if path else ctx.ensure_object(Options).flows))


def _odd(ctx: typer.Context, checked: "Checked") -> "list[Problem]":
    """Return what is odd in the file, and what of the store its flows cannot serve, where there is one."""
    from serialhhd.flows.config.checking.warnings import warnings
    from serialhhd.store.words.refusal import StoreUnavailable

    odd = warnings(checked)
    try:
        store = existing(ctx)
    except StoreUnavailable as unavailable:
        say(f"The store was not looked at. {unavailable}")
        return odd
    if store:
        from serialhhd.flows.config.checking.in_store import warnings_in_store

        with store, store.read() as conn:
            odd += warnings_in_store(checked, conn)
    return odd
