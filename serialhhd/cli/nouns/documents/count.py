"""`serialhhd count`: what is asked to be counted, what was counted of it, and what becomes of the differences."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.parts import arguments, documents
from serialhhd.cli.parts.documents import add_document, list_command, print_document
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import LARGEST, Json, say
from serialhhd.store.words.vocabulary import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from serialhhd.flows.operations.desk_rules import CountRules
    from serialhhd.store.documents.document import Document
    from serialhhd.store.documents.lines import Line
    from serialhhd.store.documents.pages import Progress
    from serialhhd.store.engine.store import Store

app = typer.Typer(no_args_is_help=True, help="Places that are counted, by serial, and what is posted of it.")

COLUMNS = ("count", "state", "account", "created_at")
LISTED = (*COLUMNS, "lines", "open_lines")
SERIALS = ("found", "missing", "misplaced", "unexpected", "unknown")
LINE_COLUMNS = ("location", "product", "pass", "counted_by", "expected", "counted", *SERIALS, "state")


@app.command()
def add(
    ctx: typer.Context,
    ref: str,
    *,
    location: Annotated[list[str], typer.Option(metavar="L", help="A place to be counted. Repeatable.")],
    product: Annotated[
        list[str] | None,
        typer.Option(metavar="SKU", help="Only this product; without, all that lies there. Repeatable."),
    ] = None,
    account: arguments.Account = "MAIN",
) -> None:
    """Ask for a count of places. It holds nothing up: stock stays free to move and to be picked."""
    from serialhhd.store.counts import counts

    add_document(
        ctx,
        lambda conn, at: counts.add(
            conn, ref, location, skus=product or (), account=account, at=at, by=who()
        ),
    )


def _listed(one: "Progress") -> dict[str, Any]:
    return {**_row(one.document), "lines": one.lines, "open_lines": one.open_lines}


def _page() -> "Callable[..., Sequence[Progress]]":
    from serialhhd.store.counts import counts

    return counts.page


list_command(app, DocumentKind.COUNT, _page, _listed, LISTED)


@app.command()
def show(ctx: typer.Context, ref: str, *, as_json: Json = False) -> None:
    """Show a count, and of each product at each place its last pass and what that says of every serial."""
    from serialhhd.store.counts import counts

    with reading(ctx) as store, store.read() as conn:
        count = counts.show(conn, ref)
        lines = [_line(conn, line) for line in counts.lines(conn, count)]
    shown = lines if as_json else [_as_text(line) for line in lines]
    print_document({**_row(count), "lines": shown}, COLUMNS, "lines", LINE_COLUMNS, as_json=as_json)


@app.command()
def enter(
    ctx: typer.Context,
    ref: str,
    *,
    location: Annotated[str, typer.Option(metavar="L", help="Where it was counted.")],
    product: Annotated[str, typer.Option(metavar="SKU", help="What was counted.")],
    quantity: Annotated[
        int | None,
        typer.Option(max=LARGEST, metavar="N", help="How many units; without, as many as serials."),
    ] = None,
    serials: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Their serials: a file, or - for stdin.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="The serials are right, whatever looks odd.")] = False,
) -> None:
    """Enter what was counted of a product at a place: one pass, by whoever enters it."""
    from serialhhd.store.counts import counting

    if quantity is None and serials is None:
        raise typer.BadParameter("say how many: --quantity N, or --serials FILE. None there: --quantity 0.")
    listed = arguments.read_serials(serials) if serials else None
    with writing(ctx) as store:
        rules = _rules(ctx, store)
        done = store.write(
            lambda conn: counting.enter(
                conn,
                ref,
                location=location,
                sku=product,
                units=quantity,
                texts=listed.serials if listed else (),
                doubts=listed.doubts if listed else (),
                sure=yes,
                recounting=rules.recounting,
                by=who(),
                at=store.now(),
            )
        )
    if done.is_void:
        say("Stock moved meanwhile: the pass is void. Count it again.")
    else:
        say(f"Entered pass {done.number}.")


@app.command("done")
def done_(
    ctx: typer.Context,
    ref: str,
    *,
    location: Annotated[str, typer.Option(metavar="L", help="The place that is counted.")],
) -> None:
    """Say that a place is done: what was not counted there counts as 0, and what differs is to be counted again.

    What differs by less than the flows want approved is posted at once.
    """
    from serialhhd.store.counts import posting
    from serialhhd.store.words.vocabulary import DocumentState

    with writing(ctx) as store:
        rules = _rules(ctx, store)
        place, count = store.write(
            lambda conn: posting.place_done(
                conn,
                ref,
                location=location,
                recounting=rules.recounting,
                approve_from=rules.approve_from,
                by=who(),
                at=store.now(),
            )
        )
    if place.again:
        by = ", by another operator" if place.is_for_others else ""
        say(f"Count {place.place} again{by}: {', '.join(place.again)}.")
    elif count.state is DocumentState.POSTED:
        say(f"{place.place} is done, and with it all of the count: it is posted.")
    elif place.is_counted:
        say(
            f"{place.place} is done, and with it all of the count. A supervisor is to approve it (serialhhd count approve {count.ref})."
        )
    else:
        say(f"{place.place} is done.")


def _rules(ctx: typer.Context, store: "Store") -> "CountRules":
    """Return by which rules of the flows in force somebody counts at a desk (R40, R41)."""
    from serialhhd.flows.operations import desk_rules

    return desk_rules.counting(documents.flows_in_force(ctx, store))


@app.command()
def recount(
    ctx: typer.Context,
    ref: str,
    *,
    location: Annotated[str | None, typer.Option(metavar="L", help="Only this place.")] = None,
    product: Annotated[str | None, typer.Option(metavar="SKU", help="Only this product.")] = None,
) -> None:
    """Have what was counted counted again: all of it, or what is named."""
    from serialhhd.store.counts import posting

    with writing(ctx) as store:
        again = store.write(lambda conn: posting.recount(conn, ref, location=location, sku=product, by=who()))
    say(f"{again.ref} is {again.state.label} again.")


@app.command()
def approve(ctx: typer.Context, ref: str) -> None:
    """Post the differences of what was counted. Takes a supervisor."""
    from serialhhd.store.counts import posting

    with writing(ctx) as store:
        posted = store.write(lambda conn: posting.approve(conn, ref, by=who(), at=store.now()))
    say(f"Posted {posted.count.ref}.")
    if posted.left:
        say(f"Left as they are: {' '.join(posted.left)}.")


@app.command()
def reject(ctx: typer.Context, ref: str) -> None:
    """Reject what was counted: nothing of it is posted. Takes a supervisor."""
    from serialhhd.store.counts import posting

    with writing(ctx) as store:
        rejected = store.write(lambda conn: posting.reject(conn, ref, by=who(), at=store.now()))
    say(f"Rejected {rejected.ref}.")


@app.command()
def cancel(ctx: typer.Context, ref: str) -> None:
    """Cancel a count that is not posted."""
    from serialhhd.store.counts import posting

    with writing(ctx) as store:
        cancelled = store.write(lambda conn: posting.cancel(conn, ref, by=who(), at=store.now()))
    say(f"Cancelled {cancelled.ref}.")


def _row(count: "Document") -> dict[str, Any]:
    return {
        "count": count.ref,
        "state": count.state.value,
        "account": count.account,
        "created_at": count.created_at,
    }


def _line(conn: "Connection", line: "Line") -> dict[str, Any]:
    from serialhhd.store.counts import passes
    from serialhhd.store.words.vocabulary import Finding

    last = passes.newest(conn, line.id)
    said = passes.notes(conn, last) if last else {}
    serials: dict[str, Sequence[str]] = {name: list(said.get(Finding(name), ())) for name in SERIALS}
    serials["unexpected"] = [*said.get(Finding.REMOVED, ()), *serials["unexpected"]]
    return {
        "location": line.location,
        "product": line.product,
        "pass": last.number if last else None,
        "counted_by": last.counted_by if last else None,
        "expected": last.expected if last else None,
        "counted": last.counted if last else None,
        **serials,
        "state": line.state.value,
    }


def _as_text(line: dict[str, Any]) -> dict[str, Any]:
    return {**line, **{name: " ".join(line[name]) for name in SERIALS}}
