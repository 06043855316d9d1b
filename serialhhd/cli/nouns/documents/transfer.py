"""`serialhhd transfer`: goods that change the warehouse or the account, and what of them is on the road."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.parts import arguments
from serialhhd.cli.parts.arguments import OnlySerials, OnlyUnits, Quantity, Serials
from serialhhd.cli.parts.documents import add_document, list_command, print_document
from serialhhd.cli.parts.importing import import_file
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import Json, say, say_unpacked
from serialhhd.store.words.vocabulary import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from serialhhd.store.documents.document import Document
    from serialhhd.store.transfers.transfers import Listed

app = typer.Typer(no_args_is_help=True, help="Goods that change the warehouse or the account.")

COLUMNS = ("transfer", "state", "from_warehouse", "to_warehouse", "from_account", "to_account", "created_at")
LISTED = (*COLUMNS, "lines", "open_lines", "quantity", "shipped", "in_transit")
LINE_COLUMNS = (
    "line",
    "product",
    "location",
    "quantity",
    "shipped",
    "received",
    "lost",
    "in_transit",
    "state",
    "short_reason",
)


@app.command()
def add(
    ctx: typer.Context,
    ref: str,
    *,
    line: Annotated[
        list[str],
        typer.Option(
            metavar="SKU:QTY[@LOCATION]",
            help="What goes; without a location the oldest stock. Repeatable.",
        ),
    ],
    to_warehouse: Annotated[str | None, typer.Option(metavar="W", help="The site that receives it.")] = None,
    from_warehouse: Annotated[
        str | None, typer.Option(metavar="W", help="The site that sends it; MAIN where none is named.")
    ] = None,
    to_account: Annotated[
        str | None, typer.Option(metavar="A", help="Whose the goods become, where they lie.")
    ] = None,
    account: arguments.Account = "MAIN",
) -> None:
    """Add a transfer: to another warehouse, or to another account."""
    from serialhhd.store.documents.lines import WantedLine
    from serialhhd.store.transfers import transfers

    wanted = [WantedLine(*arguments.task(text)) for text in line]
    add_document(
        ctx,
        lambda conn, at: transfers.add(
            conn,
            ref,
            wanted,
            at=at,
            to_warehouse=to_warehouse,
            from_warehouse=from_warehouse,
            to_account=to_account,
            account=account,
            by=who(),
        ),
    )


def _listed(one: "Listed") -> dict[str, Any]:
    return {
        **_row(one.document, one.route),
        "lines": one.lines,
        "open_lines": one.open_lines,
        "quantity": one.quantity,
        "shipped": one.shipped,
        "in_transit": one.in_transit,
    }


def _page() -> "Callable[..., Sequence[Listed]]":
    from serialhhd.store.transfers import transfers

    return transfers.listed


list_command(app, DocumentKind.TRANSFER, _page, _listed, LISTED)


@app.command()
def show(ctx: typer.Context, ref: str, *, as_json: Json = False) -> None:
    """Show a transfer, its lines, and the serials that are in transit on it."""
    from serialhhd.store.transfers import transfers

    with reading(ctx) as store, store.read() as conn:
        transfer = transfers.show(conn, ref)
        serials = transfers.in_transit(conn, transfer.id)
        row = {**_row(transfer, transfers.route_of(conn, transfer.id)), "lines": _lines(conn, transfer)}
    print_document({**row, "in_transit": list(serials)}, COLUMNS, "lines", LINE_COLUMNS, as_json=as_json)
    if serials and not as_json:
        print()
        print(f"In transit: {' '.join(serials)}")


@app.command("import")
def import_(ctx: typer.Context, file: Path) -> None:
    """Import transfers from a CSV file: all of it or nothing."""
    import_file(ctx, file, "transfers")


@app.command()
def ship(
    ctx: typer.Context,
    ref: str,
    sku: str,
    *,
    location: arguments.TakenFrom,
    quantity: Quantity = None,
    serials: Serials = None,
) -> None:
    """Ship what a transfer asks for of a product, or give it to the other account where it lies; the rest stays open (R24, R27)."""
    from serialhhd.store.desk import document_work
    from serialhhd.store.transfers import transfers

    named = arguments.at_the_desk(serials)
    with writing(ctx) as store:
        done = store.write(
            lambda conn: document_work.ship(
                conn, ref, sku, location=location, quantity=quantity, named=named, by=who(), at=store.now()
            )
        )
        with store.read() as conn:
            owner = transfers.route_of(conn, done.line.document_id).to_account
    is_now = f"now of {owner}" if owner else "shipped"
    say(f"{done.line.product}: {done.line.done} of {done.line.quantity} {is_now}.")
    say_unpacked(done.unpacked)


@app.command()
def receive(
    ctx: typer.Context,
    ref: str,
    sku: str,
    *,
    location: arguments.PutAt,
    quantity: Quantity = None,
    serials: Serials = None,
) -> None:
    """Receive what is in transit of a product on a transfer: the serials that have come, or units without (R25)."""
    from serialhhd.store.desk import document_work

    named = arguments.at_the_desk(serials)
    with writing(ctx) as store:
        done = store.write(
            lambda conn: document_work.receive(
                conn, ref, sku, location=location, quantity=quantity, named=named, by=who(), at=store.now()
            )
        )
    say(f"{done.line.product}: {done.line.received} of {done.line.quantity} received.")
    say_unpacked(done.unpacked)
    if done.in_transit_units:
        say(f"Still in transit: {' '.join(done.in_transit) or done.in_transit_units}.")


@app.command()
def lost(
    ctx: typer.Context,
    ref: str,
    *,
    reason: Annotated[str, typer.Option(help="Why; it is kept in the ledger.")],
    product: arguments.OnlyProduct = None,
    line: OnlyUnits = None,
    serials: OnlySerials = None,
) -> None:
    """Give up what is in transit and never arrives: all of it, or what is named. Takes a supervisor."""
    from serialhhd.store.transfers import giving_up

    units, named = arguments.named_part(line, serials)
    with writing(ctx) as store:
        left = store.write(
            lambda conn: giving_up.give_up(
                conn,
                ref,
                reason=reason,
                sku=product,
                units=units,
                serials=named,
                by=who(),
                at=store.now(),
            )
        )
    say(f"Given up. {left.ref} is {left.state.label}.")


@app.command()
def cancel(ctx: typer.Context, ref: str) -> None:
    """Cancel an open transfer of which nothing is shipped yet."""
    from serialhhd.store.transfers import transfers

    with writing(ctx) as store:
        cancelled = store.write(lambda conn: transfers.cancel(conn, ref, store.now(), by=who()))
    say(f"Cancelled {cancelled.ref}.")


def _row(transfer: "Document", route: Any) -> dict[str, Any]:
    return {
        "transfer": transfer.ref,
        "state": transfer.state.value,
        "from_warehouse": route.from_warehouse,
        "to_warehouse": route.to_warehouse,
        "from_account": route.from_account,
        "to_account": route.to_account,
        "created_at": transfer.created_at,
    }


def _lines(conn: "Connection", transfer: "Document") -> "Sequence[dict[str, Any]]":
    from serialhhd.store.transfers import transfers

    return [
        {
            "line": line.line_no,
            "product": line.product,
            "location": line.location,
            "quantity": line.quantity,
            "shipped": line.done,
            "received": line.received,
            "lost": line.lost,
            "in_transit": line.in_transit,
            "state": line.state.value,
            "short_reason": line.short_reason,
            "in_work_by": line.in_work_by,
        }
        for line in transfers.lines(conn, transfer)
    ]
