"""`serialhhd store`: make, look at, prove, upgrade, back up and restore the store."""

from pathlib import Path

import typer

from serialhhd.cli.parts.exit_codes import REFUSED
from serialhhd.cli.parts.opened import reading, writing
from serialhhd.cli.parts.options import Options
from serialhhd.cli.parts.output import Json, document, facts, say

app = typer.Typer(no_args_is_help=True, help="The store itself.")


@app.command()
def init(ctx: typer.Context) -> None:
    """Make a new store; one that is there already stays as it is."""
    with writing(ctx) as store:
        say(f"{'Made' if store.is_new else 'Already there:'} {store.place}.")


@app.command()
def info(ctx: typer.Context, *, as_json: Json = False) -> None:
    """Show where the store is and what it holds."""
    from serialhhd.store.engine.counts import counts
    from serialhhd.store.engine.database import SCHEMA_VERSION

    with reading(ctx) as store, store.read() as conn:
        row = {
            "store": str(store.place),
            "version": SCHEMA_VERSION,
            "purpose": store.purpose,
            **counts(conn),
        }
    if as_json:
        document(row)
    else:
        facts(row, tuple(row))


@app.command()
def check(ctx: typer.Context, *, as_json: Json = False) -> None:
    """Prove that stock, serials and ledger agree: `ok`, or every broken rule."""
    from serialhhd.store.schema.check import check as broken_in

    with reading(ctx) as store, store.read() as conn:
        broken = broken_in(conn)
    if as_json:
        document([{"code": one.code, "sentence": one.sentence} for one in broken])
    else:
        print("\n".join(f"{one.code}: {one.sentence}" for one in broken) or "ok")
    if broken:
        raise typer.Exit(REFUSED)


@app.command()
def upgrade(ctx: typer.Context) -> None:
    """Bring a store that an older serialhhd made up to date."""
    from serialhhd.store.engine.migrations import upgrade as bring_up

    done = bring_up(ctx.ensure_object(Options).store)
    say(f"Version {done.new}, it was {done.old}." if done.old != done.new else f"Version {done.new} already.")


@app.command()
def backup(ctx: typer.Context, file: Path) -> None:
    """Copy the store to a file while it is in use; verified, never half written."""
    from serialhhd.store.engine.backup import backup as copy_to

    with reading(ctx) as store:
        copy_to(store, file)
    say(f"Copied to {file}.")


@app.command()
def restore(ctx: typer.Context, file: Path) -> None:
    """Put a backup in the place of the store; the old one is kept beside it."""
    from serialhhd.store.engine.backup import restore as put_back

    kept = put_back(ctx.ensure_object(Options).store, file)
    say(f"Restored from {file}." + (f" The old store is {kept}." if kept else ""))
