"""The global options, as every command finds them in `ctx.obj`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """What was given before the command.

    Attributes:
        store: Path or URL of the store.
        flows: Argument of `--flows`; None where it was not given.
    """

    store: str
    flows: str | None = None
