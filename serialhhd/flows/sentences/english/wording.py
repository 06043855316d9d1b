"""How English says how many, and names some of many."""

from collections.abc import Mapping
from typing import Final

from serialhhd.flows.sentences.shown import BETWEEN, FIRST_NAMED

STEPS: Final[Mapping[str, str]] = {
    "menu": "menu",
    "scan_pre_receipt": "pre-receipt",
    "scan_pick_list": "pick list",
    "scan_transfer": "transfer",
    "scan_count": "count",
    "scan_batch": "batch",
    "scan_cart": "cart",
    "scan_unit": "unit",
    "scan_product": "product",
    "scan_location": "location",
    "scan_destination": "destination",
    "scan_tote": "tote",
    "scan_container": "container",
    "scan_into": "container it goes into",
    "enter_serials": "serials",
    "confirm_quantity": "quantity",
    "scan_return": "return",
    "choose_condition": "condition",
    "choose_reason": "reason",
}
"""What a step asks for: an operator knows it by that."""


def units(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" or noun == "SSCC" else f"a {noun}"


def named(names: tuple[str, ...]) -> str:
    """Return the first few names, and how many more there are."""
    more = len(names) - FIRST_NAMED
    return BETWEEN.join(names[:FIRST_NAMED]) + (f" and {more} more" if more > 0 else "")


def step_name(step: str) -> str:
    """Return what a step asks for, or the menu, as a person reads it: `the product`."""
    return f"the {STEPS.get(step, step.replace('_', ' '))}"


def place_of(kind: str) -> str:
    """Return what a place of a kind is: `a cart`."""
    return "a cart" if kind == "cart" else f"a {kind} location"


def rest_of_line(short_reason: str | None, open_quantity: int, also: str = "") -> list[str]:
    """Return what is said of a line that goods were taken for, beside what was taken: why it ended short, what else, and what is elsewhere."""
    said = [f"Short: {short_reason}."] if short_reason else []
    said += [also] if also else []
    return [*said, f"{open_quantity} more elsewhere."] if open_quantity else said
