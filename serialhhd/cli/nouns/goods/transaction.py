"""`serialhhd transaction`: the ledger."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.parts.exporting import PAGE, AsIs, Csv, export
from serialhhd.cli.parts.opened import reading
from serialhhd.cli.parts.output import Cursor, Json, Limit, listing, say
from serialhhd.store.words.vocabulary import TransactionKind

if TYPE_CHECKING:
    from serialhhd.store.stock.ledger import Transaction

app = typer.Typer(no_args_is_help=True, help="The ledger: everything that happened to the stock.")

COLUMNS = (
    "id",
    "at",
    "kind",
    "product",
    "location",
    "quantity",
    "document",
    "operator",
    "serials",
    "note",
    "approved_by",
)


class LedgerView(StrEnum):
    """Which transactions are listed."""

    ALL = "all"
    WITH_SERIALS = "with-serials"


@app.command("list")
def list_(
    ctx: typer.Context,
    *,
    view: Annotated[
        LedgerView, typer.Option(help="All, or Transactions with Serial Numbers.")
    ] = LedgerView.ALL,
    product: Annotated[str, typer.Option(metavar="SKU", help="Only this product.")] = "",
    document: Annotated[str, typer.Option(metavar="REF", help="Only this pre-receipt or pick list.")] = "",
    serial: Annotated[str, typer.Option(help="Only those of this serial.")] = "",
    operator: Annotated[str | None, typer.Option(help="Only those of this operator.")] = None,
    kind: Annotated[TransactionKind | None, typer.Option(help="Only this kind.")] = None,
    period: Annotated[
        str, typer.Option(metavar="DAY[..DAY]", help="Only these days, such as 2026-03-01..2026-03-31.")
    ] = "",
    csv_file: Csv = None,
    csv_as_is: AsIs = False,
    limit: Limit = 50,
    after: Cursor = None,
    as_json: Json = False,
) -> None:
    """List transactions, the newest first."""
    from serialhhd.store.stock import ledger
    from serialhhd.typed.period import parse_period

    with reading(ctx) as store, store.read() as conn:
        begin, end = parse_period(period)
        wanted = ledger.TransactionFilter(
            with_serials=view is LedgerView.WITH_SERIALS,
            operator=operator,
            kind=kind,
            begin=begin,
            end=end,
        )
        wanted = ledger.named(conn, wanted, product=product, document=document, serial=serial)
        if csv_file is not None:
            export(
                csv_file,
                COLUMNS,
                lambda last: ledger.page(conn, wanted, limit=PAGE, after=last.id if last else after),
                row,
                as_is=csv_as_is,
            )
            return
        found = ledger.page(conn, wanted, limit=limit, after=after)
    listing([row(one) for one in found], COLUMNS, as_json=as_json)
    if len(found) == limit and not as_json:
        say(f"More: --after {found[-1].id}")


def row(transaction: "Transaction", *, with_serials: bool = True) -> dict[str, Any]:
    """Return a transaction as a row of a listing."""
    shown = {
        "id": transaction.id,
        "at": transaction.at,
        "kind": transaction.kind.value,
        "product": transaction.product,
        "location": transaction.location,
        "account": transaction.account,
        "quantity": transaction.quantity,
        "document": transaction.document,
        "partner": transaction.partner,
        "operator": transaction.operator,
        "note": transaction.note,
        "flow_version": transaction.flow_version,
        "approved_by": transaction.approved_by,
        "from": transaction.came_from,
        "to": transaction.went_to,
        "container": transaction.container,
        "condition": transaction.condition,
    }
    return {**shown, "serials": list(transaction.serials)} if with_serials else shown
