"""What the nouns of documents have in common: a list with its progress, and one document with what stands on it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Protocol, TypeVar

import typer

from serialhhd.cli.parts.exporting import PAGE, AsIs, Csv, export
from serialhhd.cli.parts.opened import reading
from serialhhd.cli.parts.output import Json, document, listing, table
from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState


class _HasId(Protocol):
    @property
    def id(self) -> int: ...


class _Listed(Protocol):
    @property
    def document(self) -> _HasId: ...


L = TypeVar("L", bound=_Listed)


def list_command(
    app: typer.Typer,
    kind: DocumentKind,
    page: Callable[[], Callable[..., Sequence[L]]],
    row: Callable[[L], Mapping[str, Any]],
    columns: Sequence[str],
    *,
    searched: str = "the number",
) -> None:
    """Give a noun its command `list`: the documents of a kind, the newest first, printed or exported.

    Args:
        app: The noun.
        kind: The kind of its documents.
        page: Returns the store's page of them, such as `pick_lists.page`: the store is loaded once a list is asked for.
        row: Returns what is shown of one.
        columns: The keys of a row that people see.
        searched: What a search looks at.
    """
    states = lifecycle_of(kind).states

    def one_of(text: str) -> DocumentState:
        if text in states:
            return DocumentState(text)
        raise typer.BadParameter(
            f"{text!r} is not one of {', '.join(repr(state.value) for state in states)}."
        )

    @app.command("list", help=f"List the {kind.plural}, the newest first.")
    def list_(
        ctx: typer.Context,
        *,
        state: Annotated[
            DocumentState | None,
            typer.Option(
                parser=one_of,
                metavar="|".join(states),
                help="Only in this state.",
            ),
        ] = None,
        search: Annotated[str, typer.Option(help=f"Only where {searched} begins with this.")] = "",
        csv_file: Csv = None,
        csv_as_is: AsIs = False,
        as_json: Json = False,
    ) -> None:
        with reading(ctx) as store, store.read() as conn:

            def following(last: L | None, limit: int | None = PAGE) -> Sequence[L]:
                after = last.document.id if last else None
                return page()(conn, state=state, search=search, limit=limit, after=after)

            if csv_file is not None:
                export(csv_file, columns, following, row, as_is=csv_as_is)
                return
            rows = [row(one) for one in following(None, None)]
        listing(rows, columns, as_json=as_json)


def print_document(
    row: Mapping[str, Any], columns: Sequence[str], parts: str, part_columns: Sequence[str], *, as_json: bool
) -> None:
    """Print one document; `parts` is the key of its lines or tasks."""
    if as_json:
        document(row)
        return
    table([row], columns)
    print()
    table(row[parts], part_columns)
