"""Adjusting at the desk: from how many units on it waits for a supervisor (R29), and what is printed of it."""

from typing import TYPE_CHECKING, Any, Literal

import typer

from serialhhd.cli.parts.opened import who
from serialhhd.cli.parts.options import Options
from serialhhd.cli.parts.output import document, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from serialhhd.store.adjustments.adjustments import Adjustment
    from serialhhd.store.engine.store import Store


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
    from serialhhd.flows.in_force.now import flows_now
    from serialhhd.flows.operations.adjust.options import least_limit

    return least_limit(flows_now(store, ctx.ensure_object(Options).flows), operation)


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

            document(row(waiting, [one.serial for one in adjustments.serials(conn, waiting.line.id)]))
        return
    ref = waiting.document.ref
    say(f"A supervisor is to approve it: {ref} waits (serialhhd adjustment approve {ref}).")


def row(of: "Adjustment", serials: "list[str] | None" = None) -> "Mapping[str, Any]":
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
