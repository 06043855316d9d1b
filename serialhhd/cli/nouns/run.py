"""`serialhhd run`: who is in the middle of what."""

from typing import Annotated

import typer

from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import LARGEST, Json, listing, say

app = typer.Typer(
    no_args_is_help=True, help="Open runs: who, on which document, since when, what is captured."
)

COLUMNS = ("id", "operator", "flow", "document", "captured", "started_at", "updated_at")


@app.command("list")
def list_(ctx: typer.Context, *, as_json: Json = False) -> None:
    """List the open runs."""
    from serialhhd.store.stock import runs

    with reading(ctx) as store, store.read() as conn:
        rows = [{column: getattr(one, column) for column in COLUMNS} for one in runs.all_open(conn)]
    listing(rows, COLUMNS, as_json=as_json)


@app.command()
def release(ctx: typer.Context, run_id: Annotated[int, typer.Argument(max=LARGEST, metavar="ID")]) -> None:
    """End somebody's run so that others can work on its line or task; what it had captured is dropped."""
    from serialhhd.store.stock import runs

    with writing(ctx) as store:
        store.write(lambda conn: runs.release(conn, run_id, store.now(), by=who()))
    say(f"Released run {run_id}.")
