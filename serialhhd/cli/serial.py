"""`serialhhd serial`: where a serial is and its whole life."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli import recall, transaction
from serialhhd.cli.exporting import PAGE, AsIs, Csv, export
from serialhhd.cli.opened import reading, who, writing
from serialhhd.cli.output import Json, Limit, document, facts, listing, say, table

if TYPE_CHECKING:
    from serialhhd.store.traces import Trace

app = typer.Typer(no_args_is_help=True, help="Where a serial is and its whole life.")
app.command()(recall.recall)
app.command()(recall.hold)
app.command()(recall.release)

COLUMNS = ("serial", "product", "state", "location", "lot", "expiry")
HISTORY = ("at", "kind", "location", "document", "partner", "operator", "note")

Product = Annotated[
    str | None, typer.Option("--product", metavar="SKU", help="Its product, where several have it.")
]
Reason = Annotated[str, typer.Option(help="Why; it is kept in the ledger.")]


@app.command()
def show(ctx: typer.Context, serial: str, *, product: Product = None, as_json: Json = False) -> None:
    """Show a serial: state, place, and every transaction, oldest first."""
    from serialhhd.store import traces

    with reading(ctx) as store, store.read() as conn:
        trace = traces.show(conn, serial, product)
        now = store.now()
    row = {
        **_row(trace),
        "pre_receipt": trace.expected_on,
        "supplier": trace.supplier,
        "customer": trace.customer,
        "on_hold": trace.on_hold is not None,
        "hold_reason": trace.on_hold,
        "warranty_until": trace.warranty_until,
        "is_covered": trace.is_covered(now),
        "history": [transaction.row(one, with_serials=False) for one in trace.history],
    }
    if as_json:
        document(row)
        return
    facts(row, (*COLUMNS, "supplier", "customer", "hold_reason", "warranty_until", "is_covered"))
    print()
    table(row["history"], HISTORY)


@app.command("list")
def list_(
    ctx: typer.Context,
    *,
    product: Product = None,
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help="expected, in_stock, picked, dispatched or removed.")
    ] = None,
    prefix: Annotated[str, typer.Option(help="Only serials that begin with this.")] = "",
    limit: Limit = 1000,
    after: Annotated[str | None, typer.Option(metavar="CURSOR", help="Go on after a page.")] = None,
    csv_file: Csv = None,
    csv_as_is: AsIs = False,
    as_json: Json = False,
) -> None:
    """List serials, in order."""
    from serialhhd.store import products, traces

    with reading(ctx) as store, store.read() as conn:
        narrowed = {
            "product_id": products.show(conn, product).id if product else None,
            "state": _state(state),
            "prefix": prefix,
        }
        if csv_file is not None:
            export(
                csv_file,
                COLUMNS,
                lambda last: traces.page(conn, **narrowed, limit=PAGE, after=last.cursor if last else None),
                _row,
                as_is=csv_as_is,
            )
            return
        found = traces.page(conn, **narrowed, limit=limit, after=_cursor(after))
    listing([_row(trace) for trace in found], COLUMNS, as_json=as_json)
    if len(found) == limit:
        say(f"More: --after {found[-1].product_id}:{found[-1].serial}")


@app.command()
def remove(ctx: typer.Context, serial: str, *, reason: Reason, product: Product = None) -> None:
    """Adjust a serial out of stock: lost, scrapped, stolen."""
    from serialhhd.store import stock

    with writing(ctx) as store:
        trace = store.write(
            lambda conn: stock.remove(
                conn, serial, sku=product, reason=reason, operator=who(), at=store.now()
            )
        )
    say(f"{trace.serial} is removed.")


@app.command("return")
def return_(
    ctx: typer.Context,
    serial: str,
    *,
    location: Annotated[str, typer.Option(help="Where it is put.")],
    reason: Reason,
    product: Product = None,
) -> None:
    """Take a dispatched or removed serial back into stock: the only way back."""
    from serialhhd.store import stock

    with writing(ctx) as store:
        trace = store.write(
            lambda conn: stock.take_back(
                conn, serial, sku=product, location=location, reason=reason, operator=who(), at=store.now()
            )
        )
    say(f"{trace.serial} is in stock at {trace.location}.")


def _state(text: str | None) -> Any:
    from serialhhd.store.vocabulary import SerialState

    if text is None:
        return None
    shown = [state for state in SerialState if state is not SerialState.CAPTURED]
    word = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if word not in shown:
        raise typer.BadParameter(f"{text!r} is no state: {', '.join(shown)}.")
    return SerialState(word)


def _cursor(text: str | None) -> tuple[str, int] | None:
    if text is None:
        return None
    product_id, colon, serial = text.partition(":")
    if not colon or not product_id.isdigit():
        raise typer.BadParameter(f"{text!r} is no cursor of this listing.")
    return serial.casefold(), int(product_id)


def _row(trace: "Trace") -> dict[str, Any]:
    return {
        "serial": trace.serial,
        "product": trace.product,
        "state": trace.state.value,
        "location": trace.location,
        "lot": trace.lot,
        "expiry": trace.expiry,
    }
