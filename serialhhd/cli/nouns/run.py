"""`serialhhd run`: who is in the middle of what, and what was cancelled."""

from dataclasses import asdict
from typing import Annotated

import typer

from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import LARGEST, Cursor, Json, Limit, listing, say

app = typer.Typer(
    no_args_is_help=True, help="Open runs: who, on which document, since when, what is captured."
)

COLUMNS = ("id", "operator", "flow", "document", "captured", "started_at", "updated_at")
CANCELLED = ("id", "operator", "flow", "document", "started_at", "cancelled_at", "approved_by")


@app.command("list")
def list_(ctx: typer.Context, *, as_json: Json = False) -> None:
    """List the open runs."""
    from serialhhd.store.stock import runs

    with reading(ctx) as store, store.read() as conn:
        rows = [{column: getattr(one, column) for column in COLUMNS} for one in runs.all_open(conn)]
    listing(rows, COLUMNS, as_json=as_json)


@app.command()
def cancelled(
    ctx: typer.Context,
    *,
    limit: Limit = 50,
    after: Cursor = None,
    as_json: Json = False,
) -> None:
    """List the runs that were cancelled at a handheld, the newest first, and who approved it where a supervisor had to."""
    from serialhhd.store.stock import runs

    with reading(ctx) as store, store.read() as conn:
        found = runs.cancelled(conn, limit=limit, after=after)
    listing([asdict(one) for one in found], CANCELLED, as_json=as_json)
    if len(found) == limit and not as_json:
        say(f"More: --after {found[-1].id}")


@app.command()
def release(ctx: typer.Context, run_id: Annotated[int, typer.Argument(max=LARGEST, metavar="ID")]) -> None:
    """End somebody's run so that others can work on its line or task; what it had captured is dropped."""
    from serialhhd.store.stock import runs

    with writing(ctx) as store:
        store.write(lambda conn: runs.release(conn, run_id, store.now(), by=who()))
    say(f"Released run {run_id}.")
