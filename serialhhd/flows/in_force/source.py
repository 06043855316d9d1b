"""What a conversation asks for its flows."""

from typing import Protocol

from serialhhd.flows.config.model import Flows


class FlowsSource(Protocol):
    """Where the flows come from: a file alone, or what is in force in a store."""

    def current(self) -> Flows:
        """Return the flows for runs that begin now. It costs nothing: it is asked with each scan."""
        ...
