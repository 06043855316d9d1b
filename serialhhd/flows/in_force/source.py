"""What a conversation asks for its flows."""

from typing import Protocol

from serialhhd.flows.config.model import Flows


class FlowsSource(Protocol):
    """Where the flows come from: a file alone, or what is in force in a store."""

    def current(self, operator: str | None = None, device: str | None = None) -> Flows:
        """Return the flows for the runs that an operator begins now, on a device. It costs nothing: it is asked with each scan."""
        ...
