"""What a conversation asks for its flows."""

from typing import Protocol

from serialhhd.flows.config.model import Flows
from serialhhd.store.words.vocabulary import Role
from serialhhd.value_class import value_class


class FlowsSource(Protocol):
    """Where the flows come from: a file alone, or what is in force in a store."""

    def current(self, operator: str | None = None, device: str | None = None) -> Flows:
        """Return the flows for the runs that an operator begins now, on a device. It costs nothing: it is asked with each scan."""
        ...


@value_class
class AsTheyAre:
    """Flows that stay as they are, for everybody: in a throw-away store there is no other version of them.

    Attributes:
        flows: The flows.
    """

    flows: Flows

    def current(self, operator: str | None = None, device: str | None = None) -> Flows:  # noqa: ARG002 - the same for all
        """Return them."""
        return self.flows


@value_class
class OnDevice:
    """The flows on a device that has a name, though nobody signs on there with badge and PIN.

    Attributes:
        flows: Where they come from.
        device: The name; None where it has none.
    """

    flows: FlowsSource
    device: str | None

    def current(self, operator: str | None = None, device: str | None = None) -> Flows:
        """Return the flows for the runs that an operator begins now."""
        return self.flows.current(operator, device or self.device)


def device_name(flows: FlowsSource, device: str | None) -> str | None:
    """Return the name of the device that flows are on: that of a shared one, or the one that it was given."""
    return device or (flows.device if isinstance(flows, OnDevice) else None)


def seen_by(flows: FlowsSource, operator: str | None, role: Role | None, device: str | None) -> Flows:
    """Return the flows that are in force for somebody, but for those that are not shown to them."""
    return flows.current(operator, device).shown_to(role, device_name(flows, device))
