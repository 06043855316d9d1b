"""The unit in hand."""

from typing import ClassVar

from serialhhd.flows.steps.enter_serials import EnterSerials


class ScanOne(EnterSerials):
    """One unit after the other: where an operation knows units that is its word, and the serials elsewhere."""

    name: ClassVar[str] = "scan_one"
    asks: ClassVar[tuple[str, ...]] = ("unit", *EnterSerials.asks)
