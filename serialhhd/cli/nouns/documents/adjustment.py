"""`serialhhd adjustment`: what was asked of stock and waits until a supervisor approves or rejects it."""

from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.parts.documents import adjustment_row, list_command
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import Json, document, facts, say
from serialhhd.store.words.vocabulary import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from serialhhd.store.adjustments.adjustments import Adjustment

app = typer.Typer(
    no_args_is_help=True, help="Adjustments that wait: units that are no more, or were found, many at once."
)

COLUMNS = (
    "adjustment",
    "state",
    "asked_by",
    "decided_by",
    "product",
    "location",
    "account",
    "quantity",
    "reason",
    "rejected_because",
    "created_at",
)


def _page() -> "Callable[..., Sequence[Adjustment]]":
    from serialhhd.store.adjustments import adjustments

    return adjustments.page


list_command(app, DocumentKind.ADJUSTMENT, _page, adjustment_row, COLUMNS)


@app.command()
def show(ctx: typer.Context, ref: str, *, as_json: Json = False) -> None:
    """Show an adjustment and the serials that are noted on it."""
    from serialhhd.store.adjustments import adjustments

    with reading(ctx) as store, store.read() as conn:
        found = adjustments.show(conn, ref)
        shown = adjustment_row(found, [one.serial for one in adjustments.serials(conn, found.line.id)])
    if as_json:
        document(shown)
        return
    facts(shown, COLUMNS)
    for serial in shown["serials"]:
        print(serial)


@app.command()
def approve(ctx: typer.Context, ref: str) -> None:
    """Post an adjustment that waits. Takes a supervisor, other than who asked for it."""
    from serialhhd.store.adjustments import deciding

    with writing(ctx) as store:
        posted = store.write(lambda conn: deciding.approve(conn, ref, by=who(), at=store.now()))
    say(f"Posted {posted.document.ref}.")


@app.command()
def reject(
    ctx: typer.Context, ref: str, *, reason: Annotated[str, typer.Option(help="Why; it is kept.")]
) -> None:
    """Reject an adjustment that waits: nothing of it is posted. Takes a supervisor."""
    from serialhhd.store.adjustments import deciding

    with writing(ctx) as store:
        rejected = store.write(
            lambda conn: deciding.reject(conn, ref, reason=reason, by=who(), at=store.now())
        )
    say(f"Rejected {rejected.document.ref}.")
