"""`serialhhd container`: totes, pallets and SSCCs, and what lies in them."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from serialhhd.cli.parts.documents import print_document
from serialhhd.cli.parts.exporting import PAGE, AsIs, Csv, export
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import Json, listing, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from serialhhd.store.containers.containers import Container
    from serialhhd.store.containers.looking import ContainerSeen

app = typer.Typer(no_args_is_help=True, help="Totes, pallets and SSCCs, and what lies in them.")

MadeKind = Literal["tote", "pallet"]
Kind = Literal["tote", "pallet", "sscc"]
COLUMNS = ("container", "kind", "inside", "pick_list", "location")
CONTENT = ("product", "quantity", "serials")


@app.command()
def add(
    ctx: typer.Context,
    codes: Annotated[list[str], typer.Argument(metavar="CODE...")],
    *,
    kind: Annotated[MadeKind, typer.Option(help="What they are.")] = "tote",
) -> None:
    """Add containers: all of them or none."""
    from serialhhd.store.containers import containers
    from serialhhd.store.words.vocabulary import ContainerKind

    with writing(ctx) as store:
        added = store.write(
            lambda conn: [containers.add(conn, code, ContainerKind(kind), by=who()).code for code in codes]
        )
    say(f"Added {' '.join(added)}.")


@app.command("list")
def list_(
    ctx: typer.Context,
    *,
    kind: Annotated[Kind | None, typer.Option(help="Only those of this kind.")] = None,
    search: Annotated[str, typer.Option(help="Only where the code begins with this.")] = "",
    csv_file: Csv = None,
    csv_as_is: AsIs = False,
    as_json: Json = False,
) -> None:
    """List the containers, with what they lie in, whose goods they hold, and where they are."""
    from serialhhd.store.containers import looking
    from serialhhd.store.words.vocabulary import ContainerKind

    of_kind, rows, last = ContainerKind(kind) if kind else None, list[dict[str, Any]](), None
    with reading(ctx) as store, store.read() as conn:

        def following(last: "ContainerSeen | None") -> "Sequence[ContainerSeen]":
            after = last.container.code if last else ""
            return looking.page(conn, kind=of_kind, search=search, limit=PAGE, after=after)

        if csv_file is not None:
            export(csv_file, COLUMNS, following, _seen, as_is=csv_as_is)
            return
        while found := following(last):
            rows, last = [*rows, *map(_seen, found)], found[-1]
    listing(rows, COLUMNS, as_json=as_json)


@app.command()
def show(ctx: typer.Context, code: str, *, as_json: Json = False) -> None:
    """Show a container, and what lies in it, however deep."""
    from serialhhd.store.containers import containers, content

    with reading(ctx) as store, store.read() as conn:
        found = containers.show(conn, code)
        row = {
            **_row(found, containers.place_of(conn, found.id)),
            "containers": [one.code for one in containers.inside(conn, found.id)],
            "content": [
                {"product": one.product, "quantity": one.quantity, "serials": list(one.serials)}
                for one in content.content(conn, found)
            ],
        }
    print_document(row, (*COLUMNS, "containers"), "content", CONTENT, as_json=as_json)


@app.command()
def put(
    ctx: typer.Context,
    codes: Annotated[list[str], typer.Argument(metavar="CODE...")],
    *,
    into: Annotated[str, typer.Option(metavar="CODE", help="The container that they are put into.")],
) -> None:
    """Put containers into another one, with all that lies in them: all of them or none."""
    from serialhhd.store.containers import containers

    with writing(ctx) as store:
        inner = store.write(lambda conn: containers.put_each(conn, codes, into, by=who()))
    say(f"{' '.join(one.code for one in inner)} in {inner[0].inside}.")


@app.command("take-out")
def take_out(ctx: typer.Context, codes: Annotated[list[str], typer.Argument(metavar="CODE...")]) -> None:
    """Take containers out of what they lie in, such as totes off a pallet, with all that lies in them: all of them or none."""
    from serialhhd.store.containers import containers

    with writing(ctx) as store:
        taken = store.write(lambda conn: containers.take_out_each(conn, codes, by=who()))
    say(f"{' '.join(one.code for one in taken)} in no other container.")


@app.command()
def empty(ctx: typer.Context, code: str) -> None:
    """Say that nothing lies in a container any more."""
    from serialhhd.store.containers import containers

    with writing(ctx) as store:
        emptied = store.write(lambda conn: containers.empty(conn, code, by=who()))
    say(f"{emptied.code} is empty.")


def _seen(one: "ContainerSeen") -> dict[str, Any]:
    return _row(one.container, one.location)


def _row(container: "Container", location: str | None) -> dict[str, Any]:
    return {
        "container": container.code,
        "kind": container.kind.value,
        "inside": container.inside,
        "pick_list": container.pick_list,
        "location": location,
    }
