"""`serialhhd return`: what customers announced to send back, and what of it has come."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.parts import arguments, documents
from serialhhd.cli.parts.documents import add_document, list_command, print_document
from serialhhd.cli.parts.importing import import_file
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import Json, counted, document, say
from serialhhd.store.words.vocabulary import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from serialhhd.store.documents.document import Document
    from serialhhd.store.returns.returns import Listed, Origin

app = typer.Typer(no_args_is_help=True, help="What customers send back.")

COLUMNS = ("return", "state", "customer", "pick_list", "account", "created_at")
LISTED = (*COLUMNS, "lines", "open_lines", "expected_quantity", "returned_quantity")
LINE_COLUMNS = ("line", "product", "expected_quantity", "returned_quantity", "announced", "serials", "state")


@app.command()
def add(
    ctx: typer.Context,
    ref: str,
    *,
    line: Annotated[list[str], typer.Option(metavar="SKU:QTY", help="What is to come back. Repeatable.")],
    customer: Annotated[str | None, typer.Option(help="Who sends it back.")] = None,
    pick_list: Annotated[
        str | None,
        typer.Option(metavar="REF", help="On which it left: then only what left on it is taken."),
    ] = None,
    account: arguments.Account = "MAIN",
) -> None:
    """Announce a return."""
    from serialhhd.store.returns import returns

    wanted = [arguments.expected_line(text) for text in line]
    add_document(
        ctx,
        lambda conn, at: returns.add(
            conn,
            ref,
            wanted,
            at=at,
            customer=customer,
            pick_list=pick_list,
            account=account,
            by=who(),
        ),
    )


def _listed(one: "Listed") -> dict[str, Any]:
    return {
        **_row(one.document, one.origin),
        "lines": one.progress.lines,
        "open_lines": one.progress.open_lines,
        "expected_quantity": one.progress.quantity,
        "returned_quantity": one.progress.done,
    }


def _page() -> "Callable[..., Sequence[Listed]]":
    from serialhhd.store.returns import returns

    return returns.listed


list_command(app, DocumentKind.RETURN, _page, _listed, LISTED, searched="number or customer")


@app.command()
def show(ctx: typer.Context, ref: str, *, as_json: Json = False) -> None:
    """Show a return, its lines, and the serials that have come back."""
    from serialhhd.store.returns import returns

    with reading(ctx) as store, store.read() as conn:
        found = returns.show(conn, ref)
        row = {**_row(found, returns.origin_of(conn, found.id)), "lines": _lines(conn, found)}
    print_document(row, COLUMNS, "lines", LINE_COLUMNS, as_json=as_json)


@app.command()
def serials(
    ctx: typer.Context,
    ref: str,
    sku: str,
    *,
    set_: Annotated[
        str | None,
        typer.Option(
            "--set",
            metavar="FILE|-",
            help="Announce the serials of a file: all that are to come back, or none.",
        ),
    ] = None,
    clear: Annotated[
        bool, typer.Option("--clear", help="Take the announced serials away: any that left for it may come.")
    ] = False,
    yes: arguments.Yes = False,
    as_json: Json = False,
) -> None:
    """Show or announce which serials come back of a product on a return; where none are announced, show those that have come back (R34)."""
    from serialhhd.store.returns import announcing

    if set_ is not None and clear:
        raise typer.BadParameter("--set and --clear exclude each other.")
    if set_ is None and not clear:
        _show_serials(ctx, ref, sku, as_json=as_json)
        return
    with writing(ctx) as store:
        if set_ is None:
            store.write(lambda conn: announcing.clear_serials(conn, ref, sku, by=who()))
            say("Cleared: any that left for it may come back.")
            return
        given = arguments.read_serials(set_)
        line = store.write(
            lambda conn: announcing.set_serials(
                conn, ref, sku, given.serials, doubts=given.doubts, sure=yes, by=who()
            )
        )
    say(f"{counted(line.quantity, 'serial')} of {line.product} announced.")


@app.command()
def receive(
    ctx: typer.Context,
    ref: str,
    sku: str,
    *,
    location: arguments.PutAt,
    condition: Annotated[
        str, typer.Option(help="In what state it is; what the flows do not restock goes to quarantine.")
    ],
    quantity: arguments.Quantity = None,
    serials_from: arguments.Serials = None,
) -> None:
    """Take back what has come of a product on a return: its serials, or units that left without (R34, R35)."""
    from serialhhd.store.desk import document_work

    named = arguments.at_the_desk(serials_from)
    with writing(ctx) as store:
        restock, state = documents.restocked(ctx, store), documents.condition(ctx, store, condition)
        taken = store.write(
            lambda conn: document_work.take_back(
                conn,
                ref,
                sku,
                location=location,
                condition=state,
                restock=restock,
                quantity=quantity,
                named=named,
                by=who(),
                at=store.now(),
            )
        )
    if taken.line:
        say(f"{taken.line.product}: {taken.line.done} of {taken.line.quantity} back.")


@app.command("import")
def import_(ctx: typer.Context, file: Path) -> None:
    """Import returns, with serials where they are known, from a CSV file: all of it or nothing."""
    import_file(ctx, file, "returns")


@app.command()
def cancel(ctx: typer.Context, ref: str) -> None:
    """Cancel a return that is open: nothing more comes; what has come back stays."""
    from serialhhd.store.returns import returns

    with writing(ctx) as store:
        cancelled = store.write(lambda conn: returns.cancel(conn, ref, store.now(), by=who()))
    say(f"Cancelled {cancelled.ref}.")


def _show_serials(ctx: typer.Context, ref: str, sku: str, *, as_json: bool) -> None:
    from serialhhd.store.catalogue import products
    from serialhhd.store.returns import announced, returns

    with reading(ctx) as store, store.read() as conn:
        line = returns.line_of(conn, returns.show(conn, ref), products.show(conn, sku))
        found = announced.serials_of(conn, line) or returns.serials_of(conn, line)
    if as_json:
        document(list(found))
        return
    for serial in found:
        print(serial)


def _row(found: "Document", origin: "Origin") -> dict[str, Any]:
    return {
        "return": found.ref,
        "state": found.state.value,
        "customer": origin.customer,
        "pick_list": origin.pick_list,
        "account": found.account,
        "created_at": found.created_at,
    }


def _lines(conn: "Connection", found: "Document") -> list[dict[str, Any]]:
    from serialhhd.store.returns import announced, returns

    return [
        {
            "line": line.line_no,
            "product": line.product,
            "expected_quantity": line.quantity,
            "returned_quantity": line.done,
            "announced": list(announced.serials_of(conn, line)),
            "serials": list(returns.serials_of(conn, line)),
            "state": line.state.value,
        }
        for line in returns.lines(conn, found)
    ]
