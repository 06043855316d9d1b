"""`serialhhd stock`: the stock list, and a stock line with its serials."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.parts import arguments
from serialhhd.cli.parts.exporting import PAGE, AsIs, Csv, export
from serialhhd.cli.parts.opened import reading
from serialhhd.cli.parts.output import LARGEST, Json, document, facts, listing

if TYPE_CHECKING:
    from serialhhd.store.stock.stock_lines import StockLine

app = typer.Typer(no_args_is_help=True, help="What is in stock, where, with which serials.")

COLUMNS = (
    "id",
    "product",
    "location",
    "account",
    "warehouse",
    "quantity",
    "tracking_type",
    "serial_count",
)


@app.command("list")
def list_(
    ctx: typer.Context,
    *,
    product: Annotated[str, typer.Option(metavar="SKU", help="Only this product.")] = "",
    location: Annotated[str, typer.Option(help="Only this location.")] = "",
    account: Annotated[str, typer.Option(help="Only this account.")] = "",
    tracking: Annotated[
        str | None, typer.Option(help="Only no-tracking, track-during-pick or full-tracking.")
    ] = None,
    search: Annotated[str, typer.Option(help="Only where a SKU or location begins with this.")] = "",
    csv_file: Csv = None,
    csv_as_is: AsIs = False,
    as_json: Json = False,
) -> None:
    """List the stock lines."""
    from serialhhd.store.stock import stock

    with reading(ctx) as store, store.read() as conn:
        tracking_type = arguments.tracking_type(tracking) if tracking else None
        wanted = stock.StockFilter(tracking_type=tracking_type, search=search)
        wanted = wanted.named(conn, product=product, location=location, account=account)
        if csv_file is not None:
            export(
                csv_file,
                COLUMNS,
                lambda last: stock.page(conn, wanted, limit=PAGE, after=last.id if last else None),
                _row,
                as_is=csv_as_is,
            )
            return
        lines = stock.page(conn, wanted)
    listing([_row(line) for line in lines], COLUMNS, as_json=as_json)


@app.command()
def show(
    ctx: typer.Context,
    line_id: Annotated[int, typer.Argument(max=LARGEST, metavar="ID")],
    *,
    as_json: Json = False,
) -> None:
    """Show a stock line and its serials."""
    from serialhhd.store.stock import stock

    with reading(ctx) as store, store.read() as conn:
        line = stock.show(conn, line_id)
        found = stock.serials_on(conn, line_id)
    row = {**_row(line), "serials": [{"serial": one.serial, "state": one.state.value} for one in found]}
    if as_json:
        document(row)
        return
    facts(row, COLUMNS)
    for one in found:
        print(one.serial)


def _row(line: "StockLine") -> dict[str, Any]:
    return {
        "id": line.id,
        "product": line.product,
        "location": line.location,
        "account": line.account,
        "warehouse": line.warehouse,
        "quantity": line.quantity,
        "tracking_type": line.tracking_type.value,
        "location_kind": line.location_kind.value,
        "serial_count": line.serial_count,
    }
