"""How `pre-receipt` and `pick-list` print: a list with its progress, and one document with what stands on it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

import typer

from serialhhd.cli.parts.exporting import PAGE, export
from serialhhd.cli.parts.opened import reading
from serialhhd.cli.parts.output import document, listing, table


class _HasId(Protocol):
    @property
    def id(self) -> int: ...


class _Listed(Protocol):
    @property
    def document(self) -> _HasId: ...


L = TypeVar("L", bound=_Listed)


def print_documents(
    ctx: typer.Context,
    page: Callable[..., Sequence[L]],
    row: Callable[[L], Mapping[str, Any]],
    columns: Sequence[str],
    *,
    state: str | None,
    search: str,
    csv_file: str | None,
    csv_as_is: bool,
    as_json: bool,
) -> None:
    """Print or export the documents of one kind, the newest first.

    Args:
        ctx: The command's.
        page: The store's page of them: `pre_receipts.page` or `pick_lists.page`.
        row: Returns what is shown of one.
        columns: The keys of a row that people see.
        state: Only in this state.
        search: Only those that begin with this.
        csv_file: The file to export into, or `-`; None to print.
        csv_as_is: Whether its texts get no mark against formulas.
        as_json: Whether to print JSON.
    """
    from serialhhd.store.words.vocabulary import DocumentState

    only = DocumentState(state) if state else None
    with reading(ctx) as store, store.read() as conn:

        def following(last: L | None, limit: int | None = PAGE) -> Sequence[L]:
            after = last.document.id if last else None
            return page(conn, state=only, search=search, limit=limit, after=after)

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
