"""`serialhhd train new, reset`: a store to train on, and how it goes back to its first day."""

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.parts.opened import existing
from serialhhd.cli.parts.output import counted, say

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


Where = Annotated[str, typer.Argument(metavar="STORE", help="A file, or a database URL.")]


def new(
    ctx: typer.Context,
    where: Where,
    *,
    site: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="STORE", help="Whose goods and places it has; else those of the store in use."
        ),
    ] = None,
) -> None:
    """Make a store to train on, with a site's products, barcodes, patterns and places, and nothing of its people or its stock."""
    from serialhhd.store.catalogue import places
    from serialhhd.store.engine.counts import counts
    from serialhhd.store.engine.store import Store
    from serialhhd.store.training import stores

    found: AbstractContextManager[Store | None] = (
        Store.open(site) if site is not None else existing(ctx) or nullcontext()
    )
    with found as given:
        stores.new(where, given)
    with Store.open(where) as made, made.read() as conn:
        goods = counted(counts(conn)["products"], "product")
        say(
            f"Made {made.place}, a store to train on: {goods}, {counted(len(places.locations(conn)), 'place')}."
        )
        if given is None:
            say("There was no store to take them from. Name one with --from, or import products.")


def reset(where: Where) -> None:
    """Make a training store what it was on its first day. End the handhelds on it first."""
    from serialhhd.store.engine.database import place_of
    from serialhhd.store.training import stores

    stores.reset(where)
    say(f"{place_of(where)} is as on its first day.")
