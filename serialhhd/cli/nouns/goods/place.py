"""`serialhhd location`, `account` and `warehouse`: where stock can be, and whose it can be."""

from typing import Annotated, Literal

import typer

from serialhhd.cli.parts.exporting import AsIs, Csv, short_list
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import Json, say

locations = typer.Typer(no_args_is_help=True, help="The places of the warehouses.")
accounts = typer.Typer(no_args_is_help=True, help="Whose stock it can be.")
warehouses = typer.Typer(no_args_is_help=True, help="The sites.")

MadeKind = Literal["storage", "quarantine", "cart"]
Kind = Literal["storage", "quarantine", "cart", "transit"]


@locations.command("add")
def add_locations(
    ctx: typer.Context,
    codes: Annotated[list[str], typer.Argument(metavar="CODE...")],
    *,
    warehouse: Annotated[str, typer.Option(help="The site they are at.")] = "MAIN",
    kind: Annotated[MadeKind, typer.Option(help="What they are for.")] = "storage",
) -> None:
    """Add locations: all of them or none."""
    from serialhhd.store.catalogue import places
    from serialhhd.store.words.vocabulary import LocationKind

    with writing(ctx) as store:
        added = store.write(
            lambda conn: [
                places.add_location(conn, code, warehouse, kind=LocationKind(kind), by=who())
                for code in codes
            ]
        )
    say(f"Added {' '.join(added)}.")


@locations.command("set-kind")
def set_kind(ctx: typer.Context, code: str, kind: MadeKind) -> None:
    """Change what a location is for, while it is empty."""
    from serialhhd.store.catalogue import places
    from serialhhd.store.words.vocabulary import LocationKind

    with writing(ctx) as store:
        changed = store.write(lambda conn: places.set_kind(conn, code, LocationKind(kind), by=who()))
    say(f"{changed.code} is for {changed.kind.label}.")


@locations.command("list")
def list_locations(
    ctx: typer.Context,
    *,
    kind: Annotated[Kind | None, typer.Option(help="Only those of this kind.")] = None,
    csv_file: Csv = None,
    csv_as_is: AsIs = False,
    as_json: Json = False,
) -> None:
    """List the locations, with what they are for."""
    from serialhhd.store.catalogue import places
    from serialhhd.store.words.vocabulary import LocationKind

    with reading(ctx) as store, store.read() as conn:
        found = places.locations(conn, LocationKind(kind) if kind else None)
    rows = [{"location": one.code, "warehouse": one.warehouse, "kind": one.kind.value} for one in found]
    short_list(rows, ("location", "warehouse", "kind"), csv_file=csv_file, as_is=csv_as_is, as_json=as_json)


@accounts.command("add")
def add_account(ctx: typer.Context, code: str) -> None:
    """Add an account."""
    from serialhhd.store.catalogue import places

    with writing(ctx) as store:
        say(f"Added {store.write(lambda conn: places.add_account(conn, code, by=who()))}.")


@accounts.command("list")
def list_accounts(
    ctx: typer.Context, *, csv_file: Csv = None, csv_as_is: AsIs = False, as_json: Json = False
) -> None:
    """List the accounts."""
    from serialhhd.store.catalogue import places

    with reading(ctx) as store, store.read() as conn:
        rows = [{"account": code} for code in places.accounts(conn)]
    short_list(rows, ("account",), csv_file=csv_file, as_is=csv_as_is, as_json=as_json)


@warehouses.command("add")
def add_warehouse(ctx: typer.Context, code: str) -> None:
    """Add a warehouse."""
    from serialhhd.store.catalogue import places

    with writing(ctx) as store:
        say(f"Added {store.write(lambda conn: places.add_warehouse(conn, code, by=who()))}.")


@warehouses.command("list")
def list_warehouses(
    ctx: typer.Context, *, csv_file: Csv = None, csv_as_is: AsIs = False, as_json: Json = False
) -> None:
    """List the warehouses."""
    from serialhhd.store.catalogue import places

    with reading(ctx) as store, store.read() as conn:
        rows = [{"warehouse": code} for code in places.warehouses(conn)]
    short_list(rows, ("warehouse",), csv_file=csv_file, as_is=csv_as_is, as_json=as_json)
