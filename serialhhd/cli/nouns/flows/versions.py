"""`serialhhd flows apply, promote, withdraw, history, rollback`: which flows are in force, and were."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.options import Options
from serialhhd.cli.parts.output import LARGEST, Json, Limit, listing, say
from serialhhd.flows.sentences import messages

if TYPE_CHECKING:
    from serialhhd.flows.config.model import Flows
    from serialhhd.flows.in_force.applying import Site
    from serialhhd.store.configuration.versions import Version
    from serialhhd.store.engine.store import Store

COLUMNS: Final = ("id", "at", "by", "why", "pilot", "in_force", "file")

Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why; it is kept with the version.")]


def apply(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="The flows.toml that is to be in force.")] = None,
    *,
    why: Why,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    default: Annotated[bool, typer.Option("--default", help="The flows that come with the program.")] = False,
    based_on: Annotated[
        int | None,
        typer.Option(
            "--based-on",
            max=LARGEST,
            metavar="VERSION",
            help="Refuse where another version is in force meanwhile.",
        ),
    ] = None,
    pilot: Annotated[
        list[str] | None,
        typer.Option("--pilot", metavar="NAME", help="For this operator or device alone; may be repeated."),
    ] = None,
) -> None:
    """Put a flows.toml in force: it is checked, what changes is shown, and after a yes the file in force is replaced."""
    if (file is None) != default:
        raise typer.BadParameter("name a file, or --default.")
    from serialhhd.flows.in_force import applying
    from serialhhd.flows.in_force.text import packaged, read

    text = read(file) if file else packaged()
    with writing(ctx) as store:
        at = _site(ctx, store)
        say(f"In force: {_named(at.now)}" if at.now else "In force: nothing yet")
        _show_changes(at, text.flows)
        _show_impact(at, text.flows)
        if not yes:
            _ask(f"Put {file or 'the packaged flows'} in force?")
            if based_on is None and at.now:
                based_on = at.now.id  # what was shown is what differs from that
        version = applying.apply(at, text.content, why, based_on=based_on, pilot=tuple(pilot or ()))
        say(f"In force now: {_named(version)}")


def promote(ctx: typer.Context, *, why: Why = "The pilot is for all") -> None:
    """Put the pilot that is on in force for all."""
    from serialhhd.flows.in_force import applying

    with writing(ctx) as store:
        at = _site(ctx, store)
        version = applying.promote(at, why)
        _show_changes(at, _site(ctx, store).flows_now)
        say(f"In force now: {_named(version)}")


def withdraw(ctx: typer.Context, *, why: Why = "The pilot was withdrawn") -> None:
    """End the pilot that is on, for whom it was."""
    from serialhhd.flows.in_force import applying

    with writing(ctx) as store:
        say(f"In force now: {_named(applying.withdraw(_site(ctx, store), why))}")


def history(
    ctx: typer.Context,
    version: Annotated[
        int | None, typer.Argument(max=LARGEST, help="Print this version, byte for byte.")
    ] = None,
    *,
    limit: Limit = 50,
    after: Annotated[
        int | None,
        typer.Option(max=LARGEST, metavar="VERSION", help="Go on after the last version of a page."),
    ] = None,
    as_json: Json = False,
) -> None:
    """List what was in force, the newest first: when, by whom, and why."""
    from serialhhd.store.configuration import versions

    with reading(ctx) as store, store.read() as conn:
        if version is not None:
            sys.stdout.buffer.write(versions.show(conn, version).content)
            return
        found = versions.history(conn, limit, after)
        files = {one.file for one in found}
        now = [find(conn, file) for file in files for find in (versions.in_force, versions.pilot)]
    in_force = {one.id for one in now if one}
    listing([_row(one, one.id in in_force) for one in found], COLUMNS, as_json=as_json)
    if len(found) == limit and not as_json:
        say(f"More: --after {found[-1].id}")


def rollback(
    ctx: typer.Context,
    version: Annotated[int, typer.Argument(max=LARGEST, help="The version, as history lists it.")],
    *,
    why: Why,
) -> None:
    """Put an older version in force again, byte for byte, as a new version."""
    from serialhhd.flows.in_force import applying

    with writing(ctx) as store:
        at = _site(ctx, store)
        _, flows = applying.said_by(at, version)
        _show_changes(at, flows)
        _show_impact(at, flows)
        new = applying.rollback(at, version, why)
        say(f"In force now: {_named(new)}")


def _site(ctx: typer.Context, store: "Store") -> "Site":
    from serialhhd.flows.in_force import applying

    return applying.site(store, ctx.ensure_object(Options).flows, who())


def _show_changes(at: "Site", flows: "Flows | None") -> None:
    from serialhhd.flows.descriptions.differences import differences

    before = at.flows_now
    if before and flows:
        for sentence in differences(before, flows) or ("Nothing changes for operators.",):
            say(sentence)


def _show_impact(at: "Site", flows: "Flows") -> None:
    """Tell what the last days would have been of what changes; of many lines the newest, so that nobody waits for long."""
    from serialhhd.flows.rehearsal import told
    from serialhhd.flows.rehearsal.impact import impact_at_once
    from serialhhd.store.engine.throw_away import ending_in_order

    with ending_in_order():
        found = impact_at_once(at.store, at.flows_now, flows) if at.flows_now else None
    for sentence in told.sentences(found) if found else ():
        say(sentence)


def _ask(question: str) -> None:
    if not sys.stdin.isatty():
        raise typer.BadParameter("nobody can be asked here; give --yes.")
    if not typer.confirm(question, err=True):
        raise messages.flows_not_applied()


def _named(version: "Version") -> str:
    whom = f", for {', '.join(version.pilot)} alone" if version.pilot else ""
    return f"version {version.id} by {version.made_by}: {version.why} ({version.file}{whom})"


def _row(version: "Version", is_in_force: bool) -> dict[str, Any]:
    return {
        "id": version.id,
        "at": version.at,
        "by": version.made_by,
        "why": version.why,
        "file": version.file,
        "sha256": version.sha256,
        "program": version.program,
        "pilot": list(version.pilot) if version.pilot else None,
        "in_force": is_in_force,
    }
