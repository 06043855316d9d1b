"""`serialhhd pick-list`: what must leave, and its dispatch."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.parts import arguments, documents
from serialhhd.cli.parts.arguments import OnlySerials, OnlyUnits, Quantity, Serials, Short, Tote
from serialhhd.cli.parts.documents import add_document, list_command, print_document
from serialhhd.cli.parts.importing import import_file
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import Json, say, say_unpacked
from serialhhd.store.words.vocabulary import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from serialhhd.store.documents.document import Document
    from serialhhd.store.documents.pages import Progress

app = typer.Typer(no_args_is_help=True, help="What must leave, and its dispatch.")

COLUMNS = ("pick_list", "state", "customer", "supplier", "account", "created_at")
LISTED = (*COLUMNS, "tasks", "open_tasks", "quantity", "picked_quantity")
TASK_COLUMNS = (
    "task",
    "product",
    "location",
    "quantity",
    "picked_quantity",
    "serials",
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
            help="What to pick; without a location the oldest stock. Repeatable.",
        ),
    ],
    customer: Annotated[str | None, typer.Option(help="Who gets it.")] = None,
    supplier_return: Annotated[
        str | None, typer.Option(metavar="SUPPLIER", help="The goods go back to this supplier.")
    ] = None,
    account: arguments.Account = "MAIN",
    warehouse: Annotated[
        str | None, typer.Option(metavar="W", help="The only site whose stock it takes.")
    ] = None,
) -> None:
    """Add a pick list."""
    from serialhhd.store.outbound import pick_lists

    wanted = [pick_lists.WantedTask(*arguments.task(text)) for text in line]
    add_document(
        ctx,
        lambda conn, at: pick_lists.add(
            conn,
            ref,
            wanted,
            at=at,
            customer=customer,
            supplier=supplier_return,
            account=account,
            warehouse=warehouse,
            by=who(),
        ),
    )


def _listed(one: "Progress") -> dict[str, Any]:
    return {
        **_row(one.document),
        "tasks": one.lines,
        "open_tasks": one.open_lines,
        "quantity": one.quantity,
        "picked_quantity": one.done,
    }


def _page() -> "Callable[..., Sequence[Progress]]":
    from serialhhd.store.outbound import pick_lists

    return pick_lists.page


list_command(app, DocumentKind.PICK_LIST, _page, _listed, LISTED, searched="number or customer")


@app.command()
def show(ctx: typer.Context, ref: str, *, as_json: Json = False) -> None:
    """Show a pick list, its tasks, and how many units wait to be put back."""
    from serialhhd.store.outbound import pick_lists, putting_back

    with reading(ctx) as store, store.read() as conn:
        pick_list = pick_lists.show(conn, ref)
        row = {**_row(pick_list), "tasks": _tasks(conn, pick_list)}
        row["waiting"] = sum(one.units for one in putting_back.waiting(conn, pick_list))
    print_document(row, COLUMNS, "tasks", TASK_COLUMNS, as_json=as_json)


@app.command("import")
def import_(ctx: typer.Context, file: Path) -> None:
    """Import pick lists from a CSV file: all of it or nothing."""
    import_file(ctx, file, "pick-lists")


@app.command()
def pick(
    ctx: typer.Context,
    ref: str,
    sku: str,
    *,
    location: arguments.TakenFrom,
    quantity: Quantity = None,
    serials: Serials = None,
    tote: Tote = None,
    short: Short = None,
    sure: arguments.Yes = False,
) -> None:
    """Pick what a pick list asks for of a product, for a customer or for its supplier; the rest stays open (R12, R30, R37)."""
    from serialhhd.flows.operations import desk_rules
    from serialhhd.store.desk import picking_work

    arguments.check_short(short, quantity, serials)
    named = arguments.at_the_desk(serials, sure=sure)
    with writing(ctx) as store:
        rules = desk_rules.picking(documents.flows_in_force(ctx, store))
        why = documents.short_reason(ctx, store, short)
        done = store.write(
            lambda conn: picking_work.pick(
                conn,
                ref,
                sku,
                location=location,
                quantity=quantity,
                named=named,
                tote=tote,
                short=why,
                rules=rules,
                by=who(),
                at=store.now(),
            )
        )
    say(f"{done.task.product}: {done.task.done} of {done.task.quantity} picked.")
    say_unpacked(done.unpacked)
    for what, those in (("On hold", done.set_aside.on_hold), ("Expired", done.set_aside.expired)):
        if those:
            say(f"{what}: {' '.join(those)}.")
    if done.is_complete:
        say(f"{ref} is complete.")


@app.command()
def dispatch(ctx: typer.Context, ref: str) -> None:
    """Send what was picked on its way: its serials are dispatched, or returned to their supplier."""
    from serialhhd.store.outbound import pick_lists

    with writing(ctx) as store:
        sent = store.write(lambda conn: pick_lists.dispatch(conn, ref, by=who(), at=store.now()))
    say(f"Dispatched {sent.ref}" + (f" to {sent.partner}." if sent.partner else "."))


@app.command()
def cancel(ctx: typer.Context, ref: str) -> None:
    """Cancel a pick list that is not dispatched: what was picked for it waits to be put back."""
    from serialhhd.store.outbound import pick_lists, putting_back

    with writing(ctx) as store:
        cancelled = store.write(lambda conn: pick_lists.cancel(conn, ref, store.now(), by=who()))
        with store.read() as conn:
            units = sum(one.units for one in putting_back.waiting(conn, cancelled))
    say(f"Cancelled {cancelled.ref}." + (f" To be put back: {units}." if units else ""))


@app.command("put-back")
def put_back(
    ctx: typer.Context,
    ref: str,
    *,
    location: arguments.PutAt,
    product: arguments.OnlyProduct = None,
    line: OnlyUnits = None,
    serials: OnlySerials = None,
) -> None:
    """Put back what a cancelled pick list had picked: all of it, or what is named."""
    from serialhhd.store.outbound import putting_back

    units, named = arguments.named_part(line, serials)
    with writing(ctx) as store:
        back = store.write(
            lambda conn: putting_back.put_back(
                conn, ref, to=location, sku=product, units=units, serials=named, by=who(), at=store.now()
            )
        )
    say(f"Put back: {back.units}.")
    say_unpacked(back.unpacked)


def _row(pick_list: "Document") -> dict[str, Any]:
    return {
        "pick_list": pick_list.ref,
        "state": pick_list.state.value,
        "customer": None if pick_list.to_supplier else pick_list.partner,
        "supplier": pick_list.partner if pick_list.to_supplier else None,
        "account": pick_list.account,
        "created_at": pick_list.created_at,
    }


def _tasks(conn: "Connection", pick_list: "Document") -> list[dict[str, Any]]:
    from serialhhd.store.outbound import pick_lists

    return [
        {
            "task": task.line_no,
            "product": task.product,
            "location": task.location,
            "quantity": task.quantity,
            "picked_quantity": task.done,
            "serials": list(pick_lists.serials_of(conn, task)),
            "state": task.state.value,
            "short_reason": task.short_reason,
            "in_work_by": task.in_work_by,
        }
        for task in pick_lists.tasks(conn, pick_list)
    ]
