"""What is known of what is in work: the names of the fields of a View, and what some of them say."""

from collections.abc import Mapping
from typing import Final

from serialhhd.flows.sentences.language import said

SHORT: Final[Mapping[str, str]] = {
    "no_tracking": "Untracked",
    "track_during_pick": "At Pick",
    "full_tracking": "Full",
}


@said
def field_name(*, field: str) -> str:
    """Name a field where each has a row of its own; one that a step of the house's own noted has no other name."""
    return field.replace("_", " ")


@said
def tracking_type(*, value: str) -> str:
    return value.replace("_", " ").title()


@said
def tracking_type_in_a_line(*, value: str) -> str:
    return value.replace("_", " ")


@said
def tracking_type_in_short(*, value: str) -> str:
    """Name a tracking type in a list of a narrow screen, in 10 characters at most."""
    return SHORT.get(value, value)


@said
def lot(*, lot: str) -> str:
    return f"Lot {lot}"


@said
def until(*, expiry: str) -> str:
    return f"Until {expiry}"


@said
def quantity(*, quantity: int | str) -> str:
    return f"Qty {quantity}"


@said
def product_head() -> str:
    return "Product"


@said
def tracking_head() -> str:
    return "Tracking"


@said
def location_head() -> str:
    return "Location"


@said
def quantity_head() -> str:
    return "Quantity"


@said
def line_of(*, line: int | None, lines: int) -> str:
    if line:
        return f"line {line} of {lines}"
    return f"{lines} lines" if lines > 1 else "1 line"


@said
def units_of(*, done: int, expected: int) -> str:
    return f"{done} of {expected} units"
