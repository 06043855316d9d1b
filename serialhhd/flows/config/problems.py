"""A flows.toml is refused."""

from serialhhd.toml.problem import FileInvalid


class FlowsInvalid(FileInvalid):
    """A flows.toml is refused whole; `problems` holds everything that is wrong with it, in the order of the file."""
