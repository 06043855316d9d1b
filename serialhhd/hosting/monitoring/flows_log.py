"""What the log says of flows.toml."""

from serialhhd.flows.in_force.in_force import FlowsState
from serialhhd.hosting.monitoring import logs


def log_flows(state: FlowsState) -> None:
    """Log that other flows are in force, or that the file is broken and those before stay."""
    if state.problem is None:
        logs.tell("flows applied", file=str(state.file), version=state.version, by=state.made_by)
    else:
        logs.warn("flows broken", in_force=str(state.file), version=state.version, problem=state.problem)
