"""`serialhhd stock`: the stock list, a stock line with its serials, and moving and correcting it at the desk."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.parts import arguments, documents
from serialhhd.cli.parts.documents import print_adjusted
from serialhhd.cli.parts.exporting import PAGE, AsIs, Csv, export
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import LARGEST, Json, document, facts, listing, say, say_unpacked

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from serialhhd.store.adjustments.adjustments import Adjustment
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


Reason = Annotated[str, typer.Option(help="Why; it is kept in the ledger.")]
StockLineId = Annotated[int, typer.Argument(max=LARGEST, metavar="ID")]


@app.command()
def move(
    ctx: typer.Context,
    line_id: StockLineId,
    *,
    to: Annotated[str, typer.Option(metavar="LOCATION", help="Where it is put, in the same warehouse.")],
    quantity: Annotated[
        int | None, typer.Option(max=LARGEST, help="So many units; without it, all that is there.")
    ] = None,
    serials: arguments.Serials = None,
) -> None:
    """Move stock to another place of its warehouse: all of it, so many units, or the serials that are named."""
    from serialhhd.store.desk import stock_work

    named = arguments.at_the_desk(serials)
    with writing(ctx) as store:
        moved = store.write(
            lambda conn: stock_work.move(
                conn, line_id, to=to, quantity=quantity, named=named, by=who(), at=store.now()
            )
        )
    say(f"{moved.arrived.location} has {moved.arrived.quantity} {moved.arrived.product} now.")
    say_unpacked(moved.unpacked)


@app.command()
def adjust(
    ctx: typer.Context,
    line_id: StockLineId,
    *,
    quantity: Annotated[
        int, typer.Option(min=-LARGEST, max=LARGEST, metavar="+N|-N", help="So many more, or fewer.")
    ],
    reason: Reason,
    serials: arguments.Serials = None,
    sure: arguments.Yes = False,
    as_json: Json = False,
) -> None:
    """Correct a stock line: units that were found there, or that are no more. From a limit of the flows on a supervisor approves."""
    from serialhhd.store.catalogue import products
    from serialhhd.store.desk import stock_work
    from serialhhd.store.stock import stock

    named = arguments.at_the_desk(serials, sure=sure)
    adjusted = list(named.texts)

    def work(conn: "Connection") -> "Adjustment | None":
        line = stock.show(conn, line_id)
        how: dict[str, Any] = {"reason": why, "named": named, "approve_from": limit}
        how |= {"by": who(), "at": store.now()}
        if quantity <= 0:
            opened = named.opened(conn, products.by_id(conn, line.product_id))
            adjusted[:] = [one.serial for one in opened.entries]
            return stock_work.take_out(conn, line_id, quantity=-quantity, **how)
        how |= {"location": line.location, "account": line.account}
        return stock_work.bring_in(conn, line.product, quantity=quantity, **how)

    with writing(ctx) as store:
        limit = documents.approve_from(ctx, store, "adjust_out" if quantity <= 0 else "adjust_in")
        why = documents.reason(ctx, store, reason)
        waiting = store.write(work)
        with store.read() as conn:
            line = stock.show(conn, line_id)
        print_adjusted(
            store,
            waiting,
            f"{line.location} has {line.quantity} {line.product} now.",
            as_json=as_json,
            product=line.product,
            location=line.location,
            account=line.account,
            quantity=quantity,
            reason=why,
            serials=adjusted,
        )


@app.command()
def add(
    ctx: typer.Context,
    sku: str,
    *,
    location: Annotated[str, typer.Option(help="Where they are.")],
    quantity: Annotated[int, typer.Option(max=LARGEST, help="So many units.")],
    reason: Reason,
    serials: arguments.Serials = None,
    account: arguments.Account = "MAIN",
    sure: arguments.Yes = False,
    as_json: Json = False,
) -> None:
    """Bring units into stock that were found: new serials, or ones that were removed. From a limit of the flows on a supervisor approves."""
    from serialhhd.store.catalogue import places, products
    from serialhhd.store.desk import stock_work

    named = arguments.at_the_desk(serials, sure=sure)
    with writing(ctx) as store:
        limit, why = documents.approve_from(ctx, store, "adjust_in"), documents.reason(ctx, store, reason)
        waiting = store.write(
            lambda conn: stock_work.bring_in(
                conn,
                sku,
                location=location,
                quantity=quantity,
                reason=why,
                named=named,
                account=account,
                approve_from=limit,
                by=who(),
                at=store.now(),
            )
        )
        with store.read() as conn:
            product, to = products.show(conn, sku), places.location(conn, location)
        print_adjusted(
            store,
            waiting,
            f"{quantity} {product.sku} added at {to.code}.",
            as_json=as_json,
            product=product.sku,
            location=to.code,
            account=account,
            quantity=quantity,
            reason=why,
            serials=list(named.texts),
        )


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
