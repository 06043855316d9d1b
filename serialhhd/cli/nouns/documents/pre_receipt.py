"""`serialhhd pre-receipt`: announced deliveries and their pre-entered serials."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.parts import arguments
from serialhhd.cli.parts.documents import add_document, list_command, print_document
from serialhhd.cli.parts.importing import import_file
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import Json, document, say
from serialhhd.store.words.vocabulary import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from serialhhd.store.documents.document import Document
    from serialhhd.store.documents.pages import Progress

app = typer.Typer(no_args_is_help=True, help="Announced deliveries and their serials.")

COLUMNS = ("pre_receipt", "state", "supplier", "account", "created_at")
LISTED = (*COLUMNS, "lines", "open_lines", "expected_quantity", "confirmed_quantity")
LINE_COLUMNS = (
    "line",
    "product",
    "expected_quantity",
    "confirmed_quantity",
    "tracking_type",
    "serials",
    "state",
)


@app.command()
def add(
    ctx: typer.Context,
    ref: str,
    *,
    line: Annotated[list[str], typer.Option(metavar="SKU:QTY", help="What it should hold; may be repeated.")],
    supplier: Annotated[str | None, typer.Option(help="Who sends it.")] = None,
    account: arguments.Account = "MAIN",
) -> None:
    """Announce a delivery."""
    from serialhhd.store.inbound import pre_receipts

    wanted = [arguments.expected_line(text) for text in line]
    add_document(
        ctx,
        lambda conn, at: pre_receipts.add(
            conn, ref, wanted, at=at, supplier=supplier, account=account, by=who()
        ),
    )


def _listed(one: "Progress") -> dict[str, Any]:
    return {
        **_row(one.document),
        "lines": one.lines,
        "open_lines": one.open_lines,
        "expected_quantity": one.quantity,
        "confirmed_quantity": one.done,
    }


def _page() -> "Callable[..., Sequence[Progress]]":
    from serialhhd.store.inbound import pre_receipts

    return pre_receipts.page


list_command(app, DocumentKind.PRE_RECEIPT, _page, _listed, LISTED, searched="number or supplier")


@app.command()
def show(ctx: typer.Context, ref: str, *, as_json: Json = False) -> None:
    """Show a pre-receipt and its lines."""
    from serialhhd.store.inbound import pre_receipts

    with reading(ctx) as store, store.read() as conn:
        pre_receipt = pre_receipts.show(conn, ref)
        row = {**_row(pre_receipt), "lines": _lines(conn, pre_receipt)}
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
            help="Enter the serials of a file, one a line, such as SN1 or SN1,SSCC: all or none.",
        ),
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Take the pre-entered serials away.")] = False,
    yes: arguments.Yes = False,
    as_json: Json = False,
) -> None:
    """Show, enter or clear the serials of a line before the goods arrive (R7, R8)."""
    from serialhhd.store.inbound import pre_entered

    if set_ is not None and clear:
        raise typer.BadParameter("--set and --clear exclude each other.")
    if set_ is None and not clear:
        _show_serials(ctx, ref, sku, as_json=as_json)
        return
    with writing(ctx) as store:
        if set_ is None:
            store.write(lambda conn: pre_entered.clear_serials(conn, ref, sku, by=who()))
            say("Cleared: they will be captured at receipt.")
            return
        given = arguments.read_announced(set_)
        line = store.write(
            lambda conn: pre_entered.set_serials(
                conn,
                ref,
                sku,
                given.serials,
                ssccs=given.ssccs,
                doubts=given.doubts,
                sure=yes,
                by=who(),
            )
        )
    say(f"{line.pre_entered} of {line.quantity} serials of {line.product} entered.")


@app.command("add-line")
def add_line(ctx: typer.Context, ref: str, line: Annotated[str, typer.Argument(metavar="SKU:QTY")]) -> None:
    """Add a line to an open pre-receipt."""
    from serialhhd.store.inbound import pre_receipt_editing

    sku, quantity = arguments.expected_line(line)
    with writing(ctx) as store:
        added = store.write(lambda conn: pre_receipt_editing.add_line(conn, ref, sku, quantity, by=who()))
    say(f"Line {added.line_no}: {added.quantity} {added.product}, {added.tracking_type.label}.")


@app.command("replace-line")
def replace_line(
    ctx: typer.Context, ref: str, line: Annotated[str, typer.Argument(metavar="SKU:QTY")]
) -> None:
    """Expect another quantity of a line: it is made anew, without pre-entered serials."""
    from serialhhd.store.inbound import pre_receipt_editing

    sku, quantity = arguments.expected_line(line)
    with writing(ctx) as store:
        now = store.write(lambda conn: pre_receipt_editing.replace_line(conn, ref, sku, quantity, by=who()))
    say(f"Line {now.line_no}: {now.quantity} {now.product}, {now.tracking_type.label}.")


@app.command("set-supplier")
def set_supplier(ctx: typer.Context, ref: str, supplier: str) -> None:
    """Say who sends a delivery."""
    from serialhhd.store.inbound import pre_receipt_editing

    with writing(ctx) as store:
        changed = store.write(lambda conn: pre_receipt_editing.change_supplier(conn, ref, supplier, by=who()))
    say(f"The supplier of {changed.ref} is {changed.partner or 'not known'}.")


@app.command("remove-line")
def remove_line(ctx: typer.Context, ref: str, sku: str) -> None:
    """Take a line away of which nothing is received yet."""
    from serialhhd.store.inbound import pre_receipt_editing

    with writing(ctx) as store:
        left = store.write(
            lambda conn: pre_receipt_editing.remove_line(conn, ref, sku, at=store.now(), by=who())
        )
    say(f"{sku} is no longer on {left.ref}." + ("" if left.is_open else " It is complete without it."))


@app.command()
def receive(
    ctx: typer.Context,
    ref: str,
    sku: str,
    *,
    location: Annotated[str, typer.Option(help="Where the goods are put.")] = "",
    serials_from: Annotated[
        str | None, typer.Option("--serials", metavar="FILE|-", help="The serials that came.")
    ] = None,
    quantity: Annotated[
        int | None, typer.Option(min=0, help="Units that came; else all that is still to come.")
    ] = None,
    keep_open: Annotated[
        bool, typer.Option("--keep-open", help="The rest of a short line comes later.")
    ] = False,
    yes: arguments.Yes = False,
) -> None:
    """Receive a line at the desk, under the rules of the handheld."""
    from serialhhd.flows.sentences.english import containers
    from serialhhd.store.inbound.desk_receiving import Delivery
    from serialhhd.store.inbound.desk_receiving import receive as receive_line

    given = arguments.read_serials(serials_from) if serials_from else None
    delivery = Delivery(
        location,
        given.serials if given else (),
        quantity,
        closes_short=not keep_open,
        doubts=given.doubts if given else (),
        sure=yes,
    )
    with writing(ctx) as store:
        received = store.write(lambda conn: receive_line(conn, ref, sku, delivery, by=who(), at=store.now()))
    line = received.line
    say(f"{line.product}: {line.done} of {line.quantity} received.")
    if received.unpacked:
        say(containers.not_in(codes=received.unpacked))


@app.command("import")
def import_(ctx: typer.Context, file: Path, *, yes: arguments.Yes = False) -> None:
    """Import pre-receipts, with serials where they are known, from a CSV file: all of it or nothing."""
    import_file(ctx, file, "pre-receipts", sure=yes)


@app.command()
def cancel(ctx: typer.Context, ref: str) -> None:
    """Cancel what is still open of a pre-receipt; its expected serials are free again."""
    from serialhhd.store.inbound import pre_receipts

    with writing(ctx) as store:
        cancelled = store.write(lambda conn: pre_receipts.cancel(conn, ref, store.now(), by=who()))
    say(f"Cancelled {cancelled.ref}.")


def _show_serials(ctx: typer.Context, ref: str, sku: str, *, as_json: bool) -> None:
    from serialhhd.store.catalogue import products
    from serialhhd.store.inbound import pre_receipts
    from serialhhd.typed.serial_texts import as_announced

    with reading(ctx) as store, store.read() as conn:
        line = pre_receipts.line_of(conn, pre_receipts.show(conn, ref), products.show(conn, sku))
        found, ssccs = pre_receipts.serials_of(conn, line), pre_receipts.ssccs_of(conn, line)
    if as_json:
        document(list(found))
    else:
        print(as_announced(found, ssccs)) if found else say("None are entered.")


def _row(pre_receipt: "Document") -> dict[str, Any]:
    return {
        "pre_receipt": pre_receipt.ref,
        "state": pre_receipt.state.value,
        "supplier": pre_receipt.partner,
        "account": pre_receipt.account,
        "created_at": pre_receipt.created_at,
        "revision": pre_receipt.revision,
    }


def _lines(conn: "Connection", pre_receipt: "Document") -> list[dict[str, Any]]:
    from serialhhd.store.inbound import pre_receipts

    return [
        {
            "line": line.line_no,
            "product": line.product,
            "expected_quantity": line.quantity,
            "confirmed_quantity": line.done,
            "tracking_type": line.tracking_type.value,
            "serials": list(pre_receipts.serials_of(conn, line)),
            "state": line.state.value,
            "pre_entered": line.pre_entered,
            "in_work_by": line.in_work_by,
        }
        for line in pre_receipts.lines(conn, pre_receipt)
    ]
