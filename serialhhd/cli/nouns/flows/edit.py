"""`serialhhd flows edit`: a flows.toml changed on a page, with the handheld beside it."""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from serialhhd.cli.parts.arguments import (
    DeviceLanguage,
    Size,
    check_terminal,
    parse_device,
    spoken_in,
)
from serialhhd.cli.parts.opened import existing, who
from serialhhd.cli.parts.options import Options
from serialhhd.cli.parts.output import say
from serialhhd.flows.sentences import messages
from serialhhd.store.words.refusal import StoreUnavailable

if TYPE_CHECKING:
    from serialhhd.flows.in_force.saving import Keeper


def edit(ctx: typer.Context, *, size: Size = None, language: DeviceLanguage = None) -> None:
    """Change flows.toml on a page: steps and settings, the handheld beside them, and what is wrong below."""
    device = parse_device(size)
    check_terminal("serialhhd flows set")
    path = _file(ctx)
    from serialhhd.screens.editor.start import run_editor
    from serialhhd.training.scanner import Scanner

    with ExitStack() as kept:
        code = run_editor(path, _keeper(ctx, kept), device, spoken_in(language), Scanner())
    raise typer.Exit(code)


def _file(ctx: typer.Context) -> Path:
    """Return the file that is used; where there is none of one's own, make one after a yes.

    Raises:
        Refused: `flows_packaged`, where none is wanted.
    """
    from serialhhd.flows.config.discovery import HERE, PACKAGED, find_flows, is_packaged
    from serialhhd.flows.config.replacing import create
    from serialhhd.flows.descriptions.initial import initial_file

    path = find_flows(ctx.ensure_object(Options).flows)
    if path != PACKAGED and os.path.lexists(path):
        if is_packaged(path):
            raise messages.flows_packaged()
        return path
    new = HERE if path == PACKAGED else path
    say(
        "These flows came with the program, which keeps them." if path == PACKAGED else f"There is no {path}."
    )
    if not typer.confirm(f"Write {new.absolute()}, which says the same, and edit that?", err=True):
        raise messages.flows_packaged()
    create(new, initial_file().encode())
    return new


def _keeper(ctx: typer.Context, kept: ExitStack) -> "Keeper | None":
    """Return the store that keeps versions, where there is one."""
    try:
        store = existing(ctx)
    except StoreUnavailable as problem:
        say(f"Who changes it, and why, is not kept: {problem}")
        return None
    if store is None:
        return None
    from serialhhd.flows.in_force.saving import Keeper

    return Keeper(kept.enter_context(store), ctx.ensure_object(Options).flows, who())
