"""`serialhhd batch`: pick lists that are picked in one walk onto a cart, and sorted from it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.parts import arguments, documents
from serialhhd.cli.parts.arguments import Quantity, Serials, Short
from serialhhd.cli.parts.documents import add_document, list_command, print_document
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import LARGEST, Json, say, say_unpacked
from serialhhd.store.words.vocabulary import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from serialhhd.store.batches.batches import LineShown
    from serialhhd.store.documents.document import Document
    from serialhhd.store.documents.pages import Progress

app = typer.Typer(no_args_is_help=True, help="Pick lists that are picked in one walk, and then sorted.")

COLUMNS = ("batch", "state", "account", "created_at")
LISTED = (*COLUMNS, "lines", "open_lines", "quantity", "walked")
SHOWN = ("batch", "state", "cart", "pick_lists", "account", "created_at")
LINE_COLUMNS = ("product", "location", "wanted", "walked", "sorted", "reason")


@app.command()
def add(
    ctx: typer.Context,
    ref: str,
    *,
    pick_list: Annotated[
        list[str],
        typer.Option(
            metavar="REF",
            help="An open pick list of which nothing is picked; units go to the first that wants them. Repeatable.",
        ),
    ],
) -> None:
    """Add a batch of pick lists, in this order."""
    from serialhhd.store.batches import batches

    add_document(ctx, lambda conn, at: batches.add(conn, ref, pick_list, at=at, by=who()))


def _listed(one: "Progress") -> dict[str, Any]:
    return {
        **_row(one.document),
        "lines": one.lines,
        "open_lines": one.open_lines,
        "quantity": one.quantity,
        "walked": one.done,
    }


def _page() -> "Callable[..., Sequence[Progress]]":
    from serialhhd.store.batches import batches

    return batches.page


list_command(app, DocumentKind.BATCH, _page, _listed, LISTED)


@app.command()
def show(ctx: typer.Context, ref: str, *, as_json: Json = False) -> None:
    """Show a batch: its pick lists in order, its cart, and of each product what is wanted, walked and sorted."""
    from serialhhd.store.batches import batches

    with reading(ctx) as store, store.read() as conn:
        batch = batches.show(conn, ref)
        cart = batches.cart(conn, batch.id)
        lists = [one.ref for one in batches.pick_lists(conn, batch.id)]
        lines = [_line(one) for one in batches.shown(conn, batch)]
    row = {
        **_row(batch),
        "cart": cart.code if cart else None,
        "pick_lists": lists if as_json else " ".join(lists),
        "lines": lines,
    }
    print_document(row, SHOWN, "lines", LINE_COLUMNS, as_json=as_json)


@app.command()
def walk(
    ctx: typer.Context,
    ref: str,
    sku: str,
    *,
    location: arguments.TakenFrom,
    cart: Annotated[
        str | None,
        typer.Option(
            metavar="C", help="The cart, an empty one at first; without it, the one that the batch is on."
        ),
    ] = None,
    quantity: Quantity = None,
    serials: Serials = None,
    short: Short = None,
) -> None:
    """Take what the lists of a batch want of a product onto its cart; the rest stays to be walked (R32)."""
    from serialhhd.flows.operations import desk_rules
    from serialhhd.store.desk import picking_work

    arguments.check_short(short, quantity, serials)
    named = arguments.at_the_desk(serials)
    with writing(ctx) as store:
        flows = documents.flows_in_force(ctx, store)
        needed = desk_rules.needs_supervisor(flows, "batch_walk")
        why = documents.short_reason(ctx, store, short)
        done = store.write(
            lambda conn: picking_work.walk(
                conn,
                ref,
                sku,
                location=location,
                cart=cart,
                quantity=quantity,
                named=named,
                short=why,
                needs_supervisor=needed,
                refuses_expired=desk_rules.refuses_expired(flows, desk_rules.WalkOptions),
                by=who(),
                at=store.now(),
            )
        )
    say(f"{done.line.product}: {done.line.done} of {done.line.quantity} walked.")
    say_unpacked(done.unpacked)
    if done.is_over:
        say(f"{ref} is walked." if not done.is_done else f"{ref} is done.")


@app.command()
def sort(
    ctx: typer.Context,
    ref: str,
    sku: str,
    *,
    quantity: Annotated[
        int | None, typer.Option(max=LARGEST, help="So many units without serials; without it, one.")
    ] = None,
    serials: Serials = None,
    tote: Annotated[
        str | None,
        typer.Option(
            metavar="T", help="The tote that they go into; without it, each list's own, where it has one."
        ),
    ] = None,
    sure: arguments.Yes = False,
) -> None:
    """Give units from a batch's cart to the lists that want them, each to the first in its order: all, or none of them (R33)."""
    from serialhhd.flows.operations import desk_rules
    from serialhhd.store.desk import picking_work

    named = arguments.at_the_desk(serials, sure=sure)
    with writing(ctx) as store:
        flows = documents.flows_in_force(ctx, store)
        there = store.write(
            lambda conn: picking_work.sort(
                conn,
                ref,
                sku,
                quantity=quantity,
                named=named,
                tote=tote,
                refuses_expired=desk_rules.refuses_expired(flows, desk_rules.SortOptions),
                needs_tote=desk_rules.sort_needs_tote(flows),
                by=who(),
                at=store.now(),
            )
        )
    for one in there:
        say(f"{one.serial or sku}: {one.pick_list}" + (f", tote {one.tote}." if one.tote else "."))
    if there[-1].is_end_of_batch:
        say(f"{ref} is done.")


@app.command()
def done(ctx: typer.Context, ref: str) -> None:
    """Say that the cart of a batch is empty: what its lists still want ends short, once it is walked (R33)."""
    from serialhhd.flows.operations import desk_rules
    from serialhhd.store.desk import picking_work

    with writing(ctx) as store:
        flows = documents.flows_in_force(ctx, store)
        refuses = desk_rules.refuses_expired(flows, desk_rules.SortOptions)
        said = store.write(
            lambda conn: picking_work.say_empty(conn, ref, refuses_expired=refuses, at=store.now())
        )
    goes_on = f"{said.batch} is done." if said.is_end_of_batch else f"{said.batch} goes on."
    left = f"{goes_on} Still on {said.cart}: {', '.join(said.left)}."
    say(left if said.left else f"{said.cart} is empty. {goes_on}")


@app.command()
def cancel(ctx: typer.Context, ref: str) -> None:
    """Cancel an open batch: its lists can be picked otherwise, and what is on its cart is put away by a move."""
    from serialhhd.store.batches import batches

    with writing(ctx) as store:
        cancelled = store.write(lambda conn: batches.cancel(conn, ref, store.now(), by=who()))
    say(f"Cancelled {cancelled.ref}.")


def _row(batch: "Document") -> dict[str, Any]:
    return {
        "batch": batch.ref,
        "state": batch.state.value,
        "account": batch.account,
        "created_at": batch.created_at,
    }


def _line(of: "LineShown") -> dict[str, Any]:
    return {
        "product": of.product,
        "location": of.location,
        "wanted": of.wanted,
        "walked": of.walked,
        "sorted": of.sorted,
        "reason": of.reason,
    }
