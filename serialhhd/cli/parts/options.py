"""The global options, as every command finds them in `ctx.obj`."""

from serialhhd.value_class import value_class


@value_class
class Options:
    """What was given before the command.

    Attributes:
        store: Path or URL of the store.
        flows: Argument of `--flows`; None where it was not given.
    """

    store: str
    flows: str | None = None
