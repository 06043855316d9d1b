"""`serialhhd location`, `account` and `warehouse`: where stock can be, and whose it can be."""

from typing import Annotated

import typer

from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import Json, listing, say

locations = typer.Typer(no_args_is_help=True, help="The places of the warehouses.")
accounts = typer.Typer(no_args_is_help=True, help="Whose stock it can be.")
warehouses = typer.Typer(no_args_is_help=True, help="The sites.")


@locations.command("add")
def add_locations(
    ctx: typer.Context,
    codes: Annotated[list[str], typer.Argument(metavar="CODE...")],
    *,
    warehouse: Annotated[str, typer.Option(help="The site they are at.")] = "MAIN",
) -> None:
    """Add locations: all of them or none."""
    from serialhhd.store.catalogue import places

    with writing(ctx) as store:
        added = store.write(
            lambda conn: [places.add_location(conn, code, warehouse, by=who()) for code in codes]
        )
    say(f"Added {' '.join(added)}.")


@locations.command("list")
def list_locations(ctx: typer.Context, *, as_json: Json = False) -> None:
    """List the locations."""
    from serialhhd.store.catalogue import places

    with reading(ctx) as store, store.read() as conn:
        rows = [{"location": one.code, "warehouse": one.warehouse} for one in places.locations(conn)]
    listing(rows, ("location", "warehouse"), as_json=as_json)


@accounts.command("add")
def add_account(ctx: typer.Context, code: str) -> None:
    """Add an account."""
    from serialhhd.store.catalogue import places

    with writing(ctx) as store:
        say(f"Added {store.write(lambda conn: places.add_account(conn, code, by=who()))}.")


@accounts.command("list")
def list_accounts(ctx: typer.Context, *, as_json: Json = False) -> None:
    """List the accounts."""
    from serialhhd.store.catalogue import places

    with reading(ctx) as store, store.read() as conn:
        rows = [{"account": code} for code in places.accounts(conn)]
    listing(rows, ("account",), as_json=as_json)


@warehouses.command("add")
def add_warehouse(ctx: typer.Context, code: str) -> None:
    """Add a warehouse."""
    from serialhhd.store.catalogue import places

    with writing(ctx) as store:
        say(f"Added {store.write(lambda conn: places.add_warehouse(conn, code, by=who()))}.")


@warehouses.command("list")
def list_warehouses(ctx: typer.Context, *, as_json: Json = False) -> None:
    """List the warehouses."""
    from serialhhd.store.catalogue import places

    with reading(ctx) as store, store.read() as conn:
        rows = [{"warehouse": code} for code in places.warehouses(conn)]
    listing(rows, ("warehouse",), as_json=as_json)
