"""`serialhhd serial`: where a serial is and its whole life."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.nouns.goods import recall, transaction
from serialhhd.cli.parts import arguments, documents
from serialhhd.cli.parts.documents import print_adjusted
from serialhhd.cli.parts.exporting import PAGE, AsIs, Csv, export
from serialhhd.cli.parts.hold_lines import hold_lines
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import (
    LARGEST,
    Json,
    Limit,
    document,
    facts,
    listing,
    say,
    say_unpacked,
    table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from serialhhd.store.serials.serial_list import Cursor, ListedSerial, SerialFilter

app = typer.Typer(no_args_is_help=True, help="Where a serial is and its whole life.")
app.command()(recall.recall)
app.command()(recall.hold)
app.command()(recall.release)

FACTS = (
    "serial",
    "product",
    "state",
    "location",
    "account",
    "container",
    "transfer",
    "returned_to",
    "condition",
    "lot",
    "expiry",
)
COLUMNS = (
    "serial",
    "product",
    "tracking_type",
    "state",
    "location",
    "account",
    "lot",
    "expiry",
    "hold_reason",
)
HISTORY = ("at", "kind", "location", "document", "partner", "operator", "note", "flow_version", "approved_by")

Product = Annotated[
    str | None, typer.Option("--product", metavar="SKU", help="Its product, where several have it.")
]
Reason = Annotated[str, typer.Option(help="Why; it is kept in the ledger.")]


@app.command()
def show(ctx: typer.Context, serial: str, *, product: Product = None, as_json: Json = False) -> None:
    """Show a serial: state, place, every transaction and every hold, oldest first."""
    from serialhhd.store.serials import traces
    from serialhhd.store.stock import hold_history

    with reading(ctx) as store, store.read() as conn:
        trace = traces.show(conn, serial, product)
        holds = hold_history.of_trace(conn, trace)
        now = store.now()
    history = [transaction.row(one, with_serials=False) for one in trace.history]
    row = {
        "serial": trace.serial,
        "product": trace.product,
        "state": trace.state.value,
        "location": trace.location,
        "account": trace.account if trace.history else None,
        "container": trace.container,
        "transfer": trace.transfer,
        "returned_to": trace.returned_to,
        "condition": trace.condition,
        "lot": trace.lot,
        "expiry": trace.expiry,
        "pre_receipt": trace.expected_on,
        "supplier": trace.supplier,
        "customer": trace.customer,
        "on_hold": trace.on_hold is not None,
        "hold_reason": trace.on_hold,
        "warranty_until": trace.warranty_until,
        "is_covered": trace.is_covered(now),
        "history": history,
        "holds": [asdict(one) for one in holds],
    }
    if as_json:
        document(row)
        return
    facts(row, (*FACTS, "supplier", "customer", "hold_reason", "warranty_until", "is_covered"))
    print()
    table(history, HISTORY)
    for one in holds:
        for line in hold_lines("the serial" if one.of == "serial" else f"its {one.of}", one):
            print(line)


@app.command("list")
def list_(
    ctx: typer.Context,
    *,
    product: Product = None,
    state: Annotated[
        str | None,
        typer.Option(
            metavar="STATE", help="expected, in_stock, in_transit, picked, dispatched, returned or removed."
        ),
    ] = None,
    account: Annotated[str, typer.Option(help="Only serials of this account.")] = "",
    location: Annotated[str, typer.Option(help="Only serials in stock at this location.")] = "",
    stock_line: Annotated[
        int | None, typer.Option(max=LARGEST, metavar="ID", help="Only serials on this stock line.")
    ] = None,
    lot: Annotated[str, typer.Option(help="Only serials of this lot.")] = "",
    prefix: Annotated[str, typer.Option(help="Only serials that begin with this.")] = "",
    contains: Annotated[str, typer.Option(metavar="PART", help="Only serials that contain this.")] = "",
    limit: Limit = 1000,
    after: Annotated[str | None, typer.Option(metavar="CURSOR", help="Go on after a page.")] = None,
    csv_file: Csv = None,
    csv_as_is: AsIs = False,
    as_json: Json = False,
) -> None:
    """List serials: in order, or where something narrows them, in the order they came in."""
    from serialhhd.store.serials import serial_list

    wanted = serial_list.SerialFilter(
        state=_state(state), line_id=stock_line, lot=lot, prefix=prefix, part=contains
    )
    named = {"product": product or "", "location": location, "account": account}
    with reading(ctx) as store, store.read() as conn:
        wanted = wanted.named(conn, **named)
        if csv_file is not None:
            export(csv_file, COLUMNS, lambda last: _page(conn, wanted, last), _row, as_is=csv_as_is)
            return
        found = serial_list.page(conn, wanted, limit=limit, after=_cursor(after))
    listing([_row(one) for one in found], COLUMNS, as_json=as_json)
    if len(found) == limit:
        say(f"More: --after {found[-1].cursor}")


@app.command()
def letters(
    ctx: typer.Context,
    which: Annotated[
        str | None, typer.Argument(metavar="[ascii|any]", help="Which letters a new serial may have.")
    ] = None,
) -> None:
    """Show or change which letters a new serial may have: a keyboard of another country writes others (R4)."""
    from serialhhd.store.catalogue import settings
    from serialhhd.store.catalogue.settings import SerialLetters

    if which is None:
        with reading(ctx) as store, store.read() as conn:
            print(settings.serial_letters(conn).value)
        return
    if which not in set(SerialLetters):
        raise typer.BadParameter(f"{which!r} is neither ascii nor any.")
    wanted = SerialLetters(which)
    with writing(ctx) as store:
        store.write(lambda conn: settings.set_serial_letters(conn, wanted, by=who()))
    said = "any letters" if wanted is SerialLetters.ANY else "letters of ASCII only"
    say(f"New serials may have {said}. A product's pattern goes before that.")


@app.command()
def remove(
    ctx: typer.Context,
    serial: str,
    *,
    reason: Reason,
    product: Product = None,
    as_json: Json = False,
) -> None:
    """Adjust a serial out of stock: lost, scrapped, stolen. Where the flows want a supervisor for one unit, it waits."""
    from serialhhd.store.desk import stock_work
    from serialhhd.store.serials import traces

    with writing(ctx) as store:
        limit, why = documents.approve_from(ctx, store, "adjust_out"), documents.reason(ctx, store, reason)
        with store.read() as conn:
            before = traces.show(conn, serial, product)
        waiting = store.write(
            lambda conn: stock_work.remove(
                conn,
                serial,
                sku=product,
                reason=why,
                approve_from=limit,
                by=who(),
                at=store.now(),
            )
        )
        print_adjusted(
            store,
            waiting,
            f"{before.serial} is removed.",
            as_json=as_json,
            product=before.product,
            location=before.location,
            account=before.account,
            quantity=-1,
            reason=why,
            serials=[before.serial],
        )


@app.command("return")
def return_(
    ctx: typer.Context,
    serial: str,
    *,
    location: arguments.PutAt,
    reason: Reason,
    condition: Annotated[
        str | None,
        typer.Option(
            help="In what state it is; what the flows do not restock goes to quarantine. None of what is put back of a cancelled list."
        ),
    ] = None,
    product: Product = None,
) -> None:
    """Take a serial back into stock that was dispatched, returned or removed, or picked for a list that is cancelled."""
    from serialhhd.store.desk import stock_work

    with writing(ctx) as store:
        restock = documents.restocked(ctx, store) if condition is not None else ()
        state = None if condition is None else documents.condition(ctx, store, condition)
        back = store.write(
            lambda conn: stock_work.take_back(
                conn,
                serial,
                sku=product,
                location=location,
                reason=reason,
                condition=state,
                restock=restock,
                by=who(),
                at=store.now(),
            )
        )
    say(f"{back.trace.serial} is in stock at {back.trace.location}.")
    say_unpacked(back.unpacked)


def _state(text: str | None) -> Any:
    from serialhhd.store.words.vocabulary import SerialState, named

    if text is None:
        return None
    shown = [state for state in SerialState if state is not SerialState.CAPTURED]
    found = named(SerialState, text)
    if found not in shown:
        raise typer.BadParameter(f"{text!r} is no state: {', '.join(shown)}.")
    return found


def _cursor(text: str | None) -> "Cursor | None":
    from serialhhd.store.serials.serial_list import Cursor

    try:
        return Cursor.parse(text) if text is not None else None
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no cursor of this listing.") from None


def _page(conn: Any, wanted: "SerialFilter", last: "ListedSerial | None") -> "Sequence[ListedSerial]":
    from serialhhd.store.serials import serial_list

    return serial_list.page(conn, wanted, limit=PAGE, after=last.cursor if last else None)


def _row(one: "ListedSerial") -> dict[str, Any]:
    return {
        "serial": one.serial,
        "product": one.product,
        "tracking_type": one.tracking_type.value,
        "state": one.state.value,
        "location": one.location,
        "account": one.account,
        "lot": one.lot,
        "expiry": one.expiry,
        "hold_reason": one.on_hold,
    }
