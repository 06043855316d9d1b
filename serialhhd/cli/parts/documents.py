"""What the nouns of documents have in common: a list with its progress, one document with what stands on it, and an adjustment that waits."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol, TypeVar

import typer

from serialhhd.cli.parts.exporting import PAGE, AsIs, Csv, export
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.options import Options
from serialhhd.cli.parts.output import Json, document, listing, say, table
from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from serialhhd.flows.config.model import Flows
    from serialhhd.store.adjustments.adjustments import Adjustment
    from serialhhd.store.documents.document import Document
    from serialhhd.store.engine.store import Store


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


def add_document(ctx: typer.Context, add: "Callable[[Connection, datetime], Document]") -> None:
    """Add a document, and say so."""
    with writing(ctx) as store:
        added = store.write(lambda conn: add(conn, store.now()))
    say(f"Added {added.ref}.")


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


# --- the flows in force ----------------------------------------------------------------------------------------------


def flows_in_force(ctx: typer.Context, store: "Store") -> "Flows":
    """Return the flows by whose rules something is done at a desk.

    Raises:
        FlowsInvalid: The file is wrong, and no version of it is understood.
    """
    from serialhhd.flows.in_force.now import flows_now

    return flows_now(store, ctx.ensure_object(Options).flows)


def restocked(ctx: typer.Context, store: "Store") -> Sequence[str]:
    """Return the conditions of what comes back that the flows in force put into storage (R35)."""
    from serialhhd.flows.operations import given_conditions

    return given_conditions.restocked(flows_in_force(ctx, store))


def approve_from(
    ctx: typer.Context, store: "Store", operation: Literal["adjust_out", "adjust_in"]
) -> int | None:
    """Return from how many units on what somebody adjusts waits: the least of the flows in force; None: never.

    The flows are read only for whom they say it: anybody below a supervisor.

    Raises:
        FlowsInvalid: The file is wrong, and no version of it is understood.
    """
    from serialhhd.store.stock import approvals

    with store.read() as conn:
        if not approvals.is_below_supervisor(conn, who()):
            return None
    from serialhhd.flows.operations.given_reasons import least_limit

    return least_limit(flows_in_force(ctx, store), operation)


def reason(ctx: typer.Context, store: "Store", said: str) -> str:
    """Return why stock is adjusted, in the spelling of the flows in force."""
    from serialhhd.flows.operations import given_reasons

    return _spelled(ctx, store, said, given_reasons.spelled)


def condition(ctx: typer.Context, store: "Store", said: str) -> str:
    """Return in what state goods come back, in the spelling of the flows in force."""
    from serialhhd.flows.operations import given_conditions

    return _spelled(ctx, store, said, given_conditions.spelled)


def short_reason(ctx: typer.Context, store: "Store", said: str | None) -> str | None:
    """Return why there are fewer, in the spelling of the flows in force; None where it is not said."""
    from serialhhd.flows.operations import shortage

    return None if said is None else _spelled(ctx, store, said, shortage.spelled)


def _spelled(ctx: typer.Context, store: "Store", said: str, spelled: "Callable[[str, Flows], str]") -> str:
    """Return what is said as the flows write it; as it is where they are wrong, which stops only whom their rules concern."""
    from serialhhd.flows.config.problems import FlowsInvalid

    try:
        return spelled(said, flows_in_force(ctx, store))
    except FlowsInvalid:
        return said


# --- adjustments --------------------------------------------------------------------------------------------------


def print_adjusted(
    store: "Store",
    waiting: "Adjustment | None",
    posted: str,
    *,
    as_json: bool,
    **says: Any,
) -> None:
    """Tell that an adjustment is posted, or that it waits; as JSON with the keys of `adjustment show`.

    Args:
        store: The store.
        waiting: What waits; None where it is posted.
        posted: What is said where it is posted.
        as_json: Whether to print JSON.
        says: What is known of what is posted: `product`, `location`, `quantity`, `reason`, `serials`.
    """
    if waiting is None:
        if as_json:
            document({"adjustment": None, "state": "posted", "asked_by": who(), "decided_by": None, **says})
        else:
            say(posted)
        return
    if as_json:
        with store.read() as conn:
            from serialhhd.store.adjustments import adjustments

            document(
                adjustment_row(waiting, [one.serial for one in adjustments.serials(conn, waiting.line.id)])
            )
        return
    ref = waiting.document.ref
    say(f"A supervisor is to approve it: {ref} waits (serialhhd adjustment approve {ref}).")


def adjustment_row(of: "Adjustment", serials: "list[str] | None" = None) -> "Mapping[str, Any]":
    """Return an adjustment as `--json` has it; without serials as a list has it."""
    line = of.line
    facts: dict[str, Any] = {
        "adjustment": of.document.ref,
        "state": of.document.state.value,
        "asked_by": line.asked_by,
        "decided_by": line.decided_by,
        "product": line.product,
        "location": line.location,
        "account": of.document.account,
        "quantity": line.units,
        "reason": line.reason,
        "rejected_because": line.short_reason,
        "created_at": of.document.created_at,
    }
    return facts if serials is None else {**facts, "serials": serials}
