"""The flows in force, those of the store where there is one, else those of the file that is found; and scenarios under them."""

from typing import TYPE_CHECKING

import typer

from serialhhd.cli.parts.opened import existing
from serialhhd.cli.parts.options import Options

if TYPE_CHECKING:
    from serialhhd.flows.config.model import Flows
    from serialhhd.flows.in_force.text import FlowsText
    from serialhhd.training.scenarios.loader import CheckedScenario


def flows_in_force(ctx: typer.Context) -> "FlowsText":
    """Return what says the flows in force, and what it says.

    Raises:
        FlowsInvalid: It is wrong.
        StoreUnavailable: The store cannot be used.
    """
    from serialhhd.flows.config.discovery import find_flows
    from serialhhd.flows.in_force.now import text_now
    from serialhhd.flows.in_force.text import read

    explicit, store = ctx.ensure_object(Options).flows, existing(ctx)
    if store is None:
        return read(find_flows(explicit))
    with store:
        return text_now(store, explicit)


def checked_under(named: str, flows: "Flows") -> "CheckedScenario":
    """Return a scenario that is named by a shipped one's name or a path, and that can be played under these flows.

    Raises:
        FileInvalid: There is none, or it cannot be played; every problem is named.
    """
    from serialhhd.training.scenarios import shipped
    from serialhhd.training.scenarios.loader import check_flow, checked

    one = checked(shipped.find(named))
    check_flow(one, flows)
    return one
