"""What somebody should train next: what trains the faults that slipped, then what was not passed, then what went worst."""

from collections.abc import Mapping, Sequence

from serialhhd.training.history.entry import Entry
from serialhhd.training.scenarios.model import Scenario
from serialhhd.value_class import value_class


@value_class
class Proposal:
    """A scenario that should be played next.

    Attributes:
        scenario: Its name.
        slipped: The faults of it that slipped when they came last; empty where none did.
        is_passed: Whether it was passed already.
        is_first: Whether nothing was played yet.
    """

    scenario: str
    slipped: tuple[str, ...] = ()
    is_passed: bool = False
    is_first: bool = False


def proposed(entries: Sequence[Entry], scenarios: Mapping[str, Scenario]) -> Proposal:
    """Return what should be played next.

    Args:
        entries: What somebody has played, the oldest first.
        scenarios: What there is, by name, in the order in which somebody learns them; at least one.
    """
    open_faults = _open_faults(entries)
    trained = {name: _trained(one, open_faults) for name, one in scenarios.items()}
    best = max(scenarios, key=lambda name: len(trained[name]))  # the first of them
    if trained[best]:
        return Proposal(best, trained[best])
    last = {entry.scenario: entry for entry in entries}
    waiting = [name for name in scenarios if name not in last or not last[name].passed]
    if waiting:
        return Proposal(waiting[0], is_first=not entries)
    return Proposal(min(scenarios, key=lambda name: last[name].score), is_passed=True)


def _open_faults(entries: Sequence[Entry]) -> set[str]:
    """Return the faults that slipped when they came last."""
    was_caught = {one.fault: one.caught for entry in entries for one in entry.mishaps}
    return {fault for fault, caught in was_caught.items() if not caught}


def _trained(scenario: Scenario, faults: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(event.fault for event in scenario.events if event.fault in faults))
